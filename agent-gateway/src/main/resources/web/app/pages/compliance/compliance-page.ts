import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { words } from '../../design/format';
import { PageElement } from '../../shell/page-element';
import { link } from '../../shell/route';
import { Loaded } from '../../ui/loaded';
import { empty, reading, since, state, trouble } from '../../ui/parts';
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

const CONTROLS = /^(audit-|compliance-|privacy-|log-retention|key-and-certificate|security-|disaster-recovery|documentation-review|backup-)/;

/** Who may do what, whether the controls ran, and the score where it is kept. */
@customElement('compliance-page')
export class CompliancePage extends PageElement {
  private readonly permissions = new Loaded(this, () => this.client.get<Permission[]>('/api/v1/tools/permissions'), 60_000);
  private readonly procedures = new Loaded(this, () => this.client.get<{ items: ProcedureItem[] }>('/api/v1/procedures'), 60_000);
  private readonly score = new Loaded(this, () => this.client.get<Record<string, unknown>>('/api/v1/compliance'), 60_000);

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
    const checks = Object.values(value ?? {}).find(Array.isArray) as Record<string, unknown>[] | undefined;
    return html`<section class="card">
      <h2>Score</h2>
      ${trouble(problem)}
      ${typeof value?.['score'] === 'number' ? html`<p class="body figure">${value['score']}</p>` : nothing}
      <ul class="rows">${checks?.map((check) => html`<li><span>${String(check['title'] ?? check['name'] ?? check['id'] ?? '')}</span>${state(String(check['state'] ?? check['outcome'] ?? 'unknown'))}<span class="more">${words(String(check['detail'] ?? check['evidence'] ?? ''))}</span></li>`)}</ul>
    </section>`;
  }
}
