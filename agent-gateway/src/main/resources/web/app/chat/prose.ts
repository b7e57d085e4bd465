import { css } from 'lit';

/** How running text looks: answers, documents, reports. */
export const prose = css`
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
    /* Breaks a long word but never makes a column as narrow as its longest letter. */
    min-width: 6em;
    overflow-wrap: break-word;
    padding: 4px var(--space-3);
    border: 1px solid var(--border);
    text-align: left;
  }
  th {
    background: var(--sunken);
  }
  hr {
    margin: var(--space-4) 0;
    border: 0;
    border-top: 1px solid var(--border);
  }
`;
