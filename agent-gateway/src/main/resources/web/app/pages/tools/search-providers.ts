import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { figure } from '../../design/format';
import { PartElement } from '../../shell/part-element';
import { Loaded } from '../../ui/loaded';
import { empty, since, state, trouble } from '../../ui/parts';

interface Provider {
  name: string;
  position: number;
  enabled: boolean;
  url: string;
  requestsPerMinute: number;
  timeoutMs: number;
  state: string;
  openUntil?: string | null;
  lastFault?: string | null;
  lastFaultAt?: string | null;
  lastSuccessAt?: string | null;
  quality?: number | null;
}

interface McpServer {
  name: string;
  state: string;
  isolation: string;
  tools: string[];
}

const PROVIDERS = '/api/v1/tools/web_search/providers';

/** The search providers in their order, and the MCP servers whose tools appear here. */
@customElement('search-providers')
export class SearchProviders extends PartElement {
  private readonly providers = new Loaded(this, () => this.client.get<Provider[]>(PROVIDERS), 15_000);
  private readonly servers = new Loaded(this, () => this.client.get<McpServer[]>('/api/v1/tools/mcp/servers'), 15_000);
  private readonly file = new Loaded(this, () => this.client.get<{ file?: string; problem?: string }>('/api/v1/tools/mcp/servers/file'), 15_000);

  protected override render() {
    return html`<div class="stack">
      ${trouble(this.providers.problem, this.providers.reload)} ${this.providers.value?.map((provider, index) => this.provider(provider, index))}
      <section class="card">
        <h2>MCP servers</h2>
        ${trouble(this.servers.problem)}
        ${this.file.value?.problem ? html`<p class="notice bad" role="alert"><strong>The newest <code>${this.file.value.file}</code> was not taken</strong>${this.file.value.problem}</p>` : nothing}
        ${this.servers.value && !this.servers.value.length ? html`<div class="body">${empty('None is configured', html`Name them in <code>mcp.yaml</code>; their tools appear in the list at once.`)}</div>` : nothing}
        <ul class="rows">${this.servers.value?.map((s) => html`<li><span>${s.name}</span>${state(s.state)}<span class="more">${s.isolation}; ${s.tools.join(', ') || 'no tool'}</span></li>`)}</ul>
      </section>
    </div>`;
  }

  private provider(p: Provider, index: number) {
    const admin = this.app.can('admin');
    return html`<section class="card">
      <header>
        <h2>${p.position}. ${p.name}</h2>
        <span class="row">
          ${p.enabled ? (p.state === 'closed' ? state('on', 'good') : state(`shut off (${p.state})`, 'bad')) : state('off', 'idle')}
          ${p.enabled && this.app.can('operator') ? html`<button @click=${() => this.check(p)}>Try it</button>` : nothing}
          ${admin && index > 0 ? html`<button @click=${() => this.save(this.moved(index))}>Ask earlier</button>` : nothing}
        </span>
      </header>
      <form class="fields body" @submit=${(event: SubmitEvent) => this.submitted(event, p)}>
        <div class="pair">
          <label>Address<input name="url" class="code" .value=${p.url} ?disabled=${!admin} placeholder="http://searx:8888" /></label>
          <label>Requests a minute<input name="rate" type="number" min="1" max="6000" .value=${String(p.requestsPerMinute)} ?disabled=${!admin} /></label>
          <label>Longest wait, ms<input name="timeout" type="number" min="500" max="60000" .value=${String(p.timeoutMs)} ?disabled=${!admin} /></label>
        </div>
        <div class="row">
          <label class="check"><input type="checkbox" name="enabled" ?checked=${p.enabled} ?disabled=${!admin} />in use</label>
          ${admin ? html`<button>Save</button>` : nothing}
          <span class="muted small">
            ${p.quality === null || p.quality === undefined ? nothing : html`quality ${figure(p.quality)}, `}answered last ${p.lastSuccessAt ? since(p.lastSuccessAt) : 'never'}${p.lastFault ? html`; failed ${since(p.lastFaultAt)}: ${p.lastFault}` : nothing}
          </span>
        </div>
      </form>
    </section>`;
  }

  private moved(index: number): Partial<Provider>[] {
    const names = (this.providers.value ?? []).map((provider) => ({ name: provider.name }));
    const [one] = names.splice(index, 1);
    names.splice(index - 1, 0, one!);
    return names;
  }

  private submitted(event: SubmitEvent, p: Provider): void {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const change = { enabled: given.has('enabled'), url: String(given.get('url')), requestsPerMinute: Number(given.get('rate')), timeoutMs: Number(given.get('timeout')) };
    void this.save((this.providers.value ?? []).map((each) => ({ name: each.name, ...(each.name === p.name ? change : {}) })));
  }

  private async save(providers: Partial<Provider>[]): Promise<void> {
    await this.app.act(() => this.client.send('PUT', PROVIDERS, { providers }), 'Saved; it holds from the next search on.');
    void this.providers.reload();
  }

  private async check(p: Provider): Promise<void> {
    await this.app.act(async () => {
      const check = await this.client.post<Record<string, unknown>>(`${PROVIDERS}/${p.name}/check`);
      this.app.say(`${p.name}: ${Object.entries(check).filter(([, v]) => v !== null && typeof v !== 'object').map(([k, v]) => `${k} ${String(v)}`).join(', ')}`);
    });
    void this.providers.reload();
  }
}
