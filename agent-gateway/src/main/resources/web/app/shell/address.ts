/** What the address asks for: "#/sessions/{id}", or a new conversation. */
export function sessionInAddress(): string | null {
  const match = /^#\/sessions\/([\w-]+)$/.exec(location.hash);
  return match?.[1] ?? null;
}

/** Names the conversation in the address without a step in the browser's history. */
export function nameSession(id: string): void {
  history.replaceState(null, '', `#/sessions/${id}`);
}
