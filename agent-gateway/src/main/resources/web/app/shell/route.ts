/** What an address asks for: "#/alerts/silences?filter=x" is page "alerts", path ["silences"], query filter. */
export interface Route {
  page: string;
  path: string[];
  query: URLSearchParams;
}

export function routeOf(hash: string): Route {
  const [way = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const [page = '', ...path] = way.split('/').filter(Boolean).map(decoded);
  return { page: page || 'overview', path, query: new URLSearchParams(query) };
}

/** An address from its parts; each is escaped, so that ids with slashes stay one part. */
export function link(page: string, path: readonly string[] = [], query: Record<string, string | null> = {}): string {
  const kept = Object.entries(query).filter((pair): pair is [string, string] => !!pair[1]);
  const text = new URLSearchParams(kept).toString();
  return `#/${[page, ...path].map(encodeURIComponent).join('/')}${text ? `?${text}` : ''}`;
}

/** The address where one is, with other things asked for: how a list is filtered, grouped and sorted can be sent on. */
export function here(changes: Record<string, string | null>): string {
  const { page, path, query } = routeOf(location.hash);
  return link(page, path, { ...Object.fromEntries(query), ...changes });
}

/** Changes the address without a step in the browser's history, as filters do. */
export function replaceAddress(hash: string): void {
  if (hash === location.hash) return;
  history.replaceState(null, '', hash);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
