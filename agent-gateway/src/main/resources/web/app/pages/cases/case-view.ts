import { css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { words } from '../../design/format';
import { PartElement } from '../../shell/part-element';
import { link } from '../../shell/route';
import { Loaded } from '../../ui/loaded';
import { reading, since, state, trouble, when } from '../../ui/parts';
import '../../ui/rich-text';

interface Stage {
  stage: string;
  outcome: string;
  by: string;
  text: string;
  facts: Record<string, unknown>;
  at: string;
}

interface CaseDetail {
  id: string;
  kind: string;
  state: string;
  title: string;
  reportedBy: string;
  documentId?: string | null;
  openedAt: string;
  problem: string;
  question?: string | null;
  runId?: string | null;
  draft?: string | null;
  stages: Stage[];
}

/** One case, stage by stage: problem, errors, reproduced, workaround, solution, document. */
@customElement('case-view')
export class CaseView extends PartElement {
  static override styles = [
    ...PartElement.styles,
    css`
      .said {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property() caseId = '';
  private readonly case = new Loaded(this, () => this.client.get<CaseDetail>(this.path), 5_000);

  private get path(): string {
    return `/api/v1/cases/${encodeURIComponent(this.caseId)}`;
  }

  protected override render() {
    const { value, problem } = this.case;
    return html`
      <header class="page-head">
        <a href=${link('cases')}>Cases</a>
        <h1>${value?.title ?? 'Case'}</h1>
        ${value ? state(value.state, value.state === 'open' ? 'warn' : value.state === 'solved' ? 'good' : 'idle') : nothing}
      </header>
      ${trouble(problem, this.case.reload)} ${value ? this.content(value) : problem ? nothing : reading()}
    `;
  }

  private content(one: CaseDetail) {
    const open = !/solved|closed|publishing/.test(one.state);
    const operator = this.app.can('operator');
    return html`<div class="columns">
      <div class="stack">
        <section class="card">
          <h2>What happened</h2>
          <ul class="rows">${one.stages.map((stage) => html`<li><span>${words(stage.stage)} <span class="muted">${stage.by}, ${when(stage.at)}</span></span>${state(stage.outcome)}<span class="more said">${stage.text}</span>${this.facts(stage)}</li>`)}</ul>
        </section>
        ${one.draft ? html`<section class="card"><header><h2>Draft of the solution</h2>${open && this.app.can('approver') ? html`<button class="primary" @click=${() => this.act('POST', `${this.path}/solution/approve`, {}, 'Approved; it is being indexed.')}>Approve and publish</button>` : nothing}</header><div class="body"><rich-text .text=${one.draft}></rich-text></div></section>` : nothing}
      </div>
      <div class="stack">
        <section class="card">
          <h2>Reported</h2>
          <dl class="facts body">
            <dt>By</dt><dd>${one.reportedBy}, ${since(one.openedAt)}</dd>
            <dt>Problem</dt><dd class="said">${one.problem}</dd>
            ${one.question ? html`<dt>Question</dt><dd>${one.question}</dd>` : nothing}
            ${one.documentId ? html`<dt>Document</dt><dd><a href=${link('knowledge', ['documents', one.documentId])}>${one.documentId}</a></dd>` : nothing}
          </dl>
        </section>
        ${operator && open ? html`${this.form('Workaround', 'text', 'What helps meanwhile', (text) => this.act('PUT', `${this.path}/workaround`, { text }, 'Noted.'))}
          ${this.form('Solution', 'text', 'What solves it; a document is drafted from it', (solution) => this.act('POST', `${this.path}/solution`, { solution }, 'Drafted; an approver publishes it.'))}
          ${this.form('Close', 'text', 'Why it is closed without a solution', (text) => this.act('POST', `${this.path}/close`, { text }, 'Closed.'))}` : nothing}
      </div>
    </div>`;
  }

  private facts(stage: Stage) {
    const facts = Object.entries(stage.facts).filter(([, value]) => value !== null && typeof value !== 'object');
    return facts.length ? html`<span class="more">${facts.map(([name, value]) => `${words(name)} ${String(value)}`).join(', ')}</span>` : nothing;
  }

  private form(heading: string, name: string, label: string, send: (text: string) => Promise<void>) {
    return html`<details class="card">
      <summary class="body">${heading}</summary>
      <form class="fields body" @submit=${async (event: SubmitEvent) => {
        event.preventDefault();
        const form = event.target as HTMLFormElement;
        await send(String(new FormData(form).get(name) ?? ''));
      }}>
        <label>${label}<textarea name=${name} rows="4" required maxlength="8000"></textarea></label>
        <div class="row"><button class="primary">${heading}</button></div>
      </form>
    </details>`;
  }

  private async act(method: string, path: string, body: unknown, done: string): Promise<void> {
    await this.app.act(() => this.client.send(method, path, body), done);
    void this.case.reload();
  }
}
