import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { bytes } from '../../design/format';
import { PartElement } from '../../shell/part-element';
import { charts } from '../../ui/chart-styles';
import { Loaded } from '../../ui/loaded';
import { since, state, trouble } from '../../ui/parts';
import type { Pull } from './types';

const ENDED = /done|succeeded|failed|cancelled/;

/** Fetches a model and shows how far it is. Fires `pulled`. */
@customElement('pull-list')
export class PullList extends PartElement {
  static override styles = [...PartElement.styles, charts];

  @property({ attribute: false }) hosts: string[] = [];
  private readonly pulls = new Loaded(this, () => this.client.get<{ items: Pull[] }>('/api/v1/models/pulls?limit=10'), 2_000);

  protected override render() {
    return html`<section class="card">
      <h2>Fetch a model</h2>
      <form class="body row" @submit=${this.submitted}>
        <input class="grow" name="model" aria-label="Model" placeholder="llama3.2:3b" required pattern="[A-Za-z0-9][A-Za-z0-9._\\/\\-]*(:[A-Za-z0-9._\\-]+)?" autocomplete="off" spellcheck="false" />
        ${this.hosts.length > 1 ? html`<select name="host" aria-label="Where"><option value="">everywhere</option>${this.hosts.map((host) => html`<option>${host}</option>`)}</select>` : nothing}
        <button class="primary">Fetch</button>
      </form>
      ${trouble(this.pulls.problem)}
      <ul class="rows">${this.pulls.value?.items.map((pull) => this.row(pull))}</ul>
    </section>`;
  }

  private row(pull: Pull) {
    const ended = ENDED.test(pull.state.toLowerCase());
    return html`<li>
      <span>${pull.model} <span class="muted small">${since(pull.createdAt)}, ${pull.requestedBy}</span></span>
      <span class="row">${state(pull.state)}${ended ? nothing : html`<button @click=${() => this.cancel(pull)}>Stop</button>`}</span>
      <span class="more">
        ${ended ? (pull.reason ?? pull.status) : html`${pull.status}, ${bytes(pull.completed)} of ${bytes(pull.total)}
          <svg aria-hidden="true" viewBox="0 0 100 4" width="100%" height="4" preserveAspectRatio="none"><rect class="busy" width=${pull.total ? (pull.completed / pull.total) * 100 : 0} height="4" /></svg>`}
      </span>
    </li>`;
  }

  private async submitted(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const given = new FormData(form);
    const wish = { model: String(given.get('model')), host: given.get('host') || null };
    if (await this.app.act(() => this.client.post('/api/v1/models/pull', wish), 'The download has begun.')) form.reset();
    void this.pulls.reload();
    this.dispatchEvent(new CustomEvent('pulled'));
  }

  private async cancel(pull: Pull): Promise<void> {
    await this.app.act(() => this.client.send('DELETE', `/api/v1/models/pulls/${pull.id}`), 'Stopped; fetching it again goes on from here.');
    void this.pulls.reload();
  }
}
