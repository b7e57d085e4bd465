import { css, html, nothing } from 'lit';
import { customElement, property, state as changing } from 'lit/decorators.js';
import { type Problem, asProblem } from '../../api/problem';
import { localField, plural, span } from '../../design/format';
import { PageElement } from '../../shell/page-element';
import { link } from '../../shell/route';
import { Loaded } from '../../ui/loaded';
import { labels, trouble } from '../../ui/parts';
import { type Matcher, matcherText, parseMatchers } from './matchers';
import type { Alert, Silence } from './types';

const HOURS = [1, 2, 4, 8, 24, 72];
const HOUR_MS = 3_600_000;
const PREVIEW_AFTER_MS = 250;

/** What a silence would cover now, by the word of whoever judges silences. */
interface Preview {
  alerts: number;
  of: number;
  /** Why somebody else has to agree; empty when nobody has to. */
  secondPerson: string;
  examples: Record<string, string>[];
}

/** Makes or changes a silence; says while it is written what it would hold back now, and who has to agree. */
@customElement('silence-form')
export class SilenceForm extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      :host {
        padding: 0;
      }
      .durations {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1);
        margin-top: 2px;
      }
    `,
  ];

  @property() silenceId = '';
  @changing() private text = '';
  @changing() private comment = '';
  /** Null: when it is saved. */
  @changing() private start: Date | null = null;
  /** For so long; null: until the end that was written. */
  @changing() private hours: number | null = 2;
  @changing() private end = new Date();
  @changing() private preview: Preview | null = null;
  @changing() private failure = '';
  private filled = false;
  private previewed = '';
  private look: ReturnType<typeof setTimeout> | undefined;

  /** The alert that is to be silenced, where one is. */
  private readonly wanted = new Loaded(this, () => {
    const fingerprint = this.route.query.get('for');
    return fingerprint ? this.client.get<Alert[]>('/api/v2/alerts').then((all) => all.find((alert) => alert.fingerprint === fingerprint) ?? null) : null;
  });
  private readonly existing = new Loaded(this, () =>
    this.silenceId === 'new' ? null : this.client.get<Silence>(`/api/v2/silence/${this.silenceId}`),
  );

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.look);
  }

  protected override willUpdate(): void {
    if (this.filled) return;
    const known = this.existing.value;
    const alert = this.wanted.value;
    if (known) this.fill(known);
    else if (alert) this.text = Object.entries(alert.labels).map(([name, value]) => matcherText({ name, value, isRegex: false, isEqual: true })).join('\n');
    this.filled = !!known || !!alert;
  }

  /** One that is over is made again for as long as it held; any other keeps its times until somebody changes them. */
  private fill(known: Silence): void {
    this.text = known.matchers.map(matcherText).join('\n');
    this.comment = known.comment;
    if (known.status.state === 'expired') {
      this.hours = (Date.parse(known.endsAt) - Date.parse(known.startsAt)) / HOUR_MS;
    } else {
      this.start = new Date(known.startsAt);
      this.hours = null;
      this.end = new Date(known.endsAt);
    }
  }

  protected override updated(): void {
    const matchers = parseMatchers(this.text);
    const wanted = 'wrong' in matchers ? [] : matchers.map(matcherText);
    const asked = wanted.join('\n');
    if (asked === this.previewed) return;
    this.previewed = asked;
    clearTimeout(this.look);
    this.look = setTimeout(() => void this.ask(wanted, asked), PREVIEW_AFTER_MS);
  }

  private async ask(matchers: string[], asked: string): Promise<void> {
    try {
      const preview = matchers.length ? await this.client.post<Preview>('/api/v1/silences/preview', { matchers }) : null;
      if (asked !== this.previewed) return;
      this.preview = preview;
      this.failure = '';
    } catch (error) {
      if (asked !== this.previewed) return;
      this.preview = null;
      this.failure = asProblem(error).message;
    }
  }

  /** Hours count from now where it holds already: nobody counts from a beginning that is long past. */
  private get until(): Date {
    if (this.hours === null) return this.end;
    return new Date(Math.max(this.start?.getTime() ?? 0, Date.now()) + this.hours * HOUR_MS);
  }

  protected override render() {
    const matchers = parseMatchers(this.text);
    const wrong = 'wrong' in matchers ? matchers.wrong : null;
    const second = this.preview?.secondPerson;
    return html`
      <header class="page-head">
        <a href=${link('alerts', ['silences'])}>Silences</a>
        <h1>${this.silenceId === 'new' ? 'New silence' : 'Silence'}</h1>
      </header>
      ${trouble(this.existing.problem)}
      <div class="columns">
        <section class="card">
          <form class="fields body" @submit=${this.save}>
            <div>
              <label for="matchers">What is silenced <small>one matcher a line; all have to fit: = != =~ !~</small></label>
              <textarea id="matchers" class="code" rows="5" required spellcheck="false" placeholder='alertname="DiskFilling"' aria-describedby="wrong" .value=${this.text} @input=${(e: InputEvent) => (this.text = value(e))}></textarea>
              <p id="wrong" class="small">${wrong === null ? nothing : html`<span class="state warn">${wrong}</span>`}</p>
            </div>
            ${this.times()}
            <div>
              <label for="why">Why <small>read by whoever wonders tomorrow</small></label>
              <input id="why" required maxlength="1000" .value=${this.comment} @input=${(e: InputEvent) => (this.comment = value(e))} />
            </div>
            ${this.failure ? html`<p class="notice bad" role="alert">${this.failure}</p>` : nothing}
            ${second ? html`<p class="notice warn" role="status"><strong>Somebody else has to agree</strong>This needs a second person with the role approver, for ${second}. Until then nothing is held back.</p>` : nothing}
            <div class="row"><button class="primary" ?disabled=${wrong !== null}>${second ? 'Ask for it' : this.silenceId === 'new' ? 'Silence' : 'Save'}</button></div>
          </form>
        </section>
        ${this.previewCard()}
      </div>
    `;
  }

  /** From now or from a moment, for so long or until a moment. */
  private times() {
    const until = this.until;
    const lasts = (until.getTime() - (this.start?.getTime() ?? Date.now())) / 1000;
    return html`<div class="pair">
        <label>From <small>${this.start ? nothing : 'now'}</small>
          <input type="datetime-local" .value=${this.start ? localField(this.start) : ''} @change=${(e: Event) => (this.start = moment(e))} />
        </label>
        <label>Until <small>${lasts > 0 ? span(lasts) : 'before its start'}</small>
          <input type="datetime-local" required .value=${localField(until)} @change=${this.endWritten} />
        </label>
      </div>
      <div>
        <span id="how-long"><strong>For</strong></span>
        <div class="durations" role="group" aria-labelledby="how-long">
          ${HOURS.map((hours) => html`<button type="button" aria-pressed=${this.hours === hours} @click=${() => (this.hours = hours)}>${hours < 24 ? `${hours} h` : plural(hours / 24, 'day')}</button>`)}
        </div>
      </div>`;
  }

  private readonly endWritten = (event: Event): void => {
    this.end = moment(event) ?? this.until;
    this.hours = null;
  };

  private previewCard() {
    const { preview } = this;
    if (!preview) return html`<section class="card" aria-live="polite"><h2>What it would hold back</h2><p class="body muted">Write a matcher, and it stands here.</p></section>`;
    return html`<section class="card" aria-live="polite">
      <h2>Would hold back ${plural(preview.alerts, 'alert')} now <span class="muted small">of ${preview.of}</span></h2>
      <ul class="rows">
        ${preview.examples.map((found) => html`<li><span>${found['alertname']}</span><span class="muted">${found['severity']}</span><span class="more">${labels(found, ['alertname', 'severity'])}</span></li>`)}
      </ul>
      ${preview.alerts > preview.examples.length ? html`<p class="body muted">and ${preview.alerts - preview.examples.length} more</p>` : nothing}
      ${preview.alerts ? nothing : html`<p class="body muted">Nothing that fires now fits; what comes later and fits will be held back.</p>`}
    </section>`;
  }

  private async save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const matchers = parseMatchers(this.text);
    if ('wrong' in matchers) return;
    this.failure = '';
    try {
      await this.client.post('/api/v2/silences', this.wish(matchers));
      this.leave('Silenced.');
    } catch (error) {
      const problem = asProblem(error);
      if (waits(problem)) this.leave('Asked for. It holds when somebody else has agreed.');
      else this.failure = problem.message;
    }
  }

  private wish(matchers: Matcher[]) {
    return {
      id: this.silenceId === 'new' ? undefined : this.silenceId,
      matchers,
      startsAt: (this.start ?? new Date()).toISOString(),
      endsAt: this.until.toISOString(),
      createdBy: this.app.me.principal,
      comment: this.comment,
    };
  }

  private leave(word: string): void {
    this.app.say(word);
    location.hash = link('alerts', ['silences']);
  }
}

/** What is refused because it is broad is kept as a request: that is no failure. */
function waits(problem: Problem): boolean {
  return problem.status === 403 && problem.detail.includes('second person');
}

function value(event: InputEvent): string {
  return (event.target as HTMLInputElement | HTMLTextAreaElement).value;
}

function moment(event: Event): Date | null {
  const text = (event.target as HTMLInputElement).value;
  return text ? new Date(text) : null;
}
