import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SessionSummary } from '../api/types';
import { base, buttons, fields } from '../design/controls';
import { localTime, utc } from '../design/format';

/** Earlier conversations. Links, so that each can be opened in a tab of its own. Fires `find` with what to look for. */
@customElement('session-list')
export class SessionList extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    css`
      :host {
        padding: var(--space-3);
      }
      .new {
        width: 100%;
        margin-bottom: var(--space-3);
      }
      a.new {
        display: flex;
        align-items: center;
        justify-content: center;
        min-height: var(--control-height);
        border: 1px solid var(--border-control);
        border-radius: var(--radius-s);
        background: var(--surface);
        color: var(--text);
        font-weight: 500;
        text-decoration: none;
      }
      a.new:hover {
        background: var(--hover);
      }
      h2 {
        margin-bottom: var(--space-1);
        padding: 0 var(--space-2);
        color: var(--text-muted);
        font-size: var(--text-s);
        font-weight: 600;
      }
      li a {
        display: block;
        padding: 5px var(--space-2);
        border-radius: var(--radius-s);
        color: var(--text);
        text-decoration: none;
      }
      li a:hover {
        background: var(--hover);
      }
      li a[aria-current] {
        background: var(--accent-soft);
        font-weight: 600;
      }
      .title {
        display: -webkit-box;
        overflow: hidden;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        overflow-wrap: anywhere;
      }
      time {
        color: var(--text-muted);
        font-size: var(--text-s);
        font-weight: 400;
      }
      input {
        margin-bottom: var(--space-2);
      }
      .empty {
        padding: 0 var(--space-2);
      }
    `,
  ];

  @property({ attribute: false }) sessions: SessionSummary[] = [];
  @property() current: string | null = null;
  /** What was looked for, if anything. */
  @property() wanted = '';

  protected override render() {
    return html`
      <a class="new" href="#/chat">New conversation</a>
      <h2>Earlier questions</h2>
      ${
        this.sessions.length > 8 || this.wanted
          ? html`<input
              type="search"
              aria-label="Find a conversation"
              placeholder="Find a conversation"
              .value=${this.wanted}
              @input=${this.typed}
            />`
          : nothing
      }
      ${
        this.sessions.length
          ? html`<ul>
              ${this.sessions.map((session) => this.row(session))}
            </ul>`
          : this.wanted
            ? html`<p class="muted empty">None is called so.</p>`
          : html`<p class="muted empty">What you ask is kept here, so that you can come back to it.</p>`
      }
    `;
  }

  private typed(event: InputEvent): void {
    this.dispatchEvent(new CustomEvent('find', { detail: (event.target as HTMLInputElement).value.trim() }));
  }

  private row(session: SessionSummary) {
    return html`<li>
      <a href="#/sessions/${session.id}" aria-current=${session.id === this.current ? 'page' : nothing}>
        <span class="title">${session.title}</span>
        <time datetime=${session.updatedAt ?? ''} title=${utc(session.updatedAt)}>${localTime(session.updatedAt)}</time>
      </a>
    </li>`;
  }
}
