import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { toneOf, utc } from '../../design/format';
import { PartElement } from '../../shell/part-element';
import { link } from '../../shell/route';
import { Loaded } from '../../ui/loaded';
import { reading, trouble } from '../../ui/parts';
import type { Occurrence } from './types';

const DAY_MS = 86_400_000;
const day = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short' });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

/** A week of due times, each with what came of it: ran, late, skipped or missed, and why. */
@customElement('operations-calendar')
export class OperationsCalendar extends PartElement {
  static override styles = [
    ...PartElement.styles,
    css`
      .week {
        display: grid;
        grid-template-columns: repeat(7, minmax(0, 1fr));
        gap: 1px;
        border: 1px solid var(--border);
        border-radius: var(--radius);
        background: var(--border);
        overflow: hidden;
      }
      .day {
        min-height: 320px;
        padding: var(--space-2);
        background: var(--surface);
      }
      .day.today {
        background: var(--accent-soft);
      }
      .day h2 {
        margin-bottom: var(--space-2);
        color: var(--text-muted);
        font-size: var(--text-s);
      }
      .entry {
        display: block;
        margin-bottom: 4px;
        padding: 3px 6px;
        border-left: 3px solid var(--border-control);
        border-radius: 2px;
        background: var(--sunken);
        color: var(--text);
        font-size: var(--text-s);
        line-height: 1.35;
        text-decoration: none;
        overflow-wrap: anywhere;
      }
      .entry:hover {
        background: var(--hover);
      }
      .entry.good {
        border-color: var(--good);
      }
      .entry.warn {
        border-color: var(--warn);
        background: var(--warn-soft);
      }
      .entry.bad {
        border-color: var(--bad);
        background: var(--bad-soft);
      }
      .entry time {
        font-weight: 600;
      }
      @media (max-width: 820px) {
        .week {
          grid-template-columns: minmax(0, 1fr);
        }
        .day {
          min-height: 0;
        }
      }
    `,
  ];

  private readonly entries = new Loaded(this, () => this.read(), 30_000);
  private truncated = false;
  private asked = '';

  protected override updated(): void {
    if (this.asked !== this.from.toISOString()) void this.entries.reload();
  }

  /** The day that the address names, else the day before yesterday: what went wrong lately and what comes next. */
  private get from(): Date {
    const named = Date.parse(`${this.route.query.get('from') ?? ''}T00:00:00`);
    const at = new Date(Number.isNaN(named) ? Date.now() - 2 * DAY_MS : named);
    at.setHours(0, 0, 0, 0);
    return at;
  }

  private read(): Promise<Occurrence[]> {
    const { from } = this;
    this.asked = from.toISOString();
    const to = new Date(from.getTime() + 7 * DAY_MS + 3_600_000);
    return this.client.get<{ items: Occurrence[]; truncated: boolean }>(`/api/v1/operations/calendar?from=${from.toISOString()}&to=${to.toISOString()}`).then((page) => {
      this.truncated = page.truncated;
      return page.items;
    });
  }

  protected override render() {
    const { value, problem } = this.entries;
    const { from } = this;
    return html`
      <div class="toolbar">
        <a class="button" href=${week(from, -7)}>Earlier</a><a class="button" href=${link('operations', ['calendar'])}>Now</a><a class="button" href=${week(from, 7)}>Later</a>
        <span class="muted">${Intl.DateTimeFormat().resolvedOptions().timeZone}</span>
      </div>
      ${trouble(problem, this.entries.reload)}
      ${value && this.truncated ? html`<p class="muted">There are more due times than this page shows: only the first of the week are here.</p>` : nothing}
      ${value ? this.week(from, value) : problem ? nothing : reading()}
    `;
  }

  private week(from: Date, all: Occurrence[]) {
    const days = Array.from({ length: 7 }, (_, index) => {
      const at = new Date(from);
      at.setDate(at.getDate() + index);
      return at;
    });
    return html`<div class="week">
      ${days.map((at) => {
        const today = at.toDateString() === new Date().toDateString();
        const entries = all.filter((o) => new Date(o.dueAt).toDateString() === at.toDateString());
        return html`<section class="day ${today ? 'today' : ''}"><h2>${day.format(at)}${today ? ', today' : ''}</h2>${entries.map(entry)}</section>`;
      })}
    </div>`;
  }
}

function entry(o: Occurrence) {
  const href = o.runId ? link('operations', ['runs', o.runId]) : link('operations', ['procedures', o.procedure]);
  const told = o.outcome === 'due' ? '' : o.outcome;
  const tone = o.outcome === 'missed' ? 'bad' : o.outcome === 'due' ? '' : toneOf(o.outcome);
  return html`<a class="entry ${tone}" href=${href} title=${`${utc(o.dueAt)} ${o.reason}`}>
    <time datetime=${o.dueAt}>${clock.format(new Date(o.dueAt))}</time> ${o.procedure}${told ? html`, ${told}` : nothing}
  </a>`;
}

function week(from: Date, days: number): string {
  const at = new Date(from.getTime() + days * DAY_MS + DAY_MS / 2);
  const local = `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`;
  return link('operations', ['calendar'], { from: local });
}
