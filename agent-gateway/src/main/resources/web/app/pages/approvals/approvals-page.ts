import { css, html, nothing } from 'lit';
import { customElement, state as changing } from 'lit/decorators.js';
import { type Decision, asApproval } from '../../api/client';
import type { Approval, Status } from '../../api/types';
import '../../chat/approval-card';
import { PageElement } from '../../shell/page-element';
import { link } from '../../shell/route';
import { tabs } from '../../shell/tabs';
import { Loaded } from '../../ui/loaded';
import { empty, reading, since, trouble } from '../../ui/parts';

const PARTS = [
  ['pending', 'Waiting'],
  ['approved', 'Approved'],
  ['denied', 'Denied'],
  ['expired', 'Expired'],
] as const;

/** What waits for a person's word, and what was decided. */
@customElement('approvals-page')
export class ApprovalsPage extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      .stack {
        max-width: 900px;
      }
      .stack.single {
        max-width: var(--reading-width);
      }
      .item > p {
        margin-bottom: var(--space-1);
      }
    `,
  ];

  private readonly approvals = new Loaded(this, () => this.read(), 5_000);
  @changing() private asked = '';

  override onChange = (): void => void this.approvals.reload();

  protected override watched(status: Status): string {
    return String(status.approvals);
  }

  protected override updated(): void {
    if (this.asked !== this.address) void this.approvals.reload();
  }

  private get isOne(): boolean {
    return !PARTS.some(([id]) => id === this.section);
  }

  private get section(): string {
    return this.route.path[0] ?? 'pending';
  }

  private get address(): string {
    return this.isOne ? `/api/v1/approvals/${encodeURIComponent(this.section)}` : `/api/v1/approvals?state=${this.section}&limit=200`;
  }

  private async read(): Promise<{ address: string; items: Approval[] }> {
    const address = this.address;
    this.asked = address;
    const found = await this.client.get<Record<string, unknown>>(address);
    const items = 'items' in found ? (found['items'] as Record<string, unknown>[]) : [found];
    return { address, items: items.map(asApproval) };
  }

  protected override render() {
    const { value: read, problem } = this.approvals;
    // Never another address's cards: a decision would be made about what is no longer asked for.
    const value = read?.address === this.address ? read.items : undefined;
    return html`
      <header class="page-head"><h1>Approvals</h1></header>
      <h2 class="unseen">What a person decides</h2>
      ${tabs('approvals', PARTS, this.section)} ${trouble(problem, this.approvals.reload)} ${value || problem ? nothing : reading()}
      ${value && !value.length ? empty(this.section === 'pending' ? 'Nothing waits for you' : 'There is none', 'Whatever would change a system asks here first, with exactly what it would do.') : nothing}
      <div class="stack">${value?.map((approval) => this.item(approval))}</div>
    `;
  }

  private item(approval: Approval) {
    return html`<div class="item">
      <p class="muted small">
        ${since(approval.requestedAt)}${approval.originId ? html`, for ${this.origin(approval)}` : nothing}
      </p>
      <approval-card .approval=${approval} .roles=${this.app.me.roles} .decide=${(shown: Approval, decision: Decision) => this.decide(shown, decision)}></approval-card>
    </div>`;
  }

  private origin({ originKind, originId }: Approval) {
    if (originKind === 'operation') return html`<a href=${link('operations', ['runs', originId!])}>a procedure's run</a>`;
    return originKind === 'run' ? 'a question to the agent' : 'a call over REST';
  }

  private async decide(approval: Approval, decision: Decision): Promise<void> {
    const decided = await this.client.decide(approval, decision);
    this.app.say(decided.state === 'pending' ? 'Your word is noted; another person has to agree.' : `It is ${decided.state}.`);
    void this.approvals.reload();
  }
}
