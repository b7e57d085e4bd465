import { css } from 'lit';

/** The layout that all pages share: head, toolbar, cards, tabs, definition lists. */
export const page = css`
  :host {
    display: block;
    padding: var(--space-4) var(--space-5) var(--space-6);
  }
  .page-head {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2) var(--space-4);
    align-items: center;
    min-height: 40px;
    margin-bottom: var(--space-3);
  }
  .page-head h1 {
    font-size: var(--text-xl);
    font-weight: 650;
    overflow-wrap: anywhere;
  }
  .page-head .end {
    margin-left: auto;
  }
  .row,
  .toolbar,
  .page-head .end {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
    align-items: center;
  }
  .toolbar {
    margin-bottom: var(--space-3);
  }
  .toolbar input:not([type='search'], [type='checkbox']) {
    width: 160px;
  }
  .toolbar input[type='search'] {
    flex: 1 1 220px;
    max-width: 420px;
  }
  .row > input:not([type='checkbox']) {
    flex: 1 1 200px;
    width: auto;
  }
  label.row {
    flex-wrap: nowrap;
    white-space: nowrap;
  }
  .lead {
    margin-bottom: var(--space-3);
  }
  .grow {
    flex: 1 1 auto;
  }
  .cards {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(280px, 1fr));
    gap: var(--space-3);
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
    gap: var(--space-4);
    align-items: start;
  }
  .card {
    min-width: 0;
    border: 1px solid var(--border);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .card > h2,
  .card > header {
    display: flex;
    gap: var(--space-2);
    align-items: center;
    justify-content: space-between;
    min-height: 36px;
    padding: var(--space-1) var(--space-3);
    border-bottom: 1px solid var(--border);
    font-size: var(--text-m);
    font-weight: 600;
  }
  .card > header h2 {
    font-size: var(--text-m);
    font-weight: 600;
  }
  .card .body {
    padding: var(--space-3);
  }
  .stack {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-3);
  }
  .rows > li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) fit-content(62%);
    gap: 0 var(--space-3);
    align-items: baseline;
    padding: 6px var(--space-3);
  }
  .rows > li + li {
    border-top: 1px solid var(--border);
  }
  .rows > li > button.link {
    justify-self: start;
  }
  .rows .more {
    grid-column: 1 / -1;
    color: var(--text-muted);
    font-size: var(--text-s);
    overflow-wrap: anywhere;
  }
  .cut {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .tabs {
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
    margin-bottom: var(--space-4);
    border-bottom: 1px solid var(--border);
  }
  .tabs a {
    padding: 7px var(--space-3);
    border-bottom: 2px solid transparent;
    color: var(--text-muted);
    font-weight: 500;
    text-decoration: none;
  }
  .tabs a:hover {
    color: var(--text);
  }
  .tabs a[aria-current] {
    border-color: var(--accent);
    color: var(--text);
    font-weight: 600;
  }
  dl.facts {
    display: grid;
    grid-template-columns: max-content minmax(0, 1fr);
    gap: 4px var(--space-4);
  }
  dl.facts dt {
    color: var(--text-muted);
  }
  dl.facts dd {
    overflow-wrap: anywhere;
  }
  .figure {
    font-size: 1.625rem;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    line-height: 1.2;
  }
  .small {
    font-size: var(--text-s);
  }
  .label {
    display: inline-flex;
    max-width: 100%;
    padding: 1px 6px;
    border: 1px solid var(--border);
    border-radius: var(--radius-s);
    background: var(--sunken);
    font: var(--text-s) / 1.5 var(--font-code);
    overflow-wrap: anywhere;
  }
  .labels {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  pre.output {
    overflow: auto;
    max-height: 460px;
    padding: var(--space-2) var(--space-3);
    border: 1px solid var(--border);
    border-radius: var(--radius-s);
    background: var(--sunken);
    font-size: var(--text-s);
    line-height: 1.5;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  form.fields {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-3);
  }
  form.fields .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(180px, 1fr));
    gap: var(--space-3);
  }
  form.fields label:not(.check) {
    display: flex;
    flex-direction: column;
    justify-content: flex-end;
  }
  form.fields small {
    color: var(--text-muted);
    font-weight: 400;
  }
  @media (max-width: 1000px) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @media (max-width: 820px) {
    .tabs {
      flex-wrap: nowrap;
      overflow-x: auto;
      white-space: nowrap;
    }
    :host {
      padding: var(--space-3) var(--space-3) var(--space-6);
    }
  }
`;
