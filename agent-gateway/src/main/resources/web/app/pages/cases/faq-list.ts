import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { PartElement } from '../../shell/part-element';
import { Loaded } from '../../ui/loaded';
import { empty, reading, trouble } from '../../ui/parts';
import '../../ui/rich-text';

interface Entry {
  id: string;
  question: string;
  answer: string;
  asked: number;
}

/** Frequent questions: the approved ones for all, the proposals for those who decide. */
@customElement('faq-list')
export class FaqList extends PartElement {
  private readonly approved = new Loaded(this, () => this.client.get<{ items: Entry[] }>('/api/v1/faq'), 30_000);
  private readonly proposed = new Loaded(this, () => (this.app.can('operator') ? this.client.get<{ items: Entry[] }>('/api/v1/faq?state=proposed') : null), 30_000);

  protected override render() {
    const { value, problem } = this.approved;
    const proposals = this.proposed.value?.items ?? [];
    return html`
      ${this.app.can('operator') ? html`<div class="toolbar"><span class="muted grow">Questions that are asked often and answered well are proposed by themselves.</span><button @click=${this.propose}>Look for proposals now</button></div>` : nothing}
      ${trouble(problem, this.approved.reload)} ${value || problem ? nothing : reading()}
      <div class="stack">
        ${proposals.map((entry) => this.proposal(entry))}
        ${value && !value.items.length && !proposals.length ? empty('There is none yet', 'When the same question comes often and its answers are rated well, it appears here.') : nothing}
        ${value?.items.map((entry) => html`<section class="card"><h2>${entry.question}</h2><div class="body"><rich-text .text=${entry.answer}></rich-text></div></section>`)}
      </div>
    `;
  }

  private proposal(entry: Entry) {
    return html`<form class="card" @submit=${(event: SubmitEvent) => this.approve(event, entry)}>
      <h2>Proposed <span class="muted small">asked ${entry.asked} times</span></h2>
      <div class="body stack">
        <label>Question<input name="question" .value=${entry.question} maxlength="1000" required /></label>
        <label>Answer<textarea name="answer" rows="6" .value=${entry.answer} maxlength="20000" required></textarea></label>
        ${this.app.can('approver') ? html`<div class="row"><button class="primary">Approve</button><button type="button" @click=${() => this.reject(entry)}>Reject</button></div>` : nothing}
      </div>
    </form>`;
  }

  private async approve(event: SubmitEvent, entry: Entry): Promise<void> {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    await this.app.act(() => this.client.post(`/api/v1/faq/${entry.id}/approve`, { question: given.get('question'), answer: given.get('answer') }), 'Approved; it is being indexed.');
    this.reload();
  }

  private async reject(entry: Entry): Promise<void> {
    await this.app.act(() => this.client.post(`/api/v1/faq/${entry.id}/reject`), 'Rejected.');
    this.reload();
  }

  private readonly propose = async (): Promise<void> => {
    await this.app.act(() => this.client.post('/api/v1/faq/proposals'), 'Looked; what was found is below.');
    this.reload();
  };

  private reload(): void {
    void this.approved.reload();
    void this.proposed.reload();
  }
}
