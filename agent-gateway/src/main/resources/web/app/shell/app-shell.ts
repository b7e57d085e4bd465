import { LitElement, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { Client } from '../api/client';
import { Problem, asProblem } from '../api/problem';
import type { Me } from '../api/types';
import { base, buttons, states } from '../design/controls';
import { localTime } from '../design/format';
import { StatusFeed, summary } from '../status/status-feed';
import '../ui/ask-dialog';
import type { AskDialog } from '../ui/ask-dialog';
import '../ui/toast-stack';
import type { ToastStack } from '../ui/toast-stack';
import { trouble } from '../ui/parts';
import { App } from './app';
import { layout } from './app-shell-styles';
import './command-palette';
import { icon } from './icons';
import { PAGES, type PageEntry, pageOf } from './pages';
import { type Route, link, routeOf } from './route';
import { forgetKey, leaveProvider, saveKey, savedKey, signInState } from './session-key';
import './sign-in';
import type { SignedIn } from './sign-in';

/** How often a page that was opened while the gateway is away looks whether it is back. */
const RETRY_MS = 3_000;
const GROUPS: readonly PageEntry['group'][] = ['Work', 'Platform', 'Control'];

/** The frame: who is signed in, the navigation, and the one client and status feed that every page shares. */
@customElement('app-shell')
export class AppShell extends LitElement {
  static override styles = [base, buttons, states, layout];

  @state() private app: App | null = null;
  @state() private problem: Problem | null = null;
  @state() private signInReason = '';
  @state() private route: Route = routeOf(location.hash);
  @state() private ready = new Set<string>();
  @state() private broken: Problem | null = null;
  @state() private searching = false;
  @query('toast-stack') private toasts!: ToastStack | null;
  @query('ask-dialog') private asking!: AskDialog | null;
  @query('.content') private content!: HTMLElement | null;

  private client: Client | null = null;
  /** Somebody came by the identity provider: there is no key to save, and a token to renew. */
  private byProvider = false;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.addressChanged);
    window.addEventListener('keydown', this.keyPressed);
    document.addEventListener('visibilitychange', this.visibilityChanged);
    void this.arrive();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.addressChanged);
    window.removeEventListener('keydown', this.keyPressed);
    document.removeEventListener('visibilitychange', this.visibilityChanged);
    this.app?.feed.close();
  }

  protected override willUpdate(): void {
    this.toggleAttribute('signed-out', this.app === null);
  }

  protected override render() {
    if (this.app) return this.signedIn(this.app);
    if (this.problem) return html`<div class="content">${trouble(this.problem, this.arrive)}</div>`;
    if (this.client) return nothing;
    return html`<sign-in role="main" .reason=${this.signInReason} @signed-in=${this.enter}></sign-in>`;
  }

  private signedIn(app: App) {
    const { feed } = app;
    const overall = summary(feed.status, feed.link);
    const page = pageOf(this.route);
    const overallState = html`<span class="state summary ${overall.tone}" role="status">${overall.text}</span>`;
    return html`
      <button class="skip" @click=${() => this.content?.focus()}>Skip to the page</button>
      <header class="bar">
        <button class="quiet" aria-label="Menu" @click=${() => this.toggleAttribute('menu', true)}>${icon('menu')}</button>
        <strong>${page?.label ?? 'Agent-AIOps'}</strong>${overallState}
        <button class="quiet" aria-label="Search" @click=${() => (this.searching = true)}>${icon('search')}</button>
      </header>
      <aside class="side" aria-label="Menu">
        <a class="brand" href="#/"><img src="/favicon.svg" alt="" width="20" height="20" />Agent-AIOps</a>
        <button class="find" @click=${() => (this.searching = true)}>${icon('search')} Go to ...<kbd>Ctrl K</kbd></button>
        <nav aria-label="Pages">${GROUPS.map((group) => this.group(app, group, page))}</nav>
        <div class="foot">
          ${overallState}
          <div class="who">
            <span class="muted cut" title=${`Roles: ${app.me.roles.join(', ')}`}>${app.me.principal}</span>
            <button class="quiet" @click=${this.leave}>Sign out</button>
          </div>
        </div>
      </aside>
      ${this.hasAttribute('menu') ? html`<div class="shade" @click=${this.closeMenu}></div>` : nothing}
      <main>
        ${
          feed.link === 'reconnecting'
            ? html`<p class="lost" role="status">
                Connection lost, connecting again. What is shown is from ${localTime(feed.heardAt) || 'before'}.
              </p>`
            : nothing
        }
        <div class="content ${page?.id === 'chat' ? 'fixed' : ''}" tabindex="-1">${this.page(app, page)}</div>
      </main>
      ${
        this.searching
          ? html`<command-palette .app=${app} @close=${() => (this.searching = false)}></command-palette>`
          : nothing
      }
      <ask-dialog></ask-dialog>
      <toast-stack></toast-stack>
    `;
  }

  private group(app: App, group: PageEntry['group'], current: PageEntry | undefined) {
    const pages = PAGES.filter((page) => page.group === group && (!page.role || app.can(page.role)));
    return html`<h2>${group}</h2>
      ${pages.map(
        (page) => html`<a href=${link(page.id)} aria-current=${page === current ? 'page' : nothing} @click=${this.closeMenu}>
          ${icon(page.id)}${page.label}${this.count(app, page.id)}
        </a>`,
      )}`;
  }

  private count(app: App, id: string) {
    const { status } = app.feed;
    if (id === 'approvals' && status?.approvals) return html`<span class="count warn">${status.approvals}</span>`;
    const firing = status?.alerts.filter((alert) => alert.state === 'firing') ?? [];
    if (id !== 'alerts' || !status?.alertCounts.firing) return nothing;
    const critical = firing.some((alert) => alert.labels['severity'] === 'critical');
    return html`<span class="count ${critical ? 'bad' : 'warn'}">${status.alertCounts.firing}</span>`;
  }

  private page(app: App, page: PageEntry | undefined) {
    if (!page) {
      return html`<div class="notice" role="alert">
        <strong>There is no page at this address</strong><a href="#/">Go to the overview</a>
      </div>`;
    }
    if (page.role && !app.can(page.role)) {
      return html`<div class="notice" role="alert">
        <strong>This page is for the role ${page.role}</strong>Your key does not have it. <a href="#/">Go to the overview</a>
      </div>`;
    }
    if (this.broken) return trouble(this.broken, () => location.reload());
    if (this.ready.has(page.id)) return page.view(app, this.route);
    void page.load().then(
      () => (this.ready = new Set(this.ready).add(page.id)),
      () => (this.broken = new Problem(0, 'chunk', 'The page could not be loaded', 'The gateway may have been updated: load it again.')),
    );
    return nothing;
  }

  /** Goes on with the key of this tab, or with what the identity provider says; else asks. */
  private readonly arrive = async (): Promise<void> => {
    const key = savedKey();
    if (key) return this.resume(key);
    const { token } = await signInState();
    this.byProvider = token !== null;
    if (token) await this.resume(token);
  };

  private async resume(key: string): Promise<void> {
    clearTimeout(this.retryTimer);
    const client = this.use(key);
    try {
      this.begin(client, await client.me());
    } catch (error) {
      const problem = asProblem(error);
      if (problem.status === 401) return;
      this.problem = problem;
      if (problem.passing) this.retryTimer = setTimeout(() => this.resume(key), RETRY_MS);
    }
  }

  private enter(event: CustomEvent<SignedIn>): void {
    saveKey(event.detail.key);
    this.begin(this.use(event.detail.key), event.detail.me);
  }

  private use(key: string): Client {
    const renew = async () => (await signInState()).token;
    this.client = this.byProvider ? new Client(key, renew) : new Client(key);
    const reason = this.byProvider ? 'Your sign-in ran out.' : 'The key is not valid any more. Sign in with another one.';
    this.client.onUnauthorized = () => this.signOut(reason);
    return this.client;
  }

  private begin(client: Client, me: Me): void {
    this.problem = null;
    this.app?.feed.close();
    const feed = new StatusFeed(client, () => this.requestUpdate());
    this.app = new App(
      client,
      me,
      feed,
      (text, tone) => this.toasts?.show(text, tone),
      (question) => this.asking?.ask(question) ?? Promise.resolve(null),
    );
  }

  /** Whoever signs in next begins at the beginning; a key that expired comes back to where it was. */
  private readonly leave = async (): Promise<void> => {
    if (this.byProvider) await leaveProvider();
    this.signOut('');
    location.hash = '#/';
  };

  private signOut(reason: string): void {
    forgetKey();
    this.byProvider = false;
    this.app?.feed.close();
    this.app = null;
    this.client = null;
    this.problem = null;
    this.signInReason = reason;
    this.requestUpdate();
  }

  private readonly closeMenu = (): void => {
    this.removeAttribute('menu');
    this.requestUpdate();
  };

  private readonly addressChanged = (): void => {
    const before = this.route.page;
    this.route = routeOf(location.hash);
    this.searching = false;
    if (before !== this.route.page) this.content?.scrollTo(0, 0);
  };

  private readonly visibilityChanged = (): void => {
    if (document.hidden) this.app?.feed.pause();
    else this.app?.feed.resume();
  };

  private readonly keyPressed = (event: KeyboardEvent): void => {
    if (!this.app) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      this.searching = !this.searching;
    }
    if (event.key === 'Escape') this.closeMenu();
    const writing = event.composedPath().some((e) => e instanceof HTMLInputElement || e instanceof HTMLTextAreaElement || e instanceof HTMLSelectElement);
    if (event.key !== '/' || writing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (pageOf(this.route)?.id === 'chat') window.dispatchEvent(new CustomEvent('focus-question'));
    else location.hash = link('chat');
  };
}
