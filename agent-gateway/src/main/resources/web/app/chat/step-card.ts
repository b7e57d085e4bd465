import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base, states } from '../design/controls';
import { type Tone, duration, plural, words } from '../design/format';
import { type Step, type Verdict, isOutstanding } from '../api/types';

const SHORT_OUTPUT_LINES = 10;

/** One tool call: what ran, how it ended, what it really printed. */
@customElement('step-card')
export class StepCard extends LitElement {
  static override styles = [
    base,
    states,
    css`
      :host {
        border: 1px solid var(--border);
        border-radius: var(--radius);
        background: var(--surface);
        overflow: hidden;
      }
      header {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 2px var(--space-3);
        align-items: start;
        padding: var(--space-2) var(--space-3);
      }
      .command {
        overflow-wrap: anywhere;
        font-size: var(--text-m);
        font-weight: 600;
      }
      .title,
      .facts {
        color: var(--text-muted);
        font-size: var(--text-s);
      }
      .reason,
      .about {
        grid-column: 1 / -1;
      }
      .reason {
        overflow-wrap: anywhere;
      }
      .reason.bad {
        color: var(--bad);
      }
      .about,
      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-3);
      }
      .about {
        justify-content: space-between;
      }
      details {
        border-top: 1px solid var(--border);
      }
      summary {
        padding: 4px var(--space-3);
        color: var(--text-muted);
        font-size: var(--text-s);
        cursor: pointer;
      }
      summary:hover {
        color: var(--text);
      }
      summary:focus-visible,
      pre:focus-visible {
        outline-offset: -2px;
      }
      pre {
        max-height: 420px;
        overflow: auto;
        padding: var(--space-2) var(--space-3);
        border-top: 1px solid var(--border);
        background: var(--sunken);
        font-size: var(--text-s);
        line-height: 1.45;
        tab-size: 8;
      }
    `,
  ];

  @property({ attribute: false }) step!: Step;
  /** Whether the output stays folded, because the answer quotes it. */
  @property({ type: Boolean }) quoted = false;

  protected override render() {
    const { title, output, truncated } = this.step;
    const outcome = outcomeOf(this.step);
    return html`
      <header>
        <code class="command">${command(this.step)}</code>
        <span class="state ${outcome.tone}">${outcome.text}</span>
        ${outcome.reason ? html`<p class="reason ${outcome.tone}">${outcome.reason}</p>` : nothing}
        <div class="about">
          ${title ? html`<p class="title">${title}</p>` : nothing}
          <p class="facts">${facts(this.step).map((fact) => html`<span>${fact}</span>`)}</p>
        </div>
      </header>
      ${output ? this.output(output, truncated ?? false, outcome.tone === 'bad') : nothing}
    `;
  }

  private output(output: string, truncated: boolean, failed: boolean) {
    const lines = output.trimEnd().split('\n').length;
    const wanted = !this.quoted && (failed || lines <= SHORT_OUTPUT_LINES);
    return html`<details ?open=${wanted}>
      <summary>Output, ${plural(lines, 'line')}${truncated ? ', cut at the limit' : ''}</summary>
      <pre tabindex="0" role="group" aria-label="Output of ${command(this.step)}">${output.trimEnd()}</pre>
    </details>`;
  }
}

/** The command line of a terminal call; name and arguments of any other tool. */
export function command(step: Step): string {
  const args = step.arguments ?? {};
  if (typeof args['command'] === 'string') return args['command'];
  const pairs = Object.entries(args).map(([k, v]) => `${k}=${typeof v === 'string' ? v : JSON.stringify(v)}`);
  return [step.tool, ...pairs].join(' ');
}

function verdictOf(step: Step): Verdict | null {
  const { verdict } = step;
  if (!verdict) return null;
  return typeof verdict === 'string' ? { met: /^(met|ok|fine|looks fine)/i.test(verdict), reason: verdict } : verdict;
}

interface Outcome {
  tone: Tone;
  text: string;
  reason: string;
}

/** How it ended, as a person judges it: the verdict where there is one, else the state. */
function outcomeOf(step: Step): Outcome {
  const state = words(step.state);
  const reason = step.reason ?? '';
  if (isOutstanding(step)) return { tone: step.state === 'waiting-approval' ? 'warn' : 'busy', text: state, reason };
  if (/unknown|no result/.test(state)) return { tone: 'warn', text: state, reason };
  const verdict = verdictOf(step);
  if (verdict?.met === false) return { tone: 'bad', text: 'not as expected', reason: verdict.reason || reason };
  if (state === 'succeeded') return { tone: 'good', text: verdict ? 'looks fine' : state, reason };
  return { tone: 'bad', text: state, reason };
}

function facts(step: Step): string[] {
  return [
    step.tool,
    verdictOf(step) ? words(step.state) : '',
    step.exitCode === null || step.exitCode === undefined ? '' : `exit code ${step.exitCode}`,
    step.durationMs === null || step.durationMs === undefined ? '' : duration(step.durationMs),
    step.sandbox ? `in ${step.sandbox}` : '',
  ].filter(Boolean);
}
