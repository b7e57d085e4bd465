import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { bytes, duration, figure, words } from '../../design/format';
import { PartElement } from '../../shell/part-element';
import { link } from '../../shell/route';
import { Loaded } from '../../ui/loaded';
import { reading, since, state, trouble } from '../../ui/parts';
import { type Evaluation, type Figures, type Model } from './types';

interface ModelDetail {
  model: Model;
  capabilities: string[];
  contextLength: number;
  hosts: string[];
  details: Record<string, unknown>;
  statistics: Figures[];
}

/** One model: what it is, how it did on the golden questions, and what can be done with it. */
@customElement('model-view')
export class ModelView extends PartElement {
  @property() name = '';
  private readonly model = new Loaded(this, () => this.client.get<ModelDetail>(this.path), 15_000);
  private readonly evaluations = new Loaded(this, () => this.client.get<Evaluation[]>(`${this.path}/evaluations`), 5_000);

  /** The slash of "library/model" is part of the name. */
  private get path(): string {
    return `/api/v1/models/${encodeURIComponent(this.name)}`;
  }

  protected override render() {
    const { value, problem } = this.model;
    return html`
      <header class="page-head">
        <a href=${link('models')}>Models</a>
        <h1>${this.name}</h1>
        ${value?.model.loaded ? state('loaded', 'good') : nothing}
        <div class="end">${value ? this.actions(value.model) : nothing}</div>
      </header>
      ${trouble(problem, this.model.reload)} ${value ? this.content(value) : problem ? nothing : reading()}
    `;
  }

  private actions(model: Model) {
    return html`
      ${this.app.can('operator') ? html`<button @click=${() => this.act(model.loaded ? 'unload' : 'load', model.loaded ? 'Out of memory.' : 'In memory.')}>${model.loaded ? 'Unload' : 'Load'}</button>` : nothing}
      ${
        this.app.can('admin')
          ? html`<button @click=${() => this.act('evaluate', 'The golden questions are being asked.')}>Evaluate</button>
              <button class="primary" @click=${() => this.act('promote', 'It is evaluated, then tried, then promoted.')}>Promote</button>
              <button class="danger" @click=${this.deleteModel}>Delete</button>`
          : nothing
      }
    `;
  }

  private content(detail: ModelDetail) {
    return html`<div class="columns">
      <div class="stack">
        <section class="card">
          <h2>Golden questions</h2>
          ${trouble(this.evaluations.problem)}
          <ul class="rows">
            ${this.evaluations.value?.map((e) => html`<li>
              <span>${since(e.createdAt)}</span>${e.passed === true ? state('passed') : e.passed === false ? state('failed') : state(e.state)}
              <span class="more">${e.score === null || e.score === undefined ? nothing : `score ${figure(e.score)}`}${e.callValidity === null || e.callValidity === undefined ? nothing : `, valid tool calls ${Math.round(e.callValidity * 100)} %`} ${e.reason ?? ''}</span>
            </li>`)}
          </ul>
          ${this.evaluations.value?.length === 0 ? html`<p class="body muted">It was not evaluated yet; only a model that passes becomes the default.</p>` : nothing}
        </section>
        ${detail.statistics.map((figures) => this.figures(figures))}
      </div>
      <section class="card">
        <h2>About it</h2>
        <dl class="facts body">
          <dt>Size</dt><dd>${bytes(detail.model.sizeBytes)}</dd>
          <dt>Context</dt><dd>${detail.contextLength.toLocaleString()} tokens</dd>
          <dt>Can</dt><dd>${detail.capabilities.join(', ') || 'unknown'}</dd>
          <dt>At</dt><dd>${detail.hosts.join(', ')}</dd>
          <dt>Digest</dt><dd><code>${detail.model.digest?.slice(0, 12)}</code></dd>
          ${Object.entries(detail.details).filter(([, value]) => typeof value === 'string' || typeof value === 'number').map(([name, value]) => html`<dt>${words(name)}</dt><dd class="small">${String(value).slice(0, 400)}</dd>`)}
        </dl>
      </section>
    </div>`;
  }

  private figures(f: Figures) {
    return html`<section class="card">
      <h2>This week</h2>
      <dl class="facts body">
        <dt>Chats</dt><dd>${f.chats}, of which ${f.failures} failed</dd>
        <dt>First token</dt><dd>${f.firstTokenP50Ms ? `${duration(f.firstTokenP50Ms)} median, ${duration(f.firstTokenP95Ms ?? 0)} p95` : '–'}</dd>
        <dt>Whole answer</dt><dd>${duration(f.totalP50Ms)} median, ${duration(f.totalP95Ms)} p95</dd>
        <dt>Speed</dt><dd>${figure(f.tokensPerSecond)} tokens/s</dd>
        <dt>Tokens</dt><dd>${f.promptTokens.toLocaleString()} read, ${f.answerTokens.toLocaleString()} written</dd>
        <dt>Tool calls</dt><dd>${f.calls}, of which ${f.invalidCalls} were not valid</dd>
        <dt>Rated</dt><dd>${f.ratedUp} up, ${f.ratedDown} down</dd>
      </dl>
    </section>`;
  }

  private async act(what: string, done: string): Promise<void> {
    await this.app.act(() => this.client.post(`${this.path}/${what}`), done);
    void this.model.reload();
    void this.evaluations.reload();
  }

  private readonly deleteModel = async (): Promise<void> => {
    const question = { title: `Delete ${this.name}?`, text: 'It is taken from every Ollama and has to be fetched again.', action: 'Delete it', danger: true };
    if ((await this.app.ask(question)) === null) return;
    if (await this.app.act(() => this.client.send('DELETE', this.path), 'Deleted.')) location.hash = link('models');
  };
}
