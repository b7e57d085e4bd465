import { html, nothing } from 'lit';
import { customElement, state as changing } from 'lit/decorators.js';
import { PartElement } from '../../shell/part-element';
import { link } from '../../shell/route';
import { facts } from '../../ui/facts';
import { Loaded } from '../../ui/loaded';
import { reading, state, trouble, when } from '../../ui/parts';

interface Permission {
  tool: string;
  enabled: boolean;
  risk: string;
  mayCall: string[];
  mayApprove: string[];
  usedBy: { principal: string; calls: number; refused: number }[];
}

/** What one of those asked had to say. */
interface Part {
  answered: boolean;
  summary: string;
  found: Record<string, unknown>;
}

interface Review {
  at: string;
  window: string;
  keys: Part;
  tools: Part;
}

const WINDOWS = ['7d', '30d', '90d', '365d'];

/** Who may do what, and who did: keys and tools. */
@customElement('permission-review')
export class PermissionReview extends PartElement {
  private readonly permissions = new Loaded(this, () => this.client.get<Permission[]>('/api/v1/tools/permissions'), 60_000);
  private readonly review = new Loaded(this, () => (this.app.can('admin') ? this.client.get<Review>(`/api/v1/compliance/permissions?window=${this.window}`) : null));
  @changing() private window = '30d';

  protected override render() {
    return html`<div class="columns">
      <div class="stack">${this.tools()}</div>
      <div class="stack">${this.app.can('admin') ? this.keys() : nothing}</div>
    </div>`;
  }

  private keys() {
    const { value, problem } = this.review;
    return html`<section class="card">
      <header>
        <h2>Keys and unused rights</h2>
        <select aria-label="Over how long" @change=${this.chosen}>${WINDOWS.map((one) => html`<option ?selected=${one === this.window}>${one}</option>`)}</select>
      </header>
      <div class="body stack">
        ${trouble(problem, this.review.reload)} ${value || problem ? nothing : reading('Asking who has which rights')}
        ${
          value
            ? [value.keys, value.tools].map((part) => html`<div>
                <p>${part.answered ? part.summary : state(part.summary || 'no answer', 'bad')}</p>
                ${Object.keys(part.found).length ? html`<details><summary>What was found</summary>${facts(part.found)}</details>` : nothing}
              </div>`)
            : nothing
        }
        ${value ? html`<p class="muted small">Seen ${when(value.at)}.</p>` : nothing}
      </div>
    </section>`;
  }

  private readonly chosen = (event: Event): void => {
    this.window = (event.target as HTMLSelectElement).value;
    void this.review.reload();
  };

  private tools() {
    const { value, problem } = this.permissions;
    return html`<section class="card">
      <h2>Tools, last 30 days</h2>
      ${trouble(problem)} ${value || problem ? nothing : reading()}
      <ul class="rows">
        ${value?.map((p) => html`<li>
          <a href=${link('tools', ['tool', p.tool])}>${p.tool}</a>${state(p.enabled ? p.risk : 'off', p.enabled && p.risk !== 'read' ? 'warn' : 'idle')}
          <span class="more">called by ${p.mayCall.join(', ')}${p.mayApprove.length ? `; changes approved by ${p.mayApprove.join(', ')}` : ''}; used by ${p.usedBy.map((u) => `${u.principal} (${u.calls}${u.refused ? `, ${u.refused} refused` : ''})`).join(', ') || 'nobody'}</span>
        </li>`)}
      </ul>
    </section>`;
  }
}
