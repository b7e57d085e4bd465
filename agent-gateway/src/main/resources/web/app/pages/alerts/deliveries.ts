import { html, nothing } from 'lit';
import { customElement, state as changing } from 'lit/decorators.js';
import type { Status } from '../../api/types';
import { PartElement } from '../../shell/part-element';
import { here, link, replaceAddress } from '../../shell/route';
import '../../ui/data-table';
import type { Column } from '../../ui/data-table';
import { Loaded } from '../../ui/loaded';
import { empty, reading, state, trouble, when } from '../../ui/parts';
import './delivery-attempts';
import type { Delivery } from './types';

const STATES = [
  ['pending', 'waiting'],
  ['sending', 'being sent'],
  ['delivered', 'delivered'],
  ['dead', 'given up'],
] as const;
const AT_ONCE = 200;

const COLUMNS: Column<Delivery>[] = [
  { id: 'title', label: 'Notification', width: 'minmax(0, 3fr)', cell: (d) => d.title, sort: (d) => d.title },
  { id: 'receiver', label: 'To', width: 'minmax(0, 1fr)', cell: (d) => `${d.receiver} (${d.channel})`, sort: (d) => d.receiver, minor: true },
  { id: 'state', label: 'State', width: '110px', cell: (d) => (d.state === 'dead' ? state('given up', 'bad') : state(d.state)), sort: (d) => d.state },
  { id: 'attempts', label: 'Tries', width: '60px', cell: (d) => d.attempts, sort: (d) => d.attempts, minor: true },
  { id: 'error', label: 'Last trouble', width: 'minmax(0, 2fr)', cell: (d) => html`<span title=${d.lastError}>${d.lastError}${d.possibleDuplicate ? ' (may have arrived twice)' : ''}</span>`, minor: true },
  { id: 'at', label: 'Planned', width: '110px', cell: (d) => when(d.createdAt), sort: (d) => d.createdAt, minor: true },
];

/** Who was told what, whether it arrived, and what went wrong; what was given up can be sent again. */
@customElement('delivery-log')
export class DeliveryLog extends PartElement {
  private readonly log = new Loaded(this, () => this.read(), 15_000);
  private readonly receivers = new Loaded(this, () => this.client.get<{ name: string }[]>('/api/v2/receivers'));
  @changing() private older: Delivery[] = [];
  @changing() private exhausted = false;
  private asked = '';

  override onChange = (): void => void this.log.reload();

  protected override watched(status: Status): string {
    return status.notifications.map((n) => n.notificationId).join();
  }

  protected override updated(): void {
    if (this.asked === this.address('')) return;
    this.older = [];
    this.exhausted = false;
    void this.log.reload();
  }

  private address(before: string): string {
    const parts = new URLSearchParams({ limit: String(AT_ONCE) });
    for (const name of ['state', 'receiver']) if (this.wanted(name)) parts.set(name, this.wanted(name));
    if (before) parts.set('before', before);
    return `/api/v1/notifications?${parts.toString()}`;
  }

  private wanted(name: string): string {
    return this.route.query.get(name) ?? '';
  }

  private read(): Promise<{ items: Delivery[] }> {
    this.asked = this.address('');
    return this.client.get<{ items: Delivery[] }>(this.asked);
  }

  protected override render() {
    const { value, problem } = this.log;
    const rows = this.rows(value?.items ?? []);
    const filtered = this.wanted('state') || this.wanted('receiver');
    const open = rows.find((delivery) => delivery.id === this.wanted('id'));
    return html`
      <div class="toolbar">
        ${this.chooser('state', 'State', STATES)}
        ${this.chooser('receiver', 'To', this.receivers.value?.map(({ name }) => [name, name] as const) ?? [])}
        <span class="grow"></span>
        ${this.wanted('state') === 'dead' && rows.length && this.app.can('operator') ? html`<button @click=${this.retryAll}>Send all of the last day again</button>` : nothing}
      </div>
      ${trouble(problem, this.log.reload)} ${value || problem ? nothing : reading()}
      ${
        value && !rows.length
          ? filtered
            ? empty('No notification fits', html`<a href=${link('alerts', ['deliveries'])}>Show all</a>`)
            : empty('Nobody had to be told yet', 'When an alert is routed to a receiver, each notification is listed here with its outcome.')
          : nothing
      }
      ${
        rows.length
          ? html`<data-table label="Deliveries" .columns=${COLUMNS} .rows=${rows} .key=${(d: Delivery) => d.id} .href=${(d: Delivery) => here({ id: d.id })}></data-table>
              ${rows.length >= AT_ONCE && !this.exhausted ? html`<p><button @click=${() => this.readMore(rows)}>Older ones</button></p>` : nothing}`
          : nothing
      }
      ${open ? html`<delivery-attempts .app=${this.app} .route=${this.route} .delivery=${open} @close=${() => replaceAddress(here({ id: null }))} @changed=${this.log.reload}></delivery-attempts>` : nothing}
    `;
  }

  /** What is newer than what was read before comes on top; nothing is shown twice. */
  private rows(newest: readonly Delivery[]): Delivery[] {
    const known = new Set(newest.map((delivery) => delivery.id));
    return [...newest, ...this.older.filter((delivery) => !known.has(delivery.id))];
  }

  private chooser(name: string, label: string, values: readonly (readonly [value: string, words: string])[]) {
    return html`<label class="row">${label}
      <select @change=${(e: Event) => replaceAddress(here({ [name]: (e.target as HTMLSelectElement).value, id: null }))}>
        <option value="">all</option>
        ${values.map(([value, words]) => html`<option value=${value} ?selected=${value === this.wanted(name)}>${words}</option>`)}
      </select>
    </label>`;
  }

  private async readMore(rows: readonly Delivery[]): Promise<void> {
    await this.app.act(async () => {
      // A millisecond later than the last: several may have been planned at the same moment.
      const before = new Date(Date.parse(rows.at(-1)!.createdAt) + 1).toISOString();
      const { items } = await this.client.get<{ items: Delivery[] }>(this.address(before));
      const known = new Set(rows.map((delivery) => delivery.id));
      const more = items.filter((delivery) => !known.has(delivery.id));
      this.older = [...rows, ...more];
      this.exhausted = items.length < AT_ONCE || !more.length;
    });
  }

  private readonly retryAll = async (): Promise<void> => {
    const receiver = this.wanted('receiver');
    const question = { title: 'Send all of them again?', text: `What was given up in the last 24 hours is tried once more${receiver ? ` for ${receiver}` : ''}.`, action: 'Send again' };
    if ((await this.app.ask(question)) === null) return;
    await this.app.act(async () => {
      const { retried } = await this.client.post<{ retried: number }>(`/api/v1/notifications/retry?since=24h&receiver=${encodeURIComponent(receiver)}`);
      this.app.say(`${retried} are sent again.`);
    });
    void this.log.reload();
  };
}
