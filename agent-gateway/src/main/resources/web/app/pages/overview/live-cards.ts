import { html, nothing } from 'lit';
import type { Alert, Component, Status } from '../../api/types';
import type { Tone } from '../../design/format';
import { link } from '../../shell/route';
import { sparkline } from '../../ui/charts';
import type { Point } from './facts-card';
import { since, state } from '../../ui/parts';

const SHOWN = 12;

export function alertsCard(firing: readonly Alert[], all: number, tone: (severity: string | undefined) => Tone, day: readonly Point[]) {
  return html`<section class="card">
    <h2>Alerts firing <a class="small" href=${link('alerts')}>All</a></h2>
    ${day.some((p) => p.firing) ? html`<div class="day">${sparkline(day.map((p) => p.firing), 'Alerts firing over 24 hours', 28)}</div>` : nothing}
    ${
      firing.length
        ? html`<ul class="rows">
            ${firing.slice(0, SHOWN).map((alert) => row(alert, tone))}
            ${all > SHOWN ? html`<li><a href=${link('alerts')}>${all - Math.min(firing.length, SHOWN)} more</a></li>` : nothing}
          </ul>`
        : html`<p class="quiet-good">No alert is firing.</p>`
    }
  </section>`;
}

function row(alert: Alert, tone: (severity: string | undefined) => Tone) {
  const { severity, alertname } = alert.labels;
  const where = alert.labels['service'] ?? alert.labels['host'] ?? alert.labels['instance'];
  const summary = alert.annotations?.['summary'] ?? alert.annotations?.['description'];
  return html`<li>
    <a href=${link('alerts', ['alert', alert.fingerprint])}>${alertname ?? alert.fingerprint}${where ? html` <span class="muted">${where}</span>` : nothing}</a>
    ${state(severity ?? 'warning', tone(severity))}
    <span class="more">${summary ? `${summary}, ` : nothing}${since(alert.startsAt)}</span>
  </li>`;
}

export function componentsCard(status: Status) {
  const ollama: Component = {
    name: 'Ollama',
    state: status.ollama.state === 'up' ? 'up' : 'not reachable',
    detail: status.ollama.detail ?? null,
  };
  const parts = [...status.services, ...status.engines, ollama];
  const troubled = parts.filter((part) => part.state !== 'up' && part.detail);
  return html`<section class="card">
    <h2>Components</h2>
    <div class="chips">
      ${parts.map((part) => html`<div><span class="cut">${part.name}</span>${state(part.state, componentTone(part.state))}</div>`)}
    </div>
    ${troubled.length ? html`<ul class="rows">${troubled.map((part) => html`<li><span class="more">${part.name}: ${part.detail}</span></li>`)}</ul>` : nothing}
  </section>`;
}

function componentTone(name: string): Tone {
  if (name === 'up') return 'good';
  if (name === 'down') return 'bad';
  return name === 'not reachable' || name === 'unknown' ? 'idle' : 'warn';
}
