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
  at: string;
}

const ENDED = /succeeded|failed|cancelled|expired/;
/** States of a step to which something will still happen. */
const STEP_GOES_ON = /^(pending|waiting-approval|approved|running)$/;

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
  /** Steps that went on since they were read: what they found is read when somebody looks at them. */
  private stale = new Set<string>();
  private reading = false;

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
      this.stale.clear();
      this.run.clear();
      void this.run.reload();
    }
    void this.freshen();
  }

  /** Reads the step that is looked at when it has gone on; one at a time, so that fast runs cost no more than slow ones. */
  private async freshen(): Promise<void> {
    const id = this.run.value && this.chosen(this.run.value)?.id;
    if (!id || this.reading || !this.stale.delete(id)) return;
    this.reading = true;
    const { runId } = this;
    try {
      const read = await this.client.get<RunStep>(`${this.path}/steps/${encodeURIComponent(id)}`);
      if (runId === this.runId) this.replace(id, () => read);
    } catch {
      // What the event told stays; at its end the run is read as a whole.
    }
    this.reading = false;
    this.requestUpdate();
  }

  private replace(id: string, change: (step: RunStep) => RunStep): void {
    const run = this.run.value;
    if (run) this.run.value = { ...run, steps: run.steps.map((step) => (step.id === id ? change(step) : step)) };
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
      <a class="button" href=${link('traces', [], { run: this.runId, minutes: '10080' })}>Traces</a>
      ${this.app.can('operator') ? (ended ? this.afterwards(run) : this.meanwhile(run)) : nothing}
    `;
  }

  private meanwhile(run: OperationRun) {
    const paused = run.state === 'paused';
    return html`<button @click=${() => this.act(paused ? 'resume' : 'pause', paused ? 'It goes on.' : 'Nothing new begins until it is resumed.')}>${paused ? 'Resume' : 'Pause'}</button>
      <button class="danger" @click=${() => this.act('cancel', 'The run is cancelled.')}>Cancel</button>`;
  }

  private afterwards(run: OperationRun) {
    return html`${/failed|cancelled/.test(run.state) ? html`<button @click=${() => this.begin(`${this.path}/rerun`, {})}>${run.state === 'failed' ? 'From the failed step' : 'From where it ended'}</button>` : nothing}
      <button class="primary" @click=${() => this.begin(`/api/v1/procedures/${run.procedure}/runs`, { dryRun: run.dryRun })}>Run again</button>`;
  }

  private content(run: OperationRun) {
    if (this.report !== null) return html`<section class="card"><div class="body stack">
        <rich-text .text=${this.report}></rich-text>
        ${charted(this.report).map((n) => html`<svg-chart .client=${this.client} path=${`${this.path}/charts/${n}.svg`}></svg-chart>`)}
      </div></section>`;
    const done = run.steps.filter((step) => !STEP_GOES_ON.test(step.state)).length;
    const chosen = this.chosen(run);
    return html`
      <p class="muted lead">
        ${run.summary ? html`<span>${run.summary}.</span>` : nothing} Started ${when(run.createdAt)} by ${run.principal}
        (${run.trigger})${run.rerunOf ? html`, <a href=${link('operations', ['runs', run.rerunOf])}>from where another run ended</a>` : nothing}${run.endBy && !run.endedAt ? html`, ends by ${when(run.endBy)} in any case` : nothing}${run.endedAt ? html`, took ${duration(run.durationMs)}` : html`, ${done} of ${plural(run.steps.length, 'step')} done`}
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
    this.run.value = { ...run, state: change.runState };
    const { id, state: name } = change;
    if (id && name) this.replace(id, (step) => this.changed(step, name, change));
    this.requestUpdate();
  }

  /** The stream begins with the run's history: what is known already does not come again. */
  private changed(step: RunStep, name: string, { at, summary }: Change): RunStep {
    if (step.endedAt && Date.parse(at) <= Date.parse(step.endedAt)) return step;
    this.stale.add(step.id);
    const startedAt = step.startedAt ?? at;
    if (STEP_GOES_ON.test(name)) return { ...step, state: name, summary, startedAt };
    return { ...step, state: name, summary, startedAt, endedAt: at, durationMs: Math.max(Date.parse(at) - Date.parse(startedAt), 0) };
  }

  private done(): void {
    this.stream?.close();
    this.stream = null;
    this.live = null;
    this.stale.clear();
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
