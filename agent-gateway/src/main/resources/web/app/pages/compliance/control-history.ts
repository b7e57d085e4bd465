import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { PartElement } from '../../shell/part-element';
import { facts } from '../../ui/facts';
import { Loaded } from '../../ui/loaded';
import '../../ui/modal-dialog';
import { reading, trouble, when } from '../../ui/parts';
import { type Control, controlState } from './types';

/** One look at a control. */
interface Look {
  at: string;
  verdict: { state: string; detail: string; evidence: Record<string, unknown> };
}

/** One control: what is promised, and every look at it with what was found. Fires `close`. */
@customElement('control-history')
export class ControlHistory extends PartElement {
  @property({ attribute: false }) control!: Control;
  private readonly looks = new Loaded(this, () => this.client.get<{ items: Look[] }>(`/api/v1/compliance/controls/${encodeURIComponent(this.control.id)}/history?limit=100`));

  protected override render() {
    const { value, problem } = this.looks;
    return html`<modal-dialog wide heading=${this.control.title} @close=${() => this.dispatchEvent(new CustomEvent('close'))}>
      <div class="stack">
        <p>${this.control.text}</p>
        ${trouble(problem, this.looks.reload)} ${value || problem ? nothing : reading()}
        ${value && !value.items.length ? html`<p class="muted">Nobody has looked yet.</p>` : nothing}
        <ul class="rows" aria-label="Looks">
          ${value?.items.map((look) => html`<li>
            <span>${when(look.at)}</span>${controlState(look.verdict.state)}
            <span class="more">${look.verdict.detail}</span>
            ${Object.keys(look.verdict.evidence).length ? html`<details class="more"><summary>What was seen</summary>${facts(look.verdict.evidence)}</details>` : nothing}
          </li>`)}
        </ul>
      </div>
    </modal-dialog>`;
  }
}
