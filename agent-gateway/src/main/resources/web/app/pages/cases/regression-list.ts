import { html, nothing } from 'lit';
import { customElement, state as changing } from 'lit/decorators.js';
import { PartElement } from '../../shell/part-element';
import { Loaded } from '../../ui/loaded';
import { empty, reading, since, state, trouble } from '../../ui/parts';

interface Question {
  id: string;
  question: string;
  expectedDocument?: string | null;
  expectedWords: string[];
  lastState?: string | null;
  lastDetail?: string | null;
  lastAt?: string | null;
}

/** Questions that must not go wrong again, with their last result. */
@customElement('regression-list')
export class RegressionList extends PartElement {
  private readonly questions = new Loaded(this, () => this.client.get<Question[]>('/api/v1/regressions'), 30_000);
  @changing() private running = false;

  protected override render() {
    const { value, problem } = this.questions;
    return html`
      <div class="toolbar"><span class="muted grow">They are asked on schedule, and come from solved cases or from here.</span><button ?disabled=${this.running || !value?.length} @click=${this.run}>${this.running ? 'Asking ...' : 'Ask them all now'}</button></div>
      ${trouble(problem, this.questions.reload)} ${value || problem ? nothing : reading()}
      <div class="columns">
        <div>${value?.length ? html`<section class="card"><ul class="rows">${value.map((q) => this.row(q))}</ul></section>` : value ? empty('There is none yet', 'Add one: a question, and what a right answer has.') : nothing}</div>
        <section class="card">
          <h2>Add a question</h2>
          <form class="fields body" @submit=${this.add}>
            <label>Question<textarea name="question" rows="2" required maxlength="8000"></textarea></label>
            <label>Document that a right answer cites <small>or words, or both</small><input name="document" placeholder="troubleshooting/disk-filling-up.md" /></label>
            <label>Words that it has <small>between commas</small><input name="words" /></label>
            <div class="row"><button class="primary">Add</button></div>
          </form>
        </section>
      </div>
    `;
  }

  private row(q: Question) {
    return html`<li>
      <span>${q.question}</span>
      <span class="row">${q.lastState ? state(q.lastState) : html`<span class="muted">not asked yet</span>`}<button @click=${() => this.drop(q)}>Remove</button></span>
      <span class="more">${[q.expectedDocument, q.expectedWords.join(', ')].filter(Boolean).join('; ')}${q.lastAt ? html`, asked ${since(q.lastAt)}` : nothing} ${q.lastDetail ?? ''}</span>
    </li>`;
  }

  private async add(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const given = new FormData(form);
    const words = String(given.get('words') ?? '').split(',').map((word) => word.trim()).filter(Boolean);
    const wish = { question: given.get('question'), expectedDocument: given.get('document') || null, expectedWords: words };
    if (await this.app.act(() => this.client.post('/api/v1/regressions', wish), 'Added.')) form.reset();
    void this.questions.reload();
  }

  private async drop(q: Question): Promise<void> {
    await this.app.act(() => this.client.send('DELETE', `/api/v1/regressions/${q.id}`), 'Removed.');
    void this.questions.reload();
  }

  private readonly run = async (): Promise<void> => {
    this.running = true;
    await this.app.act(async () => {
      const result = await this.client.post<{ asked: number; failed: string[]; skipped: number }>('/api/v1/regressions/run');
      this.app.say(`${result.asked} asked, ${result.failed.length} failed, ${result.skipped} skipped`, result.failed.length ? 'bad' : 'good');
    });
    this.running = false;
    void this.questions.reload();
  };
}
