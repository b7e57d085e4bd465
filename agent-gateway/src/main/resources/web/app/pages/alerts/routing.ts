import { css, html, nothing } from 'lit';
import { customElement, state as changing } from 'lit/decorators.js';
import { asProblem } from '../../api/problem';
import { duration } from '../../design/format';
import { PartElement } from '../../shell/part-element';
import { Loaded } from '../../ui/loaded';
import { reading, state, trouble } from '../../ui/parts';
import { parseMatchers } from './matchers';

/** A route as it is in force; those below it are tried first. */
interface RouteNode {
  id: string;
  receiver: string;
  matchers: string[];
  groupBy: string[];
  goesOn: boolean;
  muted: string[];
  active: string[];
  routes: RouteNode[];
}

interface Tested {
  receivers: string[];
  route: string[];
  ids: string[];
}

/** How a test went by one way of a receiver. */
interface Outcome {
  channel: string;
  position: number;
  delivered: boolean;
  reason: string;
  durationMs: number;
}

/** The routing tree as it is configured, what it would do with an alert, and the receivers at its ends. */
@customElement('alert-routing')
export class AlertRouting extends PartElement {
  static override styles = [
    ...PartElement.styles,
    css`
      .tree ul {
        margin-left: 9px;
        padding-left: var(--space-4);
        border-left: 1px solid var(--border-control);
      }
      .node {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-2);
        align-items: center;
        padding: 4px var(--space-2);
        border-radius: var(--radius-s);
      }
      .node.hit {
        background: var(--mark);
      }
      .way {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-3);
      }
      .node strong::before {
        content: '→ ';
        color: var(--text-muted);
      }
      pre {
        max-height: 420px;
      }
    `,
  ];

  private readonly receivers = new Loaded(this, () => this.client.get<{ name: string }[]>('/api/v2/receivers'));
  private readonly tree = new Loaded(this, () => this.client.get<RouteNode>('/api/v1/alerts/routes'), 60_000);
  private readonly status = new Loaded(this, () => this.client.get<{ config: { original: string } }>('/api/v2/status'));
  @changing() private tested: Tested | null = null;
  @changing() private failure = '';
  /** What came of the tests, by receiver; null while one is under way. */
  @changing() private outcomes = new Map<string, Outcome[] | null>();

  protected override render() {
    const original = this.status.value?.config.original ?? '';
    const tree = this.tree.value;
    return html`<div class="columns">
      <div class="stack">
        <section class="card">
          <h2>Routing tree</h2>
          <div class="body tree">${trouble(this.tree.problem, this.tree.reload)} ${tree ? this.node(tree) : this.tree.problem ? nothing : reading()}</div>
        </section>
        <details class="card"><summary class="body">The configuration as it is in force</summary><pre class="output" tabindex="0" role="group" aria-label="Configuration">${original}</pre></details>
      </div>
      <div class="stack">
        <section class="card">
          <h2>What would this alert do?</h2>
          <form class="fields body" @submit=${this.test}>
            <label>Labels <small>one a line</small>
              <textarea name="labels" class="code" rows="4" spellcheck="false" required placeholder=${'alertname=DiskFilling\nseverity=critical'}></textarea>
            </label>
            <div class="row"><button class="primary">Find its way</button></div>
            ${this.failure ? html`<p class="notice bad" role="alert">${this.failure}</p>` : nothing}
            <div aria-live="polite">${this.tested ? html`<div class="notice"><strong>Would tell ${this.tested.receivers.join(', ') || 'nobody'}</strong>${this.tested.route.map((route) => html`<div><code>${route}</code></div>`)}</div>` : nothing}</div>
          </form>
        </section>
        <section class="card">
          <h2>Receivers</h2>
          ${trouble(this.receivers.problem)}
          <ul class="rows">
            ${this.receivers.value?.map(({ name }) => this.receiver(name))}
          </ul>
        </section>
      </div>
    </div>`;
  }

  private receiver(name: string) {
    const outcomes = this.outcomes.get(name);
    return html`<li>
      <span>${name}</span>
      ${this.app.can('operator') ? html`<button ?disabled=${outcomes === null} @click=${() => this.send(name)}>${outcomes === null ? 'Sending ...' : 'Send a test'}</button>` : nothing}
      ${
        outcomes
          ? html`<div class="more" role="status" aria-label=${`Test of ${name}`}>
              ${outcomes.map((way) => html`<div class="way">
                <span>${way.channel}${outcomes.filter((other) => other.channel === way.channel).length > 1 ? ` ${way.position + 1}` : nothing}</span>
                ${way.delivered ? state('delivered') : state('failed')} <span>${duration(way.durationMs)}${way.reason ? `: ${way.reason}` : nothing}</span>
              </div>`)}
              ${outcomes.length ? nothing : 'It has no way to tell anybody.'}
            </div>`
          : nothing
      }
    </li>`;
  }

  private node(node: RouteNode): unknown {
    const hit = this.tested?.ids.includes(node.id);
    return html`<div class="node ${hit ? 'hit' : ''}">
        ${node.matchers.length ? node.matchers.map((matcher) => html`<span class="label">${matcher}</span>`) : html`<span class="muted">every alert</span>`}
        <strong>${node.receiver}</strong>
        ${node.groupBy.length ? html`<span class="muted small">${node.groupBy.includes('...') ? 'each by itself' : `grouped by ${node.groupBy.join(', ')}`}</span>` : nothing}
        ${node.muted.length ? html`<span class="muted small">mute in ${node.muted.join(', ')}</span>` : nothing}
        ${node.active.length ? html`<span class="muted small">only in ${node.active.join(', ')}</span>` : nothing}
        ${node.goesOn ? html`<span class="muted small">and goes on</span>` : nothing}
      </div>
      ${node.routes.length ? html`<ul>${node.routes.map((child) => html`<li>${this.node(child)}</li>`)}</ul>` : nothing}`;
  }

  private async test(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const parsed = parseMatchers(String(new FormData(event.target as HTMLFormElement).get('labels') ?? ''));
    this.failure = '';
    const other = 'wrong' in parsed ? parsed.wrong : parsed.find((label) => label.isRegex || !label.isEqual)?.name;
    if ('wrong' in parsed || other !== undefined) {
      this.failure = `Not a label: ${other}. Write name=value.`;
      return;
    }
    try {
      const labels = Object.fromEntries(parsed.map(({ name, value }) => [name, value]));
      this.tested = await this.client.post<Tested>('/api/v1/alerts/route-test', { labels });
    } catch (error) {
      this.tested = null;
      this.failure = asProblem(error).message;
    }
  }

  private async send(receiver: string): Promise<void> {
    this.outcomes = new Map(this.outcomes).set(receiver, null);
    const outcomes = await this.client.post<Outcome[]>(`/api/v1/receivers/${encodeURIComponent(receiver)}/test`).catch((error: unknown) => {
      this.app.say(asProblem(error).message, 'bad');
      return undefined;
    });
    const known = new Map(this.outcomes);
    if (outcomes) known.set(receiver, outcomes);
    else known.delete(receiver);
    this.outcomes = known;
  }
}
