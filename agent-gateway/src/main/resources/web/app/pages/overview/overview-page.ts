import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Status } from '../../api/types';
import { plural } from '../../design/format';
import { PageElement } from '../../shell/page-element';
import { link } from '../../shell/route';
import { charts } from '../../ui/chart-styles';
import { Loaded } from '../../ui/loaded';
import { empty, reading, since, state, trouble } from '../../ui/parts';
import { severityRank, severityTone, thresholds } from '../alerts/types';
import type { Backup, Occurrence, OperationRun } from '../operations/types';
import { alertsCard, componentsCard } from './live-cards';
import { type Facts, type Point, factsCard } from './facts-card';
import { gauges } from './gauges';

const EVERY_MS = 15_000;

/** What is going on, on one screen: fit for a monitor that nobody touches. */
@customElement('overview-page')
export class OverviewPage extends PageElement {
  static override styles = [
    ...PageElement.styles,
    charts,
    css`
      .wall {
        display: grid;
        grid-template-columns: repeat(12, minmax(0, 1fr));
        gap: var(--space-3);
        align-items: start;
      }
      .third {
        grid-column: span 4;
      }
      .half {
        grid-column: span 6;
      }
      .wide {
        grid-column: span 8;
      }
      .whole {
        grid-column: 1 / -1;
      }
      .wall > .stack > .card {
        min-width: 0;
      }
      .day {
        padding: var(--space-2) var(--space-3) 0;
      }
      .quiet-good {
        display: flex;
        gap: var(--space-3);
        align-items: center;
        padding: var(--space-3);
        color: var(--good);
        font-weight: 600;
      }
      .chips {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(150px, 1fr));
        gap: 0 var(--space-3);
        padding: var(--space-2) var(--space-3);
      }
      .chips > div {
        display: flex;
        gap: var(--space-2);
        align-items: center;
        justify-content: space-between;
        min-height: 26px;
      }
      /* Six or eight, by who looks: rows that are all equally long. */
      .figures {
        display: grid;
        grid-template-columns: repeat(6, minmax(0, 1fr));
      }
      .figures:has(> :nth-child(7)) {
        grid-template-columns: repeat(8, minmax(0, 1fr));
      }
      .figures > a {
        display: block;
        padding: var(--space-3);
        color: inherit;
        text-decoration: none;
      }
      .figures > a:hover {
        background: var(--hover);
      }
      .gauges {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
        padding: var(--space-3);
      }
      .gauges .top {
        display: flex;
        gap: var(--space-2);
        justify-content: space-between;
        margin-bottom: 2px;
        white-space: nowrap;
      }
      li a {
        color: var(--text);
        text-decoration: none;
      }
      li a:hover {
        text-decoration: underline;
      }
      @media (max-width: 1600px) {
        .figures {
          grid-template-columns: repeat(3, minmax(0, 1fr));
        }
        .figures:has(> :nth-child(7)) {
          grid-template-columns: repeat(4, minmax(0, 1fr));
        }
      }
      @media (max-width: 820px) {
        .figures,
        .figures:has(> :nth-child(7)) {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
      }
      @media (max-width: 1180px) {
        .third,
        .half,
        .wide {
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  private readonly rules = new Loaded(this, () => thresholds(this.client), EVERY_MS);
  private readonly today = new Loaded(this, () => this.readToday(), EVERY_MS);
  private readonly runs = new Loaded(
    this,
    () => this.client.get<{ items: OperationRun[] }>('/api/v1/operations?limit=8').then((page) => page.items),
    EVERY_MS,
  );
  private readonly facts = new Loaded(this, () => this.readFacts(), EVERY_MS);

  private readonly day = new Loaded(this, () => this.client.get<{ points: Point[] }>('/api/v1/status/history?hours=24'), 60_000);

  override onChange = (): void => {
    void this.rules.reload();
    void this.runs.reload();
    void this.today.reload();
    void this.facts.reload();
  };

  protected override watched(status: Status): string {
    return [
      ...status.alerts.map((alert) => alert.fingerprint + alert.state),
      ...status.procedureRuns.map((run) => run.runId + run.state),
      ...status.runs.map((run) => run.runId),
    ].join();
  }

  protected override render() {
    const { status, problem, heardAt } = this.app.feed;
    return html`
      <header class="page-head">
        <h1>Overview</h1>
        <span class="end muted small">${heardAt ? html`as of ${since(heardAt)}` : nothing}</span>
      </header>
      ${trouble(problem)} ${status ? this.wall(status) : problem ? nothing : reading('Reading the status')}
    `;
  }

  private wall(status: Status) {
    const firing = status.alerts
      .filter((alert) => alert.state === 'firing')
      .sort((a, b) => severityRank(a.labels) - severityRank(b.labels));
    const day = this.day.value?.points ?? [];
    return html`<div class="wall">
      <section class="card whole" aria-label="Figures">${factsCard(this.facts.value, status, day)}</section>
      <div class="stack wide">${alertsCard(firing, status.alertCounts.firing, severityTone, day)} ${this.runsCard()} ${this.toldCard(status)}</div>
      <div class="stack third">${componentsCard(status)} ${this.thresholdsCard()} ${this.todayCard()}</div>
    </div>`;
  }

  private thresholdsCard() {
    const { value, problem } = this.rules;
    return html`<section class="card">
      <h2>Thresholds <a class="small" href=${link('alerts', ['thresholds'])}>All</a></h2>
      ${trouble(problem)} ${value ? gauges(value) : nothing}
    </section>`;
  }

  private todayCard() {
    const { value, problem } = this.today;
    const next = value?.filter((o) => o.outcome === 'due').slice(0, 4) ?? [];
    const past = value?.filter((o) => o.outcome !== 'due') ?? [];
    const bad = past.filter((o) => /missed|late|skipped/.test(o.outcome));
    return html`<section class="card">
      <h2>Procedures today <a class="small" href=${link('operations', ['calendar'])}>Calendar</a></h2>
      ${trouble(problem)}
      <ul class="rows">
        ${value ? html`<li><span>${past.length ? plural(past.length, 'was due', 'were due') : 'None was due yet'}</span><span class="muted">${bad.length ? `${bad.length} not on time` : past.length ? 'all on time' : ''}</span></li>` : nothing}
        ${bad.slice(-3).map((o) => this.occurrence(o))} ${next.map((o) => this.occurrence(o))}
      </ul>
    </section>`;
  }

  private occurrence(o: Occurrence) {
    const href = o.runId ? link('operations', ['runs', o.runId]) : link('operations', ['procedures', o.procedure]);
    return html`<li>
      <a href=${href}>${o.procedure}</a>
      ${o.outcome === 'due' ? html`<span class="muted">${since(o.dueAt)}</span>` : state(o.outcome)}
      ${o.reason ? html`<span class="more">${o.reason}</span>` : nothing}
    </li>`;
  }

  private runsCard() {
    const { value, problem } = this.runs;
    return html`<section class="card">
      <h2>Last procedure runs <a class="small" href=${link('operations', ['runs'])}>All</a></h2>
      ${trouble(problem)}
      ${
        value && !value.length
          ? html`<div class="body">${empty('Nothing has run yet', html`<a href=${link('operations', ['procedures'])}>Run a procedure</a>, for example daily-health-check.`)}</div>`
          : html`<ul class="rows">
              ${value?.map(
                (run) => html`<li>
                  <a href=${link('operations', ['runs', run.runId])}>${run.title}</a>${state(run.state)}
                  <span class="more">${since(run.createdAt)}, ${run.trigger}${run.summary ? html`: ${run.summary}` : nothing}</span>
                </li>`,
              )}
            </ul>`
      }
    </section>`;
  }

  private toldCard(status: Status) {
    return html`<section class="card">
      <h2>Last notifications <a class="small" href=${link('alerts', ['deliveries'])}>Log</a></h2>
      ${
        status.notifications.length
          ? html`<ul class="rows">
              ${status.notifications.slice(0, 4).map(
                (n) => html`<li>
                  <span>${n.title}</span>${n.outcome === 'delivered' ? state('delivered') : state('given up', 'bad')}
                  <span class="more">${n.channel} to ${n.receiver}, ${since(n.settledAt)}${n.reason ? html`: ${n.reason}` : nothing}</span>
                </li>`,
              )}
            </ul>`
          : html`<p class="body muted">Nobody had to be told yet.</p>`
      }
    </section>`;
  }

  private async readToday(): Promise<Occurrence[]> {
    const from = new Date();
    from.setHours(0, 0, 0, 0);
    const to = new Date(from.getTime() + 2 * 86_400_000);
    const query = `from=${from.toISOString()}&to=${to.toISOString()}`;
    return (await this.client.get<{ items: Occurrence[] }>(`/api/v1/operations/calendar?${query}`)).items;
  }

  private async readFacts(): Promise<Facts> {
    const operator = this.app.can('operator');
    const [tools, knowledge, backups, score] = await Promise.allSettled([
      this.client.get<{ usage: { calls: number; ran: number; succeeded: number; p50Ms: number }[] }>('/api/v1/tools/statistics?hours=24'),
      this.client.get<{ documents: number; pending: number; lagSeconds: number; lastIndexedAt?: string; state: string }>('/api/v1/knowledge/status'),
      operator ? this.client.get<{ items: Backup[] }>('/api/v1/backups?limit=100') : null,
      operator ? this.client.get<Facts['score']>('/api/v1/compliance') : null,
    ]);
    return {
      tools: tools.status === 'fulfilled' ? tools.value.usage : null,
      knowledge: knowledge.status === 'fulfilled' ? knowledge.value : null,
      backups: backups.status === 'fulfilled' ? (backups.value?.items ?? null) : null,
      score: score.status === 'fulfilled' ? score.value : null,
    };
  }
}

