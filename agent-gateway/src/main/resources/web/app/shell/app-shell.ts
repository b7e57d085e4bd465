import { LitElement, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { Client } from '../api/client';
import { Problem, asProblem } from '../api/problem';
import type { Me, SessionSummary } from '../api/types';
import '../chat/conversation-view';
import type { ConversationView } from '../chat/conversation-view';
import '../chat/session-list';
import { base, buttons, states } from '../design/controls';
import { StatusFeed, summary } from '../status/status-feed';
import '../status/status-panel';
import { nameSession, sessionInAddress } from './address';
import { layout } from './app-shell-styles';
import { forgetKey, saveKey, savedKey } from './session-key';
import './sign-in';
import type { SignedIn } from './sign-in';

/** How often a page that was opened while the gateway is away looks whether it is back. */
const RETRY_MS = 3_000;

type Panel = 'sessions' | 'ask' | 'status';

const PANELS: readonly [panel: Panel, label: string][] = [
  ['ask', 'Ask'],
  ['status', 'Status'],
  ['sessions', 'History'],
];

/** The frame: who is signed in, which panels are seen, and the one client and status feed that everything shares. */
@customElement('app-shell')
export class AppShell extends LitElement {
  static override styles = [base, buttons, states, layout];

  @state() private me: Me | null = null;
  @state() private problem: Problem | null = null;
  @state() private signInReason = '';
  @state() private panel: Panel = 'ask';
  @state() private sessionId: string | null = sessionInAddress();
  @state() private sessions: SessionSummary[] = [];
  @query('conversation-view') private conversation!: ConversationView | null;

  private client: Client | null = null;
  private feed: StatusFeed | null = null;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.addressChanged);
    window.addEventListener('keydown', this.keyPressed);
    document.addEventListener('visibilitychange', this.visibilityChanged);
    const key = savedKey();
    if (key) void this.resume(key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.addressChanged);
    window.removeEventListener('keydown', this.keyPressed);
    document.removeEventListener('visibilitychange', this.visibilityChanged);
    this.feed?.close();
  }

  protected override willUpdate(): void {
    this.toggleAttribute('signed-out', this.me === null);
  }

  protected override render() {
    if (this.me && this.client) return this.signedIn(this.me, this.client);
    if (this.problem) return this.unreachable(this.problem);
    if (this.client) return nothing;
    return html`<main><sign-in .reason=${this.signInReason} @signed-in=${this.enter}></sign-in></main>`;
  }

  private signedIn(me: Me, client: Client) {
    const feed = this.feed;
    const overall = summary(feed?.status ?? null, feed?.link ?? 'connecting');
    return html`
      <header>
        <button class="skip" @click=${() => this.conversation?.focusAskBox()}>Go to the question</button>
        <h1>
          <a href="#/"><img src="/favicon.svg" alt="" width="20" height="20" /><span class="name">Agent-AIOps</span></a>
        </h1>
        <nav aria-label="Panels">${PANELS.map(([panel, label]) => this.tab(panel, label, overall.tone))}</nav>
        <div class="end">
          <span class="state summary ${overall.tone}" role="status">${overall.text}</span>
          <span class="who muted" title=${`Roles: ${me.roles.join(', ')}`}>${me.principal}</span>
          <button class="quiet" @click=${() => this.signOut('')}>Sign out</button>
        </div>
      </header>
      <main class="panel-${this.panel}">
        <session-list
          role="navigation"
          aria-label="Conversations"
          .sessions=${this.sessions}
          .current=${this.sessionId}
        ></session-list>
        <conversation-view
          .client=${client}
          .roles=${me.roles}
          .sessionId=${this.sessionId}
          @session=${this.sessionStarted}
        ></conversation-view>
        <status-panel
          role="complementary"
          aria-label="Status"
          tabindex="0"
          .status=${feed?.status ?? null}
          .link=${feed?.link ?? 'connecting'}
          .problem=${feed?.problem ?? null}
          .heardAt=${feed?.heardAt ?? null}
        ></status-panel>
      </main>
    `;
  }

  private tab(panel: Panel, label: string, statusTone: string) {
    return html`<button
      class="panel-${panel}"
      aria-pressed=${this.panel === panel}
      @click=${() => (this.panel = panel)}
    >
      ${panel === 'status' ? html`<span class="state ${statusTone}"></span>` : nothing}${label}
    </button>`;
  }

  private unreachable(problem: Problem) {
    return html`<main>
      <div class="notice bad" role="alert">
        <strong>${problem.title}</strong>${problem.detail}
        <p><button @click=${() => this.resume(savedKey() ?? '')}>Try again</button></p>
      </div>
    </main>`;
  }

  private async resume(key: string): Promise<void> {
    clearTimeout(this.retryTimer);
    this.use(key);
    try {
      this.begin(await this.client!.me());
    } catch (error) {
      const problem = asProblem(error);
      if (problem.status === 401) return;
      this.problem = problem;
      if (problem.passing) this.retryTimer = setTimeout(() => this.resume(key), RETRY_MS);
    }
  }

  private enter(event: CustomEvent<SignedIn>): void {
    saveKey(event.detail.key);
    this.use(event.detail.key);
    this.begin(event.detail.me);
  }

  private use(key: string): void {
    this.client = new Client(key);
    this.client.onUnauthorized = () => this.signOut('The key is not valid any more. Sign in with another one.');
  }

  private begin(me: Me): void {
    this.me = me;
    this.problem = null;
    this.feed?.close();
    this.feed = new StatusFeed(this.client!, () => this.requestUpdate());
    void this.readSessions();
    void this.updateComplete.then(() => this.conversation?.focusAskBox());
  }

  private signOut(reason: string): void {
    forgetKey();
    this.feed?.close();
    this.feed = null;
    this.client = null;
    this.me = null;
    this.sessions = [];
    this.problem = null;
    this.signInReason = reason;
    this.requestUpdate();
  }

  private async readSessions(): Promise<void> {
    try {
      this.sessions = (await this.client?.sessions()) ?? [];
    } catch {
      // The list is a convenience; whatever is wrong shows where the person works.
    }
  }

  private sessionStarted(event: CustomEvent<string>): void {
    nameSession(event.detail);
    this.sessionId = event.detail;
    void this.readSessions();
  }

  private readonly addressChanged = (): void => {
    this.sessionId = sessionInAddress();
    this.panel = 'ask';
  };

  private readonly visibilityChanged = (): void => {
    if (document.hidden) this.feed?.pause();
    else this.feed?.resume();
  };

  private readonly keyPressed = (event: KeyboardEvent): void => {
    const writing = event.composedPath().some((e) => e instanceof HTMLInputElement || e instanceof HTMLTextAreaElement);
    if (event.key !== '/' || writing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.panel = 'ask';
    void this.updateComplete.then(() => this.conversation?.focusAskBox());
  };
}
