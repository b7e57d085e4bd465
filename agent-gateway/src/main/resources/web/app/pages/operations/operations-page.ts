import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { PageElement } from '../../shell/page-element';
import { tabs } from '../../shell/tabs';
import './backups';
import './calendar';
import './maintenance-windows';
import './procedure-list';
import './procedure-view';
import './run-list';
import './run-page';

const PARTS = [
  ['runs', 'Runs'],
  ['calendar', 'Calendar'],
  ['procedures', 'Procedures'],
  ['maintenance', 'Maintenance'],
  ['backups', 'Backups'],
] as const;

/** Procedures: when they are due, what became of them, and running one now. */
@customElement('operations-page')
export class OperationsPage extends PageElement {
  protected override render() {
    const [part = 'runs', id] = this.route.path;
    const { app, route } = this;
    if (part === 'runs' && id) return html`<run-page .app=${app} .route=${route} .runId=${id}></run-page>`;
    if (part === 'procedures' && id) return html`<procedure-view .app=${app} .route=${route} .procedureId=${id}></procedure-view>`;
    return html`
      <header class="page-head"><h1>Operations</h1></header>
      ${tabs('operations', PARTS, part)} ${this.shown(part)}
    `;
  }

  private shown(part: string) {
    const { app, route } = this;
    switch (part) {
      case 'calendar':
        return html`<operations-calendar .app=${app} .route=${route}></operations-calendar>`;
      case 'procedures':
        return html`<procedure-list .app=${app} .route=${route}></procedure-list>`;
      case 'maintenance':
        return html`<maintenance-windows .app=${app} .route=${route}></maintenance-windows>`;
      case 'backups':
        return html`<backup-list .app=${app} .route=${route}></backup-list>`;
      default:
        return html`<run-list .app=${app} .route=${route}></run-list>`;
    }
  }
}
