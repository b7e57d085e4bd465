import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { How } from '../api/client';
import { base, buttons, fields } from '../design/controls';

const LONGEST_QUESTION = 32_000;
const TELL_LENGTH_FROM = 30_000;

export interface Asked {
  text: string;
  how: How;
}

/** Where the question is written. Fires `ask` with the text, and `stop`. */
@customElement('ask-box')
export class AskBox extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    css`
      form {
        padding: var(--space-2);
        border: 1px solid var(--border-control);
        border-radius: var(--radius);
        background: var(--surface);
      }
      form:focus-within {
        outline: 2px solid var(--focus);
        outline-offset: -1px;
      }
      form textarea {
        display: block;
        min-height: 28px;
        max-height: 40vh;
        padding: var(--space-1) var(--space-2);
        border: 0;
        outline: 0;
        background: none;
        line-height: 1.5;
        resize: none;
        field-sizing: content;
      }
      form textarea:focus-visible {
        outline: none;
      }
      .row {
        display: flex;
        gap: var(--space-3);
        align-items: center;
        justify-content: space-between;
        padding-left: var(--space-2);
      }
      .hint {
        color: var(--text-muted);
        font-size: var(--text-s);
      }
      .hint.bad {
        color: var(--bad);
      }
      kbd {
        font: 600 var(--text-s) var(--font-text);
      }
      .actions {
        display: flex;
        gap: var(--space-2);
      }
      @media (max-width: 820px) {
        /* A smaller field makes phones zoom in when it gets the focus. */
        form textarea {
          font-size: 1rem;
        }
      }
      select {
        min-height: 28px;
        margin-left: auto;
        padding: 0 var(--space-1);
        border-color: transparent;
        background: none;
        color: var(--text-muted);
        max-width: 40%;
      }
      select:hover {
        background: var(--hover);
      }
      @media (hover: none), (max-width: 820px) {
        .keys {
          display: none;
        }
      }
    `,
  ];

  @property({ type: Boolean }) running = false;
  /** The models that can answer; none when no Ollama is reachable. */
  @property({ attribute: false }) models: readonly string[] = [];
  @state() private choice = '';
  @state() private text = '';
  @query('textarea') private area!: HTMLTextAreaElement;

  /** Puts a question into the box, to be changed and sent again. */
  fill(text: string): void {
    this.text = text;
    this.focus();
  }

  override focus(): void {
    void this.updateComplete.then(() => this.area.focus());
  }

  protected override render() {
    return html`<form @submit=${this.submitted}>
      <label class="unseen" for="question">Your question</label>
      <textarea
        id="question"
        rows="1"
        placeholder="Ask about an alert or a symptom"
        aria-describedby="hint"
        .value=${this.text}
        @input=${() => (this.text = this.area.value)}
        @keydown=${this.key}
      ></textarea>
      <div class="row">
        ${this.hint()} ${this.chooser()}
        <div class="actions">
          ${this.running ? html`<button type="button" @click=${this.stop}>Stop</button>` : nothing}
          <button class="primary" ?disabled=${!this.ready}>Ask</button>
        </div>
      </div>
    </form>`;
  }

  private chooser() {
    return html`<select
      aria-label="Who answers"
      .value=${this.choice}
      @change=${(event: Event) => (this.choice = (event.target as HTMLSelectElement).value)}
    >
      <option value="">Automatic</option>
      ${this.models.map((model) => html`<option value=${model}>${model}</option>`)}
      <option value="runbook">Runbooks only</option>
    </select>`;
  }

  private how(): How {
    if (this.choice === '') return {};
    return this.choice === 'runbook' ? { mode: 'runbook' } : { model: this.choice };
  }

  private get ready(): boolean {
    return !this.running && this.text.trim() !== '' && this.text.length <= LONGEST_QUESTION;
  }

  private hint() {
    if (this.text.length > LONGEST_QUESTION) {
      const over = this.text.length - LONGEST_QUESTION;
      return html`<span id="hint" class="hint bad" role="alert"
        >${over} characters too long. Put long logs into a document.</span
      >`;
    }
    if (this.text.length > TELL_LENGTH_FROM) {
      return html`<span id="hint" class="hint">${LONGEST_QUESTION - this.text.length} characters left</span>`;
    }
    return html`<span id="hint" class="hint keys">
      <kbd>Enter</kbd> asks, <kbd>Shift+Enter</kbd> starts a line,
      ${this.running ? html`<kbd>Esc</kbd> stops` : html`<kbd>/</kbd> comes here`}
    </span>`;
  }

  private key(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.running) this.stop();
    // While an input method composes, Enter picks a word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.send();
  }

  private submitted(event: SubmitEvent): void {
    event.preventDefault();
    this.send();
  }

  private send(): void {
    if (!this.ready) return;
    this.dispatchEvent(new CustomEvent<Asked>('ask', { detail: { text: this.text.trim(), how: this.how() }, bubbles: true, composed: true }));
    this.text = '';
  }

  private stop(): void {
    this.dispatchEvent(new CustomEvent('stop', { bubbles: true, composed: true }));
  }
}
