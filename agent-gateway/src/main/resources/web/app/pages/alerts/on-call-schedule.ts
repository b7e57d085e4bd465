import { html, nothing } from 'lit';
import { customElement, property, state as reactive } from 'lit/decorators.js';
import { PartElement } from '../../shell/part-element';
import { Loaded } from '../../ui/loaded';
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

/** One schedule: who is on call now, who follows, where nobody is, and who stands in. */
@customElement('on-call-schedule')
export class OnCallSchedule extends PartElement {
  @property({ attribute: false }) duty!: Duty;
  @reactive() private all = false;
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
        ${this.app.can('operator') ? html`<button @click=${this.standIn}>Stand in</button>` : nothing}
      </div>
    </section>`;
  }

  private readonly calendar = (): Promise<unknown> =>
    this.app.act(async () => download(`${this.duty.schedule}.ics`, await this.client.text(`${this.path}.ics`, 'text/calendar'), 'text/calendar'), 'The calendar is in your downloads.');

  private readonly standIn = async (): Promise<void> => {
    const person = await this.app.ask({ title: `Stand in for ${this.duty.schedule}`, field: 'Who, by the name of the contacts', action: 'Next' });
    if (!person) return;
    const hours = Number(await this.app.ask({ title: `${person} stands in`, text: 'From now on.', field: 'For how many hours', action: 'Put it down' }));
    if (!(hours > 0)) return;
    const from = new Date();
    const to = new Date(from.getTime() + hours * 3_600_000);
    const body = { schedule: this.duty.schedule, person, from: from.toISOString(), to: to.toISOString() };
    await this.app.act(() => this.client.post('/api/v1/on-call/overrides', body), `${person} is on call now.`);
    this.changed();
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
