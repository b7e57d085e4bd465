import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { type Approval, type Run, type Step, ended } from '../api/types';
import { base, buttons, states } from '../design/controls';
import { type Tone, duration, localTime, utc, words } from '../design/format';
import './answer-view';
import './approval-card';
import type { Decide } from './approval-card';
import './citation-list';
import type { CitationList, FindPassages } from './citation-list';
import type { App } from '../shell/app';
import type { Turn } from './conversation';
import './run-actions';
import { stepKey } from './run-events';
import './step-card';
import './unverified-list';

/** One question with everything that came of it, live while it runs. Fires `retry`. */
@customElement('run-view')
export class RunView extends LitElement {
  static override styles = [
    base,
    buttons,
    states,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
        align-content: start;
      }
      .question {
        font-size: var(--text-xl);
        font-weight: 600;
        line-height: 1.35;
        overflow-wrap: anywhere;
        white-space: pre-wrap;
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 2px var(--space-3);
        align-items: center;
        color: var(--text-muted);
        font-size: var(--text-s);
      }
      .mode {
        color: var(--text);
        font-weight: 600;
      }
      .list {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-2);
      }
      .thinking {
        color: var(--text-muted);
        font-size: var(--text-s);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .notice button {
        margin-top: var(--space-2);
      }
    `,
  ];

  @property({ attribute: false }) turn!: Turn;
  /** Changes with every event; the turn itself is the same object all the time. */
  @property({ attribute: false }) run: Run | null = null;
  @property() link: string | null = null;
  @property({ attribute: false }) problem: unknown = null;
  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) roles: string[] = [];
  @property({ attribute: false }) decide!: Decide;
  @property({ attribute: false }) findPassages!: FindPassages;
  @query('citation-list') private sources!: CitationList | null;

  protected override render() {
    return html`
      <h2 class="question">${this.turn.question}</h2>
      ${this.facts()} ${this.connection()} ${this.run ? this.content(this.run) : nothing} ${this.trouble()}
      ${this.run && ended(this.run) ? html`<run-actions .app=${this.app} .run=${this.run} .question=${this.turn.question}></run-actions>` : nothing}
    `;
  }

  private facts() {
    const run = this.run;
    if (!run) return this.turn.problem ? nothing : html`<p class="facts"><span class="state busy">sending</span></p>`;
    return html`<p class="facts">
      <span class="state ${runTone(run)}">${run.state === 'succeeded' ? 'answered' : words(run.state)}</span>
      ${modeText(run)} ${typeof run.durationMs === 'number' ? html`<span>${duration(run.durationMs)}</span>` : nothing}
      ${
        run.createdAt
          ? html`<time datetime=${run.createdAt} title=${utc(run.createdAt)}>${localTime(run.createdAt)}</time>`
          : nothing
      }
    </p>`;
  }

  private connection() {
    if (this.link !== 'reconnecting') return nothing;
    return html`<p class="notice warn" role="status">
      <strong>Connection lost, connecting again ...</strong>The run goes on without the page; nothing is lost.
    </p>`;
  }

  private content(run: Run) {
    const steps = run.steps.filter((step) => !approvalOf(run, step));
    return html`
      ${
        steps.length
          ? html`<div class="list" role="list" aria-label="Steps">
              ${repeat(
                steps,
                stepKey,
                (step) => html`<step-card role="listitem" .step=${step} .quoted=${run.mode === 'runbook'}></step-card>`,
              )}
            </div>`
          : nothing
      }
      ${run.thinking ? html`<details class="thinking"><summary>Thinking</summary>${run.thinking}</details>` : nothing}
      <div aria-live="polite" aria-busy=${!ended(run)}>
        ${
          run.answer
            ? html`<answer-view
                .text=${run.answer}
                .sources=${run.citations.at(-1)?.number ?? 0}
                .findings=${run.evidence ?? []}
                @reference=${(e: CustomEvent<number>) => this.sources?.show(e.detail)}
              ></answer-view>`
            : nothing
        }
      </div>
      ${
        run.omitted?.length
          ? html`<div class="notice warn" role="note">
              <strong>The model was not told everything: it did not fit into its context.</strong>
              ${run.omitted.map((left) => `${left.what} (about ${left.tokens} tokens)`).join('; ')}
            </div>`
          : nothing
      }
      ${
        run.approvals.length
          ? html`<div class="list">
              ${repeat(
                run.approvals,
                (approval) => approval.approvalId,
                (approval) => this.approval(run, approval),
              )}
            </div>`
          : nothing
      }
      ${this.unverified(run)}
      ${
        run.citations.length
          ? html`<citation-list .citations=${run.citations} .find=${this.findPassages}></citation-list>`
          : nothing
      }
    `;
  }

  private unverified(run: Run) {
    const findings = (run.evidence ?? []).filter((finding) => finding.state === 'unverified');
    return findings.length ? html`<unverified-list .findings=${findings}></unverified-list>` : nothing;
  }

  /** A step that waited for a person is shown under its approval, and only once it was let go. */
  private approval(run: Run, approval: Approval) {
    const step = run.steps.find((candidate) => approvalOf(run, candidate) === approval);
    return html`
      <approval-card .approval=${approval} .roles=${this.roles} .decide=${this.decide}></approval-card>
      ${step && approval.state === 'approved' ? html`<step-card .step=${letGo(step)}></step-card>` : nothing}
    `;
  }

  private trouble() {
    const { problem } = this.turn;
    if (problem) {
      return html`<div class="notice bad" role="alert">
        <strong>${problem.title}</strong>${problem.detail}
        <div><button @click=${this.retry}>Try again</button></div>
      </div>`;
    }
    const run = this.run;
    if (!run || !ended(run) || run.state === 'succeeded') return nothing;
    return html`<div class="notice ${run.state === 'cancelled' ? '' : 'bad'}" role="status">
      <strong>${ENDINGS[run.state] ?? words(run.state)}</strong>${run.reason ?? ''}
    </div>`;
  }

  private retry(): void {
    this.dispatchEvent(new CustomEvent('retry', { bubbles: true, composed: true }));
  }
}

function approvalOf(run: Run, step: Step): Approval | undefined {
  return run.approvals.find((approval) => approval.callId && approval.callId === step.callId);
}

/** Until its result comes, a step that was approved is on its way and waits for nobody. */
function letGo(step: Step): Step {
  return step.state === 'waiting-approval' ? { ...step, state: 'running' } : step;
}

const ENDINGS: Record<string, string> = {
  cancelled: 'Stopped. What had been found until then is shown above.',
  failed: 'This question could not be answered.',
  expired: 'The time for this question ran out. Ask it again, or ask for less.',
};

function modeText(run: Run) {
  if (run.mode === 'runbook') {
    const text = ended(run)
      ? 'Answered from the runbooks, no model took part'
      : 'From the runbooks, no model takes part';
    return html`<span class="mode">${text}</span>`;
  }
  if (run.mode === 'cache') return html`<span class="mode">The same question was answered before</span>`;
  return run.model ? html`<span class="mode">Model ${run.model}</span>` : nothing;
}

function runTone(run: Run): Tone {
  if (run.state === 'succeeded') return 'good';
  if (run.state === 'waiting-approval') return 'warn';
  if (run.state === 'cancelled') return 'idle';
  return ended(run) ? 'bad' : 'busy';
}
