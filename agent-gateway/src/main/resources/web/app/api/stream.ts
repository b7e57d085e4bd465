import { Problem, asProblem } from './problem';
import { SseParser, type ServerEvent } from './sse';

export type Link = 'connecting' | 'live' | 'reconnecting';

export interface StreamHandlers {
  onEvent(event: ServerEvent): void;
  /** The state of the connection; shown to the person. */
  onLink(link: Link): void;
  /** The server said no for good (401, 403, 404 ...): the stream has ended. */
  onRefused(problem: Problem): void;
}

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 8_000;
/** A connection that is silent for so long is taken for dead, as after a laptop slept; resuming costs nothing. */
const SILENCE_MS = 60_000;

/**
 * Follows one event stream until it is closed: EventSource over fetch, because EventSource cannot send the Authorization
 * header. Connects again with growing delays and goes on after the last event that it saw.
 */
export class EventStream {
  private readonly closed = new AbortController();
  private lastEventId = '';
  private failures = 0;
  private retryMs = FIRST_DELAY_MS;

  constructor(
    private readonly open: (headers: Record<string, string>, signal: AbortSignal) => Promise<Response>,
    private readonly handlers: StreamHandlers,
  ) {
    void this.follow();
  }

  close(): void {
    this.closed.abort();
  }

  private async follow(): Promise<void> {
    this.handlers.onLink('connecting');
    while (!this.closed.signal.aborted) {
      try {
        await this.connection();
      } catch (error) {
        if (this.closed.signal.aborted) return;
        const problem = asProblem(error);
        if (!problem.passing && problem.status > 0) return this.handlers.onRefused(problem);
      }
      if (this.closed.signal.aborted) return;
      this.handlers.onLink('reconnecting');
      await this.pause();
    }
  }

  private async connection(): Promise<void> {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), SILENCE_MS);
    try {
      const headers: Record<string, string> = { Accept: 'text/event-stream' };
      if (this.lastEventId) headers['Last-Event-ID'] = this.lastEventId;
      const response = await this.open(headers, AbortSignal.any([this.closed.signal, silence.signal]));
      if (!response.body) throw Problem.unreachable();
      this.handlers.onLink('live');
      const parser = new SseParser((event) => {
        this.failures = 0;
        this.lastEventId = event.id || this.lastEventId;
        this.handlers.onEvent(event);
      });
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), SILENCE_MS);
        parser.push(next.value);
        this.retryMs = parser.retryMs ?? this.retryMs;
        if (this.closed.signal.aborted) return;
      }
    } finally {
      clearTimeout(timer);
    }
  }

  private pause(): Promise<void> {
    const delay = Math.min(this.retryMs * 2 ** this.failures++, LONGEST_DELAY_MS);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, delay);
      this.closed.signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
    });
  }
}
