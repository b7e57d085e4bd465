import { html, nothing } from 'lit';
import { type Tone, figure, span } from '../../design/format';
import { gauge } from '../../ui/charts';
import type { Series, Threshold } from '../alerts/types';

interface Reading {
  rule: Threshold;
  series: Series;
}

const SHOWN = 6;

/** The nearest to its limit of each rule that watches a quantity, the worst first. */
export function gauges(rules: readonly Threshold[]) {
  const readings = rules
    .flatMap((rule) => rule.series.map((series) => ({ rule, series })))
    .filter((reading) => typeof reading.series.value === 'number')
    // What is either up or down is no quantity: it is seen among the components, and here only when it is wrong.
    .filter(({ rule, series }) => series.state !== 'good' || !(rule.value === 1 && rule.operator === '<'));
  if (!readings.length) return html`<p class="body muted">No quantity that has a threshold was measured yet.</p>`;
  const shown = [...readings].sort((a, b) => severity(b) - severity(a) || nearness(b) - nearness(a)).slice(0, SHOWN);
  return html`<div class="gauges">${shown.map(one)}</div>`;
}

function one({ rule, series }: Reading) {
  const value = series.value ?? 0;
  const where = Object.values(series.labels).join(' ');
  const above = !rule.operator.startsWith('<');
  const words = `${rule.alert} ${where}: ${figure(value)}, limit ${rule.operator} ${figure(rule.value)} for ${rule.for}`;
  return html`<div>
    <div class="top">
      <span class="cut">${rule.alert} <span class="muted">${where}</span></span>
      <span>${figure(value)} <span class="muted small">${rule.operator} ${figure(rule.value)}</span></span>
    </div>
    ${gauge(value, rule.value, above, tone(series), words)}
    ${
      series.pendingSince && series.state !== 'good'
        ? html`<div class="muted small">beyond the limit for ${span((Date.now() - Date.parse(series.pendingSince)) / 1000)} of ${rule.for}</div>`
        : nothing
    }
  </div>`;
}

function tone(series: Series): Tone {
  if (series.state === 'firing') return 'bad';
  return series.state === 'pending' ? 'warn' : 'good';
}

function severity({ series }: Reading): number {
  return series.state === 'firing' ? 2 : series.state === 'pending' ? 1 : 0;
}

function nearness({ rule, series }: Reading): number {
  const value = series.value ?? 0;
  if (rule.value === 0) return 0;
  return rule.operator.startsWith('<') ? rule.value / Math.max(value, 1e-9) : value / rule.value;
}
