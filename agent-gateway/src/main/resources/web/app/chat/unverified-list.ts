import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Finding } from '../api/types';
import { base } from '../design/controls';

/** Sentences of a model's answer that nothing it was given backs: not false, but to be looked at before acting on them. */
@customElement('unverified-list')
export class UnverifiedList extends LitElement {
  static override styles = [
    base,
    css`
      details {
        padding: var(--space-2) var(--space-3);
        border-left: 3px solid var(--border);
        background: var(--sunken);
      }
      summary {
        cursor: pointer;
        font-size: var(--text-s);
        font-weight: 600;
      }
      li {
        margin-top: var(--space-2);
        overflow-wrap: anywhere;
      }
      .reason {
        color: var(--text-muted);
        font-size: var(--text-s);
      }
    `,
  ];

  @property({ attribute: false }) findings: Finding[] = [];

  protected override render() {
    const many = this.findings.length;
    return html`<details>
      <summary>${many === 1 ? '1 statement' : `${many} statements`} not found in the sources</summary>
      <ul>
        ${this.findings.map((f) => html`<li>${f.sentence}<br /><span class="reason">${f.reason ?? ''}</span></li>`)}
      </ul>
    </details>`;
  }
}
