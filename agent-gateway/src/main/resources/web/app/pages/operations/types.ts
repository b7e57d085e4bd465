export interface Schedule {
  cron: string;
  timeZone: string;
}

export interface LastRun {
  runId: string;
  state: string;
  at: string;
}

export interface ProcedureItem {
  id: string;
  title: string;
  kind: string;
  path: string;
  severity: string;
  schedule?: Schedule | null;
  nextDue?: string | null;
  lastRun?: LastRun | null;
  steps: number;
}

/** A step that does not fit the machine: a command, unit, port or link that is gone. */
export interface Drift {
  procedure: string;
  step: string;
  line: number;
  problem: string;
  since: string;
}

export interface Refusal {
  path: string;
  line: number;
  reason: string;
}

export interface ProcedureStep {
  id: string;
  title: string;
  uses?: string | null;
  with?: Record<string, unknown> | null;
  run?: string | null;
  expect?: unknown;
  timeoutMs: number;
  onFailure: string;
  approval: boolean;
  lines: string;
  text: string;
}

export interface Procedure extends Omit<ProcedureItem, 'steps'> {
  version: string;
  owner: string;
  reviewBy?: string | null;
  tags: string[];
  appliesTo: Record<string, string>;
  steps: ProcedureStep[];
}

export interface RunStep {
  id: string;
  title: string;
  state: string;
  durationMs: number;
  summary: string;
  evidence: Record<string, unknown>;
  capability?: string | null;
  arguments?: Record<string, unknown> | null;
  command?: string | null;
  approvalId?: string | null;
  startedAt?: string | null;
  endedAt?: string | null;
}

export interface OperationRun {
  runId: string;
  procedure: string;
  title: string;
  version: string;
  state: string;
  summary: string;
  principal: string;
  trigger: string;
  dryRun: boolean;
  createdAt: string;
  startedAt?: string | null;
  endedAt?: string | null;
  /** When a window ends it, whatever is left. */
  endBy?: string | null;
  /** The run whose failed step this one began with. */
  rerunOf?: string | null;
  durationMs: number;
  steps: RunStep[];
}

/** A procedure that holds the platform or its alerts back, and for how long at most. */
export interface MaintenanceWindow {
  procedure: string;
  title: string;
  windowMs: number;
  cron?: string | null;
  timeZone?: string | null;
  nextAt?: string | null;
  nextEndsAt?: string | null;
  /** When the one that is open now closes at the latest. */
  openUntil?: string | null;
  lastRun?: LastRun | null;
  planned: { note: string; dueAt: string; runId: string }[];
}

/** A due time and what came of it. */
export interface Occurrence {
  procedure: string;
  dueAt: string;
  outcome: string;
  reason: string;
  runId?: string | null;
}

/** A backup, as far as it has come. */
export interface Backup {
  id: string;
  tier: string;
  state: string;
  phase: string;
  partsDone: number;
  partsTotal: number;
  bytes: number;
  rows: number;
  requestedBy: string;
  createdAt: string;
  snapshotAt?: string | null;
  provenAt?: string | null;
  restoreMs?: number | null;
  dataLossMs?: number | null;
  copiedAt?: string | null;
  copyNote: string;
  note: string;
  hold: string;
}

/** The backup whose restore was proven last; newest first is how they are listed. */
export function lastProven(backups: readonly Backup[]): Backup | undefined {
  return backups.filter((backup) => backup.state === 'proven').sort((a, b) => (b.provenAt ?? '').localeCompare(a.provenAt ?? ''))[0];
}
