import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { PageElement } from '../../shell/page-element';
import { link, replaceAddress } from '../../shell/route';
import '../../ui/data-table';
import type { Column } from '../../ui/data-table';
import { Loaded } from '../../ui/loaded';
import { empty, reading, state, trouble, when } from '../../ui/parts';

interface Entry {
  at: string;
  service: string;
  level: string;
  logger: string;
  message: string;
  cause: string;
  traceId: string;
}

const SPANS = [
  ['15', '15 minutes'],
  ['60', 'hour'],
  ['1440', 'day'],
  ['10080', 'week'],
] as const;

const COLUMNS: Column<Entry>[] = [
  { id: 'message', label: 'Message', width: 'minmax(160px, 4fr)', cell: (e) => html`<span title=${`${e.message}\n${e.cause}`}>${e.message}</span>` },
  { id: 'level', label: 'Level', width: '80px', cell: (e) => state(e.level, e.level === 'ERROR' ? 'bad' : 'warn'), sort: (e) => e.level },
  { id: 'service', label: 'Service', width: '120px', cell: (e) => e.service, sort: (e) => e.service, minor: true },
  { id: 'cause', label: 'Cause', width: 'minmax(0, 2fr)', cell: (e) => html`<span title=${e.cause}>${e.cause}</span>`, minor: true },
  { id: 'logger', label: 'Logger', width: 'minmax(0, 1fr)', cell: (e) => e.logger.split('.').at(-1) ?? '', minor: true },
  { id: 'trace', label: 'Trace', width: '60px', cell: (e) => (e.traceId ? html`<a href=${link('traces', [e.traceId])} title=${e.traceId}>trace</a>` : nothing), minor: true },
  { id: 'at', label: 'When', width: '110px', cell: (e) => when(e.at), sort: (e) => e.at, minor: true },
];

/** Warnings and errors of all services. */
@customElement('logs-page')
export class LogsPage extends PageElement {
  private readonly logs = new Loaded(this, () => this.read(), 10_000);
  private asked = '';

  private get address(): string {
    const { query } = this.route;
    const wanted = new URLSearchParams({ limit: '500', minutes: query.get('minutes') ?? '60' });
    for (const name of ['q', 'service', 'level', 'trace']) if (query.get(name)) wanted.set(name, query.get(name)!);
    return `/api/v1/logs?${wanted.toString()}`;
  }

  private read(): Promise<{ total: number; entries: Entry[] }> {
    this.asked = this.address;
    return this.client.get(this.asked);
  }

  protected override updated(): void {
    if (this.asked !== this.address) void this.logs.reload();
  }

  protected override render() {
    const { value, problem } = this.logs;
    const { query } = this.route;
    const services = this.app.feed.status?.services.map((service) => service.name) ?? [];
    return html`
      <header class="page-head"><h1>Logs</h1></header>
      <form class="toolbar" role="search" @submit=${(e: SubmitEvent) => e.preventDefault()} @change=${this.changed}>
        <input type="search" name="q" aria-label="Words" placeholder="Words of the message or the stack trace" .value=${query.get('q') ?? ''} />
        <select name="service" aria-label="Service"><option value="">all services</option>${services.map((s) => html`<option ?selected=${s === query.get('service')}>${s}</option>`)}</select>
        <select name="level" aria-label="Level"><option value="">all levels</option>${['WARN', 'ERROR'].map((l) => html`<option ?selected=${l === query.get('level')}>${l}</option>`)}</select>
        <select name="minutes" aria-label="How far back">${SPANS.map(([minutes, label]) => html`<option value=${minutes} ?selected=${minutes === (query.get('minutes') ?? '60')}>last ${label}</option>`)}</select>
        <input name="trace" aria-label="Trace id" placeholder="Trace id" .value=${query.get('trace') ?? ''} />
        <span class="muted">${value ? `${value.total.toLocaleString()} found` : nothing}</span>
      </form>
      ${trouble(problem, this.logs.reload)} ${value || problem ? nothing : reading()}
      ${value && !value.entries.length ? empty('No warning and no error', 'That is as it should be. Look further back, or at less words.') : nothing}
      ${value?.entries.length ? html`<data-table label="Log entries" .columns=${COLUMNS} .rows=${value.entries} .key=${(e: Entry) => e.at + e.service + e.logger + e.message}></data-table>` : nothing}
    `;
  }

  private changed(event: Event): void {
    const form = (event.currentTarget as HTMLFormElement) ?? this.renderRoot.querySelector('form');
    const given = new FormData(form);
    const text = (name: string) => String(given.get(name) ?? '');
    replaceAddress(link('logs', [], { q: text('q'), service: text('service'), level: text('level'), trace: text('trace'), minutes: text('minutes') }));
  }
}
