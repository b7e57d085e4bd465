import { css, html, nothing } from 'lit';
import { customElement, property, state as changing } from 'lit/decorators.js';
import type { Problem } from '../../api/problem';
import type { EventStream, Link } from '../../api/stream';
import { duration, plural } from '../../design/format';
import { PageElement } from '../../shell/page-element';
import { link, replaceAddress } from '../../shell/route';
import '../../ui/data-table';
import type { Column } from '../../ui/data-table';
import { Loaded } from '../../ui/loaded';
import { download, reading, state, trouble, when } from '../../ui/parts';
import '../../ui/rich-text';
import '../../ui/svg-chart';
import { stepDetail } from './step-detail';
import type { OperationRun, RunStep } from './types';

/** The numbers of the charts that a report refers to; images are no part of what Markdown may bring. */
function charted(report: string): string[] {
  return [...new Set([...report.matchAll(/charts\/(\d{1,3})\.svg/g)].map((match) => match[1]!))];
}

interface Change {
  runState: string;
  id?: string;
  state?: string;
  summary: string;
}

const ENDED = /succeeded|failed|cancelled|expired/;

const COLUMNS: Column<RunStep>[] = [
  { id: 'title', label: 'Step', width: 'minmax(0, 1fr)', cell: (s) => s.title },
  { id: 'state', label: 'State', width: '120px', cell: (s) => state(s.state) },
  { id: 'took', label: 'Took', width: '80px', cell: (s) => (s.endedAt ? duration(s.durationMs) : nothing), minor: true },
];

