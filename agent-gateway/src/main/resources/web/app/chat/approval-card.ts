import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { asProblem } from '../api/problem';
import type { Approval } from '../api/types';
import { base, buttons, states } from '../design/controls';
import { localTime, utc } from '../design/format';

export type Decide = (approval: Approval, decision: 'approve' | 'deny') => Promise<void>;

/** Something that changes a system and waits for a person. Shows exactly what would be done, and nothing but that runs. */
@customElement('approval-card')
export class ApprovalCard extends LitElement {
  static override styles = [
    base,
    buttons,
    states,
    css`
      :host {
        border: 1px solid var(--warn);
        border-radius: var(--radius);
        background: var(--surface);
        overflow: hidden;
      }
      :host([settled]) {
        border-color: var(--border);
      }
      header,
      footer {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-3);
        align-items: center;
        justify-content: space-between;
        padding: var(--space-2) var(--space-3);
      }
      h3 {
        font-size: var(--text-m);
        overflow-wrap: anywhere;
      }
      pre {
        overflow: auto;
        max-height: 260px;
        padding: var(--space-2) var(--space-3);
        border-block: 1px solid var(--border);
        background: var(--sunken);
        font-size: var(--text-s);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      footer p {
        flex: 1 1 220px;
        font-size: var(--text-s);
      }
      .choice {
        display: flex;
        gap: var(--space-2);
      }
      .notice {
        margin: 0 var(--space-3) var(--space-3);
      }
    `,
  ];

  @property({ attribute: false }) approval!: Approval;
  @property({ attribute: false }) roles: string[] = [];
  @property({ attribute: false }) decide!: Decide;
  @state() private sending = false;
  @state() private failure = '';

  protected override willUpdate(): void {
    this.toggleAttribute('settled', this.approval.state !== 'pending');
  }

  protected override render() {
    const { title, plan, state } = this.approval;
    const pending = state === 'pending';
    return html`
      <header>
        <h3>${title}</h3>
        <span class="state ${pending ? 'warn' : state === 'approved' ? 'good' : 'idle'}">
          ${pending ? 'waits for approval' : state}
        </span>
      </header>
      <pre tabindex="0" role="group" aria-label="What would be done">${plan}</pre>
      ${pending ? this.choice() : html`<footer><p class="muted">${this.outcome()}</p></footer>`}
      ${this.failure ? html`<p class="notice bad" role="alert">${this.failure}</p>` : nothing}
    `;
  }

  private choice() {
    const { role, expiresAt } = this.approval;
    const needed = role ?? 'approver';
    if (!this.roles.includes(needed)) {
      return html`<footer>
        <p class="muted">Somebody with the role ${needed} can decide this; your key does not have it.</p>
      </footer>`;
    }
    return html`<footer>
      <p class="muted">
        This changes the system. Exactly this runs,
        once${
          expiresAt
            ? html`, if approved before
                <time datetime=${expiresAt} title=${utc(expiresAt)}>${localTime(expiresAt)}</time>`
            : nothing
        }.
      </p>
      <div class="choice">
        <button ?disabled=${this.sending} @click=${() => this.send('deny')}>Deny</button>
        <button class="primary" ?disabled=${this.sending} @click=${() => this.send('approve')}>Approve and run</button>
      </div>
    </footer>`;
  }

  private outcome(): string {
    const { state, decidedBy, reason } = this.approval;
    const by = decidedBy ? ` by ${decidedBy}` : '';
    if (state === 'approved') return `Approved${by}. The result follows below.`;
    if (state === 'expired') return 'Nobody decided in time. Nothing was run.';
    return `${state === 'denied' ? 'Denied' : state}${by}${reason ? `: ${reason}` : ''}. Nothing was run.`;
  }

  private async send(decision: 'approve' | 'deny'): Promise<void> {
    this.sending = true;
    this.failure = '';
    try {
      await this.decide(this.approval, decision);
    } catch (error) {
      this.failure = asProblem(error).message;
    }
    this.sending = false;
  }
}
