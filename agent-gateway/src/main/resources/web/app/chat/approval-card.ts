import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { asProblem } from '../api/problem';
import type { Decision } from '../api/client';
import type { Approval } from '../api/types';
import { base, buttons, fields, states } from '../design/controls';
import { localTime, utc } from '../design/format';

export type Decide = (approval: Approval, decision: Decision) => Promise<void>;

/** Something that changes a system and waits for a person. Shows exactly what would be done, and nothing but that runs. */
@customElement('approval-card')
export class ApprovalCard extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
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
      .more {
        display: grid;
        gap: var(--space-2);
        padding: var(--space-2) var(--space-3);
      }
      .more p {
        overflow-wrap: anywhere;
      }
      .more pre {
        border: 1px solid var(--border);
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
  @state() private editing = false;
  @query('#arguments') private editor!: HTMLTextAreaElement | null;
  @query('#reason') private reason!: HTMLInputElement | null;

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
      ${this.more()}
      ${pending ? this.choice() : html`<footer><p class="muted">${this.outcome()}</p></footer>`}
      ${this.failure ? html`<p class="notice bad" role="alert">${this.failure}</p>` : nothing}
    `;
  }

  /** Why a person is asked, what a dry run found, and who has agreed so far. */
  private more() {
    const { because, preview, principal, approvers, approvedBy, editedArguments } = this.approval;
    const facts = [
      because ? html`<p>${because}</p>` : nothing,
      preview
        ? html`<div><p class="muted">What a dry run found</p><pre tabindex="0" role="group" aria-label="Dry run">${preview}</pre></div>`
        : nothing,
      editedArguments ? html`<p>Changed to: <code>${JSON.stringify(editedArguments)}</code></p>` : nothing,
      (approvers ?? 1) > 1
        ? html`<p>${approvers} persons have to agree; so far: ${approvedBy?.length ? approvedBy.join(', ') : 'nobody'}.</p>`
        : nothing,
      principal ? html`<p class="muted">Asked on behalf of ${principal}</p>` : nothing,
    ];
    return facts.some((fact) => fact !== nothing) ? html`<div class="more">${facts}</div>` : nothing;
  }

  private choice() {
    const { role, expiresAt } = this.approval;
    const needed = role ?? 'approver';
    if (!this.roles.includes(needed)) {
      return html`<footer>
        <p class="muted">Somebody with the role ${needed} can decide this; your key does not have it.</p>
      </footer>`;
    }
    return html`<div class="more">
        ${this.editing ? this.edit() : nothing}
        <input id="reason" aria-label="Reason" placeholder="Reason (kept in the audit trail)" maxlength="2000" />
      </div>
      <footer>
        <p class="muted">
          This changes the system. Exactly this runs, once${expiresAt ? html`, if approved before <time datetime=${expiresAt} title=${utc(expiresAt)}>${localTime(expiresAt)}</time>` : nothing}.
        </p>
        <div class="choice">
          ${
            this.approval.arguments && !this.editing
              ? html`<button ?disabled=${this.sending} @click=${() => (this.editing = true)}>Edit</button>`
              : nothing
          }
          <button ?disabled=${this.sending} @click=${() => this.send('deny')}>Deny</button>
          <button class="primary" ?disabled=${this.sending} @click=${() => this.send('approve')}>Approve and run</button>
        </div>
      </footer>`;
  }

  private edit() {
    return html`<label for="arguments">Arguments; policy judges them anew, and earlier votes no longer count</label>
      <textarea id="arguments" class="code" rows="5" .value=${JSON.stringify(this.approval.arguments, null, 2)}></textarea>`;
  }

  private outcome(): string {
    const { state, decidedBy, reason } = this.approval;
    const by = decidedBy ? ` by ${decidedBy}` : '';
    if (state === 'approved') return `Approved${by}${reason ? `: ${reason}` : ''}. The result follows below.`;
    if (state === 'expired') return 'Nobody decided in time. Nothing was run.';
    return `${state === 'denied' ? 'Denied' : state}${by}${reason ? `: ${reason}` : ''}. Nothing was run.`;
  }

  private async send(decision: 'approve' | 'deny'): Promise<void> {
    this.failure = '';
    const said: Decision = { decision };
    if (this.reason?.value.trim()) said.reason = this.reason.value.trim();
    if (decision === 'approve' && this.editor) {
      try {
        said.arguments = JSON.parse(this.editor.value) as Record<string, unknown>;
      } catch {
        this.failure = 'The arguments are not valid JSON. Mend them, or deny it.';
        return;
      }
    }
    this.sending = true;
    try {
      await this.decide(this.approval, said);
      this.editing = false;
    } catch (error) {
      this.failure = asProblem(error).message;
    }
    this.sending = false;
  }
}
