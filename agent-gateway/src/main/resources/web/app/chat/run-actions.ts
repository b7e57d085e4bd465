import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Run } from '../api/types';
import { base, buttons, fields } from '../design/controls';
import type { App } from '../shell/app';
import { link } from '../shell/route';
import { download } from '../ui/parts';
import { asMarkdown } from './transcript';

/** What can be done with an answer: rate it, ask again, change the question, keep it, report what is wrong. */
@customElement('run-actions')
export class RunActions extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    css`
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 2px;
        align-items: center;
        margin-left: -8px;
      }
      .row button {
        min-height: 28px;
        padding: 0 var(--space-2);
        font-size: var(--text-s);
      }
      form {
        display: grid;
        gap: var(--space-2);
        margin-top: var(--space-2);
        padding: var(--space-3);
        border: 1px solid var(--border);
        border-radius: var(--radius);
        background: var(--surface);
      }
      .send {
        display: flex;
        gap: var(--space-2);
      }
    `,
  ];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) run!: Run;
  @property() question = '';
  @state() private rated = '';
  @state() private form: 'comment' | 'case' | null = null;

  protected override render() {
    return html`<div class="row">
        ${this.rate('up', 'Helpful')} ${this.rate('down', 'Not helpful')}
        ${this.button('Ask again', () => this.fire('again'))} ${this.button('Edit question', () => this.fire('edit'))}
        ${this.button('Copy', this.copy)} ${this.button('Download', this.save)}
        ${this.run.id ? html`<a class="button quiet" href=${link('traces', [], { run: this.run.id, minutes: '10080' })}>Traces</a>` : nothing}
        ${this.button('File a case', () => (this.form = this.form === 'case' ? null : 'case'))}
      </div>
      ${this.form === 'comment' ? this.comment() : this.form === 'case' ? this.report() : nothing}`;
  }

  private button(label: string, action: () => void) {
    return html`<button class="quiet" @click=${action}>${label}</button>`;
  }

  private rate(rating: 'up' | 'down', label: string) {
    return html`<button class="quiet" aria-pressed=${this.rated === rating} @click=${() => this.sendRating(rating)}>${label}</button>`;
  }

  private comment() {
    return html`<form @submit=${(event: SubmitEvent) => this.submitComment(event)}>
      <label for="comment">What was good or wrong about it? It is read by who looks after the answers.</label>
      <textarea id="comment" name="comment" rows="2" maxlength="4000"></textarea>
      <div class="send"><button class="primary">Send</button>${this.button('No comment', () => (this.form = null))}</div>
    </form>`;
  }

  private report() {
    return html`<form @submit=${(event: SubmitEvent) => this.submitCase(event)}>
      <label for="problem">What is the problem? Recent errors are looked up and the question is tried again by itself.</label>
      <textarea id="problem" name="problem" rows="3" maxlength="8000" required></textarea>
      <div class="send"><button class="primary">File the case</button>${this.button('Cancel', () => (this.form = null))}</div>
    </form>`;
  }

  private async sendRating(rating: 'up' | 'down'): Promise<void> {
    const sent = await this.app.act(() => this.app.client.post(`/api/v1/runs/${this.run.id}/feedback`, { rating }));
    if (!sent) return;
    this.rated = rating;
    this.form = 'comment';
  }

  private async submitComment(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const comment = String(new FormData(event.target as HTMLFormElement).get('comment') ?? '');
    const path = `/api/v1/runs/${this.run.id}/feedback`;
    if (await this.app.act(() => this.app.client.post(path, { rating: this.rated, comment }), 'Thank you, it is noted.')) this.form = null;
  }

  private async submitCase(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const problem = String(new FormData(event.target as HTMLFormElement).get('problem') ?? '');
    await this.app.act(async () => {
      const made = await this.app.client.post<{ id: string }>('/api/v1/cases', { problem, runId: this.run.id });
      location.hash = link('cases', [made.id]);
    }, 'The case is open.');
  }

  private readonly copy = (): void => {
    void this.app.act(() => navigator.clipboard.writeText(this.run.answer ?? ''), 'Copied.');
  };

  private readonly save = (): void => {
    download(`answer-${this.run.id}.md`, asMarkdown([{ question: this.question, run: this.run }]), 'text/markdown');
  };

  private fire(name: string): void {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true }));
  }
}
