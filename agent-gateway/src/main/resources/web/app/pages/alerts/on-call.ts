import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { PartElement } from '../../shell/part-element';
import { link } from '../../shell/route';
import { Loaded } from '../../ui/loaded';
import { empty, reading, since, state, trouble, when } from '../../ui/parts';
import './on-call-schedule';

/** Who is on call by a schedule, and when that changes. */
export interface Duty {
  schedule: string;
  person?: string | null;
  until: string;
  next?: string | null;
  gaps: number;
}

interface Incident {
  id: string;
  title: string;
  state: string;
  owner?: string | null;
  level: number;
  nextStepAt?: string | null;
  openedAt: string;
  policy: string;
}

interface Policy {
  name: string;
  matchers: string;
  levels: { name: string; after: string; tells: string[] }[];
  problems: string[];
}

/** Somebody to call, as the page of contacts has them. */
interface Contact {
  kind: string;
  name: string;
  reach: string;
  details: Record<string, string>;
}

interface Audit {
  complete: boolean;
  items: Record<string, unknown>[];
}

/** Who is on call when, what is being escalated, and whether every step of it happened. */
@customElement('on-call-view')
export class OnCallView extends PartElement {
  private readonly duties = new Loaded(this, () => this.client.get<{ items: Duty[] }>('/api/v1/on-call'), 60_000);
  private readonly incidents = new Loaded(this, () => this.client.get<{ items: Incident[] }>('/api/v1/escalations'), 15_000);
  private readonly policies = new Loaded(this, () => this.client.get<{ items: Policy[] }>('/api/v1/escalations/policies'), 60_000);
  private readonly contacts = new Loaded(this, () => this.client.get<{ items: Contact[] }>('/api/v1/on-call/contacts'), 60_000);
  private readonly audit = new Loaded(this, () => this.client.get<Audit>('/api/v1/escalations/audit'), 60_000);

  protected override render() {
    return html`<div class="columns">
      <div class="stack">${this.onCall()} ${this.directory()}</div>
      <div class="stack">${this.escalations()} ${this.rules()}</div>
    </div>`;
  }

  private onCall() {
    const { value, problem } = this.duties;
    if (!value) return html`<section class="card"><h2>On call</h2><div class="body">${trouble(problem, this.duties.reload)} ${problem ? nothing : reading()}</div></section>`;
    if (!value.items.length) {
      return html`<section class="card"><h2>On call</h2><div class="body">
        ${empty('Nobody is on call by a schedule', html`Schedules stand in <code>on-call.yml</code>; who is to be called without one stands in the <a href=${link('knowledge', ['documents', 'contacts.md'])}>contacts</a>.`)}
      </div></section>`;
    }
    return value.items.map((duty) => html`<on-call-schedule .app=${this.app} .route=${this.route} .duty=${duty} .people=${this.contacts.value?.items.map((contact) => contact.name) ?? []} @changed=${this.duties.reload}></on-call-schedule>`);
  }

  /** Whom to call, by the section of the page they stand in. */
  private directory() {
    const { value, problem } = this.contacts;
    if (!value?.items.length) return trouble(problem, this.contacts.reload);
    return html`<section class="card">
      <h2>Contacts <a class="small" href=${link('knowledge', ['documents', 'contacts.md'])}>Page</a></h2>
      <ul class="rows">
        ${value.items.map((contact) => html`<li>
          <span>${contact.name} <span class="muted">${contact.kind}</span></span><span>${reach(contact.reach)}</span>
          <span class="more">${Object.entries(contact.details).map(([name, text]) => html`${name}: ${text}. `)}</span>
        </li>`)}
      </ul>
    </section>`;
  }

  private escalations() {
    const { value, problem } = this.incidents;
    return html`<section class="card">
      <header><h2>Escalations</h2>${this.proof()}</header>
      ${trouble(problem, this.incidents.reload)} ${value || problem ? nothing : reading()}
      ${value && !value.items.length ? html`<div class="body">${empty('Nothing is being escalated')}</div>` : nothing}
      <ul class="rows">
        ${value?.items.map((incident) => html`<li>
          <span>${incident.title}</span>${state(incident.state, incident.state === 'open' ? 'bad' : incident.state === 'closed' ? 'good' : 'warn')}
          <span class="more">
            since ${since(incident.openedAt)}, ${incident.owner ? html`${incident.owner} works on it` : 'nobody works on it'}, ${incident.level} of
            ${incident.policy} told${incident.nextStepAt ? html`, next ${when(incident.nextStepAt)}` : nothing}
          </span>
        </li>`)}
      </ul>
    </section>`;
  }

  /** The auditor's word: whether everybody was told who should have been. */
  private proof() {
    const audit = this.audit.value;
    if (!audit) return nothing;
    return audit.complete ? state('every step happened', 'good') : state(`${audit.items.length} steps missing`, 'bad');
  }

  private rules() {
    const { value } = this.policies;
    if (!value?.items.length) return nothing;
    return html`<section class="card">
      <h2>Policies</h2>
      <ul class="rows">
        ${value.items.map((policy) => html`<li>
          <span>${policy.name} ${policy.matchers && policy.matchers !== '{}' ? html`<code class="muted">${policy.matchers}</code>` : nothing}</span>
          <span class="more">
            ${policy.levels.map((level) => html`${level.name} after ${level.after}: ${level.tells.join(', ') || 'nobody'}. `)}
          </span>
          ${policy.problems.length ? html`<span class="more">${state('somebody cannot be told', 'bad')} ${policy.problems.join('; ')}</span>` : nothing}
        </li>`)}
      </ul>
    </section>`;
  }
}

/** A number is called and an address written to by a click. */
function reach(text: string) {
  if (/^[^\s@]+@[^\s@]+$/.test(text)) return html`<a href=${`mailto:${text}`}>${text}</a>`;
  return /^\+?[\d ()/-]{5,}$/.test(text) ? html`<a href=${`tel:${text.replaceAll(/[^+\d]/g, '')}`}>${text}</a>` : text;
}
