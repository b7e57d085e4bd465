import { css, html, nothing } from 'lit';
import { customElement, state as changing } from 'lit/decorators.js';
import { asProblem } from '../../api/problem';
import { PartElement } from '../../shell/part-element';
import { Loaded } from '../../ui/loaded';
import { trouble } from '../../ui/parts';
import { parseMatchers } from './types';
import { type RouteNode, routeTree } from './route-tree';

interface Tested {
  receivers: string[];
  route: string[];
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
  private readonly status = new Loaded(this, () => this.client.get<{ config: { original: string } }>('/api/v2/status'));
  @changing() private tested: Tested | null = null;
  @changing() private failure = '';

  protected override render() {
    const original = this.status.value?.config.original ?? '';
    const tree = original ? routeTree(original) : null;
    return html`<div class="columns">
      <div class="stack">
        <section class="card">
          <h2>Routing tree</h2>
          <div class="body tree">${trouble(this.status.problem)} ${tree ? this.node(tree) : nothing}</div>
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
            ${this.receivers.value?.map((receiver) => html`<li><span>${receiver.name}</span>${this.app.can('operator') ? html`<button @click=${() => this.send(receiver.name)}>Send a test</button>` : nothing}</li>`)}
          </ul>
        </section>
      </div>
    </div>`;
  }

  private node(node: RouteNode): unknown {
    const hit = this.tested?.receivers.includes(node.receiver) && !node.routes.length;
    return html`<div class="node ${hit ? 'hit' : ''}">
        ${node.matchers.length ? node.matchers.map((matcher) => html`<span class="label">${matcher}</span>`) : html`<span class="muted">every alert</span>`}
        <strong>${node.receiver || '(as above)'}</strong>
        ${node.groupBy ? html`<span class="muted small">grouped by ${node.groupBy}</span>` : nothing}
        ${node.goesOn ? html`<span class="muted small">and goes on</span>` : nothing}
      </div>
      ${node.routes.length ? html`<ul>${node.routes.map((child) => html`<li>${this.node(child)}</li>`)}</ul>` : nothing}`;
  }

  private async test(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const parsed = parseMatchers(String(new FormData(event.target as HTMLFormElement).get('labels') ?? ''));
    this.failure = '';
    if ('wrong' in parsed) {
      this.failure = `Not a label: ${parsed.wrong}. Write name=value.`;
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

  private send(receiver: string): void {
    void this.app.act(() => this.client.post(`/api/v1/receivers/${encodeURIComponent(receiver)}/test`), `A test is on its way to ${receiver}.`);
  }
}
