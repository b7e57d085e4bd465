import { html } from 'lit';
import { words } from '../design/format';

/** Whatever a capability or a check found: plain facts in words, lists and objects beneath. */
export function facts(found: Record<string, unknown>) {
  return html`<dl class="facts">
    ${Object.entries(found).map(([name, value]) => html`<dt>${words(name.replace(/([A-Z])/g, ' $1'))}</dt><dd>${fact(value)}</dd>`)}
  </dl>`;
}

function fact(value: unknown): unknown {
  if (value === null || value === undefined || (Array.isArray(value) && !value.length)) return html`<span class="muted">none</span>`;
  if (typeof value !== 'object') return String(value);
  return html`<pre class="output" tabindex="0" role="group" aria-label="Details">${JSON.stringify(value, null, 2)}</pre>`;
}
