import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { holds, plural } from '../../design/format';
import { PartElement } from '../../shell/part-element';
import { here, link, replaceAddress } from '../../shell/route';
import '../../ui/data-table';
import type { Column } from '../../ui/data-table';
import { Loaded } from '../../ui/loaded';
import { empty, reading, since, state, trouble } from '../../ui/parts';
import type { Drift, ProcedureItem, Refusal } from './types';

const COLUMNS: Column<ProcedureItem>[] = [
  { id: 'title', label: 'Procedure', width: 'minmax(150px, 2fr)', cell: (p) => p.title, sort: (p) => p.title },
  { id: 'kind', label: 'Kind', width: '120px', cell: (p) => p.kind, sort: (p) => p.kind, minor: true },
  { id: 'schedule', label: 'Schedule', width: 'minmax(0, 1fr)', cell: (p) => (p.schedule ? html`<code title=${p.schedule.timeZone}>${p.schedule.cron}</code>` : html`<span class="muted">on demand</span>`), minor: true },
  { id: 'next', label: 'Next', width: '100px', cell: (p) => since(p.nextDue), sort: (p) => p.nextDue ?? '9' },
  { id: 'last', label: 'Last run', width: '190px', cell: (p) => (p.lastRun ? html`${state(p.lastRun.state)} <span class="muted">${since(p.lastRun.at)}</span>` : html`<span class="muted">never</span>`), sort: (p) => p.lastRun?.at ?? '', minor: true },
  { id: 'steps', label: 'Steps', width: '60px', cell: (p) => p.steps, sort: (p) => p.steps, minor: true },
];

/** Every procedure that was accepted, and the documents that were not, with the reason. */
@customElement('procedure-list')
export class ProcedureTable extends PartElement {
  private readonly procedures = new Loaded(this, () => this.client.get<{ items: ProcedureItem[]; refused: Refusal[] }>('/api/v1/procedures'), 30_000);
  private readonly drift = new Loaded(this, () => this.client.get<{ items: Drift[] }>('/api/v1/operations/drift'), 60_000);

  private get text(): string {
    return this.route.query.get('q') ?? '';
  }

  protected override render() {
    const { value, problem } = this.procedures;
    const found = value?.items.filter((p) => holds(`${p.title} ${p.id} ${p.kind}`, this.text)) ?? [];
    return html`
      <div class="toolbar">
        <input type="search" aria-label="Find a procedure" placeholder="Find a procedure" .value=${this.text} @input=${(e: InputEvent) => replaceAddress(here({ q: (e.target as HTMLInputElement).value }))} />
      </div>
      ${trouble(problem, this.procedures.reload)} ${value || problem ? nothing : reading()}
      ${value?.refused.length ? this.refused(value.refused) : nothing}
      ${this.drift.value?.items.length ? this.drifted(this.drift.value.items) : nothing}
      ${
        found.length
          ? html`<data-table label="Procedures" .columns=${COLUMNS} .rows=${found} .key=${(p: ProcedureItem) => p.id} .href=${(p: ProcedureItem) => link('operations', ['procedures', p.id])}></data-table>`
          : value
            ? empty('No procedure is called so', 'A procedure is a Markdown file with steps under documents/.')
            : nothing
      }
    `;
  }

  private drifted(items: Drift[]) {
    return html`<details class="notice warn">
      <summary><strong>${plural(items.length, 'step')} do not fit this machine</strong></summary>
      ${items.map((d) => html`<div><a href=${link('operations', ['procedures', d.procedure])}>${d.procedure}</a> / ${d.step}: ${d.problem} <span class="muted">${since(d.since)}</span></div>`)}
    </details>`;
  }

  private refused(refused: Refusal[]) {
    return html`<div class="notice bad" role="note">
      <strong>Documents that were refused</strong>
      ${refused.map((r) => html`<div><code>${r.path}:${r.line}</code> ${r.reason}</div>`)}
    </div>`;
  }
}
