import { html, nothing } from 'lit';
import { customElement, state as changing } from 'lit/decorators.js';
import { PageElement } from '../../shell/page-element';
import { here, link, replaceAddress } from '../../shell/route';
import '../../ui/data-table';
import type { Column } from '../../ui/data-table';
import { Loaded } from '../../ui/loaded';
import { download, empty, reading, state, trouble, when } from '../../ui/parts';

interface Entry {
  seq: number;
  source: string;
  actor: string;
  action: string;
  resource: string;
  outcome: string;
  details: Record<string, string>;
  at: string;
  hash: string;
}

interface Verification {
  intact: boolean;
  entries: number;
  head: string;
  brokenAt?: number | null;
  reason?: string | null;
}

const COLUMNS: Column<Entry>[] = [
  { id: 'action', label: 'Action', width: 'minmax(120px, 1fr)', cell: (e) => e.action, sort: (e) => e.action },
  { id: 'actor', label: 'Who', width: 'minmax(0, 1fr)', cell: (e) => e.actor, sort: (e) => e.actor },
  { id: 'resource', label: 'What', width: 'minmax(0, 2fr)', cell: (e) => html`<span title=${e.resource}>${e.resource}</span>`, sort: (e) => e.resource, minor: true },
  { id: 'outcome', label: 'Outcome', width: '110px', cell: (e) => state(e.outcome), sort: (e) => e.outcome, minor: true },
  { id: 'details', label: 'Details', width: 'minmax(0, 2fr)', cell: (e) => detailsOf(e), minor: true },
  { id: 'seq', label: 'No.', width: '64px', cell: (e) => e.seq, sort: (e) => e.seq, minor: true },
  { id: 'at', label: 'When', width: '110px', cell: (e) => when(e.at), sort: (e) => e.at },
];

/** Who did what, and whether the record of it is whole. */
@customElement('audit-page')
export class AuditPage extends PageElement {
  private readonly audit = new Loaded(this, () => this.read(''));
  @changing() private more: Entry[] = [];
  @changing() private next: number | null = null;
  @changing() private verified: Verification | null = null;
  private asked = '';

  private get filter(): string {
    const wanted = new URLSearchParams({ limit: '500' });
    for (const name of ['actor', 'action']) if (this.route.query.get(name)) wanted.set(name, this.route.query.get(name)!);
    return wanted.toString();
  }

  private async read(cursor: string): Promise<Entry[]> {
    this.asked = this.filter;
    const page = await this.client.get<{ items: Entry[]; next?: number }>(`/api/v1/audit?${this.filter}${cursor ? `&cursor=${cursor}` : ''}`);
    this.next = page.next ?? null;
    return page.items;
  }

  protected override updated(): void {
    if (this.asked === this.filter || !this.asked) return;
    this.more = [];
    void this.audit.reload();
  }

  protected override render() {
    const { value, problem } = this.audit;
    const rows = [...(value ?? []), ...this.more];
    return html`
      <header class="page-head">
        <h1>Audit</h1>
        <div class="end">
          <button @click=${this.export}>Export all</button>
          <button class="primary" @click=${this.verify}>Verify the chain</button>
        </div>
      </header>
      <div aria-live="polite">${this.verified ? this.verdict(this.verified) : nothing}</div>
      <form class="toolbar" role="search" @submit=${(e: SubmitEvent) => e.preventDefault()} @change=${this.changed}>
        <input type="search" name="actor" aria-label="Who" placeholder="Who" .value=${this.route.query.get('actor') ?? ''} />
        <input type="search" name="action" aria-label="Action" placeholder="Action, such as key.create" .value=${this.route.query.get('action') ?? ''} />
      </form>
      ${trouble(problem, this.audit.reload)} ${value || problem ? nothing : reading()}
      ${value && !rows.length ? empty('No entry fits', html`<a href=${link('audit')}>Show all</a>`) : nothing}
      ${rows.length ? html`<data-table label="Audit entries" .columns=${COLUMNS} .rows=${rows} .key=${(e: Entry) => String(e.seq)}></data-table>` : nothing}
      ${this.next ? html`<p><button @click=${this.readMore}>Older entries</button></p>` : nothing}
    `;
  }

  private verdict(v: Verification) {
    return html`<div class="notice ${v.intact ? '' : 'bad'}">
      <strong>${v.intact ? `The chain is whole: ${v.entries.toLocaleString()} entries` : `The chain is broken at entry ${v.brokenAt}`}</strong>
      ${v.intact ? html`Its head is <code>${v.head}</code>; keep it elsewhere to prove it later.` : v.reason}
    </div>`;
  }

  /** The whole ledger in its order, not only what is listed: so it can be verified elsewhere. */
  private readonly export = (): Promise<unknown> =>
    this.app.act(async () => download('audit.jsonl', await this.client.file('/api/v1/audit/export')), 'The audit ledger is in your downloads.');

  private readonly verify = (): void => {
    void this.app.act(async () => (this.verified = await this.client.get<Verification>('/api/v1/audit/verify')));
  };

  private readonly readMore = (): void => {
    void this.app.act(async () => (this.more = [...this.more, ...(await this.read(String(this.next)))]));
  };

  private changed(): void {
    const given = new FormData(this.renderRoot.querySelector('form')!);
    replaceAddress(here({ actor: String(given.get('actor') ?? ''), action: String(given.get('action') ?? '') }));
  }
}

function detailsOf(e: Entry) {
  const text = Object.entries(e.details).map(([name, value]) => `${name}: ${value}`).join(', ');
  return html`<span title=${text}>${text}</span>`;
}
