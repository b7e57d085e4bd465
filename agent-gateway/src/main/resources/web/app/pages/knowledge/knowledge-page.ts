import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { PageElement } from '../../shell/page-element';
import { tabs } from '../../shell/tabs';
import './document-list';
import './document-view';
import './index-health';
import './search-playground';

const PARTS = [
  ['documents', 'Documents'],
  ['search', 'Search'],
  ['health', 'Index and quality'],
] as const;

/** What the answers are made from. */
@customElement('knowledge-page')
export class KnowledgePage extends PageElement {
  protected override render() {
    const [part = 'documents', ...id] = this.route.path;
    const { app, route } = this;
    if (part === 'documents' && id.length) return html`<document-view .app=${app} .route=${route} .documentId=${id.join('/')}></document-view>`;
    return html`
      <header class="page-head"><h1>Knowledge</h1></header>
      ${tabs('knowledge', PARTS, part)}
      ${
        part === 'search'
          ? html`<search-playground .app=${app} .route=${route}></search-playground>`
          : part === 'health'
            ? html`<index-health .app=${app} .route=${route}></index-health>`
            : html`<document-list .app=${app} .route=${route}></document-list>`
      }
    `;
  }
}
