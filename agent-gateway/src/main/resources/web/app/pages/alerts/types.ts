import type { Client } from '../../api/client';

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

export interface Matcher {
  name: string;
  value: string;
  isRegex: boolean;
  isEqual: boolean;
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

export function matcherText(matcher: Matcher): string {
  const sign = matcher.isEqual === false ? (matcher.isRegex ? '!~' : '!=') : matcher.isRegex ? '=~' : '=';
  return `${matcher.name}${sign}"${matcher.value}"`;
}

const MATCHER = /^\s*([^\s=!~]+)\s*(=~|!~|!=|=)\s*"?(.*?)"?\s*$/;

/** One matcher a line or between commas, as amtool takes them: name="value". Null with what could not be read. */
export function parseMatchers(text: string): Matcher[] | { wrong: string } {
  const parts = text
    .split(/[\n,]/)
    .map((part) => part.trim())
    .filter(Boolean);
  const matchers: Matcher[] = [];
  for (const part of parts) {
    const [, name, sign, value] = MATCHER.exec(part) ?? [];
    if (!name || !sign) return { wrong: part };
    matchers.push({ name, value: value ?? '', isRegex: sign.endsWith('~'), isEqual: !sign.startsWith('!') });
  }
  return matchers;
}

/** Whether a set of labels fits all matchers; expressions fit the whole value, a missing label is empty. */
export function fits(matchers: readonly Matcher[], labels: Record<string, string>): boolean {
  return matchers.every((matcher) => {
    const value = labels[matcher.name] ?? '';
    const same = matcher.isRegex ? whole(matcher.value).test(value) : value === matcher.value;
    return same === (matcher.isEqual !== false);
  });
}

function whole(expression: string): RegExp {
  try {
    return new RegExp(`^(?:${expression})$`);
  } catch {
    return /$^/;
  }
}

const RANKS: Record<string, number> = { critical: 0, error: 1, warning: 2, info: 4 };

export function severityRank(labels: Record<string, string>): number {
  return RANKS[labels['severity'] ?? ''] ?? 3;
}

export function severityTone(severity: string | undefined): 'bad' | 'warn' | 'idle' {
  if (severity === 'critical' || severity === 'error') return 'bad';
  return severity === 'info' ? 'idle' : 'warn';
}
