import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base } from '../design/controls';
import type { Finding } from '../api/types';
import { linkReferences, markdown } from './markdown';
import { markUnverified } from './unverified-marks';

/** The answer as Markdown. Fires `reference` with the number of the source that a person wants to see. */
@customElement('answer-view')
export class AnswerView extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        font-size: var(--text-l);
        line-height: 1.6;
        overflow-wrap: anywhere;
      }
      p,
      ul,
      ol,
      pre,
      blockquote,
      table {
        margin: 0 0 var(--space-3);
      }
      :last-child {
        margin-bottom: 0;
      }
      h1,
      h2,
      h3,
      h4,
      h5,
      h6 {
        margin: var(--space-5) 0 var(--space-2);
        font-size: var(--text-l);
        font-weight: 650;
        line-height: 1.35;
      }
      h1,
      h2 {
        font-size: var(--text-xl);
      }
      :first-child {
        margin-top: 0;
      }
      ul,
      ol {
        padding-left: 1.5em;
      }
      ul {
        list-style: disc;
      }
      ol {
        list-style: decimal;
      }
      li + li {
        margin-top: 2px;
      }
      code {
        padding: 1px 4px;
        border-radius: var(--radius-s);
        background: var(--sunken);
        font-size: 0.87em;
      }
      pre {
        overflow: auto;
        max-height: 480px;
        padding: var(--space-2) var(--space-3);
        border: 1px solid var(--border);
        border-radius: var(--radius);
        background: var(--sunken);
        font-size: var(--text-s);
        line-height: 1.45;
      }
      pre code {
        padding: 0;
        background: none;
        font-size: inherit;
        overflow-wrap: normal;
      }
      blockquote {
        padding-left: var(--space-3);
        border-left: 3px solid var(--border-control);
        color: var(--text-muted);
      }
      table {
        display: block;
        overflow-x: auto;
        border-collapse: collapse;
        font-size: var(--text-m);
      }
      th,
      td {
        padding: 4px var(--space-3);
        border: 1px solid var(--border);
        text-align: left;
      }
      th {
        background: var(--sunken);
      }
      mark {
        background: none;
        color: inherit;
        text-decoration: underline wavy var(--warn) 1px;
        text-underline-offset: 3px;
      }
      hr {
        margin: var(--space-4) 0;
        border: 0;
        border-top: 1px solid var(--border);
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
