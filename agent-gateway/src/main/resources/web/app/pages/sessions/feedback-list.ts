import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { PartElement } from '../../shell/part-element';
import { Loaded } from '../../ui/loaded';
import { empty, reading, since, state, trouble } from '../../ui/parts';

interface Rated {
  runId: string;
  rating: string;
  comment: string;
  question: string;
  mode?: string | null;
  model?: string | null;
  askedAt: string;
}

/** How answers were rated, with what people said about them. */
@customElement('feedback-list')
export class FeedbackList extends PartElement {
  private readonly rated = new Loaded(this, () => this.client.get<{ items: Rated[] }>('/api/v1/feedback?limit=200'), 30_000);

  protected override render() {
    const { value, problem } = this.rated;
    if (!value) return html`${trouble(problem, this.rated.reload)} ${problem ? nothing : reading()}`;
    if (!value.items.length) return empty('No answer was rated yet', 'Below each answer people say whether it helped, and why.');
    const up = value.items.filter((r) => r.rating === 'up').length;
    return html`<section class="card">
      <h2>${up} helpful, ${value.items.length - up} not</h2>
      <ul class="rows">
        ${value.items.map((r) => html`<li><span>${r.question}</span>${state(r.rating === 'up' ? 'helpful' : 'not helpful', r.rating === 'up' ? 'good' : 'bad')}<span class="more">${since(r.askedAt)}, ${r.model ?? r.mode}${r.comment ? html`: ${r.comment}` : nothing}</span></li>`)}
      </ul>
    </section>`;
  }
}
