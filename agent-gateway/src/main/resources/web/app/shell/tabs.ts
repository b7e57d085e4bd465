import { html, nothing } from 'lit';
import { link } from './route';

/** The parts of a page, each with its own address; the first one is the page's own. */
export function tabs(page: string, parts: readonly (readonly [id: string, label: string])[], current: string) {
  return html`<div class="tabs" role="navigation" aria-label="Parts of this page">
    ${parts.map(
      ([id, label], index) =>
        html`<a href=${link(page, index === 0 ? [] : [id])} aria-current=${id === current ? 'page' : nothing}>${label}</a>`,
    )}
  </div>`;
}
