import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { PageElement } from '../../shell/page-element';
import { tabs } from '../../shell/tabs';
import './control-list';
import './exercise-list';
import './finding-list';
import './permission-review';
import './retention-view';

const PARTS = [
  ['standing', 'Standing', 'viewer'],
  ['permissions', 'Permissions', 'viewer'],
  ['exercises', 'Exercises', 'operator'],
  ['findings', 'Tests and findings', 'admin'],
  ['retention', 'Holds and certificates', 'admin'],
] as const;

/** Whether what is promised is kept: controls, rights, exercises, findings, and what was removed. */
@customElement('compliance-page')
export class CompliancePage extends PageElement {
  protected override render() {
    const [part = 'standing'] = this.route.path;
    const parts = PARTS.filter(([, , role]) => this.app.can(role)).map(([id, label]) => [id, label] as const);
    return html`
      <header class="page-head"><h1>Compliance</h1></header>
      ${tabs('compliance', parts, part)} ${this.shown(part)}
    `;
  }

  private shown(part: string) {
    const { app, route } = this;
    switch (part) {
      case 'permissions':
        return html`<permission-review .app=${app} .route=${route}></permission-review>`;
      case 'exercises':
        return html`<exercise-list .app=${app} .route=${route}></exercise-list>`;
      case 'findings':
        return html`<finding-list .app=${app} .route=${route}></finding-list>`;
      case 'retention':
        return html`<retention-view .app=${app} .route=${route}></retention-view>`;
      default:
        return html`<control-list .app=${app} .route=${route}></control-list>`;
    }
  }
}
