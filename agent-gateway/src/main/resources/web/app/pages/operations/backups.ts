import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { bytes, duration, plural, span } from '../../design/format';
import { PartElement } from '../../shell/part-element';
import { link } from '../../shell/route';
import { Loaded } from '../../ui/loaded';
import { empty, reading, since, state, trouble, when } from '../../ui/parts';
import { type Backup, lastProven } from './types';

const TIERS = ['daily', 'weekly', 'monthly'];
const GONE = ['dropped', 'archived', 'failed'];

/** Backups with the proof that they can be restored, and the way back. */
@customElement('backup-list')
export class BackupList extends PartElement {
  static override styles = [
    ...PartElement.styles,
    css`
      progress {
        width: 100%;
        accent-color: var(--accent);
      }
      ol {
        margin: 0;
        padding-inline-start: var(--space-4);
      }
    `,
  ];

  private readonly backups = new Loaded(this, () => this.client.get<{ items: Backup[] }>('/api/v1/backups'), 5_000);

  protected override render() {
    const { value, problem } = this.backups;
    const items = value?.items ?? [];
    return html`
      <div class="toolbar">
        ${this.app.can('operator') ? TIERS.map((tier) => html`<button @click=${() => this.make(tier)}>Make a ${tier} backup</button>`) : nothing}
      </div>
      ${trouble(problem, this.backups.reload)} ${value || problem ? nothing : reading()}
      ${value && !items.length ? empty('There is no backup yet', html`Make one now, or wait for tonight: <a href=${link('operations', ['procedures', 'backup-daily'])}>backup-daily</a> makes it.`) : nothing}
      ${items.length ? this.proof(items) : nothing}
      <div class="stack">${items.map((backup) => this.card(backup))}</div>
    `;
  }

  private proof(items: readonly Backup[]) {
    const proven = lastProven(items);
    return proven
      ? html`<div class="notice"><strong>Last proven restore ${since(proven.provenAt)}</strong>
          ${proven.id} came back in ${duration(proven.restoreMs ?? 0)}, row by row the same.
          ${proven.dataLossMs ? html`Had everything broken just before it, ${span(proven.dataLossMs / 1000)} of work would be lost.` : nothing}</div>`
      : html`<div class="notice bad"><strong>No backup is proven</strong>Nobody knows whether one of these can be restored: press Prove, or make a new one.</div>`;
  }

  private card(backup: Backup) {
    const there = !GONE.includes(backup.state);
    return html`<section class="card">
      <header><h2>${backup.tier} ${when(backup.createdAt)}</h2>${state(backup.state)}</header>
      <div class="body stack">
        ${backup.state === 'running' ? this.progress(backup) : nothing}
        <dl class="facts">
          <dt>Name</dt><dd><code>${backup.id}</code></dd>
          <dt>Holds</dt><dd>${bytes(backup.bytes)}${backup.rows ? `, ${plural(backup.rows, 'row')}` : ''}${backup.snapshotAt ? html`, as of ${when(backup.snapshotAt)}` : nothing}</dd>
          ${backup.provenAt ? html`<dt>Proven</dt><dd>${since(backup.provenAt)}${backup.restoreMs ? html`; restored in ${duration(backup.restoreMs)}` : nothing}</dd>` : nothing}
          ${backup.note ? html`<dt>${backup.state === 'proven' ? 'Proof' : 'Note'}</dt><dd>${backup.note}</dd>` : nothing}
          ${backup.copiedAt || backup.copyNote ? html`<dt>Copy</dt><dd>${backup.copiedAt ? html`in the bucket since ${when(backup.copiedAt)}` : backup.copyNote}</dd>` : nothing}
          <dt>Asked for by</dt><dd>${backup.requestedBy}</dd>
          ${backup.hold ? html`<dt>Held</dt><dd>${backup.hold}</dd>` : nothing}
        </dl>
        ${there && backup.state !== 'running' ? this.actions(backup) : nothing}
      </div>
    </section>`;
  }

  private progress(backup: Backup) {
    return html`<div>
      <span class="muted small">${backup.phase}${backup.partsTotal ? ` ${backup.partsDone} of ${backup.partsTotal}` : ''}</span>
      <progress aria-label=${`Backup: ${backup.phase}`} max=${backup.partsTotal || nothing} value=${backup.partsTotal ? backup.partsDone : nothing}></progress>
    </div>`;
  }

  private actions(backup: Backup) {
    const command = `./aiops restore --from ${backup.id}`;
    return html`
      <div class="row">
        ${this.app.can('operator') ? html`<button @click=${() => this.prove(backup)}>Prove</button>` : nothing}
        ${this.app.can('admin') ? html`<button @click=${() => this.hold(backup)}>${backup.hold ? 'Release' : 'Hold'}</button>` : nothing}
      </div>
      <details>
        <summary>Restore from this backup</summary>
        <p class="muted">A running platform cannot replace its own data: on its machine, one command leads through the six steps and writes the incident down.</p>
        <div class="row"><code class="grow">${command}</code><button @click=${() => this.app.act(() => navigator.clipboard.writeText(command), 'Copied.')}>Copy</button></div>
        <ol>
          <li>Assess: what runs, what the backup holds, its checksums; nothing is changed yet.</li>
          <li>Stop the services.</li>
          <li>Restore; what is there is set aside, not deleted. <code>--only sessions</code> brings back a part.</li>
          <li>Start and test: components, audit chain, search.</li>
          <li>Resume: users may come back.</li>
          <li>Document: the record lies under <code>.aiops/incidents</code> and in Compliance.</li>
        </ol>
      </details>
    `;
  }

  private make(tier: string): void {
    void this.app.act(() => this.client.post('/api/v1/backups', { tier }), 'The backup has begun.').then(this.backups.reload);
  }

  private prove(backup: Backup): void {
    const work = () => this.client.post<{ proven: boolean; rows: number; faults: string[] }>(`${path(backup)}/verify`);
    void this.app.act(work, 'It was restored into a scratch database and compared.').then(this.backups.reload);
  }

  private async hold(backup: Backup): Promise<void> {
    const reason = backup.hold
      ? ''
      : await this.app.ask({
          title: 'Hold this backup?',
          text: 'It stays beyond its generation until somebody releases it.',
          field: 'Why',
          action: 'Hold',
        });
    if (reason === null) return;
    await this.app.act(() => this.client.send('PUT', `${path(backup)}/hold`, { reason }), backup.hold ? 'Released.' : 'Held.');
    void this.backups.reload();
  }
}

function path(backup: Backup): string {
  return `/api/v1/backups/${encodeURIComponent(backup.id)}`;
}
