import { html, nothing } from 'lit';
import { customElement, state as changing } from 'lit/decorators.js';
import { span } from '../../design/format';
import { PageElement } from '../../shell/page-element';
import { Loaded } from '../../ui/loaded';
import { download, state, trouble } from '../../ui/parts';

interface Cache {
  enabled: boolean;
  entries: number;
  hits: number;
  similarity: number;
  maxAgeSeconds: number;
  liveMaxAgeSeconds: number;
}

interface KeyVersions {
  current: number;
  versions: { version: number; present: boolean; values: number; droppable: boolean }[];
}

interface Redacted {
  text: string;
  found: { type: string }[];
}

/** Who you are, what is kept of you, and the switches that are no page of their own. */
@customElement('settings-page')
export class SettingsPage extends PageElement {
  private readonly cache = new Loaded(this, () => (this.app.can('operator') ? this.client.get<Cache>('/api/v1/cache') : null), 15_000);
  private readonly versions = new Loaded(this, () => (this.app.can('admin') ? this.client.get<KeyVersions>('/api/v1/conversation-keys') : null));
  @changing() private redacted: Redacted | null = null;
  @changing() private revealed = '';

  protected override render() {
    const { me } = this.app;
    return html`
      <header class="page-head"><h1>Settings</h1></header>
      <div class="columns">
        <div class="stack">
          <section class="card">
            <h2>You</h2>
            <dl class="facts body"><dt>Name</dt><dd>${me.principal}</dd><dt>Roles</dt><dd>${me.roles.join(', ')}</dd><dt>Time zone</dt><dd>${Intl.DateTimeFormat().resolvedOptions().timeZone}</dd></dl>
          </section>
          ${this.data()} ${this.redaction()} ${this.pseudonym()}
        </div>
        <div class="stack">${this.cacheCard()} ${this.keysCard()} ${this.shortcuts()}</div>
      </div>
    `;
  }

  private data() {
    const { me } = this.app;
    return html`<section class="card">
      <h2>What is kept of a person</h2>
      <form class="body row" @submit=${this.exportData}>
        <input name="principal" aria-label="Whose" .value=${me.principal} ?readonly=${!this.app.can('admin')} required />
        <button>Export</button>
        <button type="button" class="danger" @click=${this.erase}>Delete everything</button>
      </form>
    </section>`;
  }

  private redaction() {
    return html`<section class="card">
      <h2>What would be taken out of this text?</h2>
      <form class="fields body" @submit=${this.redact}>
        <textarea name="text" rows="3" aria-label="Text" required placeholder="Logs and the audit trail never hold mail addresses, keys or numbers of people."></textarea>
        <div class="row"><button>Try</button></div>
        <div aria-live="polite">${this.redacted ? html`<pre class="output" tabindex="0" role="group" aria-label="Without it">${this.redacted.text}</pre><p class="muted small">${this.redacted.found.map((f) => f.type).join(', ') || 'nothing personal was found'}</p>` : nothing}</div>
      </form>
    </section>`;
  }

  private pseudonym() {
    if (!this.app.can('admin')) return nothing;
    return html`<section class="card">
      <h2>Who is behind a pseudonym?</h2>
      <form class="fields body" @submit=${this.reveal}>
        <label>The pseudonym <small>as it stands in a log or in the audit</small><input name="pseudonym" class="code" required maxlength="700" placeholder="[email:p...]" autocomplete="off" /></label>
        <label>Why it must be known <small>kept in the audit, with your name</small><input name="reason" required maxlength="500" autocomplete="off" /></label>
        <div class="row"><button>Reveal it</button></div>
        <div aria-live="polite">${this.revealed ? html`<pre class="output" tabindex="0" role="group" aria-label="Stands for">${this.revealed}</pre>` : nothing}</div>
      </form>
    </section>`;
  }

  private async reveal(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    this.revealed = '';
    await this.app.act(async () => {
      this.revealed = (await this.client.post<{ value: string }>('/api/v1/redaction/reveal', Object.fromEntries(new FormData(form)))).value;
    });
  }

