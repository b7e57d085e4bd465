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

/** The moment as a field of the type datetime-local has it: to the minute, in the viewer's zone. */
export function localField(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
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

/** "just now", "4 min ago", "3 h ago", "2 d ago"; "in 5 min" for what is to come. */
export function ago(rfc3339: string | null | undefined, now = Date.now()): string {
  const at = rfc3339 ? Date.parse(rfc3339) : Number.NaN;
  if (Number.isNaN(at)) return '';
  const seconds = Math.abs(now - at) / 1000;
  if (seconds < 10 && at <= now) return 'just now';
  const text = span(seconds);
  return at <= now ? `${text} ago` : `in ${text}`;
}

/** "45 s", "12 min", "3 h 20 min", "5 d". */
export function span(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) {
    const minutes = Math.floor((seconds % 3600) / 60);
    return minutes && seconds < 36_000 ? `${Math.floor(seconds / 3600)} h ${minutes} min` : `${Math.floor(seconds / 3600)} h`;
  }
  return `${Math.floor(seconds / 86_400)} d`;
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** "14.2 GiB". */
export function bytes(count: number): string {
  let value = count;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}

/** At most three figures that count: 0.123, 45.6, 1,234. */
export function figure(value: number): string {
  return value.toLocaleString(undefined, { maximumFractionDigits: Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 3 });
}

/** Whether every word of what is looked for occurs in the text. */
export function holds(text: string, wanted: string): boolean {
  const low = text.toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => low.includes(word));
}

/** How the states of runs, steps, calls, deliveries and components are coloured. */
export function toneOf(state: string): Tone {
  const known = state.toLowerCase();
  if (/^(up|succeeded|passed|ran|approved|delivered|indexed|ready|connected|solved|closed|allow|allowed|completed|valid|intact|resolved|proven|ok)$/.test(known))
    return 'good';
  if (/^(running|queued|started|pending|sending|indexing|publishing|requested|due|accepted|active)$/.test(known)) return 'busy';
  if (/waiting|late|skipped|warning|degraded|suppressed|half-open|proposed|drafted|approve|unknown|partial|removing|^complete$/.test(known))
    return 'warn';
  if (/^bad$|failed|down|missed|denied|deny|dead|error|refused|timed|expired|firing|critical|broken|open|unavailable/.test(known)) return 'bad';
  return 'idle';
}
