import { html, nothing } from 'lit';
import { customElement, state as changing } from 'lit/decorators.js';
import { asProblem } from '../../api/problem';
import { localField, words } from '../../design/format';
import { PartElement } from '../../shell/part-element';
import { facts } from '../../ui/facts';
import { Loaded } from '../../ui/loaded';
import '../../ui/modal-dialog';
import { empty, reading, state, trouble, when } from '../../ui/parts';

interface Exercise {
  id: string;
  kind: string;
  title: string;
  state: string;
  scheduledFor?: string | null;
  heldAt?: string | null;
  ledBy: string;
  attendees: string[];
  outcome: string;
  lessons: string;
  measurements: Record<string, unknown>;
}

const KINDS = ['failover', 'recovery', 'team'];
const STATES = ['planned', 'held', 'cancelled'];

/** Failovers, recoveries and team exercises: planned, held, with what was measured and learned. */
@customElement('exercise-list')
export class ExerciseList extends PartElement {
  private readonly exercises = new Loaded(this, () => this.client.get<{ items: Exercise[] }>('/api/v1/compliance/exercises?limit=500'), 60_000);
  /** The one in the form; 'new' for one that is not written down yet. */
  @changing() private edited: Exercise | 'new' | null = null;
  @changing() private failure = '';

  protected override render() {
    const { value, problem } = this.exercises;
    return html`
      <div class="toolbar">
        <span class="muted grow">What was never tried does not work. <code>./aiops failover PART</code> holds one and measures it.</span>
        <button @click=${() => this.edit('new')}>Write one down</button>
      </div>
      ${trouble(problem, this.exercises.reload)} ${value || problem ? nothing : reading()}
      ${value && !value.items.length ? empty('No exercise was held or planned yet') : nothing}
      <div class="stack">${value?.items.map((exercise) => this.card(exercise))}</div>
      ${this.edited ? this.form(this.edited === 'new' ? null : this.edited) : nothing}
    `;
  }

  private card(exercise: Exercise) {
    return html`<section class="card">
      <header>
        <h2>${exercise.title} <span class="muted">${exercise.kind}</span></h2>
        <span class="row">${state(exercise.state, exercise.state === 'held' ? 'good' : exercise.state === 'planned' ? 'busy' : 'idle')}<button @click=${() => this.edit(exercise)}>Change</button></span>
      </header>
      <div class="body stack">
        <p class="muted">
          ${exercise.heldAt ? html`Held ${when(exercise.heldAt)}` : exercise.scheduledFor ? html`Planned for ${when(exercise.scheduledFor)}` : nothing}${exercise.ledBy ? html`, led by ${exercise.ledBy}` : nothing}${exercise.attendees.length ? html`, with ${exercise.attendees.join(', ')}` : nothing}
        </p>
        ${exercise.outcome ? html`<p>${exercise.outcome}</p>` : nothing}
        ${exercise.lessons ? html`<p><strong>Learned:</strong> ${exercise.lessons}</p>` : nothing}
        ${Object.keys(exercise.measurements).length ? facts(exercise.measurements) : nothing}
      </div>
    </section>`;
  }

  private form(known: Exercise | null) {
    const time = (at: string | null | undefined) => (at ? localField(new Date(at)) : '');
    return html`<modal-dialog wide heading=${known?.title ?? 'An exercise'} @close=${() => (this.edited = null)}>
      <form class="fields" @submit=${this.submitted}>
        <div class="pair">
          <label>Title<input name="title" required maxlength="200" value=${known?.title ?? ''} /></label>
          <label>Kind<select name="kind" ?disabled=${known !== null}>${KINDS.map((kind) => html`<option ?selected=${kind === known?.kind}>${kind}</option>`)}</select></label>
          <label>State<select name="state">${STATES.map((one) => html`<option ?selected=${one === known?.state}>${words(one)}</option>`)}</select></label>
          <label>Planned for<input name="scheduledFor" type="datetime-local" value=${time(known?.scheduledFor)} /></label>
          <label>Held at<input name="heldAt" type="datetime-local" value=${time(known?.heldAt)} /></label>
          <label>Led by<input name="ledBy" maxlength="200" value=${known?.ledBy ?? ''} /></label>
        </div>
        <label>Who took part <small>between commas</small><input name="attendees" value=${known?.attendees.join(', ') ?? ''} /></label>
        <label>What came of it<textarea name="outcome" rows="3" .defaultValue=${known?.outcome ?? ''}></textarea></label>
        <label>What was learned<textarea name="lessons" rows="3" .defaultValue=${known?.lessons ?? ''}></textarea></label>
        ${this.failure ? html`<p class="notice bad" role="alert">${this.failure}</p>` : nothing}
        <div class="row"><button class="primary">Keep it</button></div>
      </form>
    </modal-dialog>`;
  }

  private edit(exercise: Exercise | 'new'): void {
    this.failure = '';
    this.edited = exercise;
  }

  private async submitted(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const known = this.edited === 'new' ? null : this.edited;
    const given = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => String(given.get(name) ?? '').trim();
    const time = (name: string) => (text(name) ? new Date(text(name)).toISOString() : null);
    const wanted = {
      kind: known?.kind ?? text('kind'),
      title: text('title'),
      state: text('state'),
      scheduledFor: time('scheduledFor'),
      heldAt: time('heldAt'),
      ledBy: text('ledBy'),
      attendees: text('attendees').split(',').map((name) => name.trim()).filter(Boolean),
      outcome: text('outcome'),
      lessons: text('lessons'),
      measurements: known?.measurements ?? {},
    };
    try {
      if (known) await this.client.send('PUT', `/api/v1/compliance/exercises/${known.id}`, wanted);
      else await this.client.post('/api/v1/compliance/exercises', wanted);
      this.edited = null;
      this.app.say('Kept.');
      void this.exercises.reload();
    } catch (error) {
      this.failure = asProblem(error).message;
    }
  }
}
