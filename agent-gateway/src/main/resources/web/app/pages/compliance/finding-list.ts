import { html, nothing } from 'lit';
import { customElement, state as changing } from 'lit/decorators.js';
import { asProblem } from '../../api/problem';
import { localField, words } from '../../design/format';
import { PartElement } from '../../shell/part-element';
import { Loaded } from '../../ui/loaded';
import '../../ui/modal-dialog';
import { empty, reading, state, trouble, when } from '../../ui/parts';
import { severityTone } from '../alerts/types';

/** A penetration test, a scan or a review. */
interface Assessment {
  id: string;
  kind: string;
  title: string;
  performedBy: string;
  performedAt: string;
  scope: string;
  summary: string;
}

/** Something that must be mended. */
interface Finding {
  id: string;
  assessmentId: string;
  title: string;
  severity: string;
  state: string;
  owner: string;
  due: string;
  note: string;
}

/** What the form is about. */
type Edited = { what: 'assessment' } | { what: 'finding'; of: Assessment } | { what: 'change'; finding: Finding };

const KINDS = ['penetration-test', 'vulnerability-scan', 'permission-review', 'audit'];
const SEVERITIES = ['critical', 'high', 'medium', 'low'];
const STATES = ['open', 'accepted', 'closed'];

/** Tests, scans and reviews by people, and what they found: by whom it is mended, and by when. */
@customElement('finding-list')
export class FindingList extends PartElement {
  private readonly assessments = new Loaded(this, () => this.client.get<{ items: Assessment[] }>('/api/v1/compliance/assessments'), 60_000);
  private readonly findings = new Loaded(this, () => this.client.get<{ items: Finding[] }>('/api/v1/compliance/findings'), 60_000);
  @changing() private edited: Edited | null = null;
  @changing() private failure = '';

  protected override render() {
    return html`<div class="columns">
        <section class="card"><h2>Findings</h2>${this.found()}</section>
        <section class="card">
          <header><h2>Tests, scans and reviews</h2><button @click=${() => this.edit({ what: 'assessment' })}>Write one down</button></header>
          ${this.looked()}
        </section>
      </div>
      ${this.edited ? this.form(this.edited) : nothing}`;
  }

  private found() {
    const { value, problem } = this.findings;
    if (!value) return html`<div class="body">${trouble(problem, this.findings.reload)} ${problem ? nothing : reading()}</div>`;
    if (!value.items.length) return html`<div class="body">${empty('Nothing was found', 'What a test or a review finds is written down beside it, with who mends it by when.')}</div>`;
    const today = new Date().toISOString().slice(0, 10);
    return html`<ul class="rows">
      ${value.items.map((finding) => html`<li>
        <span>${finding.title}</span>
        <span class="row">
          ${state(finding.severity, severityTone(finding.severity === 'critical' || finding.severity === 'high' ? 'critical' : 'warning'))}
          ${finding.state === 'open' && finding.due < today ? state('overdue', 'bad') : state(finding.state, finding.state === 'closed' ? 'good' : finding.state === 'open' ? 'warn' : 'idle')}
          <button @click=${() => this.edit({ what: 'change', finding })}>Change</button>
        </span>
        <span class="more">${finding.owner} mends it by ${finding.due}${finding.note ? html`: ${finding.note}` : nothing}</span>
      </li>`)}
    </ul>`;
  }

  private looked() {
    const { value, problem } = this.assessments;
    if (!value) return html`<div class="body">${trouble(problem, this.assessments.reload)} ${problem ? nothing : reading()}</div>`;
    if (!value.items.length) return html`<p class="body muted">None was written down yet.</p>`;
    return html`<ul class="rows">
      ${value.items.map((one) => html`<li>
        <span>${one.title} <span class="muted">${words(one.kind)}</span></span><button @click=${() => this.edit({ what: 'finding', of: one })}>Add a finding</button>
        <span class="more">${when(one.performedAt)} by ${one.performedBy}, of ${one.scope}${one.summary ? html`: ${one.summary}` : nothing}</span>
      </li>`)}
    </ul>`;
  }

  private form(edited: Edited) {
    const heading = edited.what === 'assessment' ? 'A test, scan or review' : edited.what === 'finding' ? `Found by ${edited.of.title}` : edited.finding.title;
    return html`<modal-dialog heading=${heading} @close=${() => (this.edited = null)}>
      <form class="fields" @submit=${this.submitted}>
        ${edited.what === 'assessment' ? this.assessmentFields() : this.findingFields(edited)}
        ${this.failure ? html`<p class="notice bad" role="alert">${this.failure}</p>` : nothing}
        <div class="row"><button class="primary">Keep it</button></div>
      </form>
    </modal-dialog>`;
  }

  private assessmentFields() {
    return html`<label>Title<input name="title" required maxlength="200" /></label>
      <div class="pair">
        <label>Kind<select name="kind">${KINDS.map((kind) => html`<option value=${kind}>${words(kind)}</option>`)}</select></label>
        <label>By whom<input name="performedBy" required maxlength="200" /></label>
        <label>When<input name="performedAt" type="datetime-local" required value=${localField(new Date())} /></label>
      </div>
      <label>Of what<input name="scope" required maxlength="500" /></label>
      <label>Summary<textarea name="summary" rows="3"></textarea></label>`;
  }

  private findingFields(edited: Exclude<Edited, { what: 'assessment' }>) {
    const known = edited.what === 'change' ? edited.finding : null;
    return html`
      ${
        known
          ? nothing
          : html`<label>What was found<input name="title" required maxlength="200" /></label>
              <label>How bad<select name="severity">${SEVERITIES.map((one) => html`<option>${one}</option>`)}</select></label>`
      }
      <div class="pair">
        <label>Who mends it<input name="owner" required maxlength="200" value=${known?.owner ?? ''} /></label>
        <label>By <small>${known ? nothing : 'by its severity, unless said'}</small><input name="due" type="date" value=${known?.due ?? ''} /></label>
        <label>State<select name="state">${STATES.map((one) => html`<option ?selected=${one === known?.state}>${one}</option>`)}</select></label>
      </div>
      <label>Note <small>why it is accepted, or what proves that it is closed</small><textarea name="note" rows="3" .defaultValue=${known?.note ?? ''}></textarea></label>
    `;
  }

  private edit(edited: Edited): void {
    this.failure = '';
    this.edited = edited;
  }

  private async submitted(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { edited } = this;
    if (!edited) return;
    const given = Object.fromEntries([...new FormData(event.target as HTMLFormElement)].map(([name, text]) => [name, String(text).trim()]));
    try {
      await this.keep(edited, given);
      this.edited = null;
      this.app.say('Kept.');
      void this.assessments.reload();
      void this.findings.reload();
    } catch (error) {
      this.failure = asProblem(error).message;
    }
  }

  private keep(edited: Edited, given: Record<string, string>): Promise<unknown> {
    if (edited.what === 'assessment') {
      return this.client.post('/api/v1/compliance/assessments', { ...given, performedAt: new Date(given['performedAt']!).toISOString() });
    }
    const finding = { ...given, due: given['due'] || null };
    if (edited.what === 'change') return this.client.send('PUT', `/api/v1/compliance/findings/${edited.finding.id}`, finding);
    return this.client.post(`/api/v1/compliance/assessments/${edited.of.id}/findings`, finding);
  }
}
