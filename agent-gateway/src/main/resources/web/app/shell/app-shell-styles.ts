import { css } from 'lit';

/** Three columns on a desk, two on a small screen, one panel at a time on a phone. */
export const layout = css`
  :host {
    display: grid;
    grid-template-rows: var(--header-height) minmax(0, 1fr);
    height: 100dvh;
  }
  :host([signed-out]) {
    grid-template-rows: minmax(0, 1fr);
  }
  :host([signed-out]) main {
    display: block;
  }
  main > .notice {
    max-width: var(--reading-width);
    margin: var(--space-6) auto;
  }
  header {
    display: flex;
    gap: var(--space-4);
    align-items: center;
    padding: 0 var(--space-4);
    border-bottom: 1px solid var(--border);
    background: var(--surface);
  }
  h1 {
    font-size: var(--text-l);
    white-space: nowrap;
  }
  h1 a {
    display: flex;
    gap: var(--space-2);
    align-items: center;
    color: inherit;
    text-decoration: none;
  }
  .end {
    display: flex;
    gap: var(--space-4);
    align-items: center;
    margin-left: auto;
  }
  .who {
    overflow: hidden;
    max-width: 24ch;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  main {
    display: grid;
    grid-template-columns: 248px minmax(0, 1fr) 320px;
    grid-template-rows: minmax(0, 1fr);
  }
  session-list,
  status-panel {
    overflow-y: auto;
    background: var(--surface);
  }
  session-list {
    border-right: 1px solid var(--border);
  }
  status-panel {
    border-left: 1px solid var(--border);
  }
  status-panel:focus-visible {
    outline-offset: -2px;
  }
  nav {
    display: none;
  }
  nav button {
    border-color: transparent;
    background: none;
    color: var(--text-muted);
  }
  nav button[aria-pressed='true'] {
    background: var(--accent-soft);
    color: var(--accent);
    font-weight: 600;
  }
  .skip {
    position: absolute;
    z-index: 1;
    top: 8px;
    left: 8px;
    transform: translateY(-60px);
  }
  .skip:focus {
    transform: none;
  }
  @media (max-width: 1180px) {
    main {
      grid-template-columns: minmax(0, 1fr) 300px;
    }
    nav {
      display: flex;
    }
    main.panel-ask session-list,
    main.panel-status session-list,
    main.panel-sessions conversation-view {
      display: none;
    }
    nav .panel-status {
      display: none;
    }
  }
  @media (max-width: 820px) {
    main {
      grid-template-columns: minmax(0, 1fr);
    }
    header {
      gap: var(--space-2);
      padding: 0 var(--space-3);
    }
    nav button {
      padding: 0 var(--space-2);
    }
    nav .panel-status {
      display: inline-flex;
    }
    session-list,
    status-panel {
      border: 0;
    }
    main.panel-ask status-panel,
    main.panel-sessions status-panel,
    main.panel-status conversation-view,
    main.panel-status session-list {
      display: none;
    }
    .who,
    .summary {
      display: none;
    }
  }
  @media (max-width: 420px) {
    h1 .name {
      position: absolute;
      clip-path: inset(50%);
    }
  }
`;