/** One run: its steps with what they found, live while it goes on. */
@customElement('run-page')
export class RunPage extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      :host {
        padding: 0;
      }
      .columns {
        grid-template-columns: minmax(300px, 2fr) minmax(0, 3fr);
      }
      @media (max-width: 1000px) {
        .columns {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @property() runId = '';
  @changing() private live: Link | null = null;
  @changing() private report: string | null = null;
  private stream: EventStream | null = null;

  private readonly run = new Loaded<OperationRun>(this, async () => {
    const run = await this.client.get<OperationRun>(this.path);
    if (!ENDED.test(run.state)) this.follow();
    return run;
  });

  private get path(): string {
    return `/api/v1/operations/${encodeURIComponent(this.runId)}`;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stream?.close();
    this.stream = null;
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.get('runId')) {
      this.stream?.close();
      this.stream = null;
      this.report = null;
      this.run.clear();
      void this.run.reload();
    }
  }

  protected override render() {
    const { value: run, problem } = this.run;
    return html`
      <header class="page-head">
        <a href=${link('operations')}>Runs</a>
        <h1>${run?.title ?? 'Run'}</h1>
        ${run ? html`${state(run.state)} ${run.dryRun ? html`<span class="label">dry run</span>` : nothing}` : nothing}
        ${this.live === 'live' ? html`<span class="muted small" role="status">live</span>` : this.live === 'reconnecting' ? html`<span class="state warn" role="status">connecting again</span>` : nothing}
        <div class="end">${run ? this.actions(run) : nothing}</div>
      </header>
      ${trouble(problem, this.run.reload)} ${run ? this.content(run) : problem ? nothing : reading('Reading the run')}
    `;
  }

  private actions(run: OperationRun) {
    const ended = ENDED.test(run.state);
    return html`
      ${ended ? html`<button @click=${this.toggleReport}>${this.report === null ? 'Report' : 'Steps'}</button>` : nothing}
      ${ended ? html`<button @click=${() => this.save('text/markdown', 'md')}>Markdown</button><button @click=${() => this.save('text/html', 'html')}>HTML</button>` : nothing}
      <a class="button" href=${link('operations', ['procedures', run.procedure])}>Procedure</a>
      ${this.app.can('operator') ? (ended ? this.afterwards(run) : this.meanwhile(run)) : nothing}
    `;
  }

  private meanwhile(run: OperationRun) {
    const paused = run.state === 'paused';
    return html`<button @click=${() => this.act(paused ? 'resume' : 'pause', paused ? 'It goes on.' : 'Nothing new begins until it is resumed.')}>${paused ? 'Resume' : 'Pause'}</button>
      <button class="danger" @click=${() => this.act('cancel', 'The run is cancelled.')}>Cancel</button>`;
  }

  private afterwards(run: OperationRun) {
    return html`${run.state === 'failed' ? html`<button @click=${() => this.begin(`${this.path}/rerun`, {})}>From the failed step</button>` : nothing}
      <button class="primary" @click=${() => this.begin(`/api/v1/procedures/${run.procedure}/runs`, { dryRun: run.dryRun })}>Run again</button>`;
  }

  private content(run: OperationRun) {
    if (this.report !== null) return html`<section class="card"><div class="body stack">
        <rich-text .text=${this.report}></rich-text>
        ${charted(this.report).map((n) => html`<svg-chart .client=${this.client} path=${`${this.path}/charts/${n}.svg`}></svg-chart>`)}
      </div></section>`;
    const done = run.steps.filter((step) => ENDED.test(step.state)).length;
    const chosen = this.chosen(run);
    return html`
      <p class="muted lead">
        ${run.summary ? html`<span>${run.summary}.</span>` : nothing} Started ${when(run.createdAt)} by ${run.principal}
        (${run.trigger})${run.rerunOf ? html`, <a href=${link('operations', ['runs', run.rerunOf])}>from the failed step of another run</a>` : nothing}${run.endBy && !run.endedAt ? html`, ends by ${when(run.endBy)} in any case` : nothing}${run.endedAt ? html`, took ${duration(run.durationMs)}` : html`, ${done} of ${plural(run.steps.length, 'step')} done`}
      </p>
      <div class="columns">
        <data-table
          label="Steps"
          .columns=${COLUMNS}
          .rows=${run.steps}
          .key=${(s: RunStep) => s.id}
          .current=${chosen?.id ?? ''}
          .href=${(s: RunStep) => link('operations', ['runs', this.runId], { step: s.id })}
        ></data-table>
        ${chosen ? stepDetail(chosen) : nothing}
      </div>
    `;
  }

  /** The step that the address names; else the one to look at: what runs, what went wrong, the last. */
  private chosen(run: OperationRun): RunStep | undefined {
    const named = this.route.query.get('step');
    return (
      run.steps.find((step) => step.id === named) ??
      run.steps.find((step) => /running|waiting/.test(step.state)) ??
      run.steps.find((step) => step.state === 'failed') ??
      run.steps[0]
    );
  }

  private follow(): void {
    if (this.stream) return;
    this.stream = this.client.stream(`${this.path}/events`, {
      onEvent: (event) => {
        if (event.type === 'done') this.done();
        else if (event.type === 'step') this.take(JSON.parse(event.data) as Change);
      },
      onLink: (live) => (this.live = live),
      onRefused: (problem: Problem) => {
        this.app.say(problem.message, 'bad');
        this.live = null;
      },
    });
  }

  private take(change: Change): void {
    const run = this.run.value;
    if (!run) return;
    const steps = run.steps.map((step) =>
      step.id === change.id && change.state ? { ...step, state: change.state, summary: change.summary } : step,
    );
    this.run.value = { ...run, state: change.runState, steps };
    this.requestUpdate();
    // What a step found comes with the run, not with the event.
    if (change.state && ENDED.test(change.state)) void this.run.reload();
  }

  private done(): void {
    this.stream?.close();
    this.stream = null;
    this.live = null;
    void this.run.reload();
  }

  private readonly toggleReport = async (): Promise<void> => {
    if (this.report !== null) this.report = null;
    else await this.app.act(async () => (this.report = await this.client.text(`${this.path}/report`, 'text/markdown')));
  };

  private save(type: string, ending: string): void {
    void this.app.act(async () => download(`${this.runId}.${ending}`, await this.client.text(`${this.path}/report`, type), type));
  }

  private async act(what: string, done: string): Promise<void> {
    if (await this.app.act(() => this.client.post(`${this.path}/${what}`), done)) void this.run.reload();
  }

  private begin(path: string, body: unknown): void {
    void this.app.act(async () => {
      const begun = await this.client.post<{ runId: string }>(path, body);
      replaceAddress(link('operations', ['runs', begun.runId]));
    });
  }
}
