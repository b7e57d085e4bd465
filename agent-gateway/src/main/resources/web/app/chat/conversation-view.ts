import { LitElement, type PropertyValues, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Client, Decision, How } from '../api/client';
import { type Approval, ended } from '../api/types';
import { base, buttons, states } from '../design/controls';
import { words } from '../design/format';
import type { App } from '../shell/app';
import './ask-box';
import type { AskBox, Asked } from './ask-box';
import { Conversation, type Turn } from './conversation';
import './run-view';
import type { RunView } from './run-view';
import { command } from './step-card';

const EXAMPLES = [
  'The disk of a server is filling up, what do I do?',
  'Ollama does not answer, how do I bring it back?',
  'How do I restore the last backup?',
];

/** The thread of questions and answers with the ask box under it. Fires `session` when the conversation gets its id. */
@customElement('conversation-view')
export class ConversationView extends LitElement {
  static override styles = [
    base,
    buttons,
    states,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        grid-template-rows: minmax(0, 1fr) auto;
        min-height: 0;
      }
      .thread {
        overflow-y: auto;
        padding: var(--space-5) var(--space-4);
        scrollbar-gutter: stable;
        container-type: size;
      }
      /* Room below the last question, so that it can stand at the top while its answer grows. */
      run-view:last-child:not(:first-child) {
        min-height: 100cqh;
      }
      .column {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-6);
        max-width: var(--reading-width);
        margin: 0 auto;
      }
      .ask {
        overflow-y: hidden;
        scrollbar-gutter: stable;
        padding: var(--space-2) var(--space-4) var(--space-4);
      }
      run-view {
        scroll-margin-top: var(--space-5);
      }
      ask-box {
        max-width: var(--reading-width);
        margin: 0 auto;
      }
      @media (max-width: 820px) {
        .thread,
        .ask {
          padding-inline: var(--space-3);
        }
      }
      .empty {
        display: grid;
        gap: var(--space-3);
        padding-top: 8vh;
      }
      .empty h2 {
        font-size: var(--text-xl);
        font-weight: 600;
      }
      .empty p {
        max-width: 60ch;
        color: var(--text-muted);
        font-size: var(--text-l);
      }
      .empty li + li {
        margin-top: var(--space-1);
      }
      .empty button {
        font-size: var(--text-l);
      }
    `,
  ];

  @property({ attribute: false }) client!: Client;
  @property({ attribute: false }) app!: App;
  @property({ attribute: false }) roles: string[] = [];
  @property({ attribute: false }) models: readonly string[] = [];
  /** The conversation that the address names; null for a new one. */
  @property() sessionId: string | null = null;
  @query('ask-box') private askBox!: AskBox;
  @query('run-view:last-child') private lastRun!: RunView | null;

  private conversation!: Conversation;
  /** The turn that was last brought to the top of the view. */
  private shown: Turn | undefined;

  focusAskBox(): void {
    this.askBox.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.conversation?.leave();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('client')) {
      this.conversation?.leave();
      this.conversation = new Conversation(this.client, () => this.changed());
    }
    if (changed.has('client') || changed.has('sessionId')) {
      if (this.sessionId === null) this.conversation.clear();
      else if (this.sessionId !== this.conversation.sessionId) void this.conversation.open(this.sessionId);
    }
  }

  protected override updated(): void {
    const last = this.conversation.turns.at(-1);
    if (last === this.shown) return;
    this.shown = last;
    // A question goes to the top once and stays there: an answer is read from its beginning, at the reader's pace.
    void this.lastRun?.updateComplete.then(() => this.lastRun?.scrollIntoView({ block: 'start' }));
  }

  protected override render() {
    const { turns, loading, problem, running } = this.conversation;
    return html`
      <div class="thread">
        <div class="column">
          ${loading ? html`<p class="muted" role="status">Opening the conversation ...</p>` : nothing}
          ${
            problem
              ? html`<div class="notice bad" role="alert"><strong>${problem.title}</strong>${problem.detail}</div>`
              : nothing
          }
          ${turns.length || loading || problem ? nothing : this.welcome()}
          ${repeat(
            turns,
            (turn) => turn.key,
            (turn) => this.turn(turn),
          )}
        </div>
      </div>
      <div class="ask">
        <ask-box .running=${running !== null} .models=${this.models} @ask=${this.ask} @stop=${this.stop}></ask-box>
      </div>
      <p class="unseen" role="status">${announcement(turns.at(-1))}</p>
    `;
  }

  private turn(turn: Turn) {
    return html`<run-view
      .turn=${turn}
      .run=${turn.run}
      .link=${turn.link}
      .problem=${turn.problem}
      .roles=${this.roles}
      .decide=${(approval: Approval, decision: Decision) =>
        this.conversation.decide(turn, approval, decision)}
      .findPassages=${(citation: Parameters<Client['passages']>[0]) => this.client.passages(citation)}
      .app=${this.app}
      @retry=${() => this.conversation.retry(turn)}
      @again=${() => this.send(turn.question, turn.how)}
      @edit=${() => this.askBox.fill(turn.question)}
    ></run-view>`;
  }

  private welcome() {
    return html`<div class="empty">
      <h2>What is going on?</h2>
      <p>
        Answers come from your runbooks, with the lines they are taken from. Diagnostic commands run in a sandbox and
        show their real output; whatever would change a system waits for an approval.
      </p>
      <ul>
        ${EXAMPLES.map(
          (example) => html`<li><button class="link" @click=${() => this.send(example)}>${example}</button></li>`,
        )}
      </ul>
    </div>`;
  }

  private ask(event: CustomEvent<Asked>): void {
    this.send(event.detail.text, event.detail.how);
  }

  /** Asks at once, as a link with a question in it does. */
  send(text: string, how: How = {}): void {
    void this.conversation.ask(text, how);
  }

  get turns(): readonly Turn[] {
    return this.conversation.turns;
  }

  private stop(): void {
    const turn = this.conversation.running;
    if (turn) void this.conversation.stop(turn);
  }

  private changed(): void {
    const { sessionId } = this.conversation;
    if (sessionId !== null && sessionId !== this.sessionId) {
      this.dispatchEvent(new CustomEvent('session', { detail: sessionId, bubbles: true, composed: true }));
    }
    this.requestUpdate();
  }
}

/** What a screen reader says while the run goes on. */
function announcement(turn: Turn | undefined): string {
  if (!turn?.run) return '';
  if (ended(turn.run))
    return turn.run.state === 'succeeded' ? 'The answer is complete.' : `The run is ${words(turn.run.state)}.`;
  const step = turn.run.steps.at(-1);
  return step ? `${command(step)}: ${words(step.state)}` : 'The question is being worked on.';
}
