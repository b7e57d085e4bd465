import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { duration } from '../../design/format';
import { PartElement } from '../../shell/part-element';
import { Loaded } from '../../ui/loaded';
import { empty, reading, since, trouble } from '../../ui/parts';

interface Entry {
  pattern: { id: string; sample: string; asked: number; people: number; failed: number; unanswered: number; cached: number; ratedUp: number; ratedDown: number; medianMs: number; p95Ms: number; lastAskedAt: string };
  advice: { kind: string; text: string }[];
}

/** What is asked often, slowly, in vain or with bad ratings, and what would help. */
@customElement('pattern-list')
export class PatternList extends PartElement {
  private readonly report = new Loaded(this, () => this.client.get<{ days: number; items: Entry[] }>('/api/v1/query-patterns?limit=200'), 60_000);

  protected override render() {
    const { value, problem } = this.report;
    if (!value) return html`${trouble(problem, this.report.reload)} ${problem ? nothing : reading()}`;
    if (!value.items.length) return empty('No pattern in the last week', 'Questions that repeat, fail or take long are gathered here with what to do about them.');
    return html`<section class="card">
      <h2>The last ${value.days} days</h2>
      <ul class="rows">${value.items.map((entry) => this.row(entry))}</ul>
    </section>`;
  }

  private row({ pattern, advice }: Entry) {
    const { people, failed, unanswered, cached, ratedUp, ratedDown, medianMs, p95Ms } = pattern;
    return html`<li>
      <span>${pattern.sample}</span><span class="muted">${pattern.asked} times</span>
      <span class="more">
        ${people} people, ${failed} failed, ${unanswered} unanswered, ${cached} from cache, rated +${ratedUp} −${ratedDown}, median ${duration(medianMs)}, p95 ${duration(p95Ms)}, last ${since(pattern.lastAskedAt)}
      </span>
      ${advice.map((each) => html`<span class="more"><strong>${each.kind}:</strong> ${each.text}</span>`)}
    </li>`;
  }
}
