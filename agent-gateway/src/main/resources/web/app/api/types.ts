// The gateway's REST payloads as the page reads them. A field that a later or earlier gateway may leave out is optional.

export interface Me {
  principal: string;
  roles: string[];
}

export type RunState = 'queued' | 'running' | 'waiting-approval' | 'succeeded' | 'failed' | 'cancelled' | 'expired';

export interface Verdict {
  met: boolean;
  reason?: string | null;
}

export interface Step {
  callId?: string | null;
  id?: string | null;
  index?: number | null;
  title?: string | null;
  tool: string;
  arguments?: Record<string, unknown> | null;
  state: string;
  output?: string | null;
  truncated?: boolean;
  durationMs?: number | null;
  exitCode?: number | null;
  verdict?: Verdict | string | null;
  sandbox?: string | null;
  reason?: string | null;
}

export interface Citation {
  /** By which the answer refers to it. */
  number: number;
  documentId: string;
  title: string;
  heading?: string | null;
  lines?: string | null;
  score?: number | null;
  text?: string | null;
  path?: string | null;
}

export interface Approval {
  approvalId: string;
  callId?: string | null;
  title: string;
  plan: string;
  planHash?: string | null;
  role?: string | null;
  state: string;
  requestedAt?: string | null;
  expiresAt?: string | null;
  decidedBy?: string | null;
  reason?: string | null;
  principal?: string | null;
  originKind?: string | null;
  originId?: string | null;
  /** How many persons have to agree, and who has. */
  approvers?: number | null;
  approvedBy?: string[] | null;
  because?: string | null;
  preview?: string | null;
  arguments?: Record<string, unknown> | null;
  editedArguments?: Record<string, unknown> | null;
}

export interface Run {
  id: string;
  sessionId: string;
  query?: string | null;
  state: RunState;
  mode?: string | null;
  model?: string | null;
  answer?: string | null;
  /** What the model thought before it answered; not part of the answer. */
  thinking?: string;
  /** What did not fit into what the model could be told. */
  omitted?: { what: string; tokens: number }[] | null;
  /** The model's turn that wrote the answer so far; each turn begins anew. */
  turn?: number;
  reason?: string | null;
  citations: Citation[];
  /** The factual sentences of a model's answer; known when it has ended. */
  evidence?: Finding[];
  usage?: { modelTurns: number; promptTokens: number; answerTokens: number } | null;
  steps: Step[];
  approvals: Approval[];
  createdAt?: string | null;
  durationMs?: number | null;
}

export interface Finding {
  sentence: string;
  state: 'supported' | 'unverified';
  reason?: string | null;
}

export interface AcceptedQuery {
  runId: string;
  sessionId: string;
}

export interface SessionSummary {
  id: string;
  title: string;
  updatedAt?: string | null;
}

export interface Component {
  name: string;
  state: string;
  detail?: string | null;
}

export interface Ollama {
  state: string;
  url?: string | null;
  version?: string | null;
  models: string[];
  detail?: string | null;
}

export interface Alert {
  fingerprint: string;
  state: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  startsAt?: string | null;
}

export interface ProcedureRun {
  runId: string;
  procedureId: string;
  title: string;
  state: string;
  summary?: string | null;
  at?: string | null;
}

export interface Notification {
  notificationId?: string | null;
  receiver: string;
  channel: string;
  outcome: string;
  title: string;
  reason?: string | null;
  settledAt?: string | null;
}

/** A run of the agent that ended. */
export interface AgentRun {
  runId: string;
  state: string;
  mode: string;
  durationMs: number;
  at: string;
}

export interface Status {
  services: Component[];
  engines: Component[];
  ollama: Ollama;
  /** The most urgent ones; in a storm there are more. */
  alerts: Alert[];
  alertCounts: { firing: number; suppressed: number };
  procedureRuns: ProcedureRun[];
  notifications: Notification[];
  runs: AgentRun[];
  /** How many conversations there are, by what they do. */
  sessions: Record<string, number> | null;
  /** How many approvals wait for a person; null where the gateway does not say. */
  approvals: number | null;
}

/** Whether the step's result is still to come. */
export function isOutstanding(step: Step): boolean {
  return OUTSTANDING.includes(step.state);
}

const OUTSTANDING: readonly string[] = ['requested', 'running', 'waiting-approval'];
const ENDED: readonly string[] = ['succeeded', 'failed', 'cancelled', 'expired'];

/** Whether nothing more will happen in the run, late results of approvals apart. */
export function ended(run: Run): boolean {
  return ENDED.includes(run.state);
}
