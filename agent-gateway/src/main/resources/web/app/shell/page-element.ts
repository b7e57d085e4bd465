import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import type { Status } from '../api/types';
import { base, buttons, fields, states } from '../design/controls';
import { page } from '../design/page';
import type { App } from './app';
import type { Route } from './route';

/** Events come in bursts, one reading answers for all of them; where they never end, so many readings are enough. */
const GATHER_MS = 300;
const REST_MS = 2_000;

/** What every page starts from: the shared styles, the app and its address. */
export abstract class PageElement extends LitElement {
  static override styles = [base, buttons, fields, states, page];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) route!: Route;

  /** Reads anew when the platform says that what the page shows has changed. */
  protected onChange: (() => void) | null = null;
  private due: ReturnType<typeof setTimeout> | undefined;
  private rested = 0;
  /** What the status was when the page read last; null before there was one. */
  private seen: string | null = null;

  /** What of the status matters to the page: another text is a change. Null: nothing. */
  protected watched(_status: Status): string | null {
    return null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.seen = this.now;
    this.app.feed.addEventListener('change', this.heard);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.due);
    this.app.feed.removeEventListener('change', this.heard);
  }

  protected get client() {
    return this.app.client;
  }

  private get now(): string | null {
    const { status } = this.app.feed;
    return status && this.watched(status);
  }

  /** Also the first status counts: what changed since the page read is in it. */
  private readonly heard = (): void => {
    const { now } = this;
    if (!this.onChange || now === null || now === this.seen) return;
    this.seen = now;
    this.due ??= setTimeout(
      () => {
        this.due = undefined;
        this.rested = Date.now() + REST_MS;
        this.onChange?.();
      },
      Math.max(GATHER_MS, this.rested - Date.now()),
    );
  };
}
