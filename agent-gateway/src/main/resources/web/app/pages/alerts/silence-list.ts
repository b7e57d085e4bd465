import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Status } from '../../api/types';
import { PartElement } from '../../shell/part-element';
import { link } from '../../shell/route';
import { Loaded } from '../../ui/loaded';
import { empty, reading, since, state, trouble, when } from '../../ui/parts';
import { matcherText } from './matchers';
import './recurring-silences';
import './silence-requests';
import type { Alert, Silence } from './types';

const DAY_MS = 86_400_000;

/** How much of what was heard since its start a silence covers. */
interface Reviewed {
  id: string;
  covered: number;
  endsSoon: boolean;
}

/** What keeps quiet, until when, by whose word, and how much of what fires it covers. */
@customElement('silence-list')
export class SilenceList extends PartElement {
  private readonly silences = new Loaded(this, () => this.client.get<Silence[]>('/api/v2/silences'), 15_000);
  private readonly held = new Loaded(this, () => this.client.get<Alert[]>('/api/v2/alerts?active=false'), 15_000);
  private readonly review = new Loaded(this, () => this.client.get<{ items: Reviewed[] }>('/api/v1/silences/review'), 60_000);

  override onChange = (): void => {
    void this.silences.reload();
    void this.held.reload();
    void this.review.reload();
  };

  protected override watched(status: Status): string {
    return status.alerts.map((alert) => alert.fingerprint + alert.state).join();
  }

  protected override render() {
    const { value, problem } = this.silences;
    const live = value?.filter((silence) => silence.status.state !== 'expired') ?? [];
    const over = value?.filter((silence) => silence.status.state === 'expired') ?? [];
    const { app, route } = this;
    return html`
      <div class="toolbar">
        <span class="muted grow">A silence holds notifications back; the alerts stay to be seen.</span>
        ${app.can('operator') ? html`<a class="button" href=${link('alerts', ['silence', 'new'])}>New silence</a>` : nothing}
      </div>
      <div class="stack">
        <silence-requests .app=${app} .route=${route} @changed=${this.onChange}></silence-requests>
        ${trouble(problem, this.silences.reload)} ${value || problem ? nothing : reading()}
        ${value && !live.length ? empty('Nothing is silenced', 'Silence an alert from its page, or make a silence with matchers of your own.') : nothing}
        ${live.map((silence) => this.card(silence))}
        <recurring-silences .app=${app} .route=${route}></recurring-silences>
        ${
          over.length
            ? html`<details><summary class="muted">${over.length} that are over</summary><div class="stack">${over.slice(0, 100).map((silence) => this.card(silence))}</div></details>`
            : nothing
        }
      </div>
    `;
  }

  private card(silence: Silence) {
    const over = silence.status.state === 'expired';
    const reviewed = this.review.value?.items.find((each) => each.id === silence.id);
    return html`<section class="card">
      <header>
        <span class="labels">${silence.matchers.map((matcher) => html`<span class="label">${matcherText(matcher)}</span>`)}</span>
        <span class="row">
          ${reviewed?.endsSoon ? state('ends soon', 'warn') : nothing}
          ${state(silence.status.state, silence.status.state === 'active' ? 'warn' : 'idle')}
        </span>
      </header>
      <div class="body row">
        <span class="grow">${silence.comment}<br /><span class="muted small">${silence.createdBy}, ${when(silence.startsAt)} to ${when(silence.endsAt)}${over ? nothing : html` (ends ${since(silence.endsAt)})`}</span></span>
        ${over ? nothing : this.cover(silence, reviewed)}
        ${this.app.can('operator') ? html`<a class="button" href=${link('alerts', ['silence', silence.id])}>${over ? 'Make again' : 'Change'}</a>` : nothing}
        ${over || !this.app.can('operator') ? nothing : html`<button @click=${() => this.expire(silence)}>End now</button>`}
      </div>
    </section>`;
  }

  /** How many it holds back; one that has covered nothing for long is to be looked at. */
  private cover(silence: Silence, reviewed: Reviewed | undefined) {
    const held = this.held.value?.filter((alert) => alert.status.silencedBy.includes(silence.id)).length;
    if (held) return html`<span>holds back ${held}</span>`;
    if (held === undefined || silence.status.state === 'pending') return nothing;
    const idle = reviewed?.covered === 0 && Date.now() - Date.parse(silence.startsAt) > DAY_MS;
    return html`<span class="muted">${idle ? 'has covered nothing: still needed?' : 'covers nothing now'}</span>`;
  }

  private async expire(silence: Silence): Promise<void> {
    await this.app.act(() => this.client.send('DELETE', `/api/v2/silence/${silence.id}`), 'The silence has ended; what fires is told again.');
    this.onChange();
  }
}
