import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { duration } from '../../design/format';
import { PartElement } from '../../shell/part-element';
import { link } from '../../shell/route';
import '../../ui/data-table';
import type { Column } from '../../ui/data-table';
import { Loaded } from '../../ui/loaded';
import { reading, state, trouble } from '../../ui/parts';
import type { Tool, Usage } from './types';

interface Row extends Tool {
  usage?: Usage | undefined;
}

const COLUMNS: Column<Row>[] = [
  { id: 'name', label: 'Tool', width: 'minmax(130px, 1fr)', cell: (t) => t.name, sort: (t) => t.name },
  { id: 'state', label: 'State', width: '100px', cell: (t) => condition(t), sort: (t) => String(t.enabled) },
  { id: 'about', label: 'What it does', width: 'minmax(0, 3fr)', cell: (t) => t.description, minor: true },
  { id: 'risk', label: 'Risk', width: '90px', cell: (t) => t.risk, sort: (t) => t.risk, minor: true },
  { id: 'sandbox', label: 'Runs in', width: '110px', cell: (t) => t.sandbox, sort: (t) => t.sandbox, minor: true },
  { id: 'calls', label: 'Calls, 7 d', width: '80px', cell: (t) => t.usage?.calls ?? 0, sort: (t) => t.usage?.calls ?? 0, minor: true },
  { id: 'success', label: 'Success', width: '76px', cell: (t) => (t.usage?.successPercent === null || t.usage?.successPercent === undefined ? '–' : `${Math.round(t.usage.successPercent)} %`), sort: (t) => t.usage?.successPercent ?? 101 },
  { id: 'p95', label: 'p95', width: '76px', cell: (t) => (t.usage?.ran ? duration(t.usage.p95Ms) : '–'), sort: (t) => t.usage?.p95Ms ?? 0, minor: true },
];

/** All tools with how they fared this week. */
@customElement('tool-list')
export class ToolList extends PartElement {
  private readonly tools = new Loaded(this, () => this.read(), 15_000);

  private async read(): Promise<Row[]> {
    const [tools, statistics] = await Promise.all([
      this.client.get<Tool[]>('/api/v1/tools'),
      this.client.get<{ usage: Usage[] }>('/api/v1/tools/statistics?hours=168'),
    ]);
    return tools.map((tool) => ({ ...tool, usage: statistics.usage.find((usage) => usage.tool === tool.name) }));
  }

  protected override render() {
    const { value, problem } = this.tools;
    return html`${trouble(problem, this.tools.reload)} ${value || problem ? '' : reading()}
    ${value ? html`<data-table label="Tools" .columns=${COLUMNS} .rows=${value} .key=${(t: Row) => t.name} .href=${(t: Row) => link('tools', ['tool', t.name])}></data-table>` : ''}`;
  }
}

export function condition(tool: Tool) {
  if (tool.condition?.brokenSince) return state('broken', 'bad');
  if (!tool.enabled) return state('off', 'idle');
  return tool.condition?.testPassed === false ? state('test failed', 'warn') : state('on', 'good');
}
