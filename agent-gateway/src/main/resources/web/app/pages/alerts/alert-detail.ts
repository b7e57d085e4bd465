import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Status } from '../../api/types';
import { words } from '../../design/format';
import { PageElement } from '../../shell/page-element';
import { link } from '../../shell/route';
import { Loaded } from '../../ui/loaded';
import { labels, reading, since, state, trouble, when } from '../../ui/parts';
import { stateOf } from './alert-list';
import { type Alert, severityTone } from './types';

/** An entry of an alert's time line, in the words of whoever made it. */
interface Entry {
  at: string;
  kind: string;
  by?: string | null;
  text?: string | null;
}

/** One alert: what it says, who is told, what was done about it, and what can be done. */
@customElement('alert-detail')
export class AlertDetail extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      :host {
        padding: 0;
      }
      .summary {
        margin-bottom: var(--space-4);
        font-size: var(--text-l);
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property() fingerprint = '';
  private readonly alerts = new Loaded(this, () => this.client.get<Alert[]>('/api/v2/alerts'), 15_000);
  private readonly story = new Loaded(this, () => this.client.get<{ items: Entry[] }>(`${this.path}/timeline`), 15_000);

  override onChange = (): void => {
    void this.alerts.reload();
    void this.story.reload();
  };

  protected override watched(status: Status): string {
    return status.alerts.find((alert) => alert.fingerprint === this.fingerprint)?.state ?? 'gone';
  }

  private get path(): string {
    return `/api/v1/alerts/${encodeURIComponent(this.fingerprint)}`;
  }

  protected override render() {
    const { value, problem } = this.alerts;
    const alert = value?.find((each) => each.fingerprint === this.fingerprint);
    return html`
      <header class="page-head">
        <a href=${link('alerts')}>Alerts</a>
        <h1>${alert?.labels['alertname'] ?? this.fingerprint}</h1>
        ${alert ? html`${state(alert.labels['severity'] ?? 'none', severityTone(alert.labels['severity']))} ${stateOf(alert)}` : nothing}
        <div class="end">${alert ? this.actions(alert) : nothing}</div>
      </header>
      ${trouble(problem, this.alerts.reload)}
      ${alert ? this.content(alert) : value ? this.gone() : problem ? nothing : reading()}
    `;
  }

  private gone() {
    return html`<div class="notice"><strong>This alert does not fire any more</strong>It was resolved, or its address is wrong. ${this.timeline()}</div>`;
  }

  private content(alert: Alert) {
    const { summary, description, ...others } = alert.annotations;
    return html`
      ${summary ? html`<p class="summary">${summary}</p>` : nothing}
      <div class="columns">
        <div class="stack">
          ${description ? html`<section class="card"><h2>Description</h2><p class="body">${description}</p></section>` : nothing}
          <section class="card">
            <h2>Time line</h2>
            <ul class="rows">
              <li><span>Fires since</span>${when(alert.startsAt)}</li>
              <li><span>Heard last</span>${since(alert.updatedAt)}</li>
              <li><span>Counts as resolved, unless heard again</span>${when(alert.endsAt)}</li>
            </ul>
            ${this.timeline()}
          </section>
        </div>
        <section class="card">
          <h2>What it says</h2>
          <dl class="facts body">
            <dt>Labels</dt>
            <dd>${labels(alert.labels)}</dd>
            ${Object.entries(others).map(([name, value]) => html`<dt>${words(name)}</dt><dd>${this.annotation(name, value)}</dd>`)}
            <dt>Told</dt>
            <dd>${alert.receivers.map((receiver) => receiver.name).join(', ') || 'nobody'}</dd>
            ${alert.status.silencedBy.map((id) => html`<dt>Silenced by</dt><dd><a href=${link('alerts', ['silence', id])}>${id}</a></dd>`)}
            ${alert.generatorURL ? html`<dt>From</dt><dd>${this.annotation('', alert.generatorURL)}</dd>` : nothing}
          </dl>
        </section>
      </div>
    `;
  }

  /** A runbook is opened here, a web address elsewhere; anything else is text. */
  private annotation(name: string, value: string) {
    const run = /^\/api\/v1\/operations\/([\w-]+)$/.exec(value);
    if (run) return html`<a href=${link('operations', ['runs', run[1]!])}>the run that raised it</a>`;
    if (/^https?:\/\//.test(value)) return html`<a href=${value} target="_blank" rel="noopener noreferrer">${value}</a>`;
    if (/runbook/.test(name) && value.endsWith('.md')) return html`<a href=${link('knowledge', ['documents', value])}>${value}</a>`;
    if (/runbook/.test(name)) return html`<a href=${link('operations', ['procedures', value])}>${value}</a>`;
    return value;
  }

  private timeline() {
    const entries = this.story.value?.items ?? [];
    if (!entries.length) return nothing;
    return html`<ul class="rows">
      ${entries.map((e) => html`<li><span>${words(e.kind)}${e.by ? html` by ${e.by}` : nothing}</span>${when(e.at)}${e.text ? html`<span class="more">${e.text}</span>` : nothing}</li>`)}
    </ul>`;
  }

  private actions(alert: Alert) {
    const question = `${alert.labels['alertname'] ?? 'An alert'} fires: ${alert.annotations['summary'] ?? ''} (${Object.entries(alert.labels).map(([n, v]) => `${n}=${v}`).join(', ')}). What is the cause and what do I do?`;
    return html`
      <a class="button" href=${link('chat', [], { ask: question })}>Ask the agent</a>
      ${
        this.app.can('operator') ? html`<a class="button" href=${link('alerts', ['silence', 'new'], { for: this.fingerprint })}>Silence</a>` : nothing
      }
      ${
        // An alert-router that keeps no story of its alerts takes no word about them either.
        this.app.can('operator') && this.story.problem?.code !== 'not-offered'
          ? html`<button @click=${this.assign}>Assign</button>
              <button @click=${() => this.act('escalate', {})}>Escalate</button>
              <button @click=${() => this.act('resolve', {})}>Resolve</button>
              <button class="primary" @click=${() => this.act('ack', {})}>Acknowledge</button>`
          : nothing
      }
    `;
  }

  private readonly assign = async (): Promise<void> => {
    const to = await this.app.ask({ title: 'Assign this alert', field: 'To whom', action: 'Assign it' });
    if (to) await this.act('assign', { to });
  };

  private async act(what: string, body: Record<string, unknown>): Promise<void> {
    await this.app.act(() => this.client.post(`${this.path}/${what}`, body), DONE[what]);
    this.onChange();
  }
}

const DONE: Record<string, string> = {
  ack: 'Acknowledged; it is not escalated further.',
  assign: 'Assigned.',
  escalate: 'The next level is told.',
  resolve: 'Resolved.',
};
