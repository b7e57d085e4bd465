/** One event of a text/event-stream. */
export interface ServerEvent {
  type: string;
  data: string;
  id: string;
}

/**
 * Parses text/event-stream as the HTML standard says: lines end in LF, CR or CRLF, also when the chunk ends between the
 * two; data lines are joined by LF; comments are ignored; an event without data is none; the last id stays in force.
 */
export class SseParser {
  /** What the server asked us to wait before connecting again, in milliseconds. */
  retryMs: number | undefined;
  /** Id of the last complete event: what to send as Last-Event-ID. */
  lastEventId = '';

  private buffer = '';
  private afterCarriageReturn = false;
  private type = '';
  private data: string[] = [];
  private id = '';

  constructor(private readonly onEvent: (event: ServerEvent) => void) {}

  push(chunk: string): void {
    if (this.afterCarriageReturn && chunk.startsWith('\n')) chunk = chunk.slice(1);
    if (chunk === '') return;
    this.afterCarriageReturn = chunk.endsWith('\r');
    const lines = (this.buffer + chunk).split(/\r\n|\r|\n/);
    this.buffer = lines.pop() ?? '';
    lines.forEach((line) => this.line(line));
  }

  private line(line: string): void {
    if (line === '') return this.dispatch();
    if (line.startsWith(':')) return;
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'data') this.data.push(value);
    else if (field === 'event') this.type = value;
    else if (field === 'id' && !value.includes('\0')) this.id = value;
    else if (field === 'retry' && /^\d+$/.test(value)) this.retryMs = Number(value);
  }

  private dispatch(): void {
    const event = { type: this.type || 'message', data: this.data.join('\n'), id: this.id };
    const complete = this.data.length > 0;
    this.type = '';
    this.data = [];
    this.lastEventId = this.id;
    if (complete) this.onEvent(event);
  }
}
