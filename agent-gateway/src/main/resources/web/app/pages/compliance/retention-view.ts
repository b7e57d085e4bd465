import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { words } from '../../design/format';
import { PartElement } from '../../shell/part-element';
import { Loaded } from '../../ui/loaded';
import { download, empty, reading, state, trouble, when } from '../../ui/parts';

interface Hold {
  dataClass: string;
  reason: string;
  setBy: string;
  setAt: string;
}

/** Proof that something was removed on purpose. */
interface Certificate {
  id: string;
  dataClass: string;
  from: string;
  to: string;
  count: number;
  purgedAt: string;
  signature: string;
}

interface Checked {
  certificate: Certificate;
  genuine: boolean;
}

/** What has a term of its own. */
const CLASSES = ['system-logs', 'error-logs', 'user-activity', 'run-history', 'audit'];

/** What must not be removed, and signed proof of what was. */
@customElement('retention-view')
export class RetentionView extends PartElement {
  private readonly holds = new Loaded(this, () => this.client.get<{ items: Hold[] }>('/api/v1/compliance/holds'), 60_000);
  private readonly certificates = new Loaded(this, () => this.client.get<{ items: Checked[] }>('/api/v1/compliance/certificates'), 60_000);

  protected override render() {
    return html`<div class="columns">
      <section class="card">
        <header><h2>Certificates of what was removed</h2>${this.certificates.value?.items.length ? html`<button @click=${this.save}>Save them</button>` : nothing}</header>
        ${this.removed()}
      </section>
      <section class="card"><h2>Legal holds</h2>${this.held()}</section>
    </div>`;
  }

  private held() {
    const { value, problem } = this.holds;
    if (!value) return html`<div class="body">${trouble(problem, this.holds.reload)} ${problem ? nothing : reading()}</div>`;
    return html`<ul class="rows">
      ${CLASSES.map((name) => {
        const hold = value.items.find((each) => each.dataClass === name);
        return html`<li>
          <span>${words(name)}</span>
          <span class="row">
            ${hold ? state('held', 'warn') : state('removed after its term', 'idle')}
            ${hold ? html`<button @click=${() => this.lift(name)}>Lift</button>` : html`<button @click=${() => this.hold(name)}>Hold</button>`}
          </span>
          ${hold ? html`<span class="more">${hold.reason} (${hold.setBy}, ${when(hold.setAt)})</span>` : nothing}
        </li>`;
      })}
    </ul>`;
  }

  private removed() {
    const { value, problem } = this.certificates;
    if (!value) return html`<div class="body">${trouble(problem, this.certificates.reload)} ${problem ? nothing : reading()}</div>`;
    if (!value.items.length) return html`<div class="body">${empty('Nothing was removed yet', 'What is older than its term is removed by the procedures of log retention, each time under a signed certificate.')}</div>`;
    return html`<ul class="rows">
      ${value.items.map(({ certificate, genuine }) => html`<li>
        <span>${words(certificate.dataClass)}: ${certificate.from} to ${certificate.to}</span>${genuine ? state('genuine', 'good') : state('not our signature', 'bad')}
        <span class="more">${certificate.count.toLocaleString()} removed ${when(certificate.purgedAt)}, <code>${certificate.signature.slice(0, 24)}...</code></span>
      </li>`)}
    </ul>`;
  }

  private async hold(name: string): Promise<void> {
    const reason = await this.app.ask({ title: `Keep ${words(name)}?`, text: 'Nothing of it is removed until the hold is lifted.', field: 'Why, such as the matter it belongs to', action: 'Hold it' });
    if (!reason) return;
    await this.app.act(() => this.client.send('PUT', `/api/v1/compliance/holds/${name}`, { reason }), 'Held.');
    void this.holds.reload();
  }

  private async lift(name: string): Promise<void> {
    const question = { title: `Lift the hold of ${words(name)}?`, text: 'What is older than its term is removed at the next purge.', action: 'Lift it', danger: true };
    if ((await this.app.ask(question)) === null) return;
    await this.app.act(() => this.client.send('PUT', `/api/v1/compliance/holds/${name}`, { reason: '' }), 'Lifted.');
    void this.holds.reload();
  }

  private readonly save = (): void => {
    download('purge-certificates.json', JSON.stringify(this.certificates.value?.items, null, 2), 'application/json');
  };
}
