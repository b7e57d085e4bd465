import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Status } from '../../api/types';
import { plural } from '../../design/format';
import { PartElement } from '../../shell/part-element';
import { here, link, replaceAddress } from '../../shell/route';
import '../../ui/data-table';
import type { Column } from '../../ui/data-table';
import { Loaded } from '../../ui/loaded';
import { empty, labels, reading, since, state, trouble } from '../../ui/parts';
import { type Alert, severityRank, severityTone } from './types';

const FACETS = ['severity', 'alertname', 'service', 'host', 'team'];
const FACET_VALUES = 8;

const COLUMNS: Column<Alert>[] = [
  { id: 'name', label: 'Alert', width: 'minmax(150px, 1.4fr)', cell: (a) => a.labels['alertname'] ?? a.fingerprint, sort: (a) => a.labels['alertname'] ?? '' },
  { id: 'severity', label: 'Severity', width: '96px', cell: (a) => state(a.labels['severity'] ?? 'none', severityTone(a.labels['severity'])), sort: (a) => severityRank(a.labels) },
  { id: 'summary', label: 'Summary', width: 'minmax(0, 3fr)', cell: (a) => a.annotations['summary'] ?? a.annotations['description'] ?? '', minor: true },
  { id: 'labels', label: 'Labels', width: 'minmax(0, 2fr)', cell: (a) => labels(a.labels, ['alertname', 'severity']), minor: true },
  { id: 'state', label: 'State', width: '108px', cell: (a) => stateOf(a), sort: (a) => a.status.state, minor: true },
  { id: 'since', label: 'Since', width: '96px', cell: (a) => since(a.startsAt), sort: (a) => -Date.parse(a.startsAt) },
];

/** Every alert that fires or is held back, with facets to narrow them down. */
@customElement('alert-list')
export class AlertList extends PartElement {
  static override styles = [
    ...PartElement.styles,
    css`
      .body {
        display: grid;
        grid-template-columns: 200px minmax(0, 1fr);
        gap: var(--space-4);
        align-items: start;
      }
      .facet {
        margin-bottom: var(--space-3);
      }
      .facet h2 {
        margin-bottom: 2px;
        color: var(--text-muted);
        font-size: var(--text-s);
      }
      .facet button {
        justify-content: space-between;
        width: 100%;
        min-height: 26px;
        padding: 0 var(--space-2);
        border-color: transparent;
        background: none;
        font-weight: 400;
      }
      .facet button:hover {
        background: var(--hover);
      }
      .facet button[aria-pressed='true'] {
        background: var(--accent-soft);
      }
      .group {
        margin-bottom: var(--space-4);
      }
      .group h2 {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        margin-bottom: var(--space-1);
        font-size: var(--text-m);
      }
      @media (max-width: 1000px) {
        .body {
          grid-template-columns: minmax(0, 1fr);
        }
        .facets summary {
          min-height: 24px;
          font-weight: 600;
          cursor: pointer;
        }
        .facets .lists {
          display: grid;
          grid-template-columns: repeat(auto-fill, minmax(150px, 1fr));
          gap: 0 var(--space-3);
          padding-top: var(--space-2);
        }
        .facet button {
          min-height: 32px;
        }
      }
    `,
  ];

  private readonly alerts = new Loaded(this, () => this.client.get<Alert[]>('/api/v2/alerts'), 15_000);
  private readonly wide = matchMedia('(min-width: 1001px)');

  override onChange = (): void => void this.alerts.reload();

  protected override watched(status: Status): string {
    return status.alerts.map((alert) => alert.fingerprint + alert.state).join();
  }

  protected override render() {
    const { value, problem } = this.alerts;
    if (!value) return html`${trouble(problem, this.alerts.reload)} ${problem ? nothing : reading()}`;
    const words = this.words;
    const found = value.filter((alert) => matches(alert, words)).sort(order);
    return html`
      ${trouble(problem, this.alerts.reload)}
      <div class="toolbar">
        <input type="search" aria-label="Filter alerts" placeholder="Filter: words, or severity=critical" .value=${this.query} @input=${this.typed} />
        <label class="row">Group by
          <select @change=${(event: Event) => replaceAddress(here({ by: (event.target as HTMLSelectElement).value }))}>
            <option value="">nothing</option>
            ${FACETS.map((name) => html`<option ?selected=${name === this.groupBy}>${name}</option>`)}
          </select>
        </label>
        <span class="muted">${plural(found.length, 'alert')}</span>
        <span class="grow"></span>
        ${this.app.can('operator') ? html`<a class="button" href=${link('alerts', ['silence', 'new'])}>New silence</a>` : nothing}
      </div>
      ${
        value.length === 0
          ? empty('No alert is firing', html`One that does appears here at once. Thresholds are watched all the time; Prometheus can send to <code>/api/v2/alerts</code>.`)
          : html`<div class="body">
              ${this.facets(value)}
              <div>${found.length ? this.list(found) : empty('No alert fits the filter', html`<button @click=${() => this.filter('')}>Show all ${value.length}</button>`)}</div>
            </div>`
      }
    `;
  }

