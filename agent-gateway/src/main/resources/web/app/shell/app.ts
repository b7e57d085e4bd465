import type { Client } from '../api/client';
import { asProblem } from '../api/problem';
import type { Me } from '../api/types';
import type { Question } from '../ui/ask-dialog';
import type { StatusFeed } from '../status/status-feed';

/** What every page shares: who is signed in, the one client, the live status, and a place for short words. */
export class App {
  constructor(
    readonly client: Client,
    readonly me: Me,
    readonly feed: StatusFeed,
    readonly say: (text: string, tone?: 'good' | 'bad') => void,
    /** Asks before something is done; null means no. */
    readonly ask: (question: Question) => Promise<string | null>,
  ) {}

  can(role: string): boolean {
    return this.me.roles.includes(role);
  }

  /** Does something that a person asked for and says how it went. True when it went well. */
  async act(work: () => Promise<unknown>, done?: string): Promise<boolean> {
    try {
      await work();
      if (done) this.say(done);
      return true;
    } catch (error) {
      this.say(asProblem(error).message, 'bad');
      return false;
    }
  }
}
