import { css, html, nothing } from 'lit';
import { customElement, property, state as changing } from 'lit/decorators.js';
import { asProblem } from '../../api/problem';
import { plural } from '../../design/format';
import { PageElement } from '../../shell/page-element';
import { link } from '../../shell/route';
import { Loaded } from '../../ui/loaded';
import { labels, trouble } from '../../ui/parts';
import { type Alert, type Silence, fits, matcherText, parseMatchers } from './types';

const HOURS = [1, 2, 4, 8, 24, 72];
const PREVIEWED = 30;

/** Makes or changes a silence; says while it is written what it would hold back now. */
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
      }
    `,
  ];

  @property() silenceId = '';
  @changing() private text = '';
  @changing() private comment = '';
  @changing() private hours = 2;
  @changing() private failure = '';
  private filled = false;

  private readonly alerts = new Loaded(this, () => this.client.get<Alert[]>('/api/v2/alerts'), 10_000);
  private readonly existing = new Loaded(this, () =>
    this.silenceId === 'new' ? null : this.client.get<Silence>(`/api/v2/silence/${this.silenceId}`),
  );

  protected override willUpdate(): void {
    if (this.filled) return;
    const known = this.existing.value;
    const wanted = this.route.query.get('for');
    const alert = this.alerts.value?.find((each) => each.fingerprint === wanted);
    if (known) {
      this.text = known.matchers.map(matcherText).join('\n');
      this.comment = known.comment;
      this.filled = true;
    } else if (alert) {
      this.text = Object.entries(alert.labels)
        .map(([name, value]) => `${name}="${value}"`)
        .join('\n');
      this.filled = true;
    }
  }

  protected override render() {
    const matchers = parseMatchers(this.text);
    const wrong = 'wrong' in matchers ? matchers.wrong : null;
    const covered = wrong === null && Array.isArray(matchers) && matchers.length ? (this.alerts.value ?? []).filter((alert) => fits(matchers, alert.labels)) : [];
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
              <p id="wrong" class="small">${wrong === null ? nothing : html`<span class="state warn">not a matcher: ${wrong}</span>`}</p>
            </div>
            <div>
              <span id="how-long"><strong>For how long, from now</strong></span>
              <div class="durations" role="group" aria-labelledby="how-long">
                ${HOURS.map((hours) => html`<button type="button" aria-pressed=${this.hours === hours} @click=${() => (this.hours = hours)}>${hours < 24 ? `${hours} h` : plural(hours / 24, 'day')}</button>`)}
              </div>
            </div>
            <div>
              <label for="why">Why <small>read by whoever wonders tomorrow</small></label>
              <input id="why" required maxlength="1000" .value=${this.comment} @input=${(e: InputEvent) => (this.comment = value(e))} />
            </div>
            ${this.failure ? html`<p class="notice bad" role="alert">${this.failure}</p>` : nothing}
            <div class="row"><button class="primary" ?disabled=${wrong !== null}>${this.silenceId === 'new' ? 'Silence' : 'Save'}</button></div>
          </form>
        </section>
        <section class="card" aria-live="polite">
          <h2>Would hold back ${plural(covered.length, 'alert')} now</h2>
          <ul class="rows">
            ${covered.slice(0, PREVIEWED).map((alert) => html`<li><span>${alert.labels['alertname']}</span><span class="muted">${alert.labels['severity']}</span><span class="more">${labels(alert.labels, ['alertname', 'severity'])}</span></li>`)}
          </ul>
          ${covered.length > PREVIEWED ? html`<p class="body muted">and ${covered.length - PREVIEWED} more</p>` : nothing}
          ${covered.length ? nothing : html`<p class="body muted">Nothing that fires now fits; what comes later and fits will be held back.</p>`}
        </section>
      </div>
    `;
  }

  private async save(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const matchers = parseMatchers(this.text);
    if ('wrong' in matchers) return;
    const start = new Date();
    const body = {
      id: this.silenceId === 'new' ? undefined : this.silenceId,
      matchers,
      startsAt: start.toISOString(),
      endsAt: new Date(start.getTime() + this.hours * 3_600_000).toISOString(),
      createdBy: this.app.me.principal,
      comment: this.comment,
    };
    this.failure = '';
    try {
      await this.client.post('/api/v2/silences', body);
      this.app.say('Silenced.');
      location.hash = link('alerts', ['silences']);
    } catch (error) {
      this.failure = asProblem(error).message;
    }
  }
}

function value(event: InputEvent): string {
  return (event.target as HTMLInputElement | HTMLTextAreaElement).value;
}
