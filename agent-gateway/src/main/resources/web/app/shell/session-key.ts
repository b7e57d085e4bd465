// The API key lives as long as the tab: another tab asks again, and closing the tab signs out.
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
