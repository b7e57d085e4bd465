import { LitElement, type TemplateResult, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Problem } from '../api/problem';
import type { Alert, Component, Notification, Ollama, ProcedureRun, Status } from '../api/types';
import { base, states } from '../design/controls';
import { type Tone, localTime, utc, words } from '../design/format';

/** What the platform is doing right now: its parts, its alerts, what ran and who was told. */
@customElement('status-panel')
export class StatusPanel extends LitElement {
  static override styles = [
    base,
    states,
    css`
      :host {
        padding: var(--space-3) var(--space-4) var(--space-5);
      }
      .head {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        min-height: 24px;
      }
      .head h2 {
        font-size: var(--text-l);
      }
      section {
        margin-top: var(--space-4);
      }
      h3 {
        margin-bottom: 2px;
        color: var(--text-muted);
        font-size: var(--text-s);
        font-weight: 600;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 var(--space-3);
        align-items: baseline;
        padding: 5px 0;
        border-top: 1px solid var(--border);
      }
      li:last-child {
        border-bottom: 1px solid var(--border);
      }
      .name {
        overflow-wrap: anywhere;
      }
      .detail {
        grid-column: 1 / -1;
        color: var(--text-muted);
        font-size: var(--text-s);
        overflow-wrap: anywhere;
      }
      .empty {
        padding: 5px 0;
        border-block: 1px solid var(--border);
        color: var(--text-muted);
        font-size: var(--text-s);
      }
      code {
        font-size: var(--text-s);
      }
    `,
  ];

  @property({ attribute: false }) status: Status | null = null;
  @property() link = 'connecting';
  @property({ attribute: false }) problem: Problem | null = null;
  @property() heardAt: string | null = null;

  protected override render() {
    return html`
      <div class="head">
        <h2>Status</h2>
        <span class="state ${LINK_TONES[this.link] ?? 'idle'}" role="status">${this.link}</span>
      </div>
      ${
        this.link === 'reconnecting' && this.heardAt
          ? html`<p class="muted">Last heard at ${moment(this.heardAt)}; what is shown may be old.</p>`
          : nothing
      }
      ${
        this.problem
          ? html`<div class="notice bad" role="alert">
              <strong>${this.problem.title}</strong>${this.problem.detail}
            </div>`
          : nothing
      }
      ${this.status ? this.sections(this.status) : nothing}
    `;
  }

  private sections(status: Status) {
    return html`
      ${section('Alerts firing', firing(status.alerts), alertRow, html`No alert is firing. One that does appears here at once.`)}
      ${section('Services', status.services, componentRow, html`The gateway named no service.`)}
      ${section('Engines', [...status.engines, ollamaComponent(status.ollama)], componentRow, html``)}
      ${section('Last procedure runs', status.procedureRuns, procedureRow, html`None yet. Try <code>./aiops run daily-health-check</code>`)}
      ${section('Last notifications', status.notifications, notificationRow, html`Nobody had to be told yet.`)}
    `;
  }
}

const LINK_TONES: Record<string, Tone> = { live: 'good', connecting: 'idle', reconnecting: 'warn' };
const ROWS_SHOWN = 8;

function section<T>(title: string, rows: T[], row: (item: T) => TemplateResult, empty: TemplateResult) {
  return html`<section aria-label=${title}>
    <h3>${title}${rows.length > ROWS_SHOWN ? html` (${ROWS_SHOWN} of ${rows.length})` : nothing}</h3>
    ${
      rows.length
        ? html`<ul>
            ${rows.slice(0, ROWS_SHOWN).map(row)}
          </ul>`
        : html`<p class="empty">${empty}</p>`
    }
  </section>`;
}

function componentRow(component: Component) {
  return html`<li>
    <span class="name">${component.name}</span>
    <span class="state ${componentTone(component.state)}">${words(component.state)}</span>
    ${detail(component.detail)}
  </li>`;
}

function alertRow(alert: Alert) {
  const { severity, alertname } = alert.labels;
  return html`<li>
    <span class="name">${alertname ?? alert.fingerprint}</span>
    <span class="state ${severity === 'critical' ? 'bad' : severity === 'info' ? 'idle' : 'warn'}"
      >${severity ?? 'warning'}</span
    >
    ${detail(alert.annotations?.['summary'] ?? alert.annotations?.['description'])}
    <span class="detail">since ${moment(alert.startsAt)}</span>
  </li>`;
}

function procedureRow(run: ProcedureRun) {
  return html`<li>
    <span class="name">${run.title}</span>
    <span class="state ${runTone(run.state)}">${words(run.state)}</span>
    <span class="detail">${moment(run.at)}${run.summary ? html`, ${run.summary}` : nothing}</span>
  </li>`;
}

function notificationRow(notification: Notification) {
  const delivered = notification.outcome === 'delivered';
  return html`<li>
    <span class="name">${notification.title}</span>
    <span class="state ${delivered ? 'good' : 'bad'}">${delivered ? 'delivered' : 'given up'}</span>
    <span class="detail">
      ${notification.channel} to ${notification.receiver},
      ${moment(notification.settledAt)}${notification.reason ? html`: ${notification.reason}` : nothing}
    </span>
  </li>`;
}

function detail(text: string | null | undefined) {
  return text ? html`<span class="detail">${text}</span>` : nothing;
}

function moment(at: string | null | undefined) {
  return html`<time datetime=${at ?? ''} title=${utc(at)}>${localTime(at)}</time>`;
}

function firing(alerts: Alert[]): Alert[] {
  return alerts.filter((alert) => alert.state === 'firing');
}

/** Ollama is no part of ours: without it questions are answered all the same, so it is never an error. */
function ollamaComponent(ollama: Ollama): Component {
  const up = ollama.state === 'up';
  const models = ollama.models.length ? ollama.models.join(', ') : 'no model pulled yet: ollama pull llama3.2';
  return {
    name: up && ollama.version ? `Ollama ${ollama.version}` : 'Ollama',
    state: up ? 'up' : 'not reachable',
    detail: up
      ? models
      : `Answers come from the runbooks. Start it with: ollama serve${ollama.url ? ` (${ollama.url})` : ''}`,
  };
}

function componentTone(state: string): Tone {
  if (state === 'up') return 'good';
  if (state === 'down') return 'bad';
  return state === 'unknown' || state === 'not reachable' ? 'idle' : 'warn';
}

function runTone(state: string): Tone {
  if (/succeeded|completed|passed/.test(state)) return 'good';
  if (/running|queued|started/.test(state)) return 'busy';
  return /waiting|skipped|warning|partial/.test(state) ? 'warn' : 'bad';
}
