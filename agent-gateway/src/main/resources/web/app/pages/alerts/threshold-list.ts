import { css, html, nothing } from 'lit';
import { customElement, state as reactive } from 'lit/decorators.js';
import { figure, span } from '../../design/format';
import { PartElement } from '../../shell/part-element';
import { charts } from '../../ui/chart-styles';
import { gauge } from '../../ui/charts';
import { Loaded } from '../../ui/loaded';
import { labels, reading, since, state, trouble } from '../../ui/parts';
import './threshold-editor';
import { type Series, type Threshold, severityTone, thresholds } from './types';

/** Where a new rule begins. */
const DRAFT: Threshold = {
  alert: '',
  metric: 'host.cpu.usage',
  matchers: '{}',
  by: [],
  operator: '>',
  value: 90,
  for: '5m',
  severity: 'warning',
  definition: { metric: 'host.cpu.usage', operator: '>', value: 90, for: '5m', severity: 'warning', annotations: { summary: '${metric} is at ${value}, above ${threshold} for ${for}' } },
  series: [],
};

/** The rules by which measurements become alerts, and how near each series is to its limit. */
@customElement('threshold-list')
export class ThresholdList extends PartElement {
  static override styles = [
    ...PartElement.styles,
    charts,
    css`
      .series {
        display: grid;
        grid-template-columns: minmax(0, 2fr) minmax(0, 3fr) 110px 110px;
        gap: var(--space-3);
        align-items: center;
        padding: 6px var(--space-3);
        border-top: 1px solid var(--border);
      }
      .rule {
        font-weight: 400;
      }
      @media (max-width: 820px) {
        .series {
          grid-template-columns: minmax(0, 1fr) auto;
        }
        .series svg {
          grid-column: 1 / -1;
          grid-row: 2;
        }
      }
    `,
  ];

  @reactive() private edited = '';
  @reactive() private drafting = false;
  private readonly rules = new Loaded(this, () => thresholds(this.client), 5_000);

  protected override render() {
    const { value, problem } = this.rules;
    return html`
      ${this.app.can('operator') && !this.drafting ? html`<div class="toolbar"><button @click=${() => (this.drafting = true)}>New rule</button></div>` : nothing}
      ${this.drafting ? html`<section class="card"><h2>New rule</h2><threshold-editor .app=${this.app} .route=${this.route} .rule=${DRAFT} @done=${this.done}></threshold-editor></section>` : nothing}
      ${trouble(problem, this.rules.reload)} ${value || problem ? nothing : reading()}
      <div class="stack">${value?.map((rule) => this.rule(rule))}</div>
    `;
  }

  private readonly done = (): void => {
    this.edited = '';
    this.drafting = false;
    void this.rules.reload();
  };

  private rule(rule: Threshold) {
    return html`<section class="card">
      <header>
        <h2>
          ${rule.alert}
          <code class="rule muted">${rule.metric}${rule.matchers === '{}' ? '' : rule.matchers} ${rule.operator} ${figure(rule.value)} for ${rule.for}${rule.absentFor ? `, or absent for ${rule.absentFor}` : ''}</code>
        </h2>
        <span class="row">
          ${rule.source === 'api' ? state('set by hand', 'idle') : nothing} ${state(rule.severity, severityTone(rule.severity))}
          ${this.app.can('operator') && rule.definition ? html`<button @click=${() => (this.edited = this.edited === rule.alert ? '' : rule.alert)}>${this.app.can('admin') ? 'Change' : 'Try'}</button>` : nothing}
        </span>
      </header>
      ${this.edited === rule.alert ? html`<threshold-editor .app=${this.app} .route=${this.route} .rule=${rule} @done=${this.done}></threshold-editor>` : nothing}
      ${
        rule.series.length
          ? rule.series.map((series) => this.series(rule, series))
          : html`<p class="body muted">No series is near it, and none is watched for absence.</p>`
      }
    </section>`;
  }

  private series(rule: Threshold, series: Series) {
    const number = series.value ?? null;
    const tone = series.state === 'firing' ? 'bad' : series.state === 'pending' ? 'warn' : 'good';
    const above = !rule.operator.startsWith('<');
    return html`<div class="series">
      <span>${labels(series.labels)}</span>
      ${number === null ? html`<span class="muted">no value</span>` : gauge(number, rule.value, above, tone, `${figure(number)} of ${figure(rule.value)}`)}
      <span title=${series.lastSeenAt}>${number === null ? nothing : figure(number)} <span class="muted small">${since(series.lastSeenAt)}</span></span>
      <span>${state(series.state === 'good' ? 'fine' : series.state, tone)}
        ${series.pendingSince && series.state !== 'good' ? html`<span class="muted small">${span((Date.now() - Date.parse(series.pendingSince)) / 1000)}</span>` : nothing}
      </span>
    </div>`;
  }
}
