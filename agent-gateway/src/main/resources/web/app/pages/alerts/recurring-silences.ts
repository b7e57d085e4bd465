import { html, nothing } from 'lit';
import { customElement, state as changing } from 'lit/decorators.js';
import { Problem, asProblem } from '../../api/problem';
import { PartElement } from '../../shell/part-element';
import { Loaded } from '../../ui/loaded';
import '../../ui/modal-dialog';
import { since, trouble } from '../../ui/parts';
import { matcherText, parseMatchers } from './matchers';

/** A silence that holds at the same time of every week. */
interface Recurring {
  id: string;
  matchers: string;
  weekdays: string[];
  at: string;
  timeZone: string;
  lasts: string;
  comment: string;
  createdBy: string;
  next: string;
}

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** What is silent again and again: listed, made and deleted. */
@customElement('recurring-silences')
export class RecurringSilences extends PartElement {
  private readonly silences = new Loaded(this, () => this.client.get<{ items: Recurring[] }>('/api/v1/silences/recurring'), 60_000);
  @changing() private making = false;
  @changing() private failure = '';

  protected override render() {
    const { value, problem } = this.silences;
    if (!value) return trouble(problem, this.silences.reload);
    const operator = this.app.can('operator');
    if (!value.items.length && !operator) return nothing;
    return html`<section class="card" aria-label="Silences that come again">
        <header><h2>Come again every week</h2>${operator ? html`<button @click=${this.begin}>New one</button>` : nothing}</header>
        ${value.items.length ? nothing : html`<p class="body muted">None. What is quiet at the same hours every week, such as a backup, is written down once.</p>`}
        <ul class="rows">
          ${value.items.map((silence) => html`<li>
            <span><span class="label">${silence.matchers}</span></span>
            ${operator ? html`<button @click=${() => this.delete(silence)}>Delete</button>` : nothing}
            <span class="more">
              ${silence.weekdays.length ? silence.weekdays.join(', ') : 'every day'} at ${silence.at} (${silence.timeZone}) for ${silence.lasts},
              next ${since(silence.next)}. ${silence.comment} (${silence.createdBy})
            </span>
          </li>`)}
        </ul>
      </section>
      ${this.making ? this.form() : nothing}`;
  }

  private form() {
    return html`<modal-dialog heading="A silence that comes again" @close=${() => (this.making = false)}>
      <form class="fields" @submit=${this.submitted}>
        <label>What is silenced <small>one matcher a line</small><textarea name="matchers" class="code" rows="3" required spellcheck="false" placeholder='service="backup"'></textarea></label>
        <fieldset class="row">
          <legend>Days <small class="muted">none: every day</small></legend>
          ${DAYS.map((day) => html`<label class="check"><input type="checkbox" name="weekdays" value=${day} />${day.slice(0, 3)}</label>`)}
        </fieldset>
        <div class="pair">
          <label>At<input name="at" type="time" required value="02:00" /></label>
          <label>For <small>such as 90m or 2h</small><input name="lasts" required value="2h" pattern="([0-9]+(ms|[smhdwy]))+" /></label>
          <label>Time zone<input name="timeZone" required value=${Intl.DateTimeFormat().resolvedOptions().timeZone} /></label>
        </div>
        <label>Why<input name="comment" required maxlength="1000" /></label>
        ${this.failure ? html`<p class="notice bad" role="alert">${this.failure}</p>` : nothing}
        <div class="row"><button class="primary">Make it</button></div>
      </form>
    </modal-dialog>`;
  }

  private readonly begin = (): void => {
    this.failure = '';
    this.making = true;
  };

  private async submitted(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(given.get(name) ?? '').trim();
    try {
      const matchers = parseMatchers(text('matchers'));
      if ('wrong' in matchers) throw new Problem(-1, 'not-a-matcher', 'Not a matcher', matchers.wrong);
      await this.client.post('/api/v1/silences/recurring', {
        matchers: matchers.map(matcherText),
        weekdays: given.getAll('weekdays'),
        at: text('at'),
        timeZone: text('timeZone'),
        lasts: text('lasts'),
        comment: text('comment'),
      });
      this.making = false;
      this.app.say('Put down. It is silent when the time comes.');
      void this.silences.reload();
    } catch (error) {
      this.failure = asProblem(error).message;
    }
  }

  private async delete(silence: Recurring): Promise<void> {
    const question = { title: 'Delete this silence?', text: `${silence.matchers} is told again at those times.`, action: 'Delete it', danger: true };
    if ((await this.app.ask(question)) === null) return;
    await this.app.act(() => this.client.send('DELETE', `/api/v1/silences/recurring/${silence.id}`), 'Deleted.');
    void this.silences.reload();
  }
}
