import { type PropertyValues, css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { SessionSummary } from '../api/types';
import { PageElement } from '../shell/page-element';
import { link, replaceAddress } from '../shell/route';
import { download } from '../ui/parts';
import './conversation-view';
import type { ConversationView } from './conversation-view';
import './session-list';
import './session-settings';
import { asMarkdown } from './transcript';

const SEARCH_AFTER_MS = 200;

/** Questions and answers: the conversations beside, the one that is open in the middle. */
@customElement('chat-page')
export class ChatPage extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      :host {
        display: grid;
        grid-template-columns: 240px minmax(0, 1fr);
        grid-template-rows: minmax(0, 1fr);
        height: 100%;
        padding: 0;
      }
      session-list {
        overflow-y: auto;
        border-right: 1px solid var(--border);
      }
      .middle {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        grid-template-rows: auto minmax(0, 1fr);
        min-height: 0;
      }
      .tools {
        display: flex;
        gap: var(--space-1);
        justify-content: flex-end;
        padding: var(--space-1) var(--space-3);
        border-bottom: 1px solid var(--border);
      }
      .tools button,
      .tools a.button {
        min-height: 28px;
        border-color: transparent;
        background: none;
        color: var(--text-muted);
        font-size: var(--text-s);
      }
      .tools .earlier {
        display: none;
      }
      @media (max-width: 1000px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
        session-list {
          display: none;
        }
        :host([list]) session-list {
          display: block;
        }
        :host([list]) .middle {
          display: none;
        }
        .tools {
          justify-content: flex-start;
          overflow-x: auto;
          padding: var(--space-1);
        }
        .tools .earlier {
          display: inline-flex;
          margin-right: auto;
        }
      }
    `,
  ];

  @state() private sessions: SessionSummary[] = [];
  /** What the titles of the conversations shown have to hold. */
  @state() private wanted = '';
  private searchDue: ReturnType<typeof setTimeout> | undefined;
  @state() private models: string[] = [];
  @state() private settings = false;
  @query('conversation-view') private conversation!: ConversationView;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('focus-question', this.focusQuestion);
    void this.readSessions();
    void this.readModels();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('focus-question', this.focusQuestion);
    clearTimeout(this.searchDue);
  }

  private readonly focusQuestion = (): void => this.conversation.focusAskBox();

  protected override async firstUpdated(): Promise<void> {
    await this.conversation.updateComplete;
    const question = this.route.query.get('ask');
    if (question && !this.sessionId) {
      replaceAddress(link('chat'));
      this.conversation.send(question);
    } else this.conversation.focusAskBox();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('route')) this.removeAttribute('list');
  }

  private get sessionId(): string | null {
    return this.route.path[0] ?? null;
  }

  protected override render() {
    const id = this.sessionId;
    return html`
      <session-list role="navigation" aria-label="Conversations" .sessions=${this.sessions} .wanted=${this.wanted} .current=${id} @find=${this.find}></session-list>
      <div class="middle">
        <h1 class="unseen">Ask</h1>
        <div class="tools">
          <button class="earlier" @click=${() => this.toggleAttribute('list', true)}>Conversations</button>
          ${
            id
              ? html`<button @click=${() => (this.settings = true)}>Model and parameters</button>
                  <button @click=${this.export}>Export</button>
                  <button @click=${this.deleteSession}>Delete</button>`
              : nothing
          }
          <a class="button" href=${link('chat')}>New</a>
        </div>
        <conversation-view
          .app=${this.app}
          .client=${this.client}
          .roles=${this.app.me.roles}
          .models=${this.models}
          .sessionId=${id}
          @session=${this.started}
        ></conversation-view>
      </div>
      ${
        this.settings && id
          ? html`<session-settings .app=${this.app} .models=${this.models} .sessionId=${id} @close=${() => (this.settings = false)}></session-settings>`
          : nothing
      }
    `;
  }

  private started(event: CustomEvent<string>): void {
    replaceAddress(link('sessions', [event.detail]));
    void this.readSessions();
  }

  private find(event: CustomEvent<string>): void {
    this.wanted = event.detail;
    clearTimeout(this.searchDue);
    this.searchDue = setTimeout(() => void this.readSessions(), SEARCH_AFTER_MS);
  }

  private async readSessions(): Promise<void> {
    const { wanted } = this;
    try {
      const found = await this.client.sessions(wanted);
      if (wanted === this.wanted) this.sessions = found;
    } catch {
      // The list is a convenience; whatever is wrong shows where the person works.
    }
  }

  private async readModels(): Promise<void> {
    try {
      const found = await this.client.get<{ models: { name: string; capabilities: string[] }[] }>('/api/v1/models');
      this.models = found.models.filter((m) => !m.capabilities.length || m.capabilities.includes('completion')).map((m) => m.name);
    } catch {
      this.models = [];
    }
  }

  private readonly export = (): void => {
    download(`conversation-${this.sessionId ?? ''}.md`, asMarkdown(this.conversation.turns), 'text/markdown');
  };

  private readonly deleteSession = async (): Promise<void> => {
    const id = this.sessionId;
    const question = { title: 'Delete this conversation?', text: 'Its questions and answers are gone for good.', action: 'Delete', danger: true };
    if (!id || (await this.app.ask(question)) === null) return;
    if (await this.app.act(() => this.client.send('DELETE', `/api/v1/sessions/${id}`), 'The conversation is deleted.')) {
      location.hash = link('chat');
      void this.readSessions();
    }
  };
}
