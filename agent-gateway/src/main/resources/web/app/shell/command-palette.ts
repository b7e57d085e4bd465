import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { base, buttons, fields } from '../design/controls';
import { items } from '../api/client';
import '../ui/modal-dialog';
import type { App } from './app';
import { PAGES } from './pages';
import { link } from './route';

interface Target {
  kind: string;
  label: string;
  href: string;
}

const SHOWN = 40;
const SEARCH_AFTER_MS = 250;

/** What an entry of a list is called and where it is found. */
type Entry = (item: Record<string, unknown>) => [label: string, href: string];

const conversationEntry: Entry = (session) => [String(session['title']), link('sessions', [String(session['id'])])];
const documentEntry: Entry = (found) => [String(found['title'] ?? found['documentId']), link('knowledge', ['documents', String(found['documentId'])])];

/** Type a few letters, press Enter: every page, procedure, conversation and document. */
@customElement('command-palette')
export class CommandPalette extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    css`
      dialog {
        width: min(600px, calc(100vw - 24px));
        max-height: 70dvh;
        margin-top: 10vh;
        padding: 0;
        border: 1px solid var(--border-control);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--text);
        box-shadow: var(--shadow);
      }
      dialog::backdrop {
        background: #0c0f1399;
      }
      input:not([type='checkbox']) {
        position: sticky;
        top: 0;
        min-height: 46px;
        padding: 0 var(--space-4);
        border: 0;
        border-bottom: 1px solid var(--border);
        border-radius: 0;
        font-size: var(--text-l);
      }
      input:focus-visible {
        outline: 0;
      }
      .options {
        padding: var(--space-2);
      }
      .option {
        display: flex;
        gap: var(--space-3);
        align-items: baseline;
        justify-content: space-between;
        padding: 6px var(--space-2);
        border-radius: var(--radius-s);
        cursor: pointer;
      }
      .option[aria-selected='true'] {
        background: var(--accent-soft);
      }
      .kind {
        flex: none;
        color: var(--text-muted);
        font-size: var(--text-s);
      }
      .none {
        padding: var(--space-3) var(--space-4);
      }
    `,
  ];

  @property({ attribute: false }) app!: App;
  @state() private text = '';
  @state() private chosen = 0;
  @state() private targets: Target[] = [];
  @query('dialog') private dialog!: HTMLDialogElement;

  protected override firstUpdated(): void {
    this.targets = PAGES.filter((page) => !page.role || this.app.can(page.role)).map((page) => ({
      kind: 'page',
      label: page.label,
      href: link(page.id),
    }));
    this.dialog.showModal();
    void this.read('procedure', '/api/v1/procedures', (p) => [String(p['title']), link('operations', ['procedures', String(p['id'])])]);
    void this.read('conversation', '/api/v1/sessions?limit=100', conversationEntry);
    void this.read('document', '/api/v1/documents?limit=500', documentEntry);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.due);
  }

  /** Of conversations and documents there may be more than were read in advance. */
  private search(): void {
    const words = encodeURIComponent(this.text.trim());
    if (!words) return;
    void this.read('conversation', `/api/v1/sessions?limit=20&q=${words}`, conversationEntry);
    void this.read('document', `/api/v1/search?k=20&q=${words}`, documentEntry);
  }

  protected override render() {
    const found = this.found();
    return html`<dialog aria-label="Go to" @close=${() => this.dispatchEvent(new CustomEvent('close'))} @click=${this.outside}>
      <input
        type="text"
        role="combobox"
        aria-label="Go to a page, procedure, conversation or document"
        aria-expanded="true"
        aria-controls="options"
        aria-activedescendant=${found.length ? `option-${this.chosen}` : nothing}
        placeholder="Page, procedure, conversation, document"
        autocomplete="off"
        spellcheck="false"
        @input=${this.typed}
        @keydown=${(event: KeyboardEvent) => this.key(event, found)}
      />
      <div id="options" class="options" role="listbox" aria-label="Found">
        ${found.map(
          (target, index) => html`<div
            id="option-${index}"
            class="option"
            role="option"
            aria-selected=${index === this.chosen}
            @click=${() => this.go(target)}
          >
            <span>${target.label}</span><span class="kind">${target.kind}</span>
          </div>`,
        )}
      </div>
      ${found.length ? nothing : html`<p class="none muted">Nothing is called so. <kbd>Enter</kbd> asks it as a question.</p>`}
    </dialog>`;
  }

  protected override updated(): void {
    this.renderRoot.querySelector(`#option-${this.chosen}`)?.scrollIntoView({ block: 'nearest' });
  }

  private unread = 0;
  private due: ReturnType<typeof setTimeout> | undefined;

  private async read(kind: string, path: string, of: Entry): Promise<void> {
    this.unread++;
    try {
      const found = items(await this.app.client.get<unknown>(path));
      const known = new Set(this.targets.map((target) => target.href));
      const more = found.map(of).filter(([, href]) => !known.has(href) && known.add(href)).map(([label, href]) => ({ kind, label, href }));
      this.targets = [...this.targets, ...more];
    } catch {
      // What cannot be read cannot be gone to; the rest can.
    }
    this.unread--;
  }

  /** All words must occur; what begins with the text comes first. */
  private found(): Target[] {
    const parts = this.text.toLowerCase().split(/\s+/).filter(Boolean);
    const hits = this.targets.filter((t) => parts.every((part) => `${t.label} ${t.kind}`.toLowerCase().includes(part)));
    const first = parts[0] ?? '';
    return hits
      .map((target, at) => ({ target, rank: (target.label.toLowerCase().startsWith(first) ? 0 : 10_000) + at }))
      .sort((a, b) => a.rank - b.rank)
      .slice(0, SHOWN)
      .map(({ target }) => target);
  }

  private typed(event: InputEvent): void {
    this.text = (event.target as HTMLInputElement).value;
    this.chosen = 0;
    clearTimeout(this.due);
    this.due = setTimeout(() => this.search(), SEARCH_AFTER_MS);
  }

  private key(event: KeyboardEvent, found: Target[]): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step && found.length) {
      event.preventDefault();
      this.chosen = (this.chosen + step + found.length) % found.length;
    }
    if (event.key !== 'Enter' || event.isComposing) return;
    const target = found[this.chosen];
    if (target) this.go(target);
    else if (this.text.trim() && !this.unread) this.go({ kind: '', label: '', href: link('chat', [], { ask: this.text.trim() }) });
  }

  private go(target: Target): void {
    this.dialog.close();
    location.hash = target.href;
  }

  private outside(event: MouseEvent): void {
    if (event.target === this.dialog) this.dialog.close();
  }
}
