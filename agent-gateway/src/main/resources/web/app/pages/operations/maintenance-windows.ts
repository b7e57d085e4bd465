import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Status } from '../../api/types';
import { localTime, plural, span, utc } from '../../design/format';
import { PartElement } from '../../shell/part-element';
import { link } from '../../shell/route';
import { Loaded } from '../../ui/loaded';
import { empty, reading, since, state, trouble } from '../../ui/parts';
import type { MaintenanceWindow } from './types';

/** Windows in which alerts are muted and schedules held: which one is open, when the next one is, what is left for it. */
@customElement('maintenance-windows')
export class MaintenanceWindows extends PartElement {
  static override styles = [
    ...PartElement.styles,
    css`
      .windows {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 420px), 1fr));
        gap: var(--space-3);
      }
      .foot {
        margin-top: var(--space-3);
      }
    `,
  ];

  private readonly windows = new Loaded(this, () => this.client.get<{ items: MaintenanceWindow[] }>('/api/v1/operations/windows').then((all) => all.items), 15_000);

  override onChange = (): void => void this.windows.reload();

  protected override watched(status: Status): string {
    return status.procedureRuns.map((run) => run.runId + run.state).join();
  }

  protected override render() {
    const { value, problem } = this.windows;
    return html`
      ${trouble(problem, this.windows.reload)} ${value || problem ? nothing : reading()}
      ${value && !value.length ? empty('There is no maintenance window', html`A procedure with <code>window:</code> that mutes alerts or drains the platform is one.`) : nothing}
      <div class="windows">${value?.map((one) => this.window(one))}</div>
      ${
        value
          ? html`<p class="muted foot">Something is broken now and cannot wait? <a href=${link('operations', ['procedures', 'emergency-maintenance'])}>Emergency maintenance</a> leads through it, with approval. To mute alerts only: <a href=${link('alerts', ['silence', 'new'])}>a silence</a>.</p>`
          : nothing
      }
    `;
  }

  private window(one: MaintenanceWindow) {
    return html`<section class="card">
      <h2><a href=${link('operations', ['procedures', one.procedure])}>${one.title}</a> ${one.openUntil ? state('open', 'warn') : nothing}</h2>
      <div class="body"><dl class="facts">
        ${one.openUntil ? html`<dt>Closes</dt><dd>${this.open(one, one.openUntil)}</dd>` : nothing}
        <dt>Next</dt><dd>${next(one)}</dd>
        <dt>Length</dt><dd>${span(one.windowMs / 1000)} at most; what is not done then is undone, and somebody is paged</dd>
        <dt>Last time</dt><dd>${one.lastRun ? html`<a href=${link('operations', ['runs', one.lastRun.runId])}>${state(one.lastRun.state)}</a> ${since(one.lastRun.at)}` : html`<span class="muted">never</span>`}</dd>
        <dt>Left to do</dt><dd>${one.planned.length ? planned(one) : html`<span class="muted">nothing is planned for it</span>`}</dd>
      </dl></div>
    </section>`;
  }

  private open(one: MaintenanceWindow, until: string) {
    const left = Math.max(0, (Date.parse(until) - Date.now()) / 1000);
    return html`<time datetime=${until} title=${utc(until)}>${localTime(until)}</time>, in ${span(left)}
      ${one.lastRun ? html`, <a href=${link('operations', ['runs', one.lastRun.runId])}>follow it</a>` : nothing}`;
  }
}

function next({ nextAt, nextEndsAt, cron, timeZone }: MaintenanceWindow) {
  if (!nextAt) return html`<span class="muted">when a person starts it</span>`;
  return html`<time datetime=${nextAt} title=${utc(nextAt)}>${localTime(nextAt)}</time> to
    <time datetime=${nextEndsAt ?? ''} title=${utc(nextEndsAt)}>${localTime(nextEndsAt)}</time> <code title=${timeZone ?? ''}>${cron}</code>`;
}

function planned({ planned: all }: MaintenanceWindow) {
  return html`${plural(all.length, 'piece')} of work
    <ul>
      ${all.map((work) => html`<li>${work.note} <a href=${link('operations', ['runs', work.runId])}>from this run</a></li>`)}
    </ul>`;
}
