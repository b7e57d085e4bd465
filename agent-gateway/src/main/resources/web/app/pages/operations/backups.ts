import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { bytes, words } from '../../design/format';
import { PartElement } from '../../shell/part-element';
import { link } from '../../shell/route';
import { Loaded } from '../../ui/loaded';
import { empty, reading, state, trouble, when } from '../../ui/parts';

/** A backup as ops-scheduler lists it; what it tells besides is shown by its name. */
type Backup = Record<string, unknown> & { id: string };

const TIERS = ['daily', 'weekly', 'monthly'];

/** Backups with the proof that they can be restored. */
@customElement('backup-list')
export class BackupList extends PartElement {
  private readonly backups = new Loaded(this, () => this.client.get<{ items?: Backup[] } | Backup[]>('/api/v1/backups'), 15_000);

  protected override render() {
    const { value, problem } = this.backups;
    if (problem?.code === 'not-offered') return this.byProcedure();
    const items = Array.isArray(value) ? value : (value?.items ?? []);
    return html`
      <div class="toolbar">
        ${this.app.can('operator') ? TIERS.map((tier) => html`<button @click=${() => this.make(tier)}>Make a ${tier} backup</button>`) : nothing}
      </div>
      ${trouble(problem, this.backups.reload)} ${value || problem ? nothing : reading()}
      ${value && !items.length ? empty('There is no backup yet', 'Make one now, or wait for tonight: backup-daily makes it.') : nothing}
      <div class="stack">${items.map((backup) => this.card(backup))}</div>
    `;
  }

  private byProcedure() {
    return empty(
      'This ops-scheduler keeps no catalogue of backups yet',
      html`Backups are made and checked by procedures:
        <a href=${link('operations', ['procedures', 'backup-daily'])}>daily</a>,
        <a href=${link('operations', ['procedures', 'backup-weekly'])}>weekly</a>,
        <a href=${link('operations', ['procedures', 'backup-monthly-archive'])}>monthly</a>. Their runs hold the proof.`,
    );
  }

  private card(backup: Backup) {
    const others = Object.entries(backup).filter(([key, value]) => !['id', 'state', 'tier', 'links'].includes(key) && value !== null && typeof value !== 'object');
    return html`<section class="card">
      <header><h2>${backup['tier'] ?? 'Backup'} ${when(backup['createdAt'] as string)}</h2>${backup['state'] ? state(String(backup['state'])) : nothing}</header>
      <div class="body row">
        <dl class="facts grow">${others.map(([key, value]) => html`<dt>${words(key.replace(/([A-Z])/g, ' $1'))}</dt><dd>${shown(key, value)}</dd>`)}</dl>
        ${
          this.app.can('operator')
            ? html`<button @click=${() => this.act(backup, 'verify', 'It is being restored into a scratch place and compared.')}>Prove</button>
                <button class="danger" @click=${() => this.restore(backup)}>Restore</button>`
            : nothing
        }
      </div>
    </section>`;
  }

  private make(tier: string): void {
    void this.app.act(() => this.client.post('/api/v1/backups', { tier }), 'The backup has begun.').then(this.backups.reload);
  }

  private async restore(backup: Backup): Promise<void> {
    const sure = await this.app.ask({
      title: 'Restore this backup?',
      text: 'The platform is put back to that moment; what came later is lost.',
      field: 'Write restore to go on',
      word: 'restore',
      action: 'Restore',
      danger: true,
    });
    if (sure !== null) this.act(backup, 'restore', 'The restore has begun; each step shows under Runs.');
  }

  private act(backup: Backup, what: string, done: string): void {
    void this.app.act(() => this.client.post(`/api/v1/backups/${encodeURIComponent(backup.id)}/${what}`), done).then(this.backups.reload);
  }
}

function shown(key: string, value: unknown): unknown {
  if (/bytes|size/i.test(key) && typeof value === 'number') return bytes(value);
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? when(value) : String(value);
}
