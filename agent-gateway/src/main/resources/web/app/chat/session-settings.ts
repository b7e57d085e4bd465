import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base, buttons, fields, states } from '../design/controls';
import { page } from '../design/page';
import type { App } from '../shell/app';
import { Loaded } from '../ui/loaded';
import '../ui/modal-dialog';
import { reading, trouble } from '../ui/parts';

interface Parameter {
  name: string;
  label: string;
  about: string;
  step: string;
}

const PARAMETERS: readonly Parameter[] = [
  { name: 'temperature', label: 'Temperature', about: '0 is steady, 1 is free', step: '0.05' },
  { name: 'topP', label: 'Top p', about: 'share of likely words that is drawn from', step: '0.05' },
  { name: 'topK', label: 'Top k', about: 'number of likely words that is drawn from', step: '1' },
  { name: 'minP', label: 'Min p', about: 'least likelihood against the best word', step: '0.01' },
  { name: 'numCtx', label: 'Context', about: 'tokens that the model sees', step: '1' },
  { name: 'numPredict', label: 'Longest answer', about: 'in tokens', step: '1' },
  { name: 'repeatPenalty', label: 'Repeat penalty', about: '1 is none', step: '0.05' },
  { name: 'seed', label: 'Seed', about: 'the same seed draws the same words', step: '1' },
];

/** Which model answers in this conversation, and how. What is left empty is as configured. */
@customElement('session-settings')
export class SessionSettings extends LitElement {
  static override styles = [base, buttons, fields, states, page];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) models: readonly string[] = [];
  @property() sessionId = '';

  private readonly current = new Loaded<Record<string, unknown>>(this, () => this.app.client.get(this.path));

  private get path(): string {
    return `/api/v1/sessions/${this.sessionId}/parameters`;
  }

  protected override render() {
    const { value, problem } = this.current;
    return html`<modal-dialog heading="Model and parameters">
      ${trouble(problem, this.current.reload)} ${value ? this.form(value) : problem ? nothing : reading()}
    </modal-dialog>`;
  }

  private form(value: Record<string, unknown>) {
    const model = String(value['model'] ?? '');
    return html`<form class="fields" @submit=${this.save}>
      <label>
        Model
        <select name="model">
          <option value="" ?selected=${!model}>as configured</option>
          ${[...new Set([...this.models, ...(model ? [model] : [])])].map(
            (name) => html`<option value=${name} ?selected=${name === model}>${name}</option>`,
          )}
        </select>
      </label>
      <div class="pair">
        ${PARAMETERS.map(
          (p) => html`<label>
            ${p.label} <small>${p.about}</small>
            <input type="number" name=${p.name} step=${p.step} .value=${String(value[p.name] ?? '')} placeholder="as configured" />
          </label>`,
        )}
      </div>
      <div class="row"><button class="primary">Save</button></div>
    </form>`;
  }

  private async save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const change: Record<string, unknown> = { model: given.get('model') || null };
    for (const { name } of PARAMETERS) {
      const text = String(given.get(name) ?? '').trim();
      change[name] = text === '' ? null : Number(text);
    }
    const saved = await this.app.act(() => this.app.client.send('PATCH', this.path, change), 'Saved; it holds from the next question on.');
    if (saved) this.dispatchEvent(new CustomEvent('close', { bubbles: true, composed: true }));
  }
}
