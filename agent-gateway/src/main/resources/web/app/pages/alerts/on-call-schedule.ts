import { html, nothing } from 'lit';
import { customElement, property, state as reactive } from 'lit/decorators.js';
import { asProblem } from '../../api/problem';
import { localField } from '../../design/format';
import { PartElement } from '../../shell/part-element';
import { Loaded } from '../../ui/loaded';
import '../../ui/modal-dialog';
import { download, reading, state, trouble, when } from '../../ui/parts';
import type { Duty } from './on-call';

interface Shift {
  person?: string | null;
  from: string;
  to: string;
}

interface Plan {
  shifts: Shift[];
  gaps: Shift[];
  overrides: { id: string; person: string; from: string; to: string }[];
}

const SHOWN = 6;
const USUAL_MS = 8 * 3_600_000;

/** One schedule: who is on call now, who follows, where nobody is, and who stands in. */
@customElement('on-call-schedule')
export class OnCallSchedule extends PartElement {
  @property({ attribute: false }) duty!: Duty;
  /** Whom the contacts name. */
  @property({ attribute: false }) people: readonly string[] = [];
  @reactive() private all = false;
  @reactive() private standingIn = false;
  @reactive() private failure = '';
  private readonly plan = new Loaded(this, () => this.client.get<Plan>(this.path), 60_000);

  private get path(): string {
    return `/api/v1/on-call/${encodeURIComponent(this.duty.schedule)}`;
  }

  protected override render() {
    const { value, problem } = this.plan;
    const { duty } = this;
    return html`<section class="card">
      <header>
        <h2>${duty.schedule}</h2>
        ${duty.person ? state(duty.person, 'good') : state('nobody is on call', 'bad')}
        ${duty.gaps ? state(`${duty.gaps} ${duty.gaps === 1 ? 'gap' : 'gaps'} in four weeks`, 'bad') : nothing}
      </header>
      <ul class="rows">
        ${(this.all ? value?.shifts : value?.shifts.slice(0, SHOWN))?.map((shift) => html`<li>
          <span>${shift.person ?? state('nobody', 'bad')}</span><span class="more">${when(shift.from)} to ${when(shift.to)}</span>
        </li>`)}
        ${value?.overrides.map((one) => html`<li>
          <span>${one.person} stands in</span>
          ${this.app.can('operator') ? html`<button @click=${() => this.takeBack(one.id)}>Take back</button>` : nothing}
          <span class="more">${when(one.from)} to ${when(one.to)}</span>
        </li>`)}
      </ul>
      <div class="body row">
        ${trouble(problem, this.plan.reload)} ${value || problem ? nothing : reading()}
        ${value && value.shifts.length > SHOWN ? html`<button @click=${() => (this.all = !this.all)}>${this.all ? 'Fewer' : `All ${value.shifts.length} shifts`}</button>` : nothing}
        <button @click=${this.calendar}>Calendar file</button>
        ${this.app.can('operator') ? html`<button @click=${this.begin}>Stand in</button>` : nothing}
      </div>
      ${this.standingIn ? this.form() : nothing}
    </section>`;
  }

  private readonly calendar = (): Promise<unknown> =>
    this.app.act(async () => download(`${this.duty.schedule}.ics`, await this.client.text(`${this.path}.ics`, 'text/calendar'), 'text/calendar'), 'The calendar is in your downloads.');

  private form() {
    const from = new Date();
    const to = new Date(from.getTime() + USUAL_MS);
    return html`<modal-dialog heading=${`Stand in for ${this.duty.schedule}`} @close=${() => (this.standingIn = false)}>
      <form class="fields" @submit=${this.standIn}>
        <label>Who<input name="person" required maxlength="200" list="people" autocomplete="off" /></label>
        <datalist id="people">${this.people.map((name) => html`<option value=${name}></option>`)}</datalist>
        <div class="pair">
          <label>From<input name="from" type="datetime-local" required value=${localField(from)} /></label>
          <label>To<input name="to" type="datetime-local" required value=${localField(to)} /></label>
        </div>
        ${this.failure ? html`<p class="notice bad" role="alert">${this.failure}</p>` : nothing}
        <div class="row"><button class="primary">Put it down</button></div>
      </form>
    </modal-dialog>`;
  }

  private readonly begin = (): void => {
    this.failure = '';
    this.standingIn = true;
  };

  private readonly standIn = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const person = String(given.get('person')).trim();
    const moment = (name: string) => new Date(String(given.get(name))).toISOString();
    try {
      await this.client.post('/api/v1/on-call/overrides', { schedule: this.duty.schedule, person, from: moment('from'), to: moment('to') });
      this.standingIn = false;
      this.app.say(`${person} stands in.`);
      this.changed();
    } catch (error) {
      this.failure = asProblem(error).message;
    }
  };

  private async takeBack(id: string): Promise<void> {
    await this.app.act(() => this.client.send('DELETE', `/api/v1/on-call/overrides/${id}`), 'Taken back.');
    this.changed();
  }

  private changed(): void {
    void this.plan.reload();
    this.dispatchEvent(new CustomEvent('changed'));
  }
}
