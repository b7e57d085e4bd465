import { html, nothing } from 'lit';
import type { Status } from '../../api/types';
import { ago, duration, plural, span } from '../../design/format';
import { link } from '../../shell/route';
import { sparkline } from '../../ui/charts';
import { type Backup, lastProven } from '../operations/types';

export interface Facts {
  tools: { calls: number; ran: number; succeeded: number; p50Ms: number }[] | null;
  knowledge: { documents: number; pending: number; lagSeconds: number; lastIndexedAt?: string; state: string } | null;
  backups: readonly Backup[] | null;
  score: { score: number; controls: { state: string }[] } | null;
}

/** A stretch of the last day. */
export interface Point {
  at: string;
  firing: number;
  troubled: number;
  activeSessions: number;
  answerP50Ms?: number | null;
}

/** The few figures that tell whether people are served. */
export function factsCard(facts: Facts | null, status: Status, day: readonly Point[]) {
  const answered = [...status.runs].reverse();
  const times = answered.map((run) => run.durationMs);
  const tools = facts?.tools ?? [];
  const ran = sum(tools.map((tool) => tool.ran));
  const good = sum(tools.map((tool) => tool.succeeded));
  const knowledge = facts?.knowledge;
  return html`<div class="figures">
    ${tile(link('sessions'), 'Answers', times.length ? duration(median(times)) : '–', drawn(day.map((p) => p.answerP50Ms ?? null), 'Response time over 24 hours', 'median of the last answers'))}
    ${tile(link('tools'), 'Tool success, 24 h', ran ? `${Math.round((good / ran) * 100)} %` : '–', ran ? `${ran} calls` : 'no call yet')}
    ${tile(link('sessions'), 'Sessions', String(status.sessions?.['active'] ?? '–'), drawn(day.map((p) => p.activeSessions), 'Active sessions over 24 hours', `${plural(status.sessions?.['people'] ?? 0, 'person', 'people')} lately`))}
    ${tile(link('approvals'), 'Waiting for approval', String(status.approvals ?? '–'), status.approvals ? 'somebody has to decide' : 'nothing waits')}
    ${tile(
      link('knowledge'),
      'Index',
      knowledge ? (knowledge.pending ? `${span(knowledge.lagSeconds)} behind` : 'fresh') : '–',
      knowledge ? `${knowledge.documents} documents, last ${ago(knowledge.lastIndexedAt) || 'never'}` : '',
    )}
    ${facts?.backups ? proof(facts.backups) : nothing}
    ${
      facts?.score
        ? tile(link('compliance'), 'Compliance score', `${facts.score.score}\u00a0%`, plural(facts.score.controls.filter((control) => control.state !== 'passed').length, 'control does not hold', 'controls do not hold'))
        : nothing
    }
    ${tile(link('models'), 'Model', status.ollama.state === 'up' ? 'up' : 'none', status.ollama.state === 'up' ? status.ollama.models.slice(0, 2).join(', ') || 'no model pulled' : 'answers come from the runbooks')}
  </div>`;
}

/** Whether what is saved could be brought back: a backup that nobody restored is a hope. */
function proof(backups: readonly Backup[]) {
  const proven = lastProven(backups);
  const took = proven?.restoreMs ? `took ${duration(proven.restoreMs)}` : proven?.id;
  return tile(link('operations', ['backups']), 'Last proven restore', proven ? ago(proven.provenAt) : 'none', proven ? took : 'make a backup, or prove one');
}

function tile(href: string, name: string, value: string, more: unknown) {
  return html`<a href=${href}>
    <div class="muted small">${name}</div>
    <div class="figure">${value}</div>
    <div class="muted small">${more}</div>
  </a>`;
}

/** The line where there is one to draw, else the words. */
function drawn(values: readonly (number | null)[], label: string, words: string) {
  return values.filter((value) => value !== null).length > 1 ? html`<span title=${`${label}; ${words}`}>${sparkline(values, label, 24)}</span>` : words;
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
