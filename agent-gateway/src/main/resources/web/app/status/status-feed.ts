import { type Client, asStatus } from '../api/client';
import { type Problem, asProblem } from '../api/problem';
import type { EventStream, Link } from '../api/stream';
import type { Status } from '../api/types';

const GATHER_MS = 250;

/** The platform's status, read once and kept up to date by events for as long as it is open. Knows no DOM. */
export class StatusFeed extends EventTarget {
  status: Status | null = null;
  link: Link = 'connecting';
  problem: Problem | null = null;
  /** When the page last heard of it. */
  heardAt: string | null = null;

  private stream: EventStream | null = null;
  private due: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  constructor(
    private readonly client: Client,
    private readonly changed: () => void,
  ) {
    super();
    this.resume();
  }

  resume(): void {
    if (this.stream) return;
    this.stream = this.client.followStatus({
      onEvent: (event) => {
        if (event.type === 'status') this.take(() => asStatus(JSON.parse(event.data)));
        else if (event.type !== 'ping') this.readSoon();
      },
      onLink: (link) => {
        this.link = link;
        if (link === 'live') this.readSoon();
        this.changed();
      },
      onRefused: (problem) => {
        this.problem = problem;
        this.changed();
      },
    });
    this.readSoon();
  }

  /** Gives the connection back while nobody looks: a browser has but six for one server, and tabs are many. */
  pause(): void {
    this.stream?.close();
    this.stream = null;
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.due);
    this.pause();
  }

  /** Events come in bursts: one reading answers for all of them. */
  private readSoon(): void {
    this.due ??= setTimeout(() => {
      this.due = undefined;
      this.client.status().then(
        (status) => this.take(() => status),
        (error: unknown) => this.failed(asProblem(error)),
      );
    }, GATHER_MS);
  }

  private take(read: () => Status): void {
    if (this.closed) return;
    try {
      this.status = read();
      this.problem = null;
      this.heardAt = new Date().toISOString();
      this.dispatchEvent(new Event('change'));
    } catch (error) {
      this.problem = asProblem(error);
    }
    this.changed();
  }

  private failed(problem: Problem): void {
    if (this.closed) return;
    this.problem = problem;
    this.changed();
  }
}

export interface Summary {
  tone: 'good' | 'warn' | 'bad' | 'idle';
  text: string;
}

/** The whole status in three words, for the header. */
export function summary(status: Status | null, link: Link): Summary {
  if (link === 'reconnecting') return { tone: 'warn', text: 'Connecting again' };
  if (!status) return { tone: 'idle', text: 'Reading status' };
  const parts = [...status.services, ...status.engines];
  const down = parts.filter((part) => part.state === 'down');
  const { firing } = status.alertCounts;
  if (down.length) return { tone: 'bad', text: down.length === 1 ? `${down[0]!.name} is down` : `${down.length} down` };
  if (firing) {
    const critical = status.alerts.some((a) => a.state === 'firing' && a.labels['severity'] === 'critical');
    const text = firing === 1 ? '1 alert firing' : `${firing} alerts firing`;
    return { tone: critical ? 'bad' : 'warn', text };
  }
  const degraded = parts.find((part) => part.state !== 'up');
  if (degraded) return { tone: 'warn', text: `${degraded.name} is ${degraded.state}` };
  return { tone: 'good', text: 'All up' };
}
