import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { PartElement } from '../../shell/part-element';
import { Loaded } from '../../ui/loaded';
import { state, trouble, when } from '../../ui/parts';

/** A silence that is too broad for one person, and waits for another one. */
interface Waiting {
  id: string;
  matchers: string;
  startsAt: string;
  endsAt: string;
  comment: string;
  requestedBy: string;
  reason: string;
}

/** Silences that wait for a second person: seen by all, decided by those who may. Fires `changed`. */
@customElement('silence-requests')
export class SilenceRequests extends PartElement {
  private readonly waiting = new Loaded(this, () => this.client.get<Waiting[]>('/api/v1/silences/requests'), 10_000);

  protected override render() {
    const { value, problem } = this.waiting;
    if (!value?.length) return trouble(problem, this.waiting.reload);
    return html`<section class="card" aria-label="Silences that wait for a second person">
      <h2>Wait for a second person</h2>
      <ul class="rows">${value.map((request) => this.row(request))}</ul>
    </section>`;
  }

  private row(request: Waiting) {
    const own = request.requestedBy === this.app.me.principal;
    return html`<li>
      <span><span class="label">${request.matchers}</span></span>
      ${
        own
          ? html`<span class="row">${state('somebody else has to agree', 'warn')}<button @click=${() => this.say(request, 'deny', 'Taken back.')}>Take back</button></span>`
          : this.app.can('approver')
            ? html`<span class="row">
                <button @click=${() => this.deny(request)}>Deny</button>
                <button class="primary" @click=${() => this.say(request, 'approve', 'It holds from now on.')}>Approve</button>
              </span>`
            : state('waits', 'warn')
      }
      <span class="more">${request.comment}</span>
      <span class="more">${request.requestedBy} asked for it, ${when(request.startsAt)} to ${when(request.endsAt)}: ${request.reason || nothing}</span>
    </li>`;
  }

  private async deny(request: Waiting): Promise<void> {
    const comment = await this.app.ask({ title: `Deny ${request.matchers}?`, text: `${request.requestedBy} asked for it: ${request.comment}`, field: 'Why', action: 'Say no' });
    if (comment !== null) await this.say(request, 'deny', 'Denied; nothing is held back.', { comment });
  }

  private async say(request: Waiting, word: 'approve' | 'deny', done: string, body: Record<string, string> = {}): Promise<void> {
    await this.app.act(() => this.client.post(`/api/v1/silences/requests/${request.id}/${word}`, body), done);
    void this.waiting.reload();
    this.dispatchEvent(new CustomEvent('changed'));
  }
}
