import { html, nothing } from 'lit';
import { customElement, property, state as changing } from 'lit/decorators.js';
import { asProblem } from '../../api/problem';
import { PageElement } from '../../shell/page-element';
import { link } from '../../shell/route';
import { Loaded } from '../../ui/loaded';
import { reading, since, state, trouble } from '../../ui/parts';
import { callResult } from './call-list';
import { condition } from './tool-list';
import type { Call, Schema, Tool } from './types';

/** One tool: what it may do, whether it works, and calling it by hand. */
@customElement('tool-view')
export class ToolView extends PageElement {
  @property() name = '';
  @changing() private call: Call | null = null;
  @changing() private calling = false;
  @changing() private failure = '';
  @changing() private judged: { decision: string; reason: string } | null = null;

  private readonly tool = new Loaded(this, () => this.client.get<Tool>(this.path), 15_000);

  private get path(): string {
    return `/api/v1/tools/${encodeURIComponent(this.name)}`;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.style.padding = '0';
  }

  protected override render() {
    const { value: tool, problem } = this.tool;
    return html`
      <header class="page-head">
        <a href=${link('tools')}>Tools</a>
        <h1>${this.name}</h1>
        ${tool ? condition(tool) : nothing}
        <div class="end">
          ${this.app.can('operator') ? html`<button @click=${this.selfTest}>Test it</button>` : nothing}
          ${tool && this.app.can('admin') ? html`<button @click=${() => this.turn(!tool.enabled)}>${tool.enabled ? 'Switch off' : 'Switch on'}</button>` : nothing}
        </div>
      </header>
      ${trouble(problem, this.tool.reload)} ${tool ? this.content(tool) : problem ? nothing : reading()}
    `;
  }

  private content(tool: Tool) {
    return html`<div class="columns">
      <div class="stack">${this.app.can('operator') ? this.form(tool) : nothing} ${this.call ? html`<section class="card"><h2>Result</h2><div class="body">${callResult(this.call)}</div></section>` : nothing}</div>
      <section class="card">
        <h2>About it</h2>
        <div class="body stack">
          <p>${tool.description}</p>
          <dl class="facts">
            <dt>Risk</dt><dd>${tool.risk}</dd>
            <dt>Runs in</dt><dd>${tool.sandbox}</dd>
            <dt>May</dt><dd>${tool.permissions.map((permission) => html`<div>${permission}</div>`)}</dd>
            ${tool.offReason ? html`<dt>Off because</dt><dd>${tool.offReason}</dd>` : nothing}
            ${tool.condition?.brokenReason ? html`<dt>Broken</dt><dd>${tool.condition.brokenReason}, ${since(tool.condition.brokenSince)}</dd>` : nothing}
            ${tool.condition?.testedAt ? html`<dt>Tested</dt><dd>${since(tool.condition.testedAt)}: ${state(tool.condition.testPassed ? 'passed' : 'failed')} ${tool.condition.testSummary}</dd>` : nothing}
          </dl>
          <a href=${link('tools', ['calls'], { tool: tool.name })}>Its calls</a>
        </div>
      </section>
    </div>`;
  }

  private form(tool: Tool) {
    const fields = Object.entries(tool.inputSchema.properties ?? {});
    return html`<section class="card">
      <h2>Call it</h2>
      <form class="fields body" @submit=${this.submitted}>
        ${fields.map(([name, schema]) => this.field(name, schema, tool.inputSchema.required?.includes(name) ?? false))}
        ${this.judged ? html`<p>${state(this.judged.decision)} ${this.judged.reason}</p>` : nothing}
        ${this.failure ? html`<p class="notice bad" role="alert">${this.failure}</p>` : nothing}
        <div class="row">
          <button class="primary" ?disabled=${this.calling}>${this.calling ? 'Running ...' : 'Run'}</button>
          ${tool.name === 'terminal' ? html`<button type="button" @click=${this.check}>Only judge it</button>` : nothing}
        </div>
      </form>
    </section>`;
  }

  private field(name: string, schema: Schema, needed: boolean) {
    const about = html`${name} ${needed ? nothing : html`<small>optional</small>`} <small>${schema.description ?? ''}</small>`;
    if (schema.enum) return html`<label>${about}<select name=${name}>${needed ? nothing : html`<option value="">as usual</option>`}${schema.enum.map((value) => html`<option>${String(value)}</option>`)}</select></label>`;
    if (schema.type === 'boolean') return html`<label class="check"><input type="checkbox" name=${name} ?checked=${schema.default === true} />${about}</label>`;
    const number = schema.type === 'integer' || schema.type === 'number';
    return html`<label>${about}<input class="code" name=${name} type=${number ? 'number' : 'text'} step=${number ? 'any' : nothing} ?required=${needed} placeholder=${schema.default === undefined ? '' : String(schema.default)} autocomplete="off" spellcheck="false" /></label>`;
  }

  private read(form: HTMLFormElement): Record<string, unknown> {
    const given = new FormData(form);
    const wanted: Record<string, unknown> = {};
    for (const [name, schema] of Object.entries(this.tool.value?.inputSchema.properties ?? {})) {
      const text = given.get(name);
      if (schema.type === 'boolean') wanted[name] = text !== null;
      else if (typeof text === 'string' && text !== '') wanted[name] = typed(text, schema);
    }
    return wanted;
  }

  private async submitted(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    this.calling = true;
    this.failure = '';
    this.call = null;
    try {
      this.call = await this.client.post<Call>(`${this.path}/calls`, { arguments: this.read(event.target as HTMLFormElement) }, { Prefer: 'wait=20' });
    } catch (error) {
      this.failure = asProblem(error).message;
    }
    this.calling = false;
  }

  private readonly check = async (): Promise<void> => {
    const form = this.renderRoot.querySelector('form');
    if (!form) return;
    await this.app.act(async () => {
      this.judged = await this.client.post('/api/v1/tools/terminal/check', { command: String(this.read(form)['command'] ?? '') });
    });
  };

  private readonly selfTest = async (): Promise<void> => {
    await this.app.act(async () => {
      const result = await this.client.post<{ passed: boolean; summary: string }>(`${this.path}/self-test`);
      this.app.say(result.summary || (result.passed ? 'It works.' : 'It does not work.'), result.passed ? 'good' : 'bad');
    });
    void this.tool.reload();
  };

  private async turn(enabled: boolean): Promise<void> {
    await this.app.act(() => this.client.send('PUT', this.path, { enabled }), enabled ? 'It is on.' : 'It is off.');
    void this.tool.reload();
  }
}

function typed(text: string, schema: Schema): unknown {
  if (schema.type === 'integer' || schema.type === 'number') return Number(text);
  if (schema.type !== 'array' && schema.type !== 'object') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
