import { html, svg } from 'lit';

const PATHS: Record<string, string> = {
  overview: 'M2 9h4V2H2zM2 14h4v-3H2zM8 14h6V7H8zM8 5h6V2H8z',
  chat: 'M2 3h12v8H7l-3 3v-3H2z',
  alerts: 'M8 2a4 4 0 0 0-4 4v3l-1.5 2.5h11L12 9V6a4 4 0 0 0-4-4zM6.5 13.5a1.5 1.5 0 0 0 3 0',
  operations: 'M3 3h10v11H3zM3 6.5h10M6 1.5v3M10 1.5v3M5.5 10l1.8 1.8L10.8 8.5',
  approvals: 'M8 1.5 13 3.5v4c0 3.2-2 5.6-5 7-3-1.4-5-3.8-5-7v-4zM5.8 8l1.6 1.6L10.4 6.4',
  knowledge: 'M2.5 3c2-.8 3.8-.6 5.5.6C9.700 2.400 11.500 2.200 13.500 3v10c-2-.8-3.800-.6-5.500.6-1.700-1.200-3.500-1.400-5.500-.6zM8 3.600v10',
  tools: 'M10.500 2.200a3.500 3.500 0 0 0-3.300 4.700L2.300 11.800l1.900 1.900 4.900-4.900a3.500 3.500 0 0 0 4.600-4.300L11.500 6.600 9.600 4.700z',
  models: 'M4 4h8v8H4zM6.500 1.500v2.500M9.500 1.500v2.500M6.500 12v2.500M9.500 12v2.500M1.500 6.500H4M1.500 9.500H4M12 6.500h2.500M12 9.500h2.500',
  cases: 'M2 5h12v8.500H2zM5.500 5V2.500h5V5M2 8.500h12',
  sessions: 'M8 8a2.800 2.800 0 1 0 0-5.600A2.800 2.800 0 0 0 8 8zM2.500 14c.5-3 2.600-4.300 5.500-4.300s5 1.300 5.500 4.300',
  logs: 'M3 3.500h10M3 6.500h7M3 9.500h10M3 12.500h5',
  traces: 'M2 3.500h7M4.500 6.500h6M7 9.500h4M9 12.500h5',
  compliance: 'M8 2v11M4 4.500h8M4 4.500 2 9h4zM12 4.500 10 9h4zM5 13.500h6',
  audit: 'M3.500 1.500h6l3 3v10h-9zM9.500 1.500v3h3M5.500 7.500h5M5.500 10h5M5.500 12.300h3',
  keys: 'M5.500 10.500a3 3 0 1 1 2.600-4.500H14v2.500h-1.500V10h-2V8.500H8.100a3 3 0 0 1-2.600 2z',
  settings: 'M2 4.500h5M10.500 4.500H14M2 11.500h3M8.500 11.500H14M7 4.500a1.750 1.750 0 1 0 3.500 0 1.750 1.750 0 0 0-3.500 0zM5 11.500a1.750 1.750 0 1 0 3.500 0 1.750 1.750 0 0 0-3.500 0z',
  menu: 'M2 4h12M2 8h12M2 12h12',
  search: 'M7 11.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9zM10.500 10.500 14 14',
};

/** A small line drawing; the word beside it says what it means. */
export function icon(name: string) {
  return html`<svg class="icon" aria-hidden="true" viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.3" stroke-linejoin="round" stroke-linecap="round">
    ${svg`<path d=${PATHS[name] ?? ''} />`}
  </svg>`;
}
