import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import type { Status } from '../api/types';
import { base, buttons, fields, states } from '../design/controls';
import { page } from '../design/page';
import type { App } from './app';
import type { Route } from './route';

/** What every page starts from: the shared styles, the app and its address. */
export abstract class PageElement extends LitElement {
  static override styles = [base, buttons, fields, states, page];

  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) route!: Route;

  /** Reads anew when the platform says that what the page shows has changed. */
  protected onChange: (() => void) | null = null;
  private due: ReturnType<typeof setTimeout> | undefined;
  private seen = '';

  /** What of the status matters to the page: another text is a change. */
  protected watched(_status: Status): string {
    return '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
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

  private readonly heard = (): void => {
    const { status } = this.app.feed;
    if (!this.onChange || !status) return;
    const now = this.watched(status);
    const changed = this.seen !== '' && now !== this.seen;
    this.seen = now;
    if (!changed) return;
    this.due ??= setTimeout(() => {
      this.due = undefined;
      this.onChange?.();
    }, 500);
  };
}
