import { css, html, nothing } from 'lit';
import { customElement, query, state as changing } from 'lit/decorators.js';
import { asProblem } from '../../api/problem';
import { holds, plural } from '../../design/format';
import { PartElement } from '../../shell/part-element';
import { here, link, replaceAddress } from '../../shell/route';
import '../../ui/data-table';
import type { Column } from '../../ui/data-table';
import { Loaded } from '../../ui/loaded';
import '../../ui/modal-dialog';
import { empty, reading, since, state, trouble } from '../../ui/parts';
import type { KnownDocument } from './types';

interface Page {
  items: KnownDocument[];
  nextCursor?: string;
}

const PAGE_SIZE = 500;
const MOST_PAGES = 20;
const FOLLOW_EVERY_MS = 1_000;
const FOLLOW_AT_MOST = 120;

/** A file that was sent, and what has become of it. */
interface Sent {
  name: string;
  outcome: string;
  good: boolean;
}

const COLUMNS: Column<KnownDocument>[] = [
  { id: 'title', label: 'Document', width: 'minmax(150px, 2fr)', cell: (d) => d.title ?? d.documentId, sort: (d) => d.title ?? d.documentId },
  { id: 'id', label: 'Path', width: 'minmax(0, 2fr)', cell: (d) => html`<code class="muted">${d.documentId}</code>`, sort: (d) => d.documentId, minor: true },
  { id: 'kind', label: 'Kind', width: '120px', cell: (d) => d.kind ?? '', sort: (d) => d.kind ?? '', minor: true },
  { id: 'owner', label: 'Owner', width: '110px', cell: (d) => d.owner ?? '', sort: (d) => d.owner ?? '', minor: true },
  { id: 'review', label: 'Review by', width: '120px', cell: (d) => review(d), sort: (d) => d.reviewBy ?? '9', minor: true },
  { id: 'state', label: 'State', width: '100px', cell: (d) => html`<span title=${d.error?.reason ?? ''}>${state(d.state)}</span>`, sort: (d) => d.state },
  { id: 'chunks', label: 'Passages', width: '76px', cell: (d) => d.chunks, sort: (d) => d.chunks, minor: true },
  { id: 'at', label: 'Changed', width: '96px', cell: (d) => since(d.changedAt), sort: (d) => d.changedAt, minor: true },
];

/** All documents with how fresh they are; files can be dropped anywhere on the list. */
@customElement('document-list')
export class DocumentList extends PartElement {
  static override styles = [
    ...PartElement.styles,
    css`
      :host([over]) data-table {
        border-color: var(--accent);
        outline: 2px dashed var(--accent);
      }
      .sent {
        margin-bottom: var(--space-3);
      }
    `,
  ];

