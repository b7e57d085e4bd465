/** A trace in a list. */
export interface TraceEntry {
  traceId: string;
  name: string;
  service: string;
  start: string;
  durationMs: number;
  spans: number;
  errors: number;
  services: string[];
}

/** A span with those that are part of it. */
export interface Span {
  spanId: string;
  parentSpanId?: string | null;
  service: string;
  name: string;
  kind: string;
  offsetMs: number;
  durationMs: number;
  error: boolean;
  critical: boolean;
  attributes: Record<string, string>;
  children: Span[];
}

/** A trace with its spans as a tree. */
export interface Trace {
  traceId: string;
  start: string;
  durationMs: number;
  services: string[];
  spans: number;
  truncated: boolean;
  errors: number;
  roots: Span[];
}

/** Spans in the order in which they are shown, each with how deep it lies. */
export function flat(spans: readonly Span[], depth = 0): { span: Span; depth: number }[] {
  return spans.flatMap((span) => [{ span, depth }, ...flat(span.children, depth + 1)]);
}

/** "0.4 ms" where whole milliseconds say nothing. */
export function fine(ms: number, coarse: (ms: number) => string): string {
  return ms < 10 ? `${ms.toFixed(1)} ms` : coarse(ms);
}

/** Each service has its colour on every trace; what is not of the platform has the last. */
const SERVICES = ['agent-gateway', 'tool-runner', 'rag-indexer', 'ops-scheduler', 'alert-router'];

export function tint(service: string): string {
  return `tint-${SERVICES.indexOf(service) + 1}`;
}
