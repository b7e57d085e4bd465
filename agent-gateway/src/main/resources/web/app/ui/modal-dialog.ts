import { LitElement, css, html } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { base, buttons } from '../design/controls';

/** A dialog over the page, with its title and a way out. Opens when it is put on the page; fires `close`. */
@customElement('modal-dialog')
export class ModalDialog extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      dialog {
        width: min(640px, calc(100vw - 24px));
        max-height: min(86dvh, 900px);
        padding: 0;
        border: 1px solid var(--border-control);
        border-radius: var(--radius);
        background: var(--surface);
        color: var(--text);
        box-shadow: var(--shadow);
      }
      :host([wide]) dialog {
        width: min(980px, calc(100vw - 24px));
      }
      dialog::backdrop {
        background: #0c0f1399;
      }
      header {
        position: sticky;
        z-index: 1;
        top: 0;
        display: flex;
        gap: var(--space-3);
        align-items: center;
        justify-content: space-between;
        padding: var(--space-2) var(--space-2) var(--space-2) var(--space-4);
        border-bottom: 1px solid var(--border);
        background: var(--surface);
      }
      h2 {
        font-size: var(--text-l);
        overflow-wrap: anywhere;
      }
      .content {
        padding: var(--space-4);
      }
    `,
  ];

  @property() heading = '';
  @query('dialog') private dialog!: HTMLDialogElement;

  protected override firstUpdated(): void {
    this.dialog.showModal();
  }

  protected override render() {
    return html`<dialog aria-labelledby="heading" @close=${this.closed}>
      <header>
        <h2 id="heading">${this.heading}</h2>
        <button class="quiet" aria-label="Close" @click=${() => this.dialog.close()}>✕</button>
      </header>
      <div class="content"><slot></slot></div>
    </dialog>`;
  }

  private closed(): void {
    this.dispatchEvent(new CustomEvent('close'));
  }
}
