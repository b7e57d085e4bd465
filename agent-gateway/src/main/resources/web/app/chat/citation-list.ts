import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { asProblem } from '../api/problem';
import type { Citation } from '../api/types';
import { base, buttons, states } from '../design/controls';
import { link } from '../shell/route';

export type FindPassages = (citation: Citation) => Promise<Citation[]>;

/** Where the answer comes from: document, heading, lines; a click shows the passage itself. */
@customElement('citation-list')
export class CitationList extends LitElement {
  static override styles = [
    base,
    buttons,
    states,
    css`
      h3 {
        margin-bottom: var(--space-1);
        color: var(--text-muted);
        font-size: var(--text-s);
        font-weight: 600;
      }
      li {
        border-top: 1px solid var(--border);
      }
      li:last-child {
        border-bottom: 1px solid var(--border);
      }
      button.row {
        display: grid;
        grid-template-columns: 24px minmax(0, 1fr) auto;
        gap: var(--space-2);
        align-items: baseline;
        width: 100%;
        padding: 5px var(--space-1);
        border: 0;
        border-radius: 0;
        background: none;
        font-weight: 400;
        text-align: left;
        white-space: normal;
      }
      button.row:hover {
        background: var(--hover);
      }
      button.row:focus-visible {
        outline-offset: -2px;
      }
      .number {
        color: var(--accent);
        font-weight: 600;
        text-align: center;
      }
      .where {
        overflow-wrap: anywhere;
      }
      .lines {
        color: var(--text-muted);
        font-size: var(--text-s);
        white-space: nowrap;
      }
      .passage {
        padding: var(--space-1) var(--space-3) var(--space-3) 36px;
      }
      pre {
        overflow: auto;
        max-height: 320px;
        padding: var(--space-2) var(--space-3);
        border-left: 3px solid var(--accent);
        background: var(--sunken);
        font-size: var(--text-s);
        line-height: 1.5;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) citations: Citation[] = [];
  @property({ attribute: false }) find!: FindPassages;
  @state() private opened = new Set<number>();
  @state() private passages = new Map<number, string>();

  /** Opens the numbered source and brings it into view. */
  async show(number: number): Promise<void> {
    if (!this.opened.has(number)) this.toggle(number);
    await this.updateComplete;
    const row = this.renderRoot.querySelector<HTMLElement>(`#row-${number}`);
    row?.focus();
    row?.scrollIntoView({ block: 'nearest' });
  }

  protected override render() {
    return html`<h3>Sources</h3>
      <ol>
        ${this.citations.map((citation) => this.row(citation, citation.number))}
      </ol>`;
  }

  private row(citation: Citation, number: number) {
    const open = this.opened.has(number);
    return html`<li>
      <button
        id="row-${number}"
        class="row"
        aria-expanded=${open}
        aria-controls="passage-${number}"
        @click=${() => this.toggle(number)}
      >
        <span class="number">${number}</span>
        <span class="where">${citation.title}${headingOf(citation)}</span>
        <span class="lines">${citation.lines ? `lines ${citation.lines}` : nothing}</span>
      </button>
      <div id="passage-${number}" class="passage" ?hidden=${!open}>
        ${open ? this.passage(citation, number) : nothing}
      </div>
    </li>`;
  }

  private passage(citation: Citation, number: number) {
    const text = citation.text ?? this.passages.get(number);
    if (text === undefined) return html`<p class="muted" role="status">Reading the passage ...</p>`;
    return html`<pre tabindex="0" role="group" aria-label="Passage from ${citation.title}">${text}</pre>
      <p>${documentLink(citation)}</p>`;
  }

  private toggle(number: number): void {
    const opened = new Set(this.opened);
    if (!opened.delete(number)) {
      opened.add(number);
      void this.read(number);
    }
    this.opened = opened;
  }

  private async read(number: number): Promise<void> {
    const citation = this.citations.find((c) => c.number === number);
    if (!citation || citation.text || this.passages.has(number)) return;
    let text: string;
    try {
      const found = await this.find(citation);
      const exact = found.find((hit) => hit.lines === citation.lines || hit.heading === citation.heading);
      text = exact?.text ?? 'The index does not hold this passage any more; the document has changed since the answer.';
    } catch (error) {
      text = asProblem(error).message;
    }
    this.passages = new Map(this.passages).set(number, text);
  }
}

function documentLink({ documentId, lines }: Citation) {
  const href = link('knowledge', ['documents', documentId], { lines: lines ?? null });
  return html`<a href=${href}>Open ${documentId}${lines ? ` at line ${lines.split('-')[0]}` : ''}</a>`;
}

function headingOf(citation: Citation) {
  if (!citation.heading || citation.heading === citation.title) return nothing;
  return html`<span class="muted"> / ${citation.heading}</span>`;
}
