import { css, html, nothing } from 'lit';
import { customElement, state as changing } from 'lit/decorators.js';
import { words } from '../../design/format';
import { PartElement } from '../../shell/part-element';
import { link } from '../../shell/route';
import { charts } from '../../ui/chart-styles';
import { sparkline } from '../../ui/charts';
import { Loaded } from '../../ui/loaded';
import { download, empty, reading, since, state, trouble } from '../../ui/parts';
import type { ProcedureItem } from '../operations/types';
import './control-history';
import { type Control, controlState } from './types';

interface Standing {
  score: number;
  at: string;
  controls: Control[];
  refused: { path: string; line: number; reason: string }[];
}

/** The share of good looks of one day, in percent. */
interface Day {
  day: string;
  looks: number;
  score: number;
}

const RANKS = { failed: 0, unknown: 1, passed: 2 };
const DAYS = 90;

const CONTROLS = /^(audit-|compliance-|privacy-|log-retention|key-and-certificate|security-|disaster-recovery|documentation-review|backup-)/;

/** The score, each control with its history, and the procedures that do the controlling. */
@customElement('control-list')
export class ControlList extends PartElement {
  static override styles = [
    ...PartElement.styles,
    charts,
    css`
      .days {
        padding: 0 var(--space-3) var(--space-2);
      }
    `,
  ];

  private readonly procedures = new Loaded(this, () => this.client.get<{ items: ProcedureItem[] }>('/api/v1/procedures'), 60_000);
  private readonly score = new Loaded(this, () => this.forOperators(() => this.client.get<Standing>('/api/v1/compliance')), 60_000);
  private readonly days = new Loaded(this, () => this.forOperators(() => this.client.get<{ items: Day[] }>(`/api/v1/compliance/history?days=${DAYS}`)), 60_000);
  @changing() private open: Control | null = null;

  private forOperators<T>(read: () => Promise<T>): Promise<T> | null {
    return this.app.can('operator') ? read() : null;
  }

  protected override render() {
    return html`<div class="columns">
        <div class="stack">${this.app.can('operator') ? this.checks() : nothing} ${this.app.can('operator') ? nothing : this.controls()}</div>
        <div class="stack">${this.app.can('operator') ? this.controls() : nothing}</div>
      </div>
      ${this.open ? html`<control-history .app=${this.app} .route=${this.route} .control=${this.open} @close=${() => (this.open = null)}></control-history>` : nothing}`;
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
      ${this.history()}
      ${trouble(problem, this.score.reload)} ${value || problem ? nothing : reading()}
      ${value?.refused.map((wrong) => html`<div class="notice bad">${wrong.path}:${wrong.line}: ${wrong.reason}</div>`)}
      <ul class="rows">
        ${controls.map((control) => html`<li>
          <button class="link" @click=${() => (this.open = control)}>${control.title}</button>${controlState(control.state)}
          <span class="more">${control.detail}${control.since ? html`; since ${since(control.since)}` : nothing}; ${control.owner} answers for it, looked at: ${words(control.frequency)}</span>
        </li>`)}
      </ul>
    </section>`;
  }

  /** How it went day by day, as far as it is known. */
  private history() {
    const days = this.days.value?.items ?? [];
    if (days.length < 2) return nothing;
    const worst = days.reduce((one, other) => (other.score < one.score ? other : one));
    const text = `Share of good looks from ${days[0]!.day} to ${days.at(-1)!.day}; the worst was ${worst.score} % on ${worst.day}`;
    return html`<div class="days" title=${text}>${sparkline(days.map((day) => day.score), text, 40)}<span class="muted small">${text}</span></div>`;
  }

  private readonly check = async (): Promise<void> => {
    await this.app.act(() => this.client.post('/api/v1/compliance/check'), 'Every control was looked at.');
    void this.score.reload();
    void this.days.reload();
  };

  private readonly bundle = (): Promise<unknown> =>
    this.app.act(async () => download('compliance-evidence.zip', await this.client.file('/api/v1/compliance/bundle')), 'The evidence is in your downloads.');
}
