import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../design/controls';
import type { Finding } from '../api/types';
import { linkReferences, markdown } from './markdown';
import { prose } from './prose';
import { markUnverified } from './unverified-marks';

/** The answer as Markdown. Fires `reference` with the number of the source that a person wants to see. */
@customElement('answer-view')
export class AnswerView extends LitElement {
  static override styles = [
    base,
    prose,
    css`
      mark {
        background: none;
        color: inherit;
        text-decoration: underline wavy var(--warn) 1px;
        text-underline-offset: 3px;
      }
      .reference {
        min-width: 20px;
        height: 20px;
        margin: 0 1px;
        padding: 0 5px;
        border: 1px solid var(--border-control);
        border-radius: var(--radius-s);
        background: var(--accent-soft);
        color: var(--accent);
        font: 600 var(--text-s) / 1 var(--font-text);
        vertical-align: text-top;
        cursor: pointer;
      }
      .reference:hover {
        border-color: var(--accent);
      }
    `,
  ];

  @property() text = '';
  @property({ type: Number }) sources = 0;
  @property({ attribute: false }) findings: readonly Finding[] = [];

  private shown: DocumentFragment | Node[] = [];

  protected override willUpdate(): void {
    const fragment = markdown(this.text);
    linkReferences(fragment, this.sources, (number) =>
      this.dispatchEvent(new CustomEvent('reference', { detail: number, bubbles: true, composed: true })),
    );
    markUnverified(fragment, this.findings);
    this.shown = [...fragment.childNodes];
  }

  protected override render() {
    return html`${this.shown}`;
  }
}
