import { LitElement, css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { base, buttons, states } from '../design/controls';

interface Toast {
  id: number;
  text: string;
  tone: 'good' | 'bad';
}

const SHOWN_MS = 6_000;

/** Short words about what was just done. What went wrong stays until it is dismissed. */
@customElement('toast-stack')
export class ToastStack extends LitElement {
  static override styles = [
    base,
    buttons,
    states,
    css`
      :host {
        position: fixed;
        z-index: 20;
        right: var(--space-4);
        bottom: var(--space-4);
        display: grid;
        gap: var(--space-2);
        width: min(420px, calc(100vw - 24px));
        pointer-events: none;
      }
      .toast {
        display: flex;
        gap: var(--space-3);
        align-items: center;
        justify-content: space-between;
        padding: var(--space-1) var(--space-1) var(--space-1) var(--space-3);
        border: 1px solid var(--border-control);
        border-radius: var(--radius);
        background: var(--surface);
        box-shadow: var(--shadow);
        pointer-events: auto;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @state() private toasts: Toast[] = [];
  private next = 0;

  show(text: string, tone: Toast['tone'] = 'good'): void {
    const toast = { id: this.next++, text, tone };
    this.toasts = [...this.toasts.slice(-3), toast];
    if (tone === 'good') setTimeout(() => this.dismiss(toast.id), SHOWN_MS);
  }

  protected override render() {
    return html`<div role="status" aria-live="polite">
      ${repeat(
        this.toasts,
        (toast) => toast.id,
        (toast) => html`<div class="toast">
          <span class="state ${toast.tone}"></span><span>${toast.text}</span>
          <button class="quiet" aria-label="Dismiss" @click=${() => this.dismiss(toast.id)}>✕</button>
        </div>`,
      )}
    </div>`;
  }

  private dismiss(id: number): void {
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
  }
}
