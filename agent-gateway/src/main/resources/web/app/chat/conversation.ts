import { type Client, type Decision, type How, freshKey } from '../api/client';
import { Problem, asProblem } from '../api/problem';
import type { EventStream, Link } from '../api/stream';
import { type Approval, type Run, ended, isOutstanding } from '../api/types';
import { acceptedRun, withEvent } from './run-events';

/** One question and what became of it. */
export interface Turn {
  readonly key: string;
  readonly question: string;
  /** What the asker chose for it. */
  readonly how: How;
  run: Run | null;
  /** The connection that follows the run, while there is one. */
  link: Link | null;
  problem: Problem | null;
}

const LATE_RESULT_CHECKS_MS = [700, 1_500, 3_000, 6_000, 12_000, 24_000];

/** The conversation on the page: asks, follows the runs, and tells its listener after every change. Knows no DOM. */
export class Conversation {
  sessionId: string | null = null;
  turns: Turn[] = [];
  loading = false;
  problem: Problem | null = null;

  private readonly streams = new Map<string, EventStream>();

  constructor(
    private readonly client: Client,
    private readonly changed: () => void,
  ) {}

  /** The turn that still runs; only the last can. */
  get running(): Turn | null {
    const last = this.turns.at(-1);
    if (!last || last.problem) return null;
    return last.run === null || !ended(last.run) ? last : null;
  }

  /** Leaves what is shown and starts anew. Runs go on without us. */
  clear(): void {
    this.leave();
    this.sessionId = null;
    this.turns = [];
    this.problem = null;
    this.loading = false;
    this.changed();
  }

  async open(sessionId: string): Promise<void> {
    this.clear();
    this.sessionId = sessionId;
    this.loading = true;
    this.changed();
    try {
      const runs = await this.client.sessionRuns(sessionId);
      if (this.sessionId !== sessionId) return;
      this.turns = runs.map((run) => turnOf(run));
      this.turns.filter((t) => t.run && !ended(t.run)).forEach((t) => this.follow(t));
    } catch (error) {
      this.problem = asProblem(error);
    }
    this.loading = false;
    this.changed();
  }

  async ask(text: string, how: How = {}): Promise<void> {
    const turn: Turn = { key: freshKey(), question: text, how, run: null, link: null, problem: null };
    this.turns = [...this.turns, turn];
    await this.send(turn);
  }

  /** Sends a question again that did not get through. The gateway takes it once, whatever happened before. */
  async retry(turn: Turn): Promise<void> {
    turn.problem = null;
    if (turn.run) this.follow(turn);
    else await this.send(turn);
  }

  async stop(turn: Turn): Promise<void> {
    if (!turn.run) return;
    try {
      await this.client.cancel(turn.run.id);
      await this.refresh(turn);
    } catch (error) {
      const problem = asProblem(error);
      // It ended by itself while we asked: then there is nothing to stop and nothing to complain about.
      if (problem.status === 409) return this.refresh(turn);
      turn.problem = problem;
      this.changed();
    }
  }

  async decide(turn: Turn, approval: Approval, decision: Decision): Promise<void> {
    const decided = await this.client.decide(approval, decision);
    if (!turn.run) return;
    const approvals = turn.run.approvals.map((a) => (a.approvalId === approval.approvalId ? { ...a, ...decided } : a));
    turn.run = { ...turn.run, approvals };
    this.changed();
    if (decision.decision === 'approve') void this.awaitLateResult(turn, approval.callId ?? null);
  }

  /** A run that has ended is not followed any more, but the result of what was approved now is still to come. */
  private async awaitLateResult(turn: Turn, callId: string | null): Promise<void> {
    for (const wait of LATE_RESULT_CHECKS_MS) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      if (!this.turns.includes(turn) || !turn.run || !ended(turn.run)) return;
      await this.refresh(turn).catch(() => undefined);
      const step = turn.run.steps.find((s) => s.callId === callId);
      if (step && !isOutstanding(step)) return;
    }
  }

  leave(): void {
    this.streams.forEach((stream) => stream.close());
    this.streams.clear();
  }

  private async send(turn: Turn): Promise<void> {
    this.changed();
    try {
      const accepted = await this.client.ask(turn.question, this.sessionId, turn.key, turn.how);
      if (!this.turns.includes(turn)) return;
      this.sessionId = accepted.sessionId;
      turn.run = acceptedRun(accepted.runId, accepted.sessionId, turn.question);
      this.follow(turn);
    } catch (error) {
      turn.problem = asProblem(error);
    }
    this.changed();
  }

  private follow(turn: Turn): void {
    const run = turn.run!;
    // The stream begins at the run's first event, and its tokens add up to the answer.
    turn.run = { ...run, answer: null };
    const stream = this.client.followRun(run.id, {
      onEvent: (event) => {
        turn.run = withEvent(turn.run!, event);
        if (event.type === 'done' || ended(turn.run)) void this.finish(turn);
        this.changed();
      },
      onLink: (link) => {
        turn.link = link;
        this.changed();
      },
      onRefused: (problem) => {
        turn.problem = problem;
        turn.link = null;
        this.changed();
      },
    });
    this.streams.set(run.id, stream);
  }

  /** The stored run has the last word: it is read once more when the stream says that it is over. */
  private async finish(turn: Turn): Promise<void> {
    const stream = this.streams.get(turn.run!.id);
    if (!stream) return;
    stream.close();
    this.streams.delete(turn.run!.id);
    turn.link = null;
    try {
      await this.refresh(turn);
    } catch (error) {
      if (!turn.run!.answer) turn.problem = asProblem(error);
    }
    this.changed();
  }

  private async refresh(turn: Turn): Promise<void> {
    const run = await this.client.run(turn.run!.id);
    turn.run = { ...run, query: turn.question, reason: run.reason ?? turn.run!.reason ?? null };
    this.changed();
  }
}

function turnOf(run: Run): Turn {
  return { key: run.id, question: run.query ?? '(question not kept)', how: {}, run, link: null, problem: null };
}
