import { css } from 'lit';

/** The navigation beside the page on a desk; above it, folded away, on a phone. */
export const layout = css`
  :host {
    display: grid;
    grid-template-columns: var(--nav-width) minmax(0, 1fr);
    grid-template-rows: minmax(0, 1fr);
    height: 100dvh;
  }
  ask-dialog,
  command-palette {
    position: absolute;
  }
  :host([signed-out]) {
    display: block;
  }
  .side {
    display: flex;
    flex-direction: column;
    min-height: 0;
    border-right: 1px solid var(--border);
    background: var(--surface);
  }
  .brand {
    display: flex;
    gap: var(--space-2);
    align-items: center;
    height: var(--header-height);
    padding: 0 var(--space-4);
    color: inherit;
    font-size: var(--text-l);
    font-weight: 650;
    text-decoration: none;
  }
  .side .find {
    justify-content: flex-start;
    margin: 0 var(--space-3) var(--space-2);
    background: var(--page);
    color: var(--text-muted);
    font-weight: 400;
  }
  .find kbd {
    margin-left: auto;
    font: 600 var(--text-s) var(--font-text);
  }
  nav {
    flex: 1;
    overflow-y: auto;
    padding: 0 var(--space-2) var(--space-2);
  }
  nav h2 {
    margin: var(--space-3) var(--space-2) 2px;
    color: var(--text-muted);
    font-size: var(--text-s);
    font-weight: 600;
  }
  nav a {
    display: flex;
    gap: 10px;
    align-items: center;
    min-height: 30px;
    padding: 0 var(--space-2);
    border-radius: var(--radius-s);
    color: var(--text);
    text-decoration: none;
  }
  nav a .icon {
    flex: none;
    color: var(--text-muted);
  }
  nav a:hover {
    background: var(--hover);
  }
  nav a[aria-current] {
    background: var(--accent-soft);
    color: var(--accent);
    font-weight: 600;
  }
  nav a[aria-current] .icon {
    color: inherit;
  }
  .count {
    min-width: 20px;
    margin-left: auto;
    padding: 0 6px;
    border-radius: 10px;
    background: var(--sunken);
    color: var(--text);
    font-size: var(--text-s);
    font-weight: 600;
    text-align: center;
  }
  .count.bad {
    background: var(--bad-soft);
    color: var(--bad);
  }
  .count.warn {
    background: var(--warn-soft);
    color: var(--warn);
  }
  .foot {
    display: grid;
    gap: 2px;
    padding: var(--space-2) var(--space-3) var(--space-3) var(--space-4);
    border-top: 1px solid var(--border);
  }
  .foot .who {
    display: flex;
    gap: var(--space-2);
    align-items: center;
    justify-content: space-between;
  }
  .foot button {
    min-height: 26px;
    padding: 0 var(--space-2);
  }
  .bar {
    display: none;
  }
  main {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    grid-template-rows: auto minmax(0, 1fr);
    min-width: 0;
    min-height: 0;
  }
  .content {
    grid-row: 2;
    overflow-y: auto;
    min-height: 0;
  }
  .content > * {
    min-height: 100%;
  }
  .content.fixed {
    overflow: hidden;
  }
  .content.fixed > * {
    height: 100%;
  }
  .content > .notice {
    min-height: 0;
    max-width: var(--reading-width);
    margin: var(--space-5) auto;
  }
  .lost {
    grid-row: 1;
    padding: 6px var(--space-4);
    border-bottom: 1px solid var(--warn);
    background: var(--warn-soft);
  }
  .skip {
    position: absolute;
    z-index: 5;
    top: 8px;
    left: 8px;
    transform: translateY(-60px);
  }
  .skip:focus {
    transform: none;
  }
  @media (max-width: 820px) {
    :host {
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: var(--header-height) minmax(0, 1fr);
    }
    .bar {
      display: flex;
      gap: var(--space-2);
      align-items: center;
      padding: 0 var(--space-2);
      border-bottom: 1px solid var(--border);
      background: var(--surface);
    }
    .bar .summary {
      margin-left: auto;
    }
    .bar button {
      width: 40px;
      height: 40px;
      padding: 0;
    }
    .side {
      position: fixed;
      z-index: 10;
      inset: 0 25% 0 0;
      max-width: 280px;
      box-shadow: var(--shadow);
      visibility: hidden;
      transform: translateX(-105%);
    }
    :host([menu]) .side {
      visibility: visible;
      transform: none;
    }
    nav a {
      min-height: 38px;
    }
    .find kbd {
      display: none;
    }
    .shade {
      position: fixed;
      z-index: 9;
      inset: 0;
      background: #0c0f1399;
    }
  }
  @media (min-width: 821px) {
    .shade {
      display: none;
    }
  }
`;
