import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { type Tone, bytes, figure, plural, span, words } from '../../design/format';
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

interface Health {
  bytes: number;
  bytesPerDay?: number | null;
  embeddedPerSecond?: number | null;
  validation?: { at: string; findings: Record<string, number> } | null;
}

/** An index that was built, and what has become of it. */
interface Build {
  index: string;
  model: string;
  state: string;
  startedBy: string;
  forced: boolean;
  startedAt: string;
  done: number;
  total: number;
  error?: string | null;
}

const BUILD_TONES: Record<string, Tone> = { building: 'busy', active: 'good', refused: 'bad', failed: 'bad' };

/** How the index does: freshness, what was refused, rebuilds, and the golden questions over time. */
@customElement('index-health')
export class IndexHealth extends PartElement {
  static override styles = [...PartElement.styles, charts];

  private readonly status = new Loaded(this, () => this.client.get<KnowledgeStatus>('/api/v1/knowledge/status'), 3_000);
  private readonly quality = new Loaded(this, () => this.client.get<Measured[]>('/api/v1/knowledge/quality'), 60_000);
  private readonly health = new Loaded(this, () => this.client.get<Health>('/api/v1/knowledge/health'), 60_000);
  private readonly builds = new Loaded(this, () => this.client.get<Build[]>('/api/v1/knowledge/builds'), 5_000);
  private readonly runs = new Loaded(this, () => this.readRuns(), 60_000);

  protected override render() {
    const { value, problem } = this.status;
    if (!value) return html`${trouble(problem, this.status.reload)} ${problem ? nothing : reading()}`;
    return html`${trouble(problem)}
      <div class="columns">
        <div class="stack">${this.index(value)} ${this.failed(value)} ${this.skipped(value)} ${this.history()}</div>
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
        ${this.condition()}
        ${status.rebuild ? Object.entries(status.rebuild).map(([name, value]) => (value === null || typeof value === 'object' ? nothing : html`<dt>Rebuild ${words(name.replace(/([A-Z])/g, ' $1'))}</dt><dd>${String(value)}</dd>`)) : nothing}
      </dl>
    </section>`;
  }

  /** Each index that was built; the one before can be searched again at once. */
  private history() {
    const { value, problem } = this.builds;
    const back = value?.some((build) => build.state.toLowerCase() === 'previous') && this.app.can('operator');
    return html`<section class="card">
      <header><h2>Builds of the index</h2>${back ? html`<button @click=${this.rollBack}>Back to the one before</button>` : nothing}</header>
      ${trouble(problem, this.builds.reload)}
      ${value && !value.length ? html`<p class="body muted">It was not built anew yet.</p>` : nothing}
      <ul class="rows">
        ${value?.map((build) => html`<li>
          <code>${build.index}</code>${state(build.state, BUILD_TONES[build.state.toLowerCase()] ?? 'idle')}
          <span class="more">
            ${build.startedBy}, ${since(build.startedAt)}${build.total ? `: ${build.done} of ${plural(build.total, 'document')}` : nothing}, ${build.model}${build.forced ? ', forced' : ''}${build.error ? html`; ${build.error}` : nothing}
          </span>
        </li>`)}
      </ul>
    </section>`;
  }

  private readonly rollBack = async (): Promise<void> => {
    const question = { title: 'Search the index before?', text: 'It is searched from now on; documents that changed since it was built are read again.', action: 'Go back' };
    if ((await this.app.ask(question)) === null) return;
    await this.app.act(() => this.client.post('/api/v1/knowledge/rollback'), 'The index before is searched again.');
    void this.status.reload();
    void this.builds.reload();
  };

  /** Size and growth, and what the last validation found. */
  private condition() {
    const health = this.health.value;
    if (!health) return nothing;
    const wrong = Object.entries(health.validation?.findings ?? {}).map(([name, count]) => `${count} ${words(name.replace(/([A-Z])/g, ' $1'))}`);
    return html`<dt>On disk</dt><dd>${bytes(health.bytes)}${typeof health.bytesPerDay === 'number' ? `, ${bytes(health.bytesPerDay)} more a day` : nothing}</dd>
      ${health.embeddedPerSecond ? html`<dt>Embedding</dt><dd>${figure(health.embeddedPerSecond)} passages a second</dd>` : nothing}
      ${health.validation ? html`<dt>Validated</dt><dd>${since(health.validation.at)}: ${wrong.length ? html`<span class="state bad">${wrong.join(', ')}</span>` : 'all is well'}</dd>` : nothing}`;
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
