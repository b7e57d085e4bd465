import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { Problem, asProblem } from '../api/problem';

/**
 * Something that is read from the gateway for a component: once when it comes, again when asked or every so often while
 * somebody looks. An old value stays while a newer one is on its way or cannot be had.
 */
export class Loaded<T> implements ReactiveController {
  value: T | null = null;
  problem: Problem | null = null;
  loading = false;

  private timer: ReturnType<typeof setInterval> | undefined;
  private asked = 0;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly read: () => Promise<T> | null,
    private readonly everyMs = 0,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    void this.reload();
    if (this.everyMs) this.timer = setInterval(() => document.hidden || void this.reload(), this.everyMs);
  }

  hostDisconnected(): void {
    clearInterval(this.timer);
    this.asked++;
  }

  /** Reads anew; when readings overtake each other the newest wins. */
  readonly reload = async (): Promise<void> => {
    const reading = this.read();
    if (!reading) return;
    const number = ++this.asked;
    this.loading = true;
    this.host.requestUpdate();
    try {
      const value = await reading;
      if (number !== this.asked) return;
      this.value = value;
      this.problem = null;
    } catch (error) {
      if (number !== this.asked) return;
      this.problem = asProblem(error);
    }
    this.loading = false;
    this.host.requestUpdate();
  };

  /** Forgets what was read, for another subject. */
  clear(): void {
    this.asked++;
    this.value = null;
    this.problem = null;
    this.loading = false;
  }
}