  private list(found: Alert[]) {
    if (!this.groupBy) return table(found, 'Alerts');
    const groups = Map.groupBy(found, (alert) => alert.labels[this.groupBy] ?? '');
    return [...groups].map(
      ([name, members]) => html`<section class="group">
        <h2><span class="label">${this.groupBy}=${name || '(none)'}</span><span class="muted">${plural(members.length, 'alert')}</span></h2>
        ${table(members, `Alerts of ${name}`)}
      </section>`,
    );
  }

  private get groupBy(): string {
    return this.route.query.get('by') ?? '';
  }

  /** Beside the list on a desk; above it and folded away where there is little room. */
  private facets(all: readonly Alert[]) {
    const lists = FACETS.map((name) => this.facet(name, all));
    if (this.wide.matches) return html`<div class="facets">${lists}</div>`;
    return html`<details class="facets"><summary>Narrow down${this.words.length ? html` <span class="muted">${this.query}</span>` : nothing}</summary><div class="lists">${lists}</div></details>`;
  }

  private readonly resized = (): void => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    this.wide.addEventListener('change', this.resized);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.wide.removeEventListener('change', this.resized);
  }

  private facet(name: string, all: readonly Alert[]) {
    const counts = new Map<string, number>();
    for (const alert of all) {
      const value = alert.labels[name];
      if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    // Where every alert has a value of its own there is nothing to narrow down by.
    if (!counts.size || (counts.size > FACET_VALUES && Math.max(...counts.values()) === 1)) return nothing;
    const shown = [...counts].sort((a, b) => b[1] - a[1]).slice(0, FACET_VALUES);
    return html`<div class="facet">
      <h2>${name}</h2>
      ${shown.map(([value, count]) => {
        const word = `${name}=${value}`;
        const on = this.words.includes(word.toLowerCase());
        return html`<button aria-pressed=${on} @click=${() => this.turn(word, on)}><span class="cut">${value}</span><span class="muted">${count}</span></button>`;
      })}
    </div>`;
  }

  private get query(): string {
    return this.route.query.get('q') ?? '';
  }

  private get words(): string[] {
    return (this.query.toLowerCase().match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''));
  }

  private turn(word: string, on: boolean): void {
    const quoted = word.includes(' ') ? `"${word}"` : word;
    const kept = this.query.match(/"[^"]*"|\S+/g)?.filter((w) => w !== quoted) ?? [];
    this.filter([...kept, ...(on ? [] : [quoted])].join(' '));
  }

  private typed(event: InputEvent): void {
    this.filter((event.target as HTMLInputElement).value);
  }

  private filter(text: string): void {
    replaceAddress(here({ q: text }));
  }
}

function table(rows: Alert[], label: string) {
  return html`<data-table
    label=${label}
    .columns=${COLUMNS}
    .rows=${rows}
    .key=${(alert: Alert) => alert.fingerprint}
    .href=${(alert: Alert) => link('alerts', ['alert', alert.fingerprint])}
  ></data-table>`;
}

export function stateOf(alert: Alert) {
  if (alert.status.silencedBy.length) return state('silenced', 'idle');
  if (alert.status.inhibitedBy.length) return state('inhibited', 'idle');
  if (alert.status.mutedBy?.length) return state('muted', 'idle');
  return alert.status.state === 'active' ? state('firing', 'bad') : state(alert.status.state);
}

function order(a: Alert, b: Alert): number {
  return severityRank(a.labels) - severityRank(b.labels) || Date.parse(b.startsAt) - Date.parse(a.startsAt);
}

function matches(alert: Alert, words: readonly string[]): boolean {
  if (!words.length) return true;
  const pairs = Object.entries(alert.labels).map(([name, value]) => `${name}=${value}`.toLowerCase());
  const text = [...pairs, ...Object.values(alert.annotations).map((value) => value.toLowerCase())].join('\n');
  return words.every((word) => (word.includes('=') ? pairs.includes(word) : text.includes(word)));
}
