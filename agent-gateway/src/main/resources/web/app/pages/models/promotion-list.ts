import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { PartElement } from '../../shell/part-element';
import { Loaded } from '../../ui/loaded';
import { since, state, trouble } from '../../ui/parts';
import type { ModelList, Promotion } from './types';

/** Which model answers those who name none, what follows it, and what is on its way to become it. */
@customElement('promotion-list')
export class PromotionList extends PartElement {
  @property({ attribute: false }) list!: ModelList;
  private readonly promotions = new Loaded(this, () => this.client.get<Promotion[]>('/api/v1/models/promotions'), 10_000);

  protected override render() {
    const promotions = this.promotions.value ?? [];
    const admin = this.app.can('admin');
    return html`<section class="card">
      <header><h2>Default and promotions</h2>${admin && promotions.length ? html`<button @click=${this.rollBack}>Roll back</button>` : nothing}</header>
      ${admin && this.list.models.length ? this.settings() : html`<p class="body muted">Default: ${this.list.defaultModel ?? 'none'}; then ${this.list.fallbacks.join(', ') || 'the runbooks'}.</p>`}
      ${trouble(this.promotions.problem)}
      <ul class="rows">
        ${promotions.slice(0, 10).map((p) => html`<li><span>${p.model}${p.previous ? html` <span class="muted">instead of ${p.previous}</span>` : nothing}</span>${state(p.state)}<span class="more">${since(p.createdAt)} by ${p.requestedBy}, on trial with ${Math.round(p.share * 100)} % of the questions${p.reason ? html`: ${p.reason}` : nothing}</span></li>`)}
      </ul>
    </section>`;
  }

  private settings() {
    return html`<form class="fields body" @submit=${this.save}>
      <div class="pair">
        <label>Default <small>has passed the golden questions</small>
          <select name="default">${this.list.defaultModel ? nothing : html`<option value="">none yet</option>`}${this.list.models.map((m) => html`<option ?selected=${m.name === this.list.defaultModel}>${m.name}</option>`)}</select>
        </label>
        <label>Fall-backs <small>in their order, between commas</small><input name="fallbacks" .value=${this.list.fallbacks.join(', ')} /></label>
      </div>
      <div class="row"><button>Save</button></div>
    </form>`;
  }

  private async save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const model = String(given.get('default') ?? '');
    const fallbacks = String(given.get('fallbacks') ?? '').split(',').map((name) => name.trim()).filter(Boolean);
    const wish = { fallbacks, ...(model && model !== this.list.defaultModel ? { defaultModel: model } : {}) };
    await this.app.act(() => this.client.send('PUT', '/api/v1/models/settings', wish), 'Saved; it holds from the next question on.');
  }

  private readonly rollBack = async (): Promise<void> => {
    const reason = await this.app.ask({ title: 'Take the promotion back?', field: 'Why', action: 'Take it back' });
    if (reason === null) return;
    await this.app.act(() => this.client.post('/api/v1/models/rollback', { reason: reason || null }), 'Taken back.');
    void this.promotions.reload();
  };
}
