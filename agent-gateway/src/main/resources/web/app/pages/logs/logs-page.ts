import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { PageElement } from '../../shell/page-element';
@customElement('logs-page')
export class P extends PageElement {
  protected override render() { return html`<h1>logs</h1>`; }
}
