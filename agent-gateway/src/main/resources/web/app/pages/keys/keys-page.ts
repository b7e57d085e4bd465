import { html, nothing } from 'lit';
import { customElement, state as changing } from 'lit/decorators.js';
import { PageElement } from '../../shell/page-element';
import '../../ui/data-table';
import type { Column } from '../../ui/data-table';
import { Loaded } from '../../ui/loaded';
import '../../ui/modal-dialog';
import { reading, since, state, trouble, when } from '../../ui/parts';

interface Key {
  id: string;
  name: string;
  principal: string;
  role: string;
  prefix: string;
  scopes: string[];
  requestsPerMinute?: number | null;
  replaces?: string | null;
  key?: string;
  createdAt: string;
  expiresAt?: string | null;
  lastUsedAt?: string | null;
  revokedAt?: string | null;
}

const ROLES = ['viewer', 'operator', 'approver', 'admin', 'service'];
const DAY_MS = 86_400_000;

/** Keys: made, rotated and revoked; a secret is shown once. */
@customElement('keys-page')
export class KeysPage extends PageElement {
  private readonly keys = new Loaded(this, () => this.client.get<Key[]>('/api/v1/keys?limit=500'));
  @changing() private making = false;
  @changing() private made: Key | null = null;
  @changing() private revoked = false;

  private readonly columns: Column<Key>[] = [
    { id: 'name', label: 'Key', width: 'minmax(130px, 2fr)', cell: (k) => k.name, sort: (k) => k.name },
    { id: 'who', label: 'Stands for', width: 'minmax(0, 1fr)', cell: (k) => k.principal, sort: (k) => k.principal, minor: true },
    { id: 'role', label: 'Role', width: '90px', cell: (k) => k.role, sort: (k) => k.role, minor: true },
    { id: 'scopes', label: 'Only for', width: 'minmax(0, 1fr)', cell: (k) => k.scopes.join(', ') || 'everything', minor: true },
    { id: 'prefix', label: 'Begins with', width: '120px', cell: (k) => html`<code>${k.prefix}</code>`, minor: true },
    { id: 'used', label: 'Used last', width: '100px', cell: (k) => (k.lastUsedAt ? since(k.lastUsedAt) : 'never'), sort: (k) => k.lastUsedAt ?? '', minor: true },
    { id: 'ends', label: 'Valid', width: '130px', cell: (k) => validity(k), sort: (k) => k.expiresAt ?? '9', minor: true },
    { id: 'do', label: 'Change', width: '150px', cell: (k) => this.actions(k) },
  ];

  protected override render() {
    const { value, problem } = this.keys;
    const shown = value?.filter((key) => this.revoked || !key.revokedAt) ?? [];
    return html`
      <header class="page-head">
        <h1>Keys</h1>
        <div class="end">
          <label class="check"><input type="checkbox" @change=${(e: Event) => (this.revoked = (e.target as HTMLInputElement).checked)} />revoked too</label>
          <button class="primary" @click=${() => (this.making = true)}>New key</button>
        </div>
      </header>
      ${trouble(problem, this.keys.reload)} ${value ? html`<data-table label="Keys" .columns=${this.columns} .rows=${shown} .key=${(k: Key) => k.id}></data-table>` : problem ? nothing : reading()}
      ${this.making ? this.form() : nothing} ${this.made ? this.secret(this.made) : nothing}
    `;
  }

  private actions(key: Key) {
    if (key.revokedAt) return nothing;
    return html`<button @click=${() => this.rotate(key)}>Rotate</button> <button class="danger" @click=${() => this.revoke(key)}>Revoke</button>`;
  }

  private form() {
    return html`<modal-dialog heading="New key" @close=${() => (this.making = false)}>
      <form class="fields" @submit=${this.submitted}>
        <div class="pair">
          <label>Name<input name="name" required maxlength="100" placeholder="grafana" /></label>
          <label>Stands for <small>the name, unless said</small><input name="principal" maxlength="100" /></label>
          <label>Role<select name="role">${ROLES.map((role) => html`<option>${role}</option>`)}</select></label>
          <label>Valid for days <small>for ever, unless said</small><input name="days" type="number" min="1" max="3650" /></label>
          <label>Requests a minute <small>as configured, unless said</small><input name="rate" type="number" min="0" /></label>
          <label>Only for <small>areas between commas, such as documents:read</small><input name="scopes" /></label>
        </div>
        <div class="row"><button class="primary">Make the key</button></div>
      </form>
    </modal-dialog>`;
  }

  private secret(key: Key) {
    return html`<modal-dialog heading="Key of ${key.principal}" @close=${() => (this.made = null)}>
      <div class="stack">
        <p>Copy it now: it is shown this once and kept nowhere.</p>
        <pre class="output" tabindex="0" role="group" aria-label="The key">${key.key}</pre>
        <div class="row"><button class="primary" @click=${() => this.app.act(() => navigator.clipboard.writeText(key.key ?? ''), 'Copied.')}>Copy</button></div>
      </div>
    </modal-dialog>`;
  }

  private async submitted(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(given.get(name) ?? '').trim();
    const scopes = text('scopes').split(',').map((scope) => scope.trim()).filter(Boolean);
    const wish = {
      name: text('name'),
      principal: text('principal') || null,
      role: text('role'),
      scopes,
      requestsPerMinute: text('rate') ? Number(text('rate')) : null,
      expiresAt: text('days') ? new Date(Date.now() + Number(text('days')) * DAY_MS).toISOString() : null,
    };
    await this.app.act(async () => {
      this.made = await this.client.post<Key>('/api/v1/keys', wish);
      this.making = false;
    });
    void this.keys.reload();
  }

  private async rotate(key: Key): Promise<void> {
    const question = { title: `A new key for ${key.principal}?`, text: 'The old one stays valid for an hour.', action: 'Make a new key' };
    if ((await this.app.ask(question)) === null) return;
    await this.app.act(async () => (this.made = await this.client.post<Key>(`/api/v1/keys/${key.id}/rotate`)));
    void this.keys.reload();
  }

  private async revoke(key: Key): Promise<void> {
    const question = { title: `Revoke ${key.name}?`, text: 'What uses it stops working at once.', action: 'Revoke the key', danger: true };
    if ((await this.app.ask(question)) === null) return;
    await this.app.act(() => this.client.send('DELETE', `/api/v1/keys/${key.id}`), 'Revoked.');
    void this.keys.reload();
  }
}

function validity(key: Key) {
  if (key.revokedAt) return html`${state('revoked', 'idle')}`;
  if (!key.expiresAt) return html`<span class="muted">for ever</span>`;
  const soon = Date.parse(key.expiresAt) - Date.now() < 14 * DAY_MS;
  return soon ? html`<span class="state warn">${when(key.expiresAt)}</span>` : when(key.expiresAt);
}
