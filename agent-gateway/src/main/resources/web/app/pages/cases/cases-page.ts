import { html, nothing } from 'lit';
import { customElement, state as changing } from 'lit/decorators.js';
import { PageElement } from '../../shell/page-element';
import { here, link, replaceAddress } from '../../shell/route';
import '../../ui/data-table';
import type { Column } from '../../ui/data-table';
import { Loaded } from '../../ui/loaded';
import '../../ui/modal-dialog';
import { empty, reading, since, state, trouble } from '../../ui/parts';
import './case-view';
import './faq-list';
import './regression-list';

interface Case {
  id: string;
  kind: string;
  state: string;
  title: string;
  reportedBy: string;
  openedAt: string;
  changedAt: string;
}

const STATES = ['open', 'drafted', 'publishing', 'solved', 'closed'];

const COLUMNS: Column<Case>[] = [
  { id: 'title', label: 'Case', width: 'minmax(150px, 3fr)', cell: (c) => c.title, sort: (c) => c.title },
  { id: 'state', label: 'State', width: '110px', cell: (c) => state(c.state, c.state === 'open' ? 'warn' : c.state === 'solved' ? 'good' : 'idle'), sort: (c) => c.state },
  { id: 'kind', label: 'Kind', width: '120px', cell: (c) => c.kind, sort: (c) => c.kind, minor: true },
  { id: 'by', label: 'Reported by', width: '130px', cell: (c) => c.reportedBy, sort: (c) => c.reportedBy, minor: true },
  { id: 'opened', label: 'Opened', width: '100px', cell: (c) => since(c.openedAt), sort: (c) => c.openedAt, minor: true },
  { id: 'changed', label: 'Changed', width: '100px', cell: (c) => since(c.changedAt), sort: (c) => c.changedAt },
];

/** Support cases from report to published solution, frequent questions, and questions that must not go wrong again. */
@customElement('cases-page')
export class CasesPage extends PageElement {
  private readonly cases = new Loaded(this, () => this.client.get<{ items: Case[] }>(`/api/v1/cases?limit=200${this.wanted ? `&state=${this.wanted}` : ''}`), 15_000);
  @changing() private reporting = false;
  private asked = '';

  private get wanted(): string {
    return this.route.query.get('state') ?? '';
  }

  protected override updated(): void {
    if (this.asked === this.wanted) return;
    this.asked = this.wanted;
    void this.cases.reload();
  }

  protected override render() {
    const [part] = this.route.path;
    const section = part === 'faq' || part === 'regressions' ? part : 'list';
    if (part && section === 'list') return html`<case-view .app=${this.app} .route=${this.route} .caseId=${part}></case-view>`;
    return html`
      <header class="page-head"><h1>Cases and FAQ</h1></header>
      <div class="tabs" role="navigation" aria-label="Parts of this page">
        ${[['list', 'Cases'], ['faq', 'Frequent questions'], ...(this.app.can('operator') ? [['regressions', 'Regression questions']] : [])].map(
          ([id, label]) => html`<a href=${link('cases', id === 'list' ? [] : [id!])} aria-current=${id === section ? 'page' : nothing}>${label}</a>`,
        )}
      </div>
      ${section === 'faq' ? html`<faq-list .app=${this.app} .route=${this.route}></faq-list>` : section === 'regressions' ? html`<regression-list .app=${this.app} .route=${this.route}></regression-list>` : this.list()}
    `;
  }

  private list() {
    const { value, problem } = this.cases;
    return html`
      <div class="toolbar">
        <label class="row">State
          <select @change=${(e: Event) => replaceAddress(here({ state: (e.target as HTMLSelectElement).value }))}>
            <option value="">all</option>${STATES.map((s) => html`<option ?selected=${s === this.wanted}>${s}</option>`)}
          </select>
        </label>
        <span class="grow"></span>
        <button class="primary" @click=${() => (this.reporting = true)}>Report a problem</button>
      </div>
      ${trouble(problem, this.cases.reload)} ${value || problem ? nothing : reading()}
      ${value && !value.items.length ? empty('No case fits', 'Report what went wrong: recent errors are looked up, the question is tried again, and the solution becomes a document.') : nothing}
      ${value?.items.length ? html`<data-table label="Cases" .columns=${COLUMNS} .rows=${value.items} .key=${(c: Case) => c.id} .href=${(c: Case) => link('cases', [c.id])}></data-table>` : nothing}
      ${this.reporting ? this.report() : nothing}
    `;
  }

  private report() {
    return html`<modal-dialog heading="Report a problem" @close=${() => (this.reporting = false)}>
      <form class="fields" @submit=${this.submitted}>
        <label>In one line<input name="title" maxlength="200" required /></label>
        <label>What happened, and what should have happened<textarea name="problem" rows="5" maxlength="8000" required></textarea></label>
        <label>A question that shows it <small>it is asked again by itself</small><input name="question" maxlength="8000" /></label>
        <div class="row"><button class="primary">Report</button></div>
      </form>
    </modal-dialog>`;
  }

  private async submitted(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const report = { title: given.get('title'), problem: given.get('problem'), question: given.get('question') || null };
    await this.app.act(async () => {
      const made = await this.client.post<{ id: string }>('/api/v1/cases', report);
      this.reporting = false;
      location.hash = link('cases', [made.id]);
    }, 'The case is open.');
  }
}
