import type { Run } from '../api/types';
import { command } from './step-card';

/** A conversation as Markdown: questions, answers, what ran, and where it was found. */
export function asMarkdown(turns: readonly { question: string; run: Run | null }[]): string {
  return `${turns.map(turn).join('\n\n---\n\n')}\n`;
}

function turn({ question, run }: { question: string; run: Run | null }): string {
  const parts = [`## ${question.replaceAll('\n', ' ')}`];
  if (!run) return `${parts[0]}\n\n(not answered)`;
  const by = run.mode === 'runbook' ? 'from the runbooks' : run.mode === 'cache' ? 'given before' : `model ${run.model ?? 'unknown'}`;
  parts.push(`*${run.createdAt ?? ''} ${run.state}, ${by}*`, run.answer ?? run.reason ?? '(no answer)');
  for (const step of run.steps) {
    parts.push(`### \`${command(step)}\` (${step.state})\n\n${fenced(step.output ?? '')}`);
  }
  if (run.citations.length) {
    const sources = run.citations.map((c) => `${c.number}. ${c.title}, ${c.documentId}${c.lines ? `:${c.lines}` : ''}`);
    parts.push(`Sources:\n\n${sources.join('\n')}`);
  }
  const unverified = (run.evidence ?? []).filter((finding) => finding.state === 'unverified');
  if (unverified.length) parts.push(`Not found in the sources:\n\n${unverified.map((f) => `- ${f.sentence}`).join('\n')}`);
  return parts.join('\n\n');
}

/** A fence that is longer than any inside. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${text.trimEnd()}\n${fence}`;
}
