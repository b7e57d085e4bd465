import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { duration } from '../../design/format';
import { PageElement } from '../../shell/page-element';
import { PartElement } from '../../shell/part-element';
import { here, link, replaceAddress } from '../../shell/route';
import '../../ui/data-table';
import type { Column } from '../../ui/data-table';
import { Loaded } from '../../ui/loaded';
import { empty, reading, state, trouble, when } from '../../ui/parts';
import type { Call } from './types';

const STATES = ['running', 'waiting-approval', 'succeeded', 'failed', 'denied', 'expired', 'timed-out', 'unknown'];

const COLUMNS: Column<Call>[] = [
  { id: 'what', label: 'Call', width: 'minmax(150px, 3fr)', cell: (c) => html`<code>${callText(c)}</code>` },
  { id: 'state', label: 'State', width: '130px', cell: (c) => state(c.state), sort: (c) => c.state },
  { id: 'tool', label: 'Tool', width: '140px', cell: (c) => c.tool, sort: (c) => c.tool, minor: true },
  { id: 'by', label: 'For', width: '110px', cell: (c) => c.principal, sort: (c) => c.principal, minor: true },
  { id: 'sandbox', label: 'Sandbox', width: '100px', cell: (c) => c.sandbox ?? '', sort: (c) => c.sandbox ?? '', minor: true },
  { id: 'took', label: 'Took', width: '80px', cell: (c) => (c.completedAt ? duration(c.durationMs) : nothing), sort: (c) => c.durationMs, minor: true },
  { id: 'at', label: 'Asked', width: '100px', cell: (c) => when(c.acceptedAt), sort: (c) => c.acceptedAt },
];

/** What was asked of the tools, newest first. */
@customElement('call-list')
export class CallList extends PartElement {
  private readonly calls = new Loaded(this, () => this.read(), 5_000);
  private asked = '';

  private get address(): string {
    const query = new URLSearchParams({ limit: '200' });
    for (const name of ['tool', 'state']) if (this.route.query.get(name)) query.set(name, this.route.query.get(name)!);
    return `/api/v1/tool-calls?${query.toString()}`;
  }

  private read(): Promise<Call[]> {
    this.asked = this.address;
    return this.client.get<Call[]>(this.asked);
  }

  protected override updated(): void {
    if (this.asked !== this.address) void this.calls.reload();
  }

  protected override render() {
    const { value, problem } = this.calls;
    const chosen = this.route.query.get('state') ?? '';
    const tool = this.route.query.get('tool');
    return html`
      <div class="toolbar">
        <label class="row">State
          <select @change=${(e: Event) => replaceAddress(here({ state: (e.target as HTMLSelectElement).value }))}>
            <option value="">all</option>${STATES.map((s) => html`<option ?selected=${s === chosen}>${s}</option>`)}
          </select>
        </label>
        ${tool ? html`<span class="label">${tool}</span><a href=${link('tools', ['calls'])}>all tools</a>` : nothing}
      </div>
      ${trouble(problem, this.calls.reload)} ${value || problem ? nothing : reading()}
      ${value && !value.length ? empty('No call fits', 'Calls of the agent, of procedures and of people are all listed here.') : nothing}
      ${value?.length ? html`<data-table label="Calls" .columns=${COLUMNS} .rows=${value} .key=${(c: Call) => c.callId} .href=${(c: Call) => link('tools', ['calls', c.callId])}></data-table>` : nothing}
    `;
  }
}

/** One call with its result. */
@customElement('call-view')
export class CallView extends PageElement {
  @property() callId = '';
  private readonly call = new Loaded(this, () => this.client.get<Call>(`/api/v1/tool-calls/${encodeURIComponent(this.callId)}`), 3_000);

  protected override render() {
    const { value, problem } = this.call;
    return html`
      <header class="page-head"><a href=${link('tools', ['calls'])}>Calls</a><h1>${value?.tool ?? 'Call'}</h1>
        <div class="end">${value && /running|waiting|accepted|queued/.test(value.state) && this.app.can('operator') ? html`<button class="danger" @click=${this.cancel}>Stop it</button>` : nothing}</div>
      </header>
      ${trouble(problem)} ${value ? callResult(value) : problem ? nothing : reading()}
    `;
  }

  private readonly cancel = async (): Promise<void> => {
    await this.app.act(() => this.client.post(`/api/v1/tool-calls/${encodeURIComponent(this.callId)}/cancel`), 'It is being stopped.');
    void this.call.reload();
  };
}

export function callResult(call: Call) {
  return html`<div class="stack">
    <pre class="output" tabindex="0" role="group" aria-label="What was asked">${callText(call)}</pre>
    <p class="row">
      ${state(call.state)}
      <span class="muted">${[
        call.exitCode === null || call.exitCode === undefined ? '' : `exit code ${call.exitCode}`,
        call.completedAt ? duration(call.durationMs) : '',
        call.queueMs ? `waited ${duration(call.queueMs)}` : '',
        call.sandbox ? `in ${call.sandbox}` : '',
        `for ${call.principal}`,
      ].filter(Boolean).join(', ')}</span>
      ${call.approval ? html`<a href=${link('approvals', [call.approval.approvalId])}>its approval</a>` : nothing}
    </p>
    ${call.reason ? html`<p>${call.reason}</p>` : nothing}
    ${call.output ? html`<pre class="output" tabindex="0" role="group" aria-label="Output">${call.output}</pre>` : nothing}
    ${call.truncated ? html`<p class="muted">The output was cut at the limit.</p>` : nothing}
  </div>`;
}

function callText(call: Call): string {
  const command = call.arguments['command'];
  if (typeof command === 'string') return command;
  const pairs = Object.entries(call.arguments).map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return [call.tool, ...pairs].join(' ');
}
