import { css } from 'lit';

/** What every component starts from: box model, focus ring, hidden text, and nothing that moves for who asked so. */
export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    display: block;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  pre {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  a {
    color: var(--accent);
    text-underline-offset: 2px;
  }
  code,
  pre {
    font-family: var(--font-code);
  }
  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .muted {
    color: var(--text-muted);
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
      transition: none !important;
      scroll-behavior: auto !important;
    }
  }
`;

export const buttons = css`
  button,
  a.button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
    min-height: var(--control-height);
    padding: 0 var(--space-3);
    border: 1px solid var(--border-control);
    border-radius: var(--radius-s);
    background: var(--surface);
    color: var(--text);
    font: inherit;
    font-size: var(--text-m);
    font-weight: 500;
    white-space: nowrap;
    text-decoration: none;
    cursor: pointer;
  }
  button:hover,
  a.button:hover {
    background: var(--hover);
  }
  button.primary {
    border-color: var(--accent-fill);
    background: var(--accent-fill);
    color: var(--on-accent);
  }
  button.primary:hover {
    border-color: var(--accent-fill-hover);
    background: var(--accent-fill-hover);
  }
  button.quiet {
    border-color: transparent;
    background: transparent;
    color: var(--text-muted);
  }
  button.quiet:hover {
    background: var(--hover);
    color: var(--text);
  }
  button.link {
    min-height: 24px;
    padding: 0;
    border: 0;
    background: none;
    color: var(--accent);
    text-align: left;
    white-space: normal;
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  button.danger {
    border-color: var(--bad);
    color: var(--bad);
  }
  button.danger:hover {
    background: var(--bad-soft);
  }
  button[aria-pressed='true'] {
    border-color: var(--accent);
    background: var(--accent-soft);
    color: var(--accent);
  }
  button:disabled {
    border-color: var(--border);
    background: var(--sunken);
    color: var(--text-muted);
    cursor: not-allowed;
  }
`;

/** Text input, one line or many. */
export const fields = css`
  input:not([type='checkbox']),
  select,
  textarea {
    width: 100%;
    min-height: var(--control-height);
    padding: 5px var(--space-2);
    border: 1px solid var(--border-control);
    border-radius: var(--radius-s);
    background: var(--surface);
    color: var(--text);
    font: inherit;
    font-size: var(--text-m);
    font-weight: 400;
  }
  select {
    width: auto;
    max-width: 100%;
  }
  input[type='checkbox'] {
    width: 16px;
    height: 16px;
    accent-color: var(--accent-fill);
  }
  textarea.code,
  input.code {
    font-family: var(--font-code);
  }
  label.check {
    display: inline-flex;
    gap: var(--space-2);
    align-items: center;
    font-weight: 400;
  }
  input::placeholder,
  textarea::placeholder {
    color: var(--text-muted);
    opacity: 1;
  }
  label {
    display: block;
    font-weight: 600;
  }
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    font-weight: 600;
  }
  @media (max-width: 820px) {
    /* A smaller field makes phones zoom in when it gets the focus. */
    input:not([type='checkbox']),
    select,
    textarea {
      font-size: 1rem;
    }
  }
`;

/** A state is told by its word first and by its colour second. */
export const states = css`
  .state {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    white-space: nowrap;
    font-size: var(--text-s);
    font-weight: 600;
    color: var(--text-muted);
  }
  .state::before {
    content: '';
    flex: none;
    width: 8px;
    height: 8px;
    border-radius: 50%;
    background: currentColor;
  }
  .state.good {
    color: var(--good);
  }
  .state.warn {
    color: var(--warn);
  }
  .state.warn::before {
    border-radius: 1px;
    transform: rotate(45deg);
  }
  .state.bad {
    color: var(--bad);
  }
  .state.bad::before {
    border-radius: 1px;
  }
  .state.busy {
    color: var(--accent);
  }
  .state.busy::before {
    animation: breathe 1.2s ease-in-out infinite alternate;
  }
  .state.idle::before {
    background: transparent;
    border: 2px solid currentColor;
  }
  @keyframes breathe {
    to {
      opacity: 0.25;
    }
  }
  .notice {
    padding: var(--space-2) var(--space-3);
    border-left: 3px solid var(--border-control);
    border-radius: 0 var(--radius-s) var(--radius-s) 0;
    background: var(--sunken);
  }
  .notice.warn {
    border-color: var(--warn);
    background: var(--warn-soft);
  }
  .notice.bad {
    border-color: var(--bad);
    background: var(--bad-soft);
  }
  .notice strong {
    display: block;
  }
`;
