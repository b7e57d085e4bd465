import { html, nothing } from 'lit';
import { customElement, state as changing } from 'lit/decorators.js';
import { duration, plural } from '../../design/format';
import { PageElement } from '../../shell/page-element';
import { link } from '../../shell/route';
import '../../ui/data-table';
import type { Column } from '../../ui/data-table';
import { Loaded } from '../../ui/loaded';
import { download, empty, reading, since, state, trouble, when } from '../../ui/parts';
import './feedback-list';
import './pattern-list';

interface Session {
  id: string;
  principal: string;
  title: string;
  state: string;
  createdAt: string;
  updatedAt: string;
}

interface Page {
  items: Session[];
  nextCursor?: string | null;
}

const PARTS = [
  ['list', 'Sessions'],
  ['answers', 'Last answers'],
  ['patterns', 'Query patterns'],
  ['feedback', 'Feedback'],
] as const;

const COLUMNS: Column<Session>[] = [
  { id: 'title', label: 'Conversation', width: 'minmax(150px, 3fr)', cell: (s) => s.title || '(no question yet)', sort: (s) => s.title },
  { id: 'who', label: 'Whose', width: 'minmax(0, 1fr)', cell: (s) => s.principal, sort: (s) => s.principal, minor: true },
  { id: 'state', label: 'State', width: '100px', cell: (s) => state(s.state, s.state === 'active' ? 'good' : 'idle'), sort: (s) => s.state, minor: true },
  { id: 'begun', label: 'Begun', width: '110px', cell: (s) => when(s.createdAt), sort: (s) => s.createdAt, minor: true },
  { id: 'used', label: 'Used last', width: '100px', cell: (s) => since(s.updatedAt), sort: (s) => s.updatedAt },
];

/** Who asks, what is asked often, what was answered badly. */
@customElement('sessions-page')
export class SessionsPage extends PageElement {
  private readonly sessions = new Loaded(this, () => this.client.get<Page>('/api/v1/sessions?limit=200'), 15_000);
  @changing() private more: Session[] = [];
  @changing() private next: string | null = null;

  private get section(): string {
    return this.route.query.get('part') ?? 'list';
  }

  protected override render() {
    return html`
      <header class="page-head"><h1>Sessions</h1></header>
      ${this.tabs()} ${this.shown()}
    `;
  }

  /** A part is named in the query: what follows "sessions" in the path is a conversation. */
  private tabs() {
    const parts = PARTS.filter(([id]) => id === 'list' || id === 'answers' || this.app.can('operator'));
    return html`<div class="tabs" role="navigation" aria-label="Parts of this page">
      ${parts.map(([id, label]) => html`<a href=${link('sessions', [], { part: id === 'list' ? null : id })} aria-current=${id === this.section ? 'page' : nothing}>${label}</a>`)}
    </div>`;
  }

  private shown() {
    switch (this.section) {
      case 'patterns':
        return html`<pattern-list .app=${this.app} .route=${this.route}></pattern-list>`;
      case 'feedback':
        return html`<feedback-list .app=${this.app} .route=${this.route}></feedback-list>`;
      case 'answers':
        return this.answers();
      default:
        return this.list();
    }
  }

  private list() {
    const { value, problem } = this.sessions;
    const rows = [...(value?.items ?? []), ...this.more];
    const counts = this.app.feed.status?.sessions;
    const next = this.more.length ? this.next : value?.nextCursor;
    return html`
      <div class="toolbar">
        <span class="muted">${counts ? `${counts['active']} active, ${counts['expired']} expired, ${plural(counts['people'] ?? 0, 'person', 'people')} lately` : nothing}</span><span class="grow"></span>
        <button @click=${this.export}>Export my data</button>
      </div>
      ${trouble(problem, this.sessions.reload)} ${value || problem ? nothing : reading()}
      ${value && !rows.length ? empty('Nothing was asked yet', html`<a href=${link('chat')}>Ask the first question</a>`) : nothing}
      ${rows.length ? html`<data-table label="Sessions" .columns=${COLUMNS} .rows=${rows} .key=${(s: Session) => s.id} .href=${(s: Session) => link('sessions', [s.id])}></data-table>` : nothing}
      ${next ? html`<p><button @click=${() => this.readMore(next)}>Older conversations</button></p>` : nothing}
    `;
  }

  private answers() {
    const runs = this.app.feed.status?.runs ?? [];
    if (!runs.length) return empty('No answer since the gateway started', 'Each is listed here with how it was made and how long it took.');
    return html`<section class="card">
      <h2>${plural(runs.length, 'answer')} of everybody</h2>
      <ul class="rows">${runs.map((run) => html`<li><span>${run.mode === 'runbook' ? 'from the runbooks' : run.mode === 'cache' ? 'given before' : 'by a model'}, ${duration(run.durationMs)} <span class="muted">${since(run.at)}</span></span>${state(run.state)}</li>`)}</ul>
    </section>`;
  }

  private async readMore(cursor: string): Promise<void> {
    await this.app.act(async () => {
      const page = await this.client.get<Page>(`/api/v1/sessions?limit=200&cursor=${encodeURIComponent(cursor)}`);
      this.more = [...this.more, ...page.items];
      this.next = page.nextCursor ?? null;
    });
  }

  private readonly export = (): void => {
    void this.app.act(async () => {
      const path = `/api/v1/users/${encodeURIComponent(this.app.me.principal)}/data`;
      download('agent-aiops-data.json', await this.client.text(path, 'application/json'), 'application/json');
    });
  };
}

