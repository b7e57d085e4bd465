import { LitElement, type PropertyValues, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { base, buttons, states } from '../design/controls';
import { page } from '../design/page';
import { here, replaceAddress, routeOf } from '../shell/route';
import { styled } from './parts';

export interface Column<T> {
  id: string;
  label: string;
  /** A grid track such as "120px" or "minmax(0, 2fr)". */
  width: string;
  cell: (row: T) => unknown;
  /** What to sort by; without it the column cannot be sorted. */
  sort?: (row: T) => string | number;
  /** Left out where there is little room. */
  minor?: boolean;
}

const ROW = 36;
const SPARE = 12;

/** A table of rows of one height, of which only those in view are built: thousands scroll like ten. */
@customElement('data-table')
export class DataTable<T = unknown> extends LitElement {
  static override styles = [
    base,
    buttons,
    states,
    page,
    css`
      :host {
        display: block;
        min-width: 0;
        padding: 0;
        border: 1px solid var(--border);
        border-radius: var(--radius);
        background: var(--surface);
        overflow: hidden;
      }
      .scroll {
        overflow: auto;
        max-height: var(--table-height, max(280px, calc(100dvh - 220px)));
      }
      .scroll:focus-visible {
        outline-offset: -2px;
      }
      .line {
        display: grid;
        grid-template-columns: var(--columns);
        gap: var(--space-3);
        align-items: center;
        height: 36px;
        padding: 0 var(--space-3);
      }
      .head {
        position: sticky;
        z-index: 1;
        top: 0;
        border-bottom: 1px solid var(--border);
        background: var(--surface);
        color: var(--text-muted);
        font-size: var(--text-s);
        font-weight: 600;
      }
      .head button {
        min-height: 24px;
        padding: 0;
        border: 0;
        background: none;
        color: inherit;
        font-size: inherit;
        font-weight: inherit;
      }
      .head button:hover {
        color: var(--text);
      }
      .row-line {
        position: relative;
        border-bottom: 1px solid var(--border);
      }
      .row-line:last-child {
        border-bottom: 0;
      }
      .row-line:hover {
        background: var(--hover);
      }
      .row-line[aria-current] {
        background: var(--accent-soft);
      }
      .cell {
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        font-variant-numeric: tabular-nums;
      }
      .cell .labels {
        flex-wrap: nowrap;
      }
      a.whole {
        color: var(--text);
        font-weight: 500;
        text-decoration: none;
      }
      a.whole::after {
        content: '';
        position: absolute;
        inset: 0;
      }
      a.whole:focus-visible {
        outline: 0;
      }
      a.whole:focus-visible::after {
        outline: 2px solid var(--focus);
        outline-offset: -2px;
      }
      .cell :is(button, a:not(.whole)) {
        position: relative;
      }
      .cell button {
        min-height: 26px;
      }
      .foot {
        padding: 4px var(--space-3);
        border-top: 1px solid var(--border);
        color: var(--text-muted);
        font-size: var(--text-s);
      }
      @media (max-width: 820px) {
        .line {
          grid-template-columns: var(--columns-narrow);
        }
        .minor {
          display: none;
        }
      }
    `,
  ];

  @property() label = '';
  @property({ attribute: false }) columns: Column<T>[] = [];
  @property({ attribute: false }) rows: readonly T[] = [];
  @property({ attribute: false }) key: (row: T) => string = (row) => JSON.stringify(row);
  /** Where a click on the row leads; the first column holds the link. */
  @property({ attribute: false }) href: (row: T) => string | null = () => null;
  /** The key of the row that is open beside. */
  @property() current = '';
  @state() private sortBy = '';
  @state() private descending = false;
  @state() private top = 0;
  @state() private height = 800;
  @query('.scroll') private scroller!: HTMLElement;

  private sorted: readonly T[] = [];
  private readonly resized = new ResizeObserver(() => (this.height = this.scroller.clientHeight));

  protected override firstUpdated(): void {
    this.resized.observe(this.scroller);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('columns')) {
      this.style.setProperty('--columns', this.columns.map((c) => c.width).join(' '));
      const narrow = this.columns.filter((c) => !c.minor).map((c) => c.width.replace(/minmax\(\d+px/, 'minmax(0'));
      this.style.setProperty('--columns-narrow', narrow.join(' '));
    }
    if (changed.has('rows') || changed.has('sortBy') || changed.has('descending') || changed.has('columns')) this.sort();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.readOrder);
    this.readOrder();
    if (this.hasUpdated) this.resized.observe(this.scroller);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.readOrder);
    this.resized.disconnect();
  }

  private readonly readOrder = (): void => {
    const order = routeOf(location.hash).query.get('sort') ?? '';
    this.descending = order.startsWith('-');
    this.sortBy = order.replace(/^-/, '');
  };

  protected override render() {
    const first = Math.max(0, Math.floor(this.top / ROW) - SPARE);
    const last = Math.min(this.sorted.length, Math.ceil((this.top + this.height) / ROW) + SPARE);
    return html`
      <div class="scroll" tabindex="0" role="table" aria-label=${this.label} aria-rowcount=${this.sorted.length + 1} @scroll=${this.scrolled}>
        <div class="line head" role="row" aria-rowindex="1">${this.columns.map((column) => this.header(column))}</div>
        <div role="rowgroup" ${styled({ 'padding-top': `${first * ROW}px`, 'padding-bottom': `${(this.sorted.length - last) * ROW}px` })}>
          ${repeat(this.sorted.slice(first, last), this.key, (row, index) => this.line(row, first + index))}
        </div>
      </div>
      ${this.sorted.length > 30 ? html`<div class="foot">${this.sorted.length.toLocaleString()} rows</div>` : nothing}
    `;
  }

  private header(column: Column<T>) {
    const on = this.sortBy === column.id;
    return html`<div class="cell ${column.minor ? 'minor' : ''}" role="columnheader" aria-sort=${on ? (this.descending ? 'descending' : 'ascending') : nothing}>
      ${
        column.sort
          ? html`<button @click=${() => this.turn(column.id)}>${column.label} ${on ? (this.descending ? '↓' : '↑') : nothing}</button>`
          : column.label
      }
    </div>`;
  }

  private line(row: T, index: number) {
    const key = this.key(row);
    const href = this.href(row);
    return html`<div class="line row-line" role="row" aria-rowindex=${index + 2} aria-current=${key === this.current ? 'true' : nothing}>
      ${this.columns.map(
        (column, at) =>
          html`<div class="cell ${column.minor ? 'minor' : ''}" role="cell">
            ${at === 0 && href ? html`<a class="whole" href=${href}>${column.cell(row)}</a>` : column.cell(row)}
          </div>`,
      )}
    </div>`;
  }

  /** The order stands in the address, so that it is there again after a reload and can be sent on. */
  private turn(id: string): void {
    replaceAddress(here({ sort: (this.sortBy === id && !this.descending ? '-' : '') + id }));
  }

  private sort(): void {
    const by = this.columns.find((column) => column.id === this.sortBy)?.sort;
    if (!by) {
      this.sorted = this.rows;
      return;
    }
    const sign = this.descending ? -1 : 1;
    const keyed = this.rows.map((row) => [by(row), row] as const);
    keyed.sort(([a], [b]) => sign * (a < b ? -1 : a > b ? 1 : 0));
    this.sorted = keyed.map(([, row]) => row);
  }

  private scrolled(): void {
    this.top = this.scroller.scrollTop;
  }
}
