import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { duration } from '../../design/format';
import { PartElement } from '../../shell/part-element';
import { Loaded } from '../../ui/loaded';
import { empty, reading, since, state, trouble, when } from '../../ui/parts';

interface Drill {
  name: string;
  receivers: string[];
  fallback: string[];
  within: string;
  next: string;
}

/** How one way of one receiver did. */
interface Way {
  receiver: string;
  channel: string;
  state: string;
  attempts: number;
  reason: string;
  deliveredMs?: number | null;
}

interface DrillRun {
  id: string;
  drill: string;
  state: string;
  dueAt: string;
  ways: Way[];
  acknowledgedBy: string;
  acknowledgedAfterMs?: number | null;
}

/** Fire drills: which are held when, how they went, and the word of whoever got the message. */
@customElement('drill-view')
export class DrillView extends PartElement {
  private readonly drills = new Loaded(this, () => this.client.get<{ items: Drill[] }>('/api/v1/drills'), 60_000);
  private readonly runs = new Loaded(this, () => this.client.get<{ items: DrillRun[] }>('/api/v1/drills/runs?limit=50'), 5_000);

  protected override render() {
    return html`<div class="columns">
      <section class="card"><h2>How they went</h2>${this.past()}</section>
      <section class="card"><h2>Drills</h2>${this.configured()}</section>
    </div>`;
  }

  private configured() {
    const { value, problem } = this.drills;
    if (!value) return html`<div class="body">${trouble(problem, this.drills.reload)} ${problem ? nothing : reading()}</div>`;
    if (!value.items.length) {
      return html`<div class="body">${empty('No drill is held', html`A drill sends a test through the real ways and says whether it arrived in time. They stand in <code>drills.yml</code>.`)}</div>`;
    }
    return html`<ul class="rows">
      ${value.items.map((drill) => html`<li>
        <span>${drill.name}</span>
        ${this.app.can('operator') ? html`<button @click=${() => this.hold(drill)}>Hold it now</button>` : nothing}
        <span class="more">
          ${drill.receivers.join(', ')}${drill.fallback.length ? html`, else ${drill.fallback.join(', ')}` : nothing}, within ${lasts(drill.within)}, next ${since(drill.next)} (${when(drill.next)})
        </span>
      </li>`)}
    </ul>`;
  }

  private past() {
    const { value, problem } = this.runs;
    if (!value) return html`<div class="body">${trouble(problem, this.runs.reload)} ${problem ? nothing : reading()}</div>`;
    if (!value.items.length) return html`<p class="body muted">None was held yet.</p>`;
    return html`<ul class="rows">${value.items.map((run) => this.run(run))}</ul>`;
  }

  private run(run: DrillRun) {
    return html`<li>
      <span>${run.drill} <span class="muted">${when(run.dueAt)}</span></span>
      <span class="row">
        ${state(run.state)}
        ${!run.acknowledgedBy && run.state !== 'missed' && this.app.can('operator') ? html`<button @click=${() => this.acknowledge(run)}>The message came</button>` : nothing}
      </span>
      ${run.ways.map((way) => html`<span class="more">
        ${way.channel} to ${way.receiver}: ${way.state === 'dead' ? 'given up' : way.state}${typeof way.deliveredMs === 'number' ? html` after ${duration(way.deliveredMs)}` : nothing}${way.reason ? html` (${way.reason})` : nothing}
      </span>`)}
      ${run.acknowledgedBy ? html`<span class="more">${run.acknowledgedBy} had it${typeof run.acknowledgedAfterMs === 'number' ? html` after ${duration(run.acknowledgedAfterMs)}` : nothing}.</span>` : nothing}
    </li>`;
  }

  private async hold(drill: Drill): Promise<void> {
    const question = { title: `Hold ${drill.name} now?`, text: `${drill.receivers.join(', ')} are told, as if it were real.`, action: 'Hold it' };
    if ((await this.app.ask(question)) === null) return;
    await this.app.act(() => this.client.post(`/api/v1/drills/${encodeURIComponent(drill.name)}/runs`), 'It is under way.');
    void this.runs.reload();
  }

  private async acknowledge(run: DrillRun): Promise<void> {
    await this.app.act(() => this.client.post(`/api/v1/drills/runs/${encodeURIComponent(run.id)}/ack`), 'Noted.');
    void this.runs.reload();
  }
}

/** "PT1M30S" as a person writes it. */
function lasts(iso: string): string {
  return iso.replace(/^P(T)?/, '').replace('T', ' ').toLowerCase().replaceAll(/([a-z])(?=\d)/g, '$1 ');
}
