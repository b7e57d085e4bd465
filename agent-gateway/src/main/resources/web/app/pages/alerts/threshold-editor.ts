import { css, html, nothing } from 'lit';
import { customElement, property, query, state as reactive } from 'lit/decorators.js';
import { Problem } from '../../api/problem';
import { figure } from '../../design/format';
import { PartElement } from '../../shell/part-element';
import { labels, state, when } from '../../ui/parts';
import type { DryRun, Threshold } from './types';

const SHOWN = 20;

/** Changes one rule or makes a new one: tried on the last hour first, then set. The rule is JSON in the keys of thresholds.yml. */
@customElement('threshold-editor')
export class ThresholdEditor extends PartElement {
  static override styles = [
    ...PartElement.styles,
    css`
      textarea {
        width: 100%;
        min-height: 16em;
        font-family: var(--font-code);
      }
    `,
  ];

  @property({ attribute: false }) rule!: Threshold;
  @reactive() private tried: DryRun | null = null;
  /** Of a new rule; one that is known keeps its own. */
  @reactive() private name = '';
  @query('textarea') private field!: HTMLTextAreaElement;

  protected override render() {
    const admin = this.app.can('admin');
    const { isNew } = this;
    return html`<div class="body stack">
      ${isNew ? html`<label>Name of the alert<input required maxlength="200" placeholder="QueueTooLong" .value=${this.name} @input=${(e: InputEvent) => (this.name = (e.target as HTMLInputElement).value.trim())} /></label>` : nothing}
      <label>The rule, in the keys of thresholds.yml<textarea spellcheck="false" .value=${JSON.stringify(this.rule.definition, null, 2)}></textarea></label>
      <div class="row">
        <button ?disabled=${isNew && !this.name} @click=${this.dryRun}>Try it on the last hour</button>
        ${admin ? html`<button class="primary" ?disabled=${isNew && !this.name} @click=${this.save}>Set it</button>` : nothing}
        ${admin && this.rule.source === 'api' ? html`<button class="danger" @click=${this.takeBack}>Take it back</button>` : nothing}
        <button @click=${this.close}>Cancel</button>
      </div>
      ${this.tried ? this.outcome(this.tried) : nothing}
    </div>`;
  }

  private outcome(tried: DryRun) {
    return html`<div role="status">
      <p>
        ${state(tried.firings ? `would have fired ${tried.firings} times` : 'would not have fired', tried.firings ? 'bad' : 'good')}
        ${tried.samples} samples of ${tried.series} series in the last hour${tried.complete ? '' : ', not all of them read'}.
      </p>
      <ul class="rows">
        ${tried.changes.slice(0, SHOWN).map((change) => html`<li>
          <span>${labels(change.labels)}</span>${state(change.state, change.state === 'firing' ? 'bad' : change.state === 'pending' ? 'warn' : 'good')}
          <span class="more">${when(change.at)}${typeof change.value === 'number' ? html` at ${figure(change.value)}` : nothing}</span>
        </li>`)}
      </ul>
      ${tried.changes.length > SHOWN ? html`<p class="muted">and ${tried.changes.length - SHOWN} more changes</p>` : nothing}
    </div>`;
  }

  private get isNew(): boolean {
    return !this.rule.alert;
  }

  private get path(): string {
    return `/api/v1/thresholds/${encodeURIComponent(this.rule.alert || this.name)}`;
  }

  /** What stands in the field; the router says what is wrong with the rule, this only whether it is JSON. */
  private read(): unknown {
    try {
      return JSON.parse(this.field.value);
    } catch (wrong) {
      throw new Problem(-1, 'not-json', 'The rule is no JSON', wrong instanceof Error ? wrong.message : String(wrong));
    }
  }

  private readonly dryRun = async (): Promise<void> => {
    await this.app.act(async () => {
      this.tried = await this.client.post<DryRun>(`${this.path}/dry-run`, this.read());
    });
  };

  private readonly save = async (): Promise<void> => {
    const done = await this.app.act(() => this.client.send('PUT', this.path, this.read()), 'The rule holds from now on.');
    if (done) this.close();
  };

  private readonly takeBack = async (): Promise<void> => {
    const done = await this.app.act(() => this.client.send('DELETE', this.path), 'The rule of the file holds again.');
    if (done) this.close();
  };

  private readonly close = (): void => {
    this.dispatchEvent(new CustomEvent('done'));
  };
}
