import { html, nothing } from 'lit';
import { customElement, state as changing } from 'lit/decorators.js';
import { PartElement } from '../../shell/part-element';
import { Loaded } from '../../ui/loaded';
import { since, state, trouble } from '../../ui/parts';

interface Policy {
  source: string;
  loadedAt: string;
  problem?: unknown;
  commands: string[];
}

/** What stands between a command and the machine, and what would become of a command. */
@customElement('sandbox-view')
export class SandboxView extends PartElement {
  private readonly sandbox = new Loaded(this, () => this.client.get<{ level: string; why: string; guarantees: string[] }>('/api/v1/tools/terminal/sandbox'));
  private readonly policy = new Loaded(this, () => this.client.get<Policy>('/api/v1/tools/terminal/policy'));
  @changing() private judged: { decision: string; reason: string } | null = null;
  @changing() private text = '';

  protected override render() {
    const sandbox = this.sandbox.value;
    const policy = this.policy.value;
    const wanted = this.text.toLowerCase();
    return html`<div class="columns">
      <div class="stack">
        <section class="card">
          <h2>What would become of this command?</h2>
          <form class="body fields" @submit=${this.check}>
            <input name="command" class="code" aria-label="Command" placeholder="systemctl restart nginx" required autocomplete="off" spellcheck="false" />
            <div class="row"><button class="primary">Judge it</button><span class="muted small">It is not run.</span></div>
            <div aria-live="polite">${this.judged ? html`<p>${state(this.judged.decision)} ${this.judged.reason}</p>` : nothing}</div>
          </form>
        </section>
        <section class="card">
          <h2>Sandbox ${sandbox ? html`<span class="label">${sandbox.level}</span>` : nothing}</h2>
          ${trouble(this.sandbox.problem)}
          <ul class="rows">${sandbox?.why ? html`<li>${sandbox.why}</li>` : nothing}${sandbox?.guarantees.map((guarantee) => html`<li>${guarantee}</li>`)}</ul>
        </section>
      </div>
      <section class="card">
        <header><h2>Policy</h2><input type="search" aria-label="Find a command" placeholder="Find a command" @input=${(e: InputEvent) => (this.text = (e.target as HTMLInputElement).value)} /></header>
        ${trouble(this.policy.problem)}
        ${policy ? html`<p class="body muted">From ${policy.source}, loaded ${since(policy.loadedAt)}; what is not listed is refused.</p>` : nothing}
        ${policy?.problem ? html`<p class="body"><span class="state bad">a newer policy was refused</span> ${JSON.stringify(policy.problem)}</p>` : nothing}
        <ul class="rows">${policy?.commands.filter((command) => command.toLowerCase().includes(wanted)).map((command) => html`<li><code>${command}</code></li>`)}</ul>
      </section>
    </div>`;
  }

  private async check(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const command = String(new FormData(event.target as HTMLFormElement).get('command') ?? '');
    await this.app.act(async () => (this.judged = await this.client.post('/api/v1/tools/terminal/check', { command })));
  }
}
