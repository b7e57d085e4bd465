import type { AcceptedQuery, Approval, Citation, Component, Me, Ollama, Run, SessionSummary, Status } from './types';
import { Problem } from './problem';
import { EventStream, type StreamHandlers } from './stream';

type Json = Record<string, unknown>;

/** What the asker chose: the model, or that none shall take part. */
export interface How {
  model?: string;
  mode?: string;
}

/** What a person says about an approval. */
export interface Decision {
  decision: 'approve' | 'deny';
  reason?: string;
  arguments?: Json;
}

/** The gateway's REST API with one key. Every failure is a {@link Problem}. */
export class Client {
  /** Called when the gateway no longer knows the key. */
  onUnauthorized: () => void = () => {};

  /**
   * @param key an API key, or an access token of the identity provider
   * @param renew asks for another one when it ran out; null when there is none
   */
  constructor(
    private key: string,
    private readonly renew: () => Promise<string | null> = () => Promise.resolve(null),
  ) {}

  me(): Promise<Me> {
    return this.get<Me>('/api/v1/me');
  }

  /** Safe to repeat: the same idempotency key never starts a second run. */
  ask(text: string, sessionId: string | null, idempotencyKey: string, how: How = {}): Promise<AcceptedQuery> {
    const body: Json = { text, ...(sessionId ? { sessionId } : {}), ...how };
    return this.post<AcceptedQuery>('/api/v1/queries', body, { 'Idempotency-Key': idempotencyKey });
  }

  async run(id: string): Promise<Run> {
    return asRun(await this.get<Json>(`/api/v1/runs/${id}`));
  }

  followRun(id: string, handlers: StreamHandlers): EventStream {
    return this.stream(`/api/v1/runs/${id}/events`, handlers);
  }

  cancel(runId: string): Promise<unknown> {
    return this.post(`/api/v1/runs/${runId}/cancel`, {});
  }

  /** Decides on exactly the plan that was shown: the gateway refuses when its hash is another one by now. */
  async decide(approval: Approval, decision: Decision): Promise<Approval> {
    const body = { planHash: approval.planHash ?? null, ...decision };
    return asApproval(await this.post<Json>(`/api/v1/approvals/${approval.approvalId}`, body));
  }

  /** The last ones whose titles hold the words, of all that the caller ever began. */
  async sessions(words = ''): Promise<SessionSummary[]> {
    return items(await this.get<unknown>(`/api/v1/sessions?limit=30&q=${encodeURIComponent(words)}`)).map((s) => ({
      id: String(s['id'] ?? s['sessionId']),
      title: String(s['title'] ?? s['firstQuery'] ?? 'Conversation'),
      updatedAt: (s['updatedAt'] ?? s['lastActiveAt'] ?? s['createdAt'] ?? null) as string | null,
    }));
  }

  async sessionRuns(sessionId: string): Promise<Run[]> {
    const session = await this.get<Json>(`/api/v1/sessions/${sessionId}?expired=show`);
    return items(session['runs']).map(asRun);
  }

  /** The passages that the index holds of a document, best match for the words first. */
  async document(id: string): Promise<Json> {
    return this.get<Json>(`/api/v1/documents/${id.split('/').map(encodeURIComponent).join('/')}`);
  }

  async passages(citation: Citation): Promise<Citation[]> {
    const words = [citation.title, citation.heading].filter(Boolean).join(' ');
    const found = await this.get<unknown>(`/api/v1/search?k=20&q=${encodeURIComponent(words)}`);
    return items(found)
      .map(asCitation)
      .filter((hit) => hit.documentId === citation.documentId);
  }

  async status(): Promise<Status> {
    return asStatus(await this.get<Json>('/api/v1/status'));
  }

  followStatus(handlers: StreamHandlers): EventStream {
    return this.stream('/api/v1/status/events', handlers);
  }

  get<T>(path: string, headers: Record<string, string> = {}): Promise<T> {
    return this.json<T>(path, { headers });
  }

  post<T>(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<T> {
    return this.send<T>('POST', path, body, headers);
  }

  send<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
    if (body === undefined) return this.json<T>(path, { method, headers });
    const type = { 'Content-Type': 'application/json' };
    return this.json<T>(path, { method, headers: { ...type, ...headers }, body: JSON.stringify(body) });
  }

  /** A file with its fields, as forms are sent. */
  upload<T>(path: string, form: FormData): Promise<T> {
    return this.json<T>(path, { method: 'POST', body: form });
  }

