// The API key lives as long as the tab: another tab asks again, and closing the tab signs out. Whoever came by the identity
// provider has no key here: the gateway gives out a token for as long as it knows them.
const NAME = 'aiops.key';

export function savedKey(): string | null {
  return sessionStorage.getItem(NAME);
}

export function saveKey(key: string): void {
  sessionStorage.setItem(NAME, key);
}

export function forgetKey(): void {
  sessionStorage.removeItem(NAME);
}

/** What the gateway says of the identity provider: its name, if there is one, and a token while somebody is signed in. */
export interface SignIn {
  provider: string | null;
  token: string | null;
}

/** Never fails: without an answer there is the API key. A session that ran out is answered like none. */
export async function signInState(): Promise<SignIn> {
  try {
    const response = await fetch('/sign-in/state', { cache: 'no-store', headers: { 'X-Requested-With': 'JavaScript' } });
    return response.ok ? ((await response.json()) as SignIn) : { provider: null, token: null };
  } catch {
    return { provider: null, token: null };
  }
}

/** Said to its end even when the page is closed meanwhile: whoever comes next must not be the one who left. */
export async function leaveProvider(): Promise<void> {
  const headers = { 'X-Requested-With': 'JavaScript' };
  await fetch('/sign-in/out', { method: 'POST', keepalive: true, headers }).catch(() => undefined);
}
