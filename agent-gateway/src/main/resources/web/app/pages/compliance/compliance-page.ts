import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { words } from '../../design/format';
import { PageElement } from '../../shell/page-element';
import { link } from '../../shell/route';
import { Loaded } from '../../ui/loaded';
import { download, empty, reading, since, state, trouble } from '../../ui/parts';
import type { ProcedureItem } from '../operations/types';

interface Permission {
  tool: string;
  enabled: boolean;
  risk: string;
  permissions: string[];
  mayCall: string[];
  mayApprove: string[];
  usedBy: { principal: string; calls: number; refused: number }[];
}

/** A promise and whether it is kept, as last seen. */
interface Control {
  id: string;
  title: string;
  state: 'passed' | 'failed' | 'unknown';
  detail: string;
  owner: string;
  frequency: string;
  checkedAt?: string | null;
  since?: string | null;
}

interface Standing {
  score: number;
  at: string;
  controls: Control[];
  refused: { path: string; line: number; reason: string }[];
}

const RANKS = { failed: 0, unknown: 1, passed: 2 };

const CONTROLS = /^(audit-|compliance-|privacy-|log-retention|key-and-certificate|security-|disaster-recovery|documentation-review|backup-)/;

/** Who may do what, whether the controls ran, and the score where it is kept. */
@customElement('compliance-page')
export class CompliancePage extends PageElement {
  private readonly permissions = new Loaded(this, () => this.client.get<Permission[]>('/api/v1/tools/permissions'), 60_000);
  private readonly procedures = new Loaded(this, () => this.client.get<{ items: ProcedureItem[] }>('/api/v1/procedures'), 60_000);
  private readonly score = new Loaded(this, () => this.client.get<Standing>('/api/v1/compliance'), 60_000);

  protected override render() {
    return html`
      <header class="page-head"><h1>Compliance</h1></header>
      <div class="columns">
        <div class="stack">${this.controls()} ${this.review()}</div>
        <div class="stack">${this.checks()}</div>
      </div>
    `;
  }

  private controls() {
    const { value, problem } = this.procedures;
    const items = value?.items.filter((p) => CONTROLS.test(p.id)) ?? [];
    return html`<section class="card">
      <h2>Controls that run by themselves</h2>
      ${trouble(problem)} ${value || problem ? nothing : reading()}
      <ul class="rows">
        ${items.map((p) => html`<li>
          <a href=${link('operations', ['procedures', p.id])}>${p.title}</a>
          ${p.lastRun ? html`<a href=${link('operations', ['runs', p.lastRun.runId])}>${state(p.lastRun.state)}</a>` : html`<span class="state idle">not run yet</span>`}
          <span class="more">${p.lastRun ? html`last ${since(p.lastRun.at)}` : nothing}${p.nextDue ? html` next ${since(p.nextDue)}` : nothing}</span>
        </li>`)}
      </ul>
    </section>`;
  }

  private review() {
    const { value, problem } = this.permissions;
    return html`<section class="card">
      <h2>Permission review, last 30 days</h2>
      ${trouble(problem)}
      <ul class="rows">
        ${value?.map((p) => html`<li>
          <a href=${link('tools', ['tool', p.tool])}>${p.tool}</a>${state(p.enabled ? p.risk : 'off', p.enabled && p.risk !== 'read' ? 'warn' : 'idle')}
          <span class="more">called by ${p.mayCall.join(', ')}${p.mayApprove.length ? `; changes approved by ${p.mayApprove.join(', ')}` : ''}; used by ${p.usedBy.map((u) => `${u.principal} (${u.calls}${u.refused ? `, ${u.refused} refused` : ''})`).join(', ') || 'nobody'}</span>
        </li>`)}
      </ul>
    </section>`;
  }

  private checks() {
    const { value, problem } = this.score;
    if (problem?.code === 'not-offered') {
      return html`<section class="card"><h2>Score</h2><div class="body">${empty('This ops-scheduler keeps no score yet', html`The checks run as <a href=${link('operations', ['procedures', 'compliance-monitoring'])}>compliance-monitoring</a>; its runs hold the evidence.`)}</div></section>`;
    }
    const controls = [...(value?.controls ?? [])].sort((one, other) => RANKS[one.state] - RANKS[other.state]);
    return html`<section class="card">
      <header>
        <h2>Score</h2>
        ${value ? html`<span class="muted">${since(value.at)}</span>` : nothing}
      </header>
      <div class="body row">
        ${value ? html`<span class="figure grow">${`${value.score}\u00a0%`}</span>` : nothing}
        ${this.app.can('operator') ? html`<button @click=${this.check}>Look now</button>` : nothing}
        ${this.app.can('admin') ? html`<button @click=${this.bundle}>Evidence for an auditor</button>` : nothing}
      </div>
      ${trouble(problem, this.score.reload)} ${value || problem ? nothing : reading()}
      ${value?.refused.map((wrong) => html`<div class="notice bad">${wrong.path}:${wrong.line}: ${wrong.reason}</div>`)}
      <ul class="rows">
        ${controls.map((control) => html`<li>
          <span>${control.title}</span>${state(control.state, control.state === 'passed' ? 'good' : control.state === 'failed' ? 'bad' : 'warn')}
          <span class="more">${control.detail}${control.since ? html`; since ${since(control.since)}` : nothing}; ${control.owner} answers for it, looked at: ${words(control.frequency)}</span>
        </li>`)}
      </ul>
    </section>`;
  }

  private readonly check = async (): Promise<void> => {
    await this.app.act(() => this.client.post('/api/v1/compliance/check'), 'Every control was looked at.');
    void this.score.reload();
  };

  private readonly bundle = (): Promise<unknown> =>
    this.app.act(async () => download('compliance-evidence.zip', await this.client.file('/api/v1/compliance/bundle')), 'The evidence is in your downloads.');
}
