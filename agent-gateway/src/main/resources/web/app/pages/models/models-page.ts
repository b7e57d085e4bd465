import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { bytes, duration, figure } from '../../design/format';
import { PageElement } from '../../shell/page-element';
import { link } from '../../shell/route';
import '../../ui/data-table';
import type { Column } from '../../ui/data-table';
import { Loaded } from '../../ui/loaded';
import { empty, reading, state, trouble } from '../../ui/parts';
import './model-view';
import './promotion-list';
import './pull-list';
import type { Figures, Model, ModelList } from './types';

interface Row extends Model {
  figures?: Figures | undefined;
  role: string;
}

interface Proposal {
  kind: string;
  model: string;
  reason: string;
}

const COLUMNS: Column<Row>[] = [
  { id: 'name', label: 'Model', width: 'minmax(150px, 2fr)', cell: (m) => m.name, sort: (m) => m.name },
  { id: 'role', label: 'Role', width: '110px', cell: (m) => (m.role ? html`<span class="label">${m.role}</span>` : nothing), sort: (m) => m.role },
  { id: 'loaded', label: 'In memory', width: '96px', cell: (m) => (m.loaded ? state('loaded', 'good') : ''), sort: (m) => String(m.loaded), minor: true },
  { id: 'size', label: 'Size', width: '84px', cell: (m) => bytes(m.sizeBytes), sort: (m) => m.sizeBytes },
  { id: 'about', label: 'Kind', width: 'minmax(0, 1fr)', cell: (m) => [m.family, m.parameterSize, ...m.capabilities].filter(Boolean).join(', '), minor: true },
  { id: 'chats', label: 'Chats, 7 d', width: '84px', cell: (m) => m.figures?.chats ?? 0, sort: (m) => m.figures?.chats ?? 0, minor: true },
  { id: 'first', label: 'First token p50', width: '110px', cell: (m) => (m.figures?.firstTokenP50Ms ? duration(m.figures.firstTokenP50Ms) : '–'), sort: (m) => m.figures?.firstTokenP50Ms ?? 0, minor: true },
  { id: 'speed', label: 'Tokens/s', width: '76px', cell: (m) => (m.figures ? figure(m.figures.tokensPerSecond) : '–'), sort: (m) => m.figures?.tokensPerSecond ?? 0, minor: true },
  { id: 'failures', label: 'Failed', width: '66px', cell: (m) => m.figures?.failures ?? 0, sort: (m) => m.figures?.failures ?? 0, minor: true },
  { id: 'rated', label: 'Rated', width: '80px', cell: (m) => (m.figures ? `+${m.figures.ratedUp} −${m.figures.ratedDown}` : '–'), minor: true },
];

/** The models, how they do, and how a new one becomes the default: evaluated, tried, promoted. */
@customElement('models-page')
export class ModelsPage extends PageElement {
  private readonly models = new Loaded(this, () => this.client.get<ModelList>('/api/v1/models'), 10_000);
  private readonly figures = new Loaded(this, () => this.client.get<Figures[]>('/api/v1/models/statistics'), 30_000);
  private readonly proposals = new Loaded(this, () => this.client.get<Proposal[]>('/api/v1/models/proposals'), 60_000);

  protected override render() {
    const [part, name] = this.route.path;
    if (part === 'model' && name) return html`<model-view .app=${this.app} .route=${this.route} .name=${name}></model-view>`;
    const { value, problem } = this.models;
    return html`
      <header class="page-head"><h1>Models</h1></header>
      ${trouble(problem, this.models.reload)} ${value ? this.content(value) : problem ? nothing : reading()}
    `;
  }

  private content(list: ModelList) {
    const rows = list.models.map((model) => ({
      ...model,
      figures: this.figures.value?.find((figures) => figures.model === model.name),
      role: model.name === list.defaultModel ? 'default' : list.fallbacks.includes(model.name) ? `fall-back ${list.fallbacks.indexOf(model.name) + 1}` : '',
    }));
    return html`<div class="stack">
      ${rows.length ? html`<data-table label="Models" .columns=${COLUMNS} .rows=${rows} .key=${(m: Row) => m.name} .href=${(m: Row) => link('models', ['model', m.name])}></data-table>` : this.none(list)}
      <div class="columns">
        <div class="stack">
          ${this.app.can('admin') ? html`<pull-list .app=${this.app} .route=${this.route} .hosts=${list.hosts.map((host) => host.url)} @pulled=${this.models.reload}></pull-list>` : nothing}
          <promotion-list .app=${this.app} .route=${this.route} .list=${list}></promotion-list>
        </div>
        <div class="stack">${this.hosts(list)} ${this.advice()}</div>
      </div>
    </div>`;
  }

  private none(list: ModelList) {
    return list.reachable
      ? empty('No model has been pulled yet', 'Fetch one below, for example llama3.2:3b. Until then answers come from the runbooks.')
      : empty('No Ollama answers', html`Answers come from the runbooks until one does. Start it with <code>ollama serve</code> (${list.url}), or name another with <code>OLLAMA_BASE_URL</code>.`);
  }

  private hosts(list: ModelList) {
    return html`<section class="card">
      <h2>Ollama</h2>
      <ul class="rows">
        ${list.hosts.map(
          (host) => html`<li>
            <code>${host.url}</code>${host.reachable ? state('up') : state('not reachable', 'idle')}
            <span class="more">${host.version ? `version ${host.version}, ` : ''}${host.activeChats} chats, circuit ${host.circuit}${host.loaded.length ? `, loaded: ${host.loaded.join(', ')}` : ''}${host.reason ? html`. ${host.reason}` : nothing}</span>
          </li>`,
        )}
      </ul>
    </section>`;
  }

  private advice() {
    const proposals = this.proposals.value ?? [];
    if (!proposals.length) return nothing;
    return html`<section class="card"><h2>Proposals from usage</h2>
      <ul class="rows">${proposals.map((p) => html`<li><a href=${link('models', ['model', p.model])}>${p.model}</a><span class="label">${p.kind}</span><span class="more">${p.reason}</span></li>`)}</ul>
    </section>`;
  }
}
