import { html, nothing } from 'lit';
import { duration } from '../../design/format';
import { link } from '../../shell/route';
import { facts as evidence } from '../../ui/facts';
import { state, when } from '../../ui/parts';
import type { RunStep } from './types';

/** What a step did and found: command, summary, evidence, output. */
export function stepDetail(step: RunStep) {
  const { output, verdict, ...facts } = step.evidence;
  const judged = verdict as { met?: boolean; reason?: string } | undefined;
  return html`<section class="card" aria-label="Step" aria-live="polite">
    <header><h2>${step.title}</h2>${state(step.state)}</header>
    <div class="body stack">
      <pre class="output" tabindex="0" role="group" aria-label="What it does">${action(step)}</pre>
      ${step.summary ? html`<p>${step.summary}</p>` : nothing}
      ${judged?.met === false ? html`<p class="notice bad"><strong>Not as expected</strong>${judged.reason}</p>` : nothing}
      ${step.approvalId && /waiting/.test(step.state) ? html`<p><a class="button" href=${link('approvals', [step.approvalId])}>Decide the approval</a></p>` : nothing}
      ${typeof output === 'string' && output ? html`<pre class="output" tabindex="0" role="group" aria-label="Output">${output}</pre>` : nothing}
      ${Object.keys(facts).length ? evidence(facts) : nothing}
      <p class="muted small">
        ${step.startedAt ? html`Started ${when(step.startedAt)}` : 'Not started'}${step.endedAt ? html`, took ${duration(step.durationMs)}` : nothing}
      </p>
    </div>
  </section>`;
}

function action(step: RunStep): string {
  if (step.command) return step.command;
  const args = Object.entries(step.arguments ?? {}).map(([name, value]) => `  ${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return [step.capability ?? '', ...args].join('\n');
}