  private cacheCard() {
    const { value, problem } = this.cache;
    if (!this.app.can('operator')) return nothing;
    return html`<section class="card">
      <header><h2>Answer cache</h2>${value ? state(value.enabled ? 'on' : 'off', value.enabled ? 'good' : 'idle') : nothing}</header>
      ${trouble(problem, this.cache.reload)}
      ${
        value
          ? html`<dl class="facts body"><dt>Answers</dt><dd>${value.entries}, given again ${value.hits} times</dd><dt>Alike from</dt><dd>${value.similarity}</dd><dt>Kept for</dt><dd>${span(value.maxAgeSeconds)}, with live facts ${span(value.liveMaxAgeSeconds)}</dd></dl>
              ${this.app.can('admin') ? html`<div class="body row"><button @click=${() => this.turnCache(!value.enabled)}>${value.enabled ? 'Switch off' : 'Switch on'}</button><button @click=${this.emptyCache}>Empty it</button></div>` : nothing}`
          : nothing
      }
    </section>`;
  }

  private keysCard() {
    const { value, problem } = this.versions;
    if (!this.app.can('admin')) return nothing;
    return html`<section class="card">
      <header><h2>Keys of the conversations</h2><button @click=${this.reencrypt}>Encrypt anew</button></header>
      ${trouble(problem, this.versions.reload)}
      <ul class="rows">${value?.versions.map((v) => html`<li><span>Version ${v.version}${v.version === value.current ? ', in use' : ''}</span>${v.present ? (v.droppable ? state('can be dropped', 'idle') : state('present', 'good')) : state('missing', 'bad')}<span class="more">${v.values} values</span></li>`)}</ul>
    </section>`;
  }

  private shortcuts() {
    return html`<section class="card">
      <h2>Keyboard</h2>
      <dl class="facts body"><dt><kbd>Ctrl K</kbd></dt><dd>go to a page, procedure, conversation or document</dd><dt><kbd>/</kbd></dt><dd>ask a question</dd><dt><kbd>Esc</kbd></dt><dd>stop an answer, close what is open</dd></dl>
    </section>`;
  }

  private whose(): string {
    return this.renderRoot.querySelector<HTMLInputElement>('input[name=principal]')!.value;
  }

  private exportData(event: SubmitEvent): void {
    event.preventDefault();
    const path = `/api/v1/users/${encodeURIComponent(this.whose())}/data`;
    void this.app.act(async () => download('agent-aiops-data.json', await this.client.text(path, 'application/json'), 'application/json'));
  }

  private readonly erase = async (): Promise<void> => {
    const whose = this.whose();
    const sure = await this.app.ask({
      title: `Delete everything of ${whose}?`,
      text: 'Conversations, ratings and cases are gone for good.',
      field: `Write ${whose} to go on`,
      word: whose,
      action: 'Delete everything of them',
      danger: true,
    });
    if (sure === null) return;
    void this.app.act(() => this.client.send('DELETE', `/api/v1/users/${encodeURIComponent(whose)}/data`), 'Deleted.');
  };

  private async redact(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const text = new FormData(event.target as HTMLFormElement).get('text');
    await this.app.act(async () => (this.redacted = await this.client.post<Redacted>('/api/v1/redaction/check', { text })));
  }

  private async turnCache(enabled: boolean): Promise<void> {
    await this.app.act(() => this.client.send('PUT', '/api/v1/cache', { enabled }), enabled ? 'The cache is on.' : 'The cache is off.');
    void this.cache.reload();
  }

  private readonly emptyCache = async (): Promise<void> => {
    await this.app.act(() => this.client.send('DELETE', '/api/v1/cache'), 'The cache is empty.');
    void this.cache.reload();
  };

  private readonly reencrypt = async (): Promise<void> => {
    await this.app.act(async () => (this.versions.value = await this.client.post<KeyVersions>('/api/v1/conversation-keys/re-encrypt')), 'Everything lies under the newest key.');
  };
}
