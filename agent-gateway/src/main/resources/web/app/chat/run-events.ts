import { asApproval, asCitation, asRun } from '../api/client';
import type { ServerEvent } from '../api/sse';
import type { Approval, Citation, Run, Step } from '../api/types';

type Json = Record<string, unknown>;

/** A run of which nothing is known yet but that it was accepted. */
export function acceptedRun(id: string, sessionId: string, query: string): Run {
  return { id, sessionId, query, state: 'queued', citations: [], steps: [], approvals: [] };
}

/** The run after one of its events. When the mode changes, as when a model fails in the middle, the answer begins anew. */
export function withEvent(run: Run, event: ServerEvent): Run {
  const data = parse(event.data);
  switch (event.type) {
    case 'run':
      return merged(data['mode'] && run.mode && data['mode'] !== run.mode ? { ...run, answer: null } : run, data);
    case 'done':
      return merged(run, data);
    case 'token':
      return withToken(run, String(data['text'] ?? ''), (data['turn'] ?? 0) as number, data['first'] === true);
    case 'thinking':
      return { ...run, thinking: (run.thinking ?? '') + String(data['text'] ?? '') };
    case 'step':
      return { ...run, steps: withItem(run.steps, data as unknown as Step, stepKey) };
    case 'output':
      return { ...run, steps: run.steps.map((step) => (step.callId === data['callId'] ? withOutput(step, data) : step)) };
    case 'approval':
      return { ...run, approvals: withItem(run.approvals, asApproval(data), (a: Approval) => a.approvalId) };
    case 'citation':
      return {
        ...run,
        citations: withItem(run.citations, asCitation(data, run.citations.length), (c: Citation) => c.number),
      };
    case 'error':
      return { ...run, reason: String(data['detail'] ?? data['title'] ?? data['message'] ?? 'Unknown reason') };
    default:
      return run;
  }
}

/**
 * What a model says before it calls a tool is not part of its answer: the next turn's text takes its place, and so does
 * a turn that begins anew because its model failed or the gateway that heard it died.
 */
function withToken(run: Run, text: string, turn: number, first: boolean): Run {
  const before = turn === (run.turn ?? turn) && !first ? (run.answer ?? '') : '';
  return { ...run, turn, answer: before + text };
}

/** What a tool prints while it runs comes piece by piece; its result replaces the pieces. */
function withOutput(step: Step, data: Json): Step {
  const output = (step.output ?? '') + String(data['output'] ?? '');
  return { ...step, output: output.slice(-LIVE_OUTPUT) };
}

const LIVE_OUTPUT = 64_000;

export function stepKey(step: Step): string {
  return String(step.callId ?? step.id ?? step.index ?? JSON.stringify(step.arguments));
}

/** Takes over what the event tells and keeps what it leaves out. */
function merged(run: Run, data: Json): Run {
  const told = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null && value !== undefined));
  const next = asRun({ ...run, ...told, id: run.id, sessionId: run.sessionId });
  return { ...next, query: run.query ?? next.query ?? null };
}

function withItem<T extends object>(items: T[], item: T, key: (item: T) => string | number): T[] {
  const at = items.findIndex((known) => key(known) === key(item));
  return at < 0 ? [...items, item] : items.with(at, { ...items[at]!, ...item });
}

function parse(data: string): Json {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === 'object' && value !== null ? (value as Json) : { text: value };
  } catch {
    return { text: data };
  }
}
