import { LitElement, css, html, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { base, buttons, fields } from '../design/controls';
import './modal-dialog';

/** What a person is asked before something is done. */
export interface Question {
  title: string;
  text?: string;
  /** What the button says that does it. */
  action: string;
  danger?: boolean;
  /** A field to fill in, by its label. */
  field?: string;
  /** What has to be written into the field, so that nobody does it in passing. */
  word?: string;
}

/** Asks before something is done: yes, no, and where it takes a word, which. One question at a time. */
@customElement('ask-dialog')
export class AskDialog extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    css`
      form {
        display: grid;
        gap: var(--space-3);
      }
      .row {
        display: flex;
        gap: var(--space-2);
        justify-content: flex-end;
      }
    `,
  ];

  @state() private question: Question | null = null;
  @state() private text = '';
  @query('input') private input!: HTMLInputElement | null;
  private answer: (text: string | null) => void = () => {};

  /** What was written, empty where nothing was to be; null when the person thought better of it. */
  ask(question: Question): Promise<string | null> {
    this.answer(null);
    this.question = question;
    this.text = '';
    void this.updateComplete.then(() => this.input?.focus());
    return new Promise((resolve) => (this.answer = resolve));
  }

  protected override render() {
    const { question } = this;
    if (!question) return nothing;
    const { title, text, action, danger, field, word } = question;
    return html`<modal-dialog heading=${title} @close=${() => this.settle(null)}>
      <form @submit=${this.submitted}>
        ${text ? html`<p>${text}</p>` : nothing}
        ${field ? html`<label>${field}<input maxlength="500" autocomplete="off" @input=${(e: InputEvent) => (this.text = (e.target as HTMLInputElement).value)} /></label>` : nothing}
        <div class="row">
          <button type="button" @click=${() => this.settle(null)}>Cancel</button>
          <button class=${danger ? 'danger' : 'primary'} ?disabled=${word !== undefined && this.text !== word}>${action}</button>
        </div>
      </form>
    </modal-dialog>`;
  }

  private submitted(event: SubmitEvent): void {
    event.preventDefault();
    this.settle(this.text.trim());
  }

  private settle(text: string | null): void {
    this.question = null;
    const { answer } = this;
    this.answer = () => {};
    answer(text);
  }
}
