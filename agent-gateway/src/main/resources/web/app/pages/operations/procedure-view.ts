import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { span } from '../../design/format';
import { PageElement } from '../../shell/page-element';
import { link } from '../../shell/route';
import { charts } from '../../ui/chart-styles';
import { columns } from '../../ui/charts';
import { Loaded } from '../../ui/loaded';
import { labels, reading, since, state, trouble, when } from '../../ui/parts';
import '../../ui/rich-text';
import type { Drift, OperationRun, Procedure, ProcedureStep } from './types';

/** A procedure as a person reads it: each step with its words, its command and what is expected of it. */
@customElement('procedure-view')
export class ProcedureView extends PageElement {
  static override styles = [
    ...PageElement.styles,
    charts,
    css`
      :host {
        padding: 0;
      }
      ol {
        counter-reset: step;
      }
      .step {
        counter-increment: step;
        padding: var(--space-3);
      }
      .step + .step {
        border-top: 1px solid var(--border);
      }
      .step h3 {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        align-items: baseline;
        margin-bottom: var(--space-1);
        font-size: var(--text-m);
      }
      .step h3::before {
        content: counter(step) '.';
        color: var(--text-muted);
      }
      .step rich-text {
        font-size: var(--text-m);
      }
      .step pre {
        margin: var(--space-2) 0 0;
      }
    `,
  ];

  @property() procedureId = '';
  private readonly procedure = new Loaded(this, () => this.client.get<Procedure>(this.path));
  private readonly runs = new Loaded(this, () => this.client.get<{ items: OperationRun[] }>(`/api/v1/operations?limit=30&procedure=${encodeURIComponent(this.procedureId)}`), 15_000);

  private readonly drift = new Loaded(this, () => this.client.get<{ items: Drift[] }>('/api/v1/operations/drift'));

  private get path(): string {
    return `/api/v1/procedures/${encodeURIComponent(this.procedureId)}`;
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.get('procedureId')) {
      this.procedure.clear();
      this.runs.clear();
      void this.procedure.reload();
      void this.runs.reload();
    }
  }

  protected override render() {
    const { value: procedure, problem } = this.procedure;
    return html`
      <header class="page-head">
        <a href=${link('operations', ['procedures'])}>Procedures</a>
        <h1>${procedure?.title ?? this.procedureId}</h1>
        <div class="end">
          ${
            procedure && this.app.can('operator')
              ? html`<button @click=${() => this.start(true)}>Dry run</button><button class="primary" @click=${() => this.start(false)}>Run now</button>`
              : nothing
          }
        </div>
      </header>
      ${trouble(problem, this.procedure.reload)} ${procedure ? this.content(procedure) : problem ? nothing : reading()}
    `;
  }

  private content(procedure: Procedure) {
    return html`<div class="columns">
      <section class="card">
        <h2>Steps</h2>
        <ol>${procedure.steps.map((step) => this.step(step, procedure))}</ol>
      </section>
      <div class="stack">${this.facts(procedure)} ${this.history()}</div>
    </div>`;
  }

  private step(step: ProcedureStep, procedure: Procedure) {
    const runs = this.runs.value?.items.filter((run) => !run.dryRun) ?? [];
    const outcomes = runs.flatMap((run) => run.steps.filter((s) => s.id === step.id && /succeeded|failed/.test(s.state)));
    const drifts = this.drift.value?.items.filter((d) => d.procedure === procedure.id && d.step === step.id) ?? [];
    const good = outcomes.filter((s) => s.state === 'succeeded').length;
    return html`<li class="step" id=${step.id}>
      <h3>
        ${step.title} ${step.approval ? html`<span class="state warn">needs approval</span>` : nothing}
        ${outcomes.length ? html`<span class="muted small">worked ${good} of ${outcomes.length} times</span>` : nothing}
      </h3>
      ${drifts.map((d) => html`<p class="notice warn"><strong>Does not fit this machine</strong>${d.problem}</p>`)}
      ${step.text ? html`<rich-text .text=${step.text} .documentId=${procedure.path}></rich-text>` : nothing}
      <pre class="output" tabindex="0" role="group" aria-label="What it does">${step.run ?? actionText(step)}</pre>
      <p class="muted small">
        lines ${step.lines}, at most ${span(step.timeoutMs / 1000)}, on failure: ${step.onFailure}${step.expect ? html`, expects <code>${JSON.stringify(step.expect)}</code>` : nothing}
      </p>
    </li>`;
  }

  private facts(procedure: Procedure) {
    return html`<section class="card">
      <h2>About it</h2>
      <dl class="facts body">
        <dt>Document</dt><dd><a href=${link('knowledge', ['documents', procedure.path])}>${procedure.path}</a></dd>
        <dt>Kind</dt><dd>${procedure.kind}</dd>
        <dt>Severity</dt><dd>${procedure.severity}</dd>
        <dt>Owner</dt><dd>${procedure.owner}</dd>
        <dt>Review by</dt><dd>${procedure.reviewBy ?? 'never'}</dd>
        <dt>Schedule</dt><dd>${procedure.schedule ? html`<code>${procedure.schedule.cron}</code> ${procedure.schedule.timeZone}` : 'on demand'}</dd>
        ${procedure.nextDue ? html`<dt>Next</dt><dd>${when(procedure.nextDue)} (${since(procedure.nextDue)})</dd>` : nothing}
        ${Object.keys(procedure.appliesTo).length ? html`<dt>For alerts</dt><dd>${labels(procedure.appliesTo)}</dd>` : nothing}
        <dt>Version</dt><dd><code>${procedure.version}</code></dd>
      </dl>
    </section>`;
  }

  private history() {
    const runs = this.runs.value?.items ?? [];
    return html`<section class="card">
      <h2>Last runs <a class="small" href=${link('operations', [], { procedure: this.procedureId })}>All</a></h2>
      ${trouble(this.runs.problem)}
      ${runs.length > 2 ? html`<div class="body">${columns([...runs].reverse().map((r) => ({ value: Math.max(r.durationMs, 1), label: `${r.state}, ${r.createdAt}`, tone: r.state === 'succeeded' ? 'good' : r.state === 'failed' ? 'bad' : 'warn' })), 'Duration and outcome of the last runs', 40)}</div>` : nothing}
      <ul class="rows">
        ${runs.slice(0, 8).map((run) => html`<li><a href=${link('operations', ['runs', run.runId])}>${when(run.createdAt)}${run.dryRun ? ' (dry run)' : ''}</a>${state(run.state)}<span class="more">${run.summary}</span></li>`)}
      </ul>
      ${this.runs.value && !runs.length ? html`<p class="body muted">It has never run.</p>` : nothing}
    </section>`;
  }

  private start(dryRun: boolean): void {
    void this.app.act(async () => {
      const begun = await this.client.post<{ runId: string }>(`${this.path}/runs`, { dryRun });
      location.hash = link('operations', ['runs', begun.runId]);
    });
  }
}

function actionText(step: ProcedureStep): string {
  const args = Object.entries(step.with ?? {}).map(([name, value]) => `  ${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return [step.uses ?? '', ...args].join('\n');
}