  private readonly documents = new Loaded<KnownDocument[]>(this, () => this.read(), 10_000);
  @changing() private sent: Sent[] = [];
  /** Files of which is asked yet what they are. */
  @changing() private waiting: File[] = [];
  @query('input[type=file]') private picker!: HTMLInputElement | null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('dragover', this.over);
    this.addEventListener('dragleave', () => this.removeAttribute('over'));
    this.addEventListener('drop', this.dropped);
  }

  private async read(): Promise<KnownDocument[]> {
    const all: KnownDocument[] = [];
    let cursor = '';
    for (let count = 0; count < MOST_PAGES; count++) {
      const page = await this.client.get<Page>(`/api/v1/documents?limit=${PAGE_SIZE}&cursor=${encodeURIComponent(cursor)}`);
      all.push(...page.items);
      if (!page.nextCursor) break;
      cursor = page.nextCursor;
    }
    return all;
  }

  private get text(): string {
    return this.route.query.get('q') ?? '';
  }

  protected override render() {
    const { value, problem } = this.documents;
    const found = value?.filter((d) => holds(`${d.title ?? ''} ${d.documentId} ${d.kind ?? ''} ${d.owner ?? ''} ${d.state} ${d.tags.join(' ')}`, this.text)) ?? [];
    const outdated = value?.filter((d) => isOutdated(d)).length ?? 0;
    const failed = value?.filter((d) => d.error).length ?? 0;
    return html`
      <div class="toolbar">
        <input type="search" aria-label="Find a document" placeholder="Find by title, path, kind, owner, tag or state" .value=${this.text} @input=${(e: InputEvent) => replaceAddress(here({ q: (e.target as HTMLInputElement).value }))} />
        <span class="muted">${value ? plural(found.length, 'document') : nothing}</span>
        ${outdated ? html`<span class="state warn">${outdated} past their review</span>` : nothing} ${failed ? html`<a class="state bad" href=${link('knowledge', ['health'])}>${failed} refused</a>` : nothing}
        <span class="grow"></span>
        ${
          this.app.can('operator')
            ? html`<span class="muted small">Drop files here, or</span><button @click=${() => this.picker?.click()}>Upload</button>
                <input type="file" multiple hidden aria-label="Files to upload" @change=${this.picked} />`
            : nothing
        }
      </div>
      <div class="stack sent" role="status">
        ${this.sent.map((file) => html`<div class="notice ${file.good ? '' : 'bad'}"><strong>${file.name}</strong>${file.outcome}</div>`)}
      </div>
      ${this.waiting.length ? this.askFirst(this.waiting) : nothing}
      ${trouble(problem, this.documents.reload)} ${value || problem ? nothing : reading()}
      ${
        found.length
          ? html`<data-table label="Documents" .columns=${COLUMNS} .rows=${found} .key=${(d: KnownDocument) => d.documentId} .href=${(d: KnownDocument) => link('knowledge', ['documents', d.documentId])}></data-table>`
          : value
            ? empty('No document fits', 'Put a file into the documents folder, or drop it here: Markdown, text, HTML, PDF, Word, slides, sheets, EPUB.')
            : nothing
      }
    `;
  }

  private readonly over = (event: DragEvent): void => {
    if (!this.app.can('operator') || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.setAttribute('over', '');
  };

  private readonly dropped = (event: DragEvent): void => {
    this.removeAttribute('over');
    if (!this.app.can('operator') || !event.dataTransfer?.files.length) return;
    event.preventDefault();
    this.waiting = [...event.dataTransfer.files];
  };

  /** Before files are sent: what they are called, what they are about, for whom they are. All of it may stay empty. */
  private askFirst(files: File[]) {
    const one = files.length === 1;
    return html`<modal-dialog heading=${one ? files[0]!.name : plural(files.length, 'file')} @close=${() => (this.waiting = [])}>
      <form class="fields" @submit=${this.sendWaiting}>
        ${one ? html`<label>Title <small>from the file, unless said</small><input name="title" maxlength="200" /></label>` : nothing}
        <label>Tags <small>between commas</small><input name="tags" /></label>
        <label>For whom <small>roles that may read it, between commas; everybody, unless said</small><input name="audience" /></label>
        <div class="row"><button class="primary">Send</button></div>
      </form>
    </modal-dialog>`;
  }

  private readonly sendWaiting = (event: SubmitEvent): void => {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const list = (name: string) => String(given.get(name) ?? '').split(',').map((one) => one.trim()).filter(Boolean);
    const files = this.waiting;
    this.waiting = [];
    void this.upload(files, { title: String(given.get('title') ?? '').trim(), tags: list('tags'), audience: list('audience') });
  };

  private picked(event: Event): void {
    const input = event.target as HTMLInputElement;
    this.waiting = [...(input.files ?? [])];
    input.value = '';
  }

  private async upload(files: File[], about: { title: string; tags: string[]; audience: string[] }): Promise<void> {
    this.sent = [];
    for (const file of files) {
      const form = new FormData();
      form.append('file', file, file.name);
      if (about.title) form.append('title', about.title);
      about.tags.forEach((tag) => form.append('tags', tag));
      about.audience.forEach((role) => form.append('audience', role));
      try {
        const taken = await this.client.upload<KnownDocument>('/api/v1/documents', form);
        this.tell({ name: file.name, outcome: 'Taken; it can be found in a moment.', good: true });
        void this.follow(file.name, taken.documentId);
      } catch (error) {
        this.tell({ name: file.name, outcome: asProblem(error).message, good: false });
      }
    }
    void this.documents.reload();
  }

  /** Whether a file can be read is known when its text has been taken out. */
  private async follow(name: string, documentId: string): Promise<void> {
    for (let looks = 0; looks < FOLLOW_AT_MOST && this.isConnected; looks++) {
      await new Promise((resolve) => setTimeout(resolve, FOLLOW_EVERY_MS));
      const document = await this.client.document(documentId).then((d) => d as unknown as KnownDocument, () => null);
      if (document?.state === 'indexed') this.tell({ name, outcome: `It can be found now, in ${plural(document.chunks, 'passage')}.`, good: true });
      else if (document?.state === 'failed') this.tell({ name, outcome: `It was refused: ${document.error?.reason ?? 'see the list'}`, good: false });
      else continue;
      void this.documents.reload();
      return;
    }
  }

  private tell(sent: Sent): void {
    this.sent = [...this.sent.filter((other) => other.name !== sent.name), sent];
  }
}

export function isOutdated(d: KnownDocument): boolean {
  return !!d.reviewBy && d.reviewBy < new Date().toISOString().slice(0, 10);
}

function review(d: KnownDocument) {
  if (!d.reviewBy) return nothing;
  return isOutdated(d) ? html`<span class="state warn">${d.reviewBy}</span>` : d.reviewBy;
}
