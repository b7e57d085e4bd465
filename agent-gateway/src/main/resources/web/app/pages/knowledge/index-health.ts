import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { figure, plural, span, words } from '../../design/format';
import { PartElement } from '../../shell/part-element';
import { link } from '../../shell/route';
import { charts } from '../../ui/chart-styles';
import { sparkline } from '../../ui/charts';
import { Loaded } from '../../ui/loaded';
import { empty, reading, since, state, trouble } from '../../ui/parts';
import type { OperationRun } from '../operations/types';
import type { KnowledgeStatus } from './types';

interface Measured {
  at: string;
  index: string;
  questions: number;
  ndcg10: number;
  mrr: number;
  recall10: number;
  outOfScopeRefused: number;
  accepted: boolean;
}

/** How the index does: freshness, what was refused, rebuilds, and the golden questions over time. */
@customElement('index-health')
export class IndexHealth extends PartElement {
  static override styles = [...PartElement.styles, charts];

  private readonly status = new Loaded(this, () => this.client.get<KnowledgeStatus>('/api/v1/knowledge/status'), 3_000);
  private readonly quality = new Loaded(this, () => this.client.get<Measured[]>('/api/v1/knowledge/quality'), 60_000);
  private readonly runs = new Loaded(this, () => this.readRuns(), 60_000);

  protected override render() {
    const { value, problem } = this.status;
    if (!value) return html`${trouble(problem, this.status.reload)} ${problem ? nothing : reading()}`;
    return html`${trouble(problem)}
      <div class="columns">
        <div class="stack">${this.index(value)} ${this.failed(value)} ${this.skipped(value)}</div>
        ${this.golden()}
      </div>`;
  }

  private index(status: KnowledgeStatus) {
    return html`<section class="card">
      <header>
        <h2>Index</h2>
        <span class="row">${state(status.state)}${this.app.can('operator') ? html`<button @click=${this.rebuild}>Build anew</button>` : nothing}</span>
      </header>
      <dl class="facts body">
        <dt>Documents</dt><dd>${status.documents}, of which ${status.indexed} in their newest version</dd>
        <dt>Passages</dt><dd>${status.chunks.toLocaleString()}</dd>
        <dt>Behind</dt><dd>${status.pending ? `${status.pending} changes, the oldest for ${span(status.lagSeconds)}` : 'nothing waits'}</dd>
        <dt>Indexed last</dt><dd>${since(status.lastIndexedAt)}</dd>
        <dt>Index</dt><dd><code>${status.index ?? 'none'}</code></dd>
        <dt>Embedding model</dt><dd>${status.model} ${status.modelReady ? nothing : html`<span class="state warn">loading</span>`}</dd>
        ${status.folders.map((f) => html`<dt>Folder ${f.name ?? nothing}</dt><dd><code>${f.folder}</code>, ${plural(f.files, 'file')}${f.problem ? html`: <span class="state bad">${f.problem}</span>` : nothing}</dd>`)}
        ${status.rebuild ? Object.entries(status.rebuild).map(([name, value]) => (value === null || typeof value === 'object' ? nothing : html`<dt>Rebuild ${words(name.replace(/([A-Z])/g, ' $1'))}</dt><dd>${String(value)}</dd>`)) : nothing}
      </dl>
    </section>`;
  }

  private failed(status: KnowledgeStatus) {
    if (!status.failed.length) return nothing;
    return html`<section class="card">
      <h2>Refused documents</h2>
      <ul class="rows">${status.failed.map((f) => html`<li><code>${f.file}:${f.line}</code><span></span><span class="more">${f.reason}</span></li>`)}</ul>
    </section>`;
  }

  /** Files that are no documents; the first hundred of each folder are told. */
  private skipped(status: KnowledgeStatus) {
    const count = status.folders.reduce((sum, f) => sum + f.skippedFiles, 0);
    if (!count) return nothing;
    const files = status.folders.flatMap((f) => Object.entries(f.skipped));
    return html`<section class="card">
      <h2>Files that are not read</h2>
      <ul class="rows">${files.map(([file, reason]) => html`<li><code>${file}</code><span></span><span class="more">${reason}</span></li>`)}</ul>
      ${count > files.length ? html`<p class="body muted">and ${count - files.length} more</p>` : nothing}
    </section>`;
  }

  /** Measured after each build, on Fridays, and when somebody asks. */
  private golden() {
    const { value, problem } = this.quality;
    if (problem?.code === 'not-offered') return this.byRuns();
    return html`<section class="card">
      <header><h2>Golden questions over time</h2>${this.app.can('operator') ? html`<button @click=${this.measure}>Measure now</button>` : nothing}</header>
      ${trouble(problem, this.quality.reload)}
      ${value && value.length > 1 ? html`<div class="body">${sparkline([...value].reverse().map((q) => q.ndcg10), 'nDCG@10 over time', 48)}</div>` : nothing}
      ${value && !value.length ? html`<div class="body">${empty('They were not asked yet', 'Measure now; later measurements are compared with what was accepted.')}</div>` : nothing}
      <ul class="rows">
        ${value?.slice(0, 20).map((q) => html`<li><span>nDCG@10 ${figure(q.ndcg10)}, MRR ${figure(q.mrr)}, recall@10 ${figure(q.recall10)}</span>${since(q.at)}<span class="more">${q.questions} questions, out of scope refused ${Math.round(q.outOfScopeRefused * 100)} %, ${q.index}${q.accepted ? ', accepted' : ''}</span></li>`)}
      </ul>
    </section>`;
  }

  /** An older rag-indexer measures in the Friday maintenance only; each run keeps what it found. */
  private byRuns() {
    const { value, problem } = this.runs;
    return html`<section class="card">
      <h2>Golden questions over time</h2>
      ${trouble(problem)}
      ${
        value?.length
          ? html`<ul class="rows">${value.map((q) => html`<li><a href=${link('operations', ['runs', q.runId])}>${since(q.at)}</a>${state(q.state)}<span class="more">${q.summary}</span></li>`)}</ul>`
          : value
            ? html`<div class="body">${empty('They were not asked yet', html`<a href=${link('operations', ['procedures', 'knowledge-base-maintenance'])}>The knowledge base maintenance</a> asks them every Friday, or now.`)}</div>`
            : nothing
      }
    </section>`;
  }

  private readonly measure = (): void => {
    void this.app.act(() => this.client.post('/api/v1/knowledge/quality'), 'Measured.').then(this.quality.reload);
  };

  private async readRuns(): Promise<{ runId: string; at: string; state: string; summary: string }[]> {
    const runs = await this.client.get<{ items: OperationRun[] }>('/api/v1/operations?limit=200');
    return runs.items.flatMap((run) =>
      run.steps
        .filter((step) => /knowledge\.(search-test|test|evaluate|quality)/.test(step.capability ?? '') && step.endedAt)
        .map((step) => ({ runId: run.runId, at: run.createdAt, state: step.state, summary: step.summary })),
    );
  }

  private readonly rebuild = (): void => {
    void this.app.act(() => this.client.post('/api/v1/knowledge/rebuild'), 'The index is built anew; searching goes on meanwhile.').then(this.status.reload);
  };
}
