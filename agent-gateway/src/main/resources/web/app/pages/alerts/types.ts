import type { Client } from '../../api/client';
import type { Matcher } from './matchers';

/** An alert as Alertmanager's API shows it. */
export interface Alert {
  fingerprint: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  generatorURL: string;
  receivers: { name: string }[];
  startsAt: string;
  updatedAt: string;
  endsAt: string;
  status: { state: string; silencedBy: string[]; inhibitedBy: string[]; mutedBy?: string[] };
}

export interface Silence {
  id: string;
  status: { state: string };
  updatedAt: string;
  matchers: Matcher[];
  startsAt: string;
  endsAt: string;
  createdBy: string;
  comment: string;
}

export interface Delivery {
  id: string;
  groupKey: string;
  receiver: string;
  channel: string;
  title: string;
  state: string;
  attempts: number;
  possibleDuplicate: boolean;
  lastError: string;
  createdAt: string;
  settledAt?: string | null;
}

export interface Series {
  labels: Record<string, string>;
  state: string;
  value?: number | null;
  lastSeenAt: string;
  pendingSince?: string | null;
  raisedAt?: string | null;
}

export interface Threshold {
  alert: string;
  metric: string;
  matchers: string;
  by: string[];
  operator: string;
  value: number;
  for: string;
  absentFor?: string | null;
  severity: string;
  source?: string;
  /** The rule in the keys of thresholds.yml. */
  definition?: Record<string, unknown>;
  series: Series[];
}

/** What a rule would have done with the samples of the last hour. */
export interface DryRun {
  samples: number;
  series: number;
  firings: number;
  complete: boolean;
  changes: { at: string; labels: Record<string, string>; state: string; value?: number | null }[];
}

export function thresholds(client: Client): Promise<Threshold[]> {
  return client.get<{ items: Threshold[] }>('/api/v1/thresholds').then((page) => page.items);
}

const RANKS: Record<string, number> = { critical: 0, error: 1, warning: 2, info: 4 };

export function severityRank(labels: Record<string, string>): number {
  return RANKS[labels['severity'] ?? ''] ?? 3;
}

export function severityTone(severity: string | undefined): 'bad' | 'warn' | 'idle' {
  if (severity === 'critical' || severity === 'error') return 'bad';
  return severity === 'info' ? 'idle' : 'warn';
}