  /** What is not JSON: a report, an export. */
  async text(path: string, accept: string): Promise<string> {
    const response = await this.fetch(path, { headers: { Accept: accept } });
    return response.text();
  }

  /** A file as it is. */
  async file(path: string): Promise<Blob> {
    const response = await this.fetch(path, { headers: { Accept: '*/*' } });
    return response.blob();
  }

  stream(path: string, handlers: StreamHandlers): EventStream {
    return new EventStream((headers, signal) => this.fetch(path, { headers, signal }), handlers);
  }

  private async json<T>(path: string, init: RequestInit): Promise<T> {
    const response = await this.fetch(path, { ...init, headers: { Accept: 'application/json', ...init.headers } });
    const text = await response.text();
    return (text === '' ? {} : JSON.parse(text)) as T;
  }

  private async fetch(path: string, init: RequestInit): Promise<Response> {
    let response = await this.tried(path, init);
    if (response.status === 401) {
      const renewed = await this.renew();
      if (renewed && renewed !== this.key) {
        this.key = renewed;
        response = await this.tried(path, init);
      }
    }
    if (response.ok) return response;
    if (response.status === 401) this.onUnauthorized();
    throw await Problem.of(response);
  }

  private async tried(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(path, {
        ...init,
        cache: 'no-store',
        credentials: 'omit',
        headers: { ...init.headers, Authorization: `Bearer ${this.key}` },
      });
    } catch {
      throw Problem.unreachable();
    }
  }
}

/** Random enough for an idempotency key; crypto.randomUUID is missing where the page is not served over TLS. */
export function freshKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('');
}

/** A list, whether it came bare or under a name. */
export function items(body: unknown): Json[] {
  if (Array.isArray(body)) return body as Json[];
  const lists = Object.values((body ?? {}) as Json).filter(Array.isArray);
  return (lists[0] ?? []) as Json[];
}

export function asRun(body: Json): Run {
  const timings = (body['timings'] ?? {}) as Json;
  return {
    ...(body as unknown as Run),
    query: (body['query'] ?? body['text'] ?? null) as string | null,
    durationMs: (body['durationMs'] ?? timings['totalMs'] ?? timings['durationMs'] ?? null) as number | null,
    citations: items(body['citations']).map((citation, index) => asCitation(citation, index)),
    steps: items(body['steps']) as unknown as Run['steps'],
    approvals: items(body['approvals']).map(asApproval),
  };
}

export function asCitation(body: Json, index = 0): Citation {
  const lines = body['lines'];
  const range = Array.isArray(lines) ? lines.join('-') : lines;
  return {
    ...(body as unknown as Citation),
    number: (body['number'] ?? index + 1) as number,
    lines: range === undefined || range === null ? null : String(range),
    text: (body['text'] ?? body['passage'] ?? body['snippet'] ?? null) as string | null,
  };
}

export function asApproval(body: Json): Approval {
  return {
    ...(body as unknown as Approval),
    approvalId: String(body['approvalId'] ?? body['id']),
    state: String(body['state'] ?? 'pending').toLowerCase(),
  };
}

export function asStatus(body: Json): Status {
  return {
    services: asComponents(body['services']),
    engines: asComponents(body['engines']),
    ollama: asOllama((body['ollama'] ?? {}) as Json),
    alerts: items(body['alerts']) as unknown as Status['alerts'],
    alertCounts: (body['alertCounts'] ?? { firing: 0, suppressed: 0 }) as Status['alertCounts'],
    procedureRuns: items(body['procedureRuns']) as unknown as Status['procedureRuns'],
    runs: items(body['runs']) as unknown as Status['runs'],
    sessions: (body['sessions'] ?? null) as Status['sessions'],
    approvals: (body['approvals'] ?? null) as number | null,
    notifications: items(body['notifications']) as unknown as Status['notifications'],
  };
}

function asComponents(body: unknown): Component[] {
  return items(body).map((c) => ({
    ...(c as unknown as Component),
    state: String(c['state'] ?? 'unknown').toLowerCase(),
  }));
}

function asOllama(body: Json): Ollama {
  const reachable = body['reachable'];
  const state = body['state'] ?? (reachable === undefined ? 'unknown' : reachable ? 'up' : 'down');
  return {
    ...(body as unknown as Ollama),
    state: String(state).toLowerCase(),
    models: ((body['models'] ?? []) as unknown[]).map((m) => (typeof m === 'string' ? m : String((m as Json)['name']))),
  };
}
