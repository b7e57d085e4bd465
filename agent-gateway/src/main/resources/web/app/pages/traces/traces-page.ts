import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { duration, plural } from '../../design/format';
import { PageElement } from '../../shell/page-element';
import { here, link, replaceAddress } from '../../shell/route';
import '../../ui/data-table';
import type { Column } from '../../ui/data-table';
import { Loaded } from '../../ui/loaded';
import { empty, reading, state, trouble, when } from '../../ui/parts';
import './trace-view';
import { type TraceEntry, fine } from './types';

const PAGE = 50;

const SPANS = [
  ['60', 'hour'],
  ['1440', 'day'],
  ['10080', 'week'],
] as const;

const COLUMNS: Column<TraceEntry>[] = [
  { id: 'name', label: 'Began with', width: 'minmax(140px, 3fr)', cell: (t) => t.name, sort: (t) => t.name },
  { id: 'service', label: 'In', width: '120px', cell: (t) => t.service, sort: (t) => t.service, minor: true },
  { id: 'took', label: 'Took', width: '90px', cell: (t) => fine(t.durationMs, duration), sort: (t) => t.durationMs },
  { id: 'errors', label: 'Errors', width: '80px', cell: (t) => (t.errors ? state(plural(t.errors, 'error'), 'bad') : nothing), sort: (t) => t.errors },
  { id: 'spans', label: 'Spans', width: '70px', cell: (t) => t.spans, sort: (t) => t.spans, minor: true },
  { id: 'services', label: 'Services', width: 'minmax(0, 2fr)', cell: (t) => t.services.join(', '), minor: true },
  { id: 'start', label: 'When', width: '110px', cell: (t) => when(t.start), sort: (t) => t.start, minor: true },
];

/** Traces, newest first; or one of them. */
@customElement('traces-page')
export class TracesPage extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      .turning {
        margin-top: var(--space-3);
      }
    `,
  ];

  private readonly traces = new Loaded(this, () => this.read(), 15_000);
  private asked = '';

  private get one(): string {
    return this.route.path[0] ?? '';
  }

  /** Changes with what is asked for and not with the time, so that the same is not read again and again. */
  private get wanted(): string {
    const { query } = this.route;
    const wanted = new URLSearchParams({ limit: String(PAGE) });
    for (const name of ['service', 'run', 'alert', 'minDurationMs', 'error', 'offset']) if (query.get(name)) wanted.set(name, query.get(name)!);
    return `${query.get('minutes') ?? '1440'} ${wanted.toString()}`;
  }

  private read(): Promise<{ total: number; traces: TraceEntry[] }> | null {
    if (this.one) return null;
    this.asked = this.wanted;
    const [minutes, wanted] = this.asked.split(' ');
    const from = new Date(Date.now() - Number(minutes) * 60_000).toISOString();
    return this.client.get(`/api/v1/traces?${wanted}&from=${from}`);
  }

  protected override updated(): void {
    if (!this.one && this.asked !== this.wanted) void this.traces.reload();
  }

  protected override render() {
    if (this.one) return html`<trace-view .app=${this.app} .route=${this.route} .traceId=${this.one}></trace-view>`;
    const { value, problem } = this.traces;
    return html`
      <header class="page-head"><h1>Traces</h1></header>
      ${this.filters(value?.total)} ${trouble(problem, this.traces.reload)} ${value || problem ? nothing : reading()}
      ${value && !value.traces.length ? empty('No trace fits', 'Look further back, or ask for less. Traces of what has just happened come a second or two later.') : nothing}
      ${value?.traces.length
        ? html`<data-table label="Traces" .columns=${COLUMNS} .rows=${value.traces} .key=${(t: TraceEntry) => t.traceId} .href=${(t: TraceEntry) => link('traces', [t.traceId])}></data-table>
            ${this.turning(value.traces.length)}`
        : nothing}
    `;
  }

  private filters(total: number | undefined) {
    const { query } = this.route;
    const services = this.app.feed.status?.services.map((service) => service.name) ?? [];
    return html`<form class="toolbar" role="search" @submit=${(e: SubmitEvent) => e.preventDefault()} @change=${this.changed}>
      <select name="service" aria-label="Service"><option value="">all services</option>${services.map((s) => html`<option ?selected=${s === query.get('service')}>${s}</option>`)}</select>
      <select name="error" aria-label="Outcome"><option value="">all outcomes</option><option value="true" ?selected=${query.get('error') === 'true'}>with an error</option></select>
      <input name="minDurationMs" type="number" min="0" max="86400000" aria-label="Span of at least, in milliseconds" placeholder="At least, ms" .value=${query.get('minDurationMs') ?? ''} />
      <input name="run" aria-label="Run id" placeholder="Run id" .value=${query.get('run') ?? ''} />
      <input name="alert" aria-label="Fingerprint of an alert" placeholder="Alert fingerprint" .value=${query.get('alert') ?? ''} />
      <select name="minutes" aria-label="How far back">${SPANS.map(([minutes, label]) => html`<option value=${minutes} ?selected=${minutes === (query.get('minutes') ?? '1440')}>last ${label}</option>`)}</select>
      <span class="muted">${total === undefined ? nothing : `${total.toLocaleString()} found`}</span>
    </form>`;
  }

  private turning(shown: number) {
    const offset = Number(this.route.query.get('offset') ?? 0);
    if (!offset && shown < PAGE) return nothing;
    return html`<p class="row turning">
      ${offset ? html`<a class="button" href=${here({ offset: offset > PAGE ? String(offset - PAGE) : null })}>Newer</a>` : nothing}
      ${shown === PAGE ? html`<a class="button" href=${here({ offset: String(offset + PAGE) })}>Older</a>` : nothing}
    </p>`;
  }

  private changed(event: Event): void {
    const given = new FormData(event.currentTarget as HTMLFormElement);
    const asked: Record<string, string> = {};
    for (const name of ['service', 'error', 'minDurationMs', 'run', 'alert', 'minutes']) asked[name] = String(given.get(name) ?? '').trim();
    replaceAddress(link('traces', [], asked));
  }
}
