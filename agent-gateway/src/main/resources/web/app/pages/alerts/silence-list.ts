import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { PartElement } from '../../shell/part-element';
import { link } from '../../shell/route';
import { Loaded } from '../../ui/loaded';
import { empty, reading, since, state, trouble, when } from '../../ui/parts';
import { type Alert, type Silence, fits, matcherText } from './types';

const DAY_MS = 86_400_000;

/** What keeps quiet, until when, by whose word, and how much of what fires it covers. */
@customElement('silence-list')
export class SilenceList extends PartElement {
  private readonly silences = new Loaded(this, () => this.client.get<Silence[]>('/api/v2/silences'), 15_000);
  private readonly alerts = new Loaded(this, () => this.client.get<Alert[]>('/api/v2/alerts'), 15_000);

  protected override render() {
    const { value, problem } = this.silences;
    const live = value?.filter((silence) => silence.status.state !== 'expired') ?? [];
    const over = value?.filter((silence) => silence.status.state === 'expired') ?? [];
    return html`
      <div class="toolbar">
        <span class="muted grow">A silence holds notifications back; the alerts stay to be seen.</span>
        ${this.app.can('operator') ? html`<a class="button" href=${link('alerts', ['silence', 'new'])}>New silence</a>` : nothing}
      </div>
      ${trouble(problem, this.silences.reload)} ${value || problem ? nothing : reading()}
      ${value && !live.length ? empty('Nothing is silenced', 'Silence an alert from its page, or make a silence with matchers of your own.') : nothing}
      <div class="stack">${live.map((silence) => this.card(silence))}</div>
      ${
        over.length
          ? html`<details><summary class="muted">${over.length} that are over</summary><div class="stack">${over.slice(0, 100).map((silence) => this.card(silence))}</div></details>`
          : nothing
      }
    `;
  }

  private card(silence: Silence) {
    const over = silence.status.state === 'expired';
    const covered = this.alerts.value?.filter((alert) => fits(silence.matchers, alert.labels)).length;
    return html`<section class="card">
      <header>
        <span class="labels">${silence.matchers.map((matcher) => html`<span class="label">${matcherText(matcher)}</span>`)}</span>
        ${state(silence.status.state, silence.status.state === 'active' ? 'warn' : 'idle')}
      </header>
      <div class="body row">
        <span class="grow">${silence.comment}<br /><span class="muted small">${silence.createdBy}, ${when(silence.startsAt)} to ${when(silence.endsAt)}${over ? nothing : html` (ends ${since(silence.endsAt)})`}</span></span>
        ${over || covered === undefined ? nothing : html`<span class=${covered ? '' : 'muted'}>${covered ? `holds back ${covered}` : this.idle(silence)}</span>`}
        <a class="button" href=${link('alerts', ['silence', silence.id])}>${over ? 'Make again' : 'Change'}</a>
        ${over || !this.app.can('operator') ? nothing : html`<button @click=${() => this.expire(silence)}>End now</button>`}
      </div>
    </section>`;
  }

  /** A silence that covers nothing for long is to be looked at. */
  private idle(silence: Silence): string {
    return Date.now() - Date.parse(silence.startsAt) > DAY_MS ? 'covers nothing: still needed?' : 'covers nothing now';
  }

  private async expire(silence: Silence): Promise<void> {
    await this.app.act(() => this.client.send('DELETE', `/api/v2/silence/${silence.id}`), 'The silence has ended; what fires is told again.');
    void this.silences.reload();
    void this.alerts.reload();
  }
}
