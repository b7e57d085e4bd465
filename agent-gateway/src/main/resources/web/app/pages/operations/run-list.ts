import { html, nothing } from 'lit';
import { customElement, state as changing } from 'lit/decorators.js';
import type { Status } from '../../api/types';
import { duration } from '../../design/format';
import { PartElement } from '../../shell/part-element';
import { here, link, replaceAddress } from '../../shell/route';
import { charts } from '../../ui/chart-styles';
import { columns } from '../../ui/charts';
import '../../ui/data-table';
import type { Column } from '../../ui/data-table';
import { Loaded } from '../../ui/loaded';
import { empty, reading, state, trouble, when } from '../../ui/parts';
import type { OperationRun } from './types';

interface Page {
  items: OperationRun[];
  next?: string;
}

const STATES = ['running', 'waiting-approval', 'succeeded', 'failed', 'cancelled'];

const COLUMNS: Column<OperationRun>[] = [
  { id: 'title', label: 'Procedure', width: 'minmax(150px, 2fr)', cell: (r) => html`${r.title}${r.dryRun ? html` <span class="muted">dry run</span>` : nothing}`, sort: (r) => r.title },
  { id: 'state', label: 'State', width: '130px', cell: (r) => state(r.state), sort: (r) => r.state },
  { id: 'summary', label: 'What came of it', width: 'minmax(0, 3fr)', cell: (r) => r.summary, minor: true },
  { id: 'by', label: 'Started by', width: 'minmax(0, 1fr)', cell: (r) => `${r.principal} (${r.trigger})`, sort: (r) => r.principal, minor: true },
  { id: 'took', label: 'Took', width: '90px', cell: (r) => (r.endedAt ? duration(r.durationMs) : nothing), sort: (r) => r.durationMs, minor: true },
  { id: 'at', label: 'Started', width: '110px', cell: (r) => when(r.createdAt), sort: (r) => r.createdAt },
];

/** Runs of procedures, newest first. */
@customElement('run-list')
export class RunList extends PartElement {
  static override styles = [...PartElement.styles, charts];

  private readonly runs = new Loaded<Page>(this, () => this.read(), 15_000);
  @changing() private more: OperationRun[] = [];
  @changing() private next: string | undefined;

  override onChange = (): void => void this.runs.reload();

  protected override watched(status: Status): string {
    return status.procedureRuns.map((run) => run.runId + run.state + run.summary).join();
  }

  protected override updated(): void {
    if (this.asked !== this.address('')) {
      this.more = [];
      this.next = undefined;
      void this.runs.reload();
    }
  }

  private asked = '';

  private read(): Promise<Page> {
    this.asked = this.address('');
    return this.client.get<Page>(this.asked);
  }

  private address(cursor: string): string {
    const { query } = this.route;
    const parts = new URLSearchParams({ limit: '200' });
    for (const name of ['state', 'procedure']) if (query.get(name)) parts.set(name, query.get(name)!);
    if (cursor) parts.set('cursor', cursor);
    return `/api/v1/operations?${parts.toString()}`;
  }

  protected override render() {
    const { value, problem } = this.runs;
    const chosen = this.route.query.get('state') ?? '';
    const procedure = this.route.query.get('procedure');
    const rows = value ? [...value.items, ...this.more] : [];
    const next = this.more.length ? this.next : value?.next;
    return html`
      <div class="toolbar">
        <label class="row">State
          <select @change=${(e: Event) => replaceAddress(here({ state: (e.target as HTMLSelectElement).value }))}>
            <option value="">all</option>
            ${STATES.map((s) => html`<option ?selected=${s === chosen}>${s}</option>`)}
          </select>
        </label>
        ${procedure ? html`<span class="label">${procedure}</span><a href=${link('operations')}>all procedures</a>` : nothing}
        <span class="grow"></span>
        <a class="button" href=${link('operations', ['procedures'])}>Run a procedure</a>
      </div>
      ${trouble(problem, this.runs.reload)} ${value || problem ? nothing : reading()}
      ${
        value && !rows.length
          ? empty('No run fits', chosen || procedure ? html`<a href=${link('operations')}>Show all runs</a>` : 'Procedures run on their schedules; any of them can be run now.')
          : nothing
      }
      ${
        rows.length
          ? html`${rows.length > 4 ? this.history(rows) : nothing}
              <data-table label="Runs" .columns=${COLUMNS} .rows=${rows} .key=${(r: OperationRun) => r.runId} .href=${(r: OperationRun) => link('operations', ['runs', r.runId])}></data-table>
              ${next ? html`<p><button @click=${() => this.readMore(next)}>Older runs</button></p>` : nothing}`
          : nothing
      }
    `;
  }

  private history(rows: OperationRun[]) {
    const shown = rows.slice(0, 60).reverse();
    return html`<div class="toolbar">${columns(
      shown.map((r) => ({ value: Math.max(r.durationMs, 1), label: `${r.title}, ${r.state}, ${duration(r.durationMs)}`, tone: r.state === 'succeeded' ? 'good' : r.state === 'failed' ? 'bad' : 'warn' })),
      `Duration and outcome of the last ${shown.length} runs`,
      48,
    )}</div>`;
  }

  private async readMore(cursor: string): Promise<void> {
    await this.app.act(async () => {
      const page = await this.client.get<Page>(this.address(cursor));
      this.more = [...this.more, ...page.items];
      this.next = page.next;
    });
  }
}
