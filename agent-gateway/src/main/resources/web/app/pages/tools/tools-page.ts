import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { PageElement } from '../../shell/page-element';
import { tabs } from '../../shell/tabs';
import './call-list';
import './sandbox-view';
import './search-providers';
import './tool-list';
import './tool-view';

const PARTS = [
  ['list', 'Tools'],
  ['calls', 'Calls'],
  ['sandbox', 'Sandbox and policy'],
  ['web-search', 'Web search and MCP'],
] as const;

/** What the agent and people can have done, how it fares, and what keeps it in bounds. */
@customElement('tools-page')
export class ToolsPage extends PageElement {
  protected override render() {
    const [part = 'list', id] = this.route.path;
    const { app, route } = this;
    if (part === 'tool' && id) return html`<tool-view .app=${app} .route=${route} .name=${id}></tool-view>`;
    if (part === 'calls' && id) return html`<call-view .app=${app} .route=${route} .callId=${id}></call-view>`;
    return html`
      <header class="page-head"><h1>Tools</h1></header>
      ${tabs('tools', PARTS, part)} ${this.shown(part)}
    `;
  }

  private shown(part: string) {
    const { app, route } = this;
    switch (part) {
      case 'calls':
        return html`<call-list .app=${app} .route=${route}></call-list>`;
      case 'sandbox':
        return html`<sandbox-view .app=${app} .route=${route}></sandbox-view>`;
      case 'web-search':
        return html`<search-providers .app=${app} .route=${route}></search-providers>`;
      default:
        return html`<tool-list .app=${app} .route=${route}></tool-list>`;
    }
  }
}
