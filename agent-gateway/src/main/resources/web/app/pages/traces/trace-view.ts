import { css, html, nothing } from 'lit';
import { customElement, property, state as changing } from 'lit/decorators.js';
import { duration, plural, words } from '../../design/format';
import { PageElement } from '../../shell/page-element';
import { link } from '../../shell/route';
import { Loaded } from '../../ui/loaded';
import { reading, state, styled, trouble, when } from '../../ui/parts';
import { type Span, type Trace, fine, flat, tint } from './types';

/** A span that is short against its trace is still seen. */
const THINNEST = 0.4;
const DEEPEST = 12;

/** One trace: what took how long, one below the other on the same time line. */
@customElement('trace-view')
export class TraceView extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      :host {
        padding: 0;
      }
      .columns {
        grid-template-columns: minmax(0, 5fr) minmax(240px, 2fr);
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-4);
        margin-bottom: var(--space-3);
        font-size: var(--text-s);
      }
      .legend i {
        display: inline-block;
        width: 10px;
        height: 10px;
        margin-right: 5px;
        border-radius: 2px;
        background: var(--tint);
      }
      .legend i.path {
        box-shadow: inset 0 -3px 0 var(--text);
        background: var(--sunken);
      }
      .spans {
        overflow: auto;
        max-height: max(320px, calc(100dvh - 240px));
        list-style: none;
      }
      .span {
        display: grid;
        grid-template-columns: minmax(160px, 2fr) minmax(0, 3fr) 74px;
        gap: var(--space-2);
        align-items: center;
        width: 100%;
        min-height: 28px;
        padding: 2px var(--space-3);
        border: 0;
        border-radius: 0;
        background: none;
        color: var(--text);
        font-weight: 400;
        text-align: left;
      }
      .span:hover {
        background: var(--hover);
      }
      .span[aria-pressed='true'] {
        background: var(--accent-soft);
      }
      .span:focus-visible {
        outline-offset: -2px;
      }
      .name {
        padding-left: var(--indent);
      }
      .name.error {
        color: var(--bad);
        font-weight: 600;
      }
      .track {
        position: relative;
        height: 12px;
      }
      .bar {
        position: absolute;
        top: 0;
        left: var(--from);
        width: var(--long);
        height: 12px;
        border-radius: 2px;
        background: var(--tint);
      }
      .bar.critical {
        box-shadow: inset 0 -3px 0 var(--text);
      }
      .took {
        color: var(--text-muted);
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
        text-align: right;
      }
      .tint-0 {
        --tint: var(--border-control);
      }
      .tint-1 {
        --tint: var(--series-1);
      }
      .tint-2 {
        --tint: var(--series-2);
      }
      .tint-3 {
        --tint: var(--series-3);
      }
      .tint-4 {
        --tint: var(--series-4);
      }
      .tint-5 {
        --tint: var(--series-5);
      }
      @media (max-width: 1000px) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }
      @media (max-width: 820px) {
        .span {
          grid-template-columns: minmax(0, 1fr) 74px;
          padding: var(--space-1) var(--space-2);
        }
        .track {
          grid-row: 2;
          grid-column: 1 / -1;
        }
      }
    `,
  ];

  @property() traceId = '';
  @changing() private chosen = '';
  private readonly trace = new Loaded(this, () => this.client.get<Trace>(`/api/v1/traces/${encodeURIComponent(this.traceId)}`));

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.get('traceId')) {
      this.chosen = '';
      this.trace.clear();
      void this.trace.reload();
    }
  }

  protected override render() {
    const { value: trace, problem } = this.trace;
    return html`
      <header class="page-head">
        <a href=${link('traces')}>Traces</a>
        <h1>${trace?.roots[0]?.name ?? 'Trace'}</h1>
        ${trace?.errors ? state(plural(trace.errors, 'error'), 'bad') : nothing}
        <div class="end">
          <button @click=${this.trace.reload}>Read again</button>
          <a class="button" href=${link('logs', [], { trace: this.traceId, minutes: '10080' })}>Log lines</a>
        </div>
      </header>
      ${trouble(problem, this.trace.reload)} ${trace ? this.content(trace) : problem ? nothing : reading('Reading the trace')}
    `;
  }

  private content(trace: Trace) {
    const rows = flat(trace.roots);
    const chosen = rows.find(({ span }) => span.spanId === this.chosen)?.span ?? trace.roots[0];
    return html`
      <p class="muted lead">${when(trace.start)}, ${duration(trace.durationMs)} from first to last, ${plural(trace.spans, 'span')}${trace.truncated ? ', the oldest of more' : nothing}</p>
      <p class="legend">
        ${trace.services.map((service) => html`<span class=${tint(service)}><i></i>${service}</span>`)}
        <span><i class="path"></i>led to the end</span>
      </p>
      <div class="columns">
        <ol class="card spans" aria-label="Spans" tabindex="0" @keydown=${this.move}>
          ${rows.map(({ span, depth }) => this.row(trace, span, depth, span === chosen))}
        </ol>
        ${chosen ? this.detail(trace, chosen) : nothing}
      </div>
    `;
  }

  private row(trace: Trace, span: Span, depth: number, isChosen: boolean) {
    const whole = Math.max(trace.durationMs, 1e-6);
    const long = Math.max((span.durationMs / whole) * 100, THINNEST);
    const from = Math.min((span.offsetMs / whole) * 100, 100 - long);
    const took = fine(span.durationMs, duration);
    return html`<li>
      <button class="span ${tint(span.service)}" aria-pressed=${isChosen} title=${`${span.service}: ${span.name}`} @click=${() => (this.chosen = span.spanId)}>
        <span class="name cut ${span.error ? 'error' : ''}" ${styled({ '--indent': `${Math.min(depth, DEEPEST) * 12}px` })}>${span.name}${span.error ? ' (error)' : nothing}</span>
        <span class="track" aria-hidden="true"><span class="bar ${span.critical ? 'critical' : ''}" ${styled({ '--from': `${from}%`, '--long': `${long}%` })}></span></span>
        <span class="took">${took}</span>
      </button>
    </li>`;
  }

  private detail(trace: Trace, span: Span) {
    const run = span.attributes['aiops.run.id'];
    return html`<section class="card" aria-live="polite">
      <h2>${span.name}</h2>
      <dl class="facts body">
        <dt>Service</dt><dd>${span.service}</dd>
        <dt>Outcome</dt><dd>${span.error ? state('error', 'bad') : state('ok', 'good')}</dd>
        <dt>Took</dt><dd>${fine(span.durationMs, duration)}</dd>
        <dt>Began</dt><dd>${fine(span.offsetMs, duration)} after the first</dd>
        <dt>Kind</dt><dd>${words(span.kind)}</dd>
        ${Object.entries(span.attributes).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}
        <dt>Span</dt><dd>${span.spanId}</dd>
        <dt>Trace</dt><dd>${trace.traceId}</dd>
        ${run ? html`<dt>More</dt><dd><a href=${link('traces', [], { run })}>all traces of this run</a></dd>` : nothing}
      </dl>
    </section>`;
  }

  /** Up and down go from span to span, as in any list. */
  private readonly move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (!step) return;
    const buttons = [...this.renderRoot.querySelectorAll<HTMLButtonElement>('button.span')];
    const at = buttons.indexOf(this.shadowRoot?.activeElement as HTMLButtonElement);
    const next = buttons[Math.max(0, Math.min(buttons.length - 1, at + step))];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.click();
  };
}
