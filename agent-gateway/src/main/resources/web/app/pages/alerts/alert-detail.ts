import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Status } from '../../api/types';
import { words } from '../../design/format';
import { PageElement } from '../../shell/page-element';
import { link } from '../../shell/route';
import { Loaded } from '../../ui/loaded';
import { download, labels, reading, since, state, trouble, when } from '../../ui/parts';
import { stateOf } from './alert-list';
import { type Alert, severityTone } from './types';

/** An entry of an alert's time line, in the words of whoever made it. */
interface Entry {
  at: string;
  kind: string;
  by?: string | null;
  text?: string | null;
}

/** What is being done about an alert. */
interface Incident {
  id: string;
  state: string;
  owner?: string | null;
  level: number;
  nextStepAt?: string | null;
  policy: string;
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
  private readonly story = new Loaded(this, () => this.client.get<{ incident?: Incident | null; items: Entry[] }>(`${this.path}/timeline`), 15_000);

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
        <div class="end"><a class="button" href=${link('traces', [], { alert: this.fingerprint, minutes: '10080' })}>Traces</a>${alert ? this.actions(alert) : nothing}</div>
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
          ${this.incident()}
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

  /** Who works on it, and when the next level is told. */
  private incident() {
    const incident = this.story.value?.incident;
    if (!incident) return nothing;
    return html`<section class="card">
      <header><h2>Incident</h2>${state(incident.state, incident.state === 'open' ? 'bad' : incident.state === 'closed' ? 'good' : 'warn')}</header>
      <ul class="rows">
        <li><span>Works on it</span><span>${incident.owner ?? 'nobody'}</span></li>
        <li><span>Policy</span><span>${incident.policy}, ${incident.level} ${incident.level === 1 ? 'level' : 'levels'} told</span></li>
        ${incident.nextStepAt ? html`<li><span>${incident.state === 'open' ? 'Next level is told' : 'Runs out'}</span>${when(incident.nextStepAt)}</li>` : nothing}
      </ul>
    </section>`;
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
          ? this.deeds()
          : nothing
      }
    `;
  }

  /** What fits the state: who has acknowledged may take it back, and a story can be made a report. */
  private deeds() {
    const incident = this.story.value?.incident;
    const open = incident && incident.state !== 'closed';
    return html`
      ${incident ? html`<button @click=${this.report}>Report</button>` : nothing}
      <button @click=${this.note}>Note</button>
      <button @click=${this.assign}>Assign</button>
      <button @click=${this.snooze}>Snooze</button>
      <button @click=${() => this.act('escalate', {})}>Escalate</button>
      <button @click=${() => this.act('resolve', {})}>Resolve</button>
      ${
        open && incident.state !== 'open'
          ? html`<button class="primary" @click=${() => this.act('unack', {})}>Take back</button>`
          : html`<button class="primary" @click=${() => this.act('ack', {})}>Acknowledge</button>`
      }
    `;
  }

  private readonly note = async (): Promise<void> => {
    const text = await this.app.ask({ title: 'Note on the time line', field: 'What was seen or done', action: 'Note it' });
    if (text) await this.act('notes', { text });
  };

  private readonly snooze = async (): Promise<void> => {
    const lasting = await this.app.ask({
      title: 'Snooze this alert',
      text: 'Nobody is told of it until then; after that it escalates as before.',
      field: 'For how long, such as 30m or 4h',
      action: 'Snooze it',
    });
    if (lasting) await this.act('snooze', { for: lasting });
  };

  /** The draft of a postmortem, made of the time line. */
  private readonly report = (): Promise<unknown> =>
    this.app.act(async () => download(`postmortem-${this.fingerprint}.md`, await this.client.text(`${this.path}/postmortem`, 'text/markdown'), 'text/markdown'), 'The draft of a report is in your downloads.');

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
  unack: 'Taken back; it escalates again.',
  notes: 'Noted.',
  snooze: 'Snoozed.',
  assign: 'Assigned.',
  escalate: 'The next level is told.',
  resolve: 'Resolved.',
};
