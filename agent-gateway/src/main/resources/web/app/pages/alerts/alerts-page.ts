import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { PageElement } from '../../shell/page-element';
import { tabs } from '../../shell/tabs';
import './alert-detail';
import './alert-list';
import './deliveries';
import './drills';
import './on-call';
import './routing';
import './silence-form';
import './silence-list';
import './threshold-list';

const PARTS = [
  ['list', 'Alerts'],
  ['silences', 'Silences'],
  ['thresholds', 'Thresholds'],
  ['routing', 'Routing and receivers'],
  ['deliveries', 'Deliveries'],
  ['on-call', 'On call'],
  ['drills', 'Drills'],
] as const;

/** What fires, who is told of it, and what keeps quiet. */
@customElement('alerts-page')
export class AlertsPage extends PageElement {
  protected override render() {
    const [part = 'list', id = ''] = this.route.path;
    if (part === 'alert') return html`<alert-detail .app=${this.app} .route=${this.route} .fingerprint=${id}></alert-detail>`;
    if (part === 'silence') return html`<silence-form .app=${this.app} .route=${this.route} .silenceId=${id}></silence-form>`;
    return html`
      <header class="page-head"><h1>Alerts</h1></header>
      ${tabs('alerts', PARTS, part)} ${this.shown(part)}
    `;
  }

  private shown(part: string) {
    const { app, route } = this;
    switch (part) {
      case 'silences':
        return html`<silence-list .app=${app} .route=${route}></silence-list>`;
      case 'thresholds':
        return html`<threshold-list .app=${app} .route=${route}></threshold-list>`;
      case 'routing':
        return html`<alert-routing .app=${app} .route=${route}></alert-routing>`;
      case 'deliveries':
        return html`<delivery-log .app=${app} .route=${route}></delivery-log>`;
      case 'drills':
        return html`<drill-view .app=${app} .route=${route}></drill-view>`;
      case 'on-call':
        return html`<on-call-view .app=${app} .route=${route}></on-call-view>`;
      default:
        return html`<alert-list .app=${app} .route=${route}></alert-list>`;
    }
  }
}
