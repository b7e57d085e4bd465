import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Status } from '../../api/types';
import { PartElement } from '../../shell/part-element';
import '../../ui/data-table';
import type { Column } from '../../ui/data-table';
import { Loaded } from '../../ui/loaded';
import { empty, reading, state, trouble, when } from '../../ui/parts';
import type { Delivery } from './types';

const COLUMNS: Column<Delivery>[] = [
  { id: 'title', label: 'Notification', width: 'minmax(0, 3fr)', cell: (d) => d.title, sort: (d) => d.title },
  { id: 'receiver', label: 'To', width: 'minmax(0, 1fr)', cell: (d) => `${d.receiver} (${d.channel})`, sort: (d) => d.receiver, minor: true },
  { id: 'state', label: 'State', width: '110px', cell: (d) => (d.state === 'dead' ? state('given up', 'bad') : state(d.state)), sort: (d) => d.state },
  { id: 'attempts', label: 'Tries', width: '60px', cell: (d) => d.attempts, sort: (d) => d.attempts, minor: true },
  { id: 'error', label: 'Last trouble', width: 'minmax(0, 2fr)', cell: (d) => html`<span title=${d.lastError}>${d.lastError}${d.possibleDuplicate ? ' (may have arrived twice)' : ''}</span>`, minor: true },
  { id: 'at', label: 'Planned', width: '110px', cell: (d) => when(d.createdAt), sort: (d) => d.createdAt, minor: true },
];

/** Who was told what, whether it arrived, and what went wrong. */
@customElement('delivery-log')
export class DeliveryLog extends PartElement {
  private readonly log = new Loaded(this, () => this.client.get<{ items: Delivery[] }>('/api/v1/notifications?limit=500'), 15_000);

  override onChange = (): void => void this.log.reload();

  protected override watched(status: Status): string {
    return status.notifications.map((n) => n.notificationId).join();
  }

  protected override render() {
    const { value, problem } = this.log;
    if (!value) return html`${trouble(problem, this.log.reload)} ${problem ? nothing : reading()}`;
    return html`${trouble(problem)}
    ${
      value.items.length
        ? html`<data-table label="Deliveries" .columns=${COLUMNS} .rows=${value.items} .key=${(d: Delivery) => d.id}></data-table>`
        : empty('Nobody had to be told yet', 'When an alert is routed to a receiver, each notification is listed here with its outcome.')
    }`;
  }
}
