import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { duration } from '../../design/format';
import { PartElement } from '../../shell/part-element';
import { Loaded } from '../../ui/loaded';
import '../../ui/modal-dialog';
import { reading, state, trouble, when } from '../../ui/parts';
import type { Delivery } from './types';

/** One attempt to deliver a notification. */
interface Attempt {
  attempt: number;
  at: string;
  durationMs: number;
  outcome: string;
  reason: string;
}

/** What became of one notification, attempt by attempt. Fires `close`, and `changed` when it is sent again. */
@customElement('delivery-attempts')
export class DeliveryAttempts extends PartElement {
  @property({ attribute: false }) delivery!: Delivery;
  private readonly attempts = new Loaded(this, () => this.client.get<Attempt[]>(`${this.path}/attempts`), 3_000);

  private get path(): string {
    return `/api/v1/notifications/${encodeURIComponent(this.delivery.id)}`;
  }

  protected override render() {
    const { delivery } = this;
    const { value, problem } = this.attempts;
    return html`<modal-dialog heading=${delivery.title} @close=${() => this.dispatchEvent(new CustomEvent('close'))}>
      <div class="stack">
        <p class="row">
          ${delivery.state === 'dead' ? state('given up', 'bad') : state(delivery.state)}
          <span class="muted">${delivery.channel} to ${delivery.receiver}, planned ${when(delivery.createdAt)}${delivery.settledAt ? html`, settled ${when(delivery.settledAt)}` : nothing}</span>
        </p>
        ${delivery.possibleDuplicate ? html`<p class="notice warn">The receiver may have got it twice: a sender stopped while it was on its way.</p>` : nothing}
        ${trouble(problem, this.attempts.reload)} ${value || problem ? nothing : reading()}
        ${value && !value.length ? html`<p class="muted">It was not tried yet.</p>` : nothing}
        <ul class="rows" aria-label="Attempts">
          ${value?.map((one) => html`<li>
            <span>Attempt ${one.attempt}, ${when(one.at)}, ${duration(one.durationMs)}</span>${one.outcome === 'dead' ? state('given up', 'bad') : state(one.outcome, one.outcome === 'delivered' ? 'good' : 'warn')}
            ${one.reason ? html`<span class="more">${one.reason}</span>` : nothing}
          </li>`)}
        </ul>
        ${delivery.state === 'dead' && this.app.can('operator') ? html`<div class="row"><button class="primary" @click=${this.retry}>Send it again</button></div>` : nothing}
      </div>
    </modal-dialog>`;
  }

  private readonly retry = async (): Promise<void> => {
    await this.app.act(() => this.client.post(`${this.path}/retry`), 'It is tried once more.');
    void this.attempts.reload();
    this.dispatchEvent(new CustomEvent('changed'));
  };
}
