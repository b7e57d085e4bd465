import { css, html, nothing } from 'lit';
import { customElement, property, state as changing } from 'lit/decorators.js';
import { PageElement } from '../../shell/page-element';
import { link } from '../../shell/route';
import { Loaded } from '../../ui/loaded';
import { reading, since, state, trouble } from '../../ui/parts';
import '../../ui/rich-text';
import type { KnownDocument } from './types';

/** A document line by line with the cited passage marked, or as it reads. */
@customElement('document-view')
export class DocumentView extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      :host {
        padding: 0;
      }
      .lines {
        overflow-x: auto;
        padding: var(--space-2) 0;
        font: var(--text-s) / 1.6 var(--font-code);
      }
      .line {
        display: grid;
        grid-template-columns: 52px minmax(0, 1fr);
        scroll-margin: 30vh;
      }
      .line.cited {
        background: var(--mark);
      }
      .line > span:first-child {
        padding-right: var(--space-3);
        color: var(--text-muted);
        text-align: right;
        user-select: none;
      }
      .line > span:last-child {
        padding-right: var(--space-3);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .text {
        max-width: var(--reading-width);
      }
    `,
  ];

  @property() documentId = '';
  @changing() private asText: boolean | null = null;
  private scrolledTo = '';

  private readonly document = new Loaded(this, () => this.client.document(this.documentId) as unknown as Promise<KnownDocument>);

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.get('documentId')) {
      this.document.clear();
      void this.document.reload();
    }
    const target = `${this.documentId} ${this.route.query.get('lines') ?? ''}`;
    const first = this.renderRoot.querySelector('.cited');
    if (first && this.scrolledTo !== target) {
      this.scrolledTo = target;
      first.scrollIntoView({ block: 'start' });
    }
  }

  /** The passage that the address names. */
  private get cited(): [from: number, to: number] | null {
    const [from, to] = (this.route.query.get('lines') ?? '').split('-').map(Number);
    return from ? [from, to || from] : null;
  }

  protected override render() {
    const { value, problem } = this.document;
    const plain = this.asText ?? this.cited === null;
    return html`
      <header class="page-head">
        <a href=${link('knowledge')}>Documents</a>
        <h1>${value?.title ?? this.documentId}</h1>
        ${value ? state(value.state) : nothing}
        <div class="end">
          ${value?.content ? html`<button aria-pressed=${plain} @click=${() => (this.asText = true)}>As it reads</button><button aria-pressed=${!plain} @click=${() => (this.asText = false)}>Line by line</button>` : nothing}
          ${value?.procedureId ? html`<a class="button" href=${link('operations', ['procedures', value.procedureId])}>Procedure</a>` : nothing}
          ${value && value.source !== 'FOLDER' && this.app.can('operator') ? html`<button class="danger" @click=${this.deleteDocument}>Delete</button>` : nothing}
        </div>
      </header>
      ${trouble(problem, this.document.reload)} ${value ? this.content(value, plain) : problem ? nothing : reading()}
    `;
  }

  private content(document: KnownDocument, plain: boolean) {
    return html`
      ${document.error ? html`<div class="notice bad"><strong>${document.chunks ? 'Its newest version was refused; the one before can be found' : 'It was refused'}</strong>${document.mediaType.startsWith('text/') ? `Line ${document.error.line}: ` : ''}${document.error.reason}</div>` : nothing}
      <p class="muted lead">
        <code>${document.documentId}</code>${document.owner ? `, owner ${document.owner}` : ''}, changed ${since(document.changedAt)}, ${document.chunks} passages${document.reviewBy ? `, review by ${document.reviewBy}` : ''}
      </p>
      <section class="card">${plain ? html`<div class="body text"><rich-text .text=${withoutFrontMatter(document.content ?? '')} .documentId=${document.documentId}></rich-text></div>` : this.lines(document.content ?? '')}</section>
    `;
  }

  private lines(text: string) {
    const { cited } = this;
    return html`<div class="lines" tabindex="0" role="group" aria-label="Lines of the document">
      ${text.split('\n').map((line, index) => {
        const marked = cited && index + 1 >= cited[0] && index + 1 <= cited[1];
        return html`<div class="line ${marked ? 'cited' : ''}"><span>${index + 1}</span><span>${line || ' '}</span></div>`;
      })}
    </div>`;
  }

  private readonly deleteDocument = async (): Promise<void> => {
    const question = { title: 'Delete this document?', text: 'No answer will come from it any more.', action: 'Delete', danger: true };
    if ((await this.app.ask(question)) === null) return;
    const path = `/api/v1/documents/${this.documentId.split('/').map(encodeURIComponent).join('/')}`;
    if (await this.app.act(() => this.client.send('DELETE', path), 'Deleted; it is found no more in a moment.')) location.hash = link('knowledge');
  };
}

function withoutFrontMatter(text: string): string {
  return text.replace(/^---\n[\s\S]*?\n---\n/, '');
}
