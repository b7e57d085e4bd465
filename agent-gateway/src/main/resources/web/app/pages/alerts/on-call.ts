import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { words } from '../../design/format';
import { PartElement } from '../../shell/part-element';
import { link } from '../../shell/route';
import { Loaded } from '../../ui/loaded';
import { empty, reading, state, trouble, when } from '../../ui/parts';

type Fields = Record<string, unknown>;

/** Who is on call when, and what is being escalated. */
@customElement('on-call-view')
export class OnCallView extends PartElement {
  private readonly shifts = new Loaded(this, () => this.client.get<unknown>('/api/v1/on-call'), 60_000);
  private readonly escalations = new Loaded(this, () => this.client.get<unknown>('/api/v1/escalations'), 15_000);

  protected override render() {
    return html`<div class="columns">
      <section class="card"><h2>On call</h2>${this.list(this.shifts, 'Nobody is on call by a schedule')}</section>
      <section class="card"><h2>Escalations</h2>${this.list(this.escalations, 'Nothing is being escalated')}</section>
    </div>`;
  }

  private list(loaded: Loaded<unknown>, none: string) {
    const { value, problem } = loaded;
    if (problem?.code === 'not-offered') {
      return html`<div class="body">
        ${empty('This alert-router keeps no schedules yet', html`Who is to be called stands in the <a href=${link('knowledge', ['documents', 'contacts.md'])}>contacts</a>.`)}
      </div>`;
    }
    if (!value) return html`<div class="body">${trouble(problem, loaded.reload)} ${problem ? nothing : reading()}</div>`;
    const items = rows(value);
    if (!items.length) return html`<div class="body">${empty(none)}</div>`;
    return html`<ul class="rows">${items.map((item) => this.row(item))}</ul>`;
  }

  /** Schedules may tell more than this page knows of: every plain field is shown by its name. */
  private row(item: Fields) {
    const title = String(item['person'] ?? item['name'] ?? item['title'] ?? item['schedule'] ?? item['alert'] ?? '');
    const status = item['state'] ?? item['level'];
    const others = Object.entries(item).filter(([key, value]) => !['person', 'name', 'title', 'state', 'id'].includes(key) && value !== null && typeof value !== 'object');
    return html`<li>
      <span>${title}</span>${status ? state(String(status)) : nothing}
      <span class="more">${others.map(([key, value]) => html`${words(key.replace(/([A-Z])/g, ' $1'))}: ${isTime(value) ? when(value) : String(value)} · `)}</span>
    </li>`;
  }
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value);
}

function rows(value: unknown): Fields[] {
  if (Array.isArray(value)) return value as Fields[];
  const lists = Object.values((value ?? {}) as Fields).filter(Array.isArray);
  return (lists[0] ?? []) as Fields[];
}
