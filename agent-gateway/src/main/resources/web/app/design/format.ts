/** How a state is coloured; the word beside it is what counts. */
export type Tone = 'good' | 'warn' | 'bad' | 'busy' | 'idle';

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const dayAndClock = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});

/** "340 ms", "2.1 s", "1 min 05 s". */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** The time in the viewer's zone, with the day when it is not today. Empty when there is no time. */
export function localTime(rfc3339: string | null | undefined, now = new Date()): string {
  const at = rfc3339 ? new Date(rfc3339) : null;
  if (!at || Number.isNaN(at.getTime())) return '';
  return at.toDateString() === now.toDateString() ? clock.format(at) : dayAndClock.format(at);
}

/** For a title attribute: the same moment in UTC. */
export function utc(rfc3339: string | null | undefined): string {
  const at = rfc3339 ? new Date(rfc3339) : null;
  if (!at || Number.isNaN(at.getTime())) return '';
  return `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** "waiting-approval" and "TIMED_OUT" as a person writes them. */
export function words(state: string): string {
  return state.toLowerCase().replaceAll(/[-_]/g, ' ');
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
