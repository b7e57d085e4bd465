/** A route of alertmanager.yml, as far as a drawing needs it. */
export interface RouteNode {
  receiver: string;
  matchers: string[];
  groupBy: string;
  goesOn: boolean;
  routes: RouteNode[];
}

interface Line {
  indent: number;
  text: string;
}

/**
 * Reads the route section of an alertmanager.yml that alert-router has accepted. The block style that such files are
 * written in is understood, and flow lists; what else YAML can do is left out of the drawing, never guessed.
 */
export function routeTree(yaml: string): RouteNode | null {
  const lines = yaml
    .split('\n')
    .map((raw) => ({ indent: raw.search(/\S/), text: raw.trim() }))
    .filter((line) => line.text !== '' && !line.text.startsWith('#'));
  const start = lines.findIndex((line) => line.indent === 0 && line.text === 'route:');
  if (start < 0) return null;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line.indent === 0 && !line.text.startsWith('-'));
  return node(end < 0 ? rest : rest.slice(0, end));
}

function node(lines: Line[]): RouteNode {
  const own: RouteNode = { receiver: '', matchers: [], groupBy: '', goesOn: false, routes: [] };
  const indent = lines[0]?.indent ?? 0;
  for (let at = 0; at < lines.length; ) {
    const { key, value } = pair(lines[at]!.text);
    const from = ++at;
    while (at < lines.length && (lines[at]!.indent > indent || (lines[at]!.indent === indent && lines[at]!.text.startsWith('-')))) at++;
    take(own, key, value, lines.slice(from, at));
  }
  return own;
}

function take(own: RouteNode, key: string, value: string, below: Line[]): void {
  if (key === 'receiver') own.receiver = unquoted(value);
  else if (key === 'continue') own.goesOn = value === 'true';
  else if (key === 'group_by') own.groupBy = (value ? flow(value) : items(below).map((item) => item[0]!.text)).join(', ');
  else if (key === 'matchers') own.matchers.push(...(value ? flow(value) : items(below).map((item) => unquoted(item[0]!.text))));
  else if (key === 'match' || key === 'match_re') {
    const sign = key === 'match' ? '=' : '=~';
    own.matchers.push(...below.map((line) => pair(line.text)).map((p) => `${p.key}${sign}${p.value}`));
  } else if (key === 'routes') own.routes = items(below).map(node);
}

/** The entries of a block list, each without its dash and indented as if it had none. */
function items(lines: Line[]): Line[][] {
  const found: Line[][] = [];
  const dash = lines[0]?.indent ?? 0;
  for (const line of lines) {
    if (line.indent === dash && line.text.startsWith('-')) {
      const text = line.text.slice(1);
      found.push([{ indent: dash + 1 + (text.length - text.trimStart().length), text: text.trim() }]);
    } else found.at(-1)?.push(line);
  }
  return found;
}

function pair(text: string): { key: string; value: string } {
  const colon = text.search(/:(\s|$)/);
  if (colon < 0) return { key: text, value: '' };
  return { key: unquoted(text.slice(0, colon)), value: text.slice(colon + 1).replace(/\s#.*$/, '').trim() };
}

function flow(text: string): string[] {
  const inner = text.replace(/^\[|\]$/g, '');
  return (inner.match(/"(?:[^"\\]|\\.)*"|'[^']*'|[^,]+/g) ?? []).map((part) => unquoted(part.trim())).filter(Boolean);
}

function unquoted(text: string): string {
  return /^(['"]).*\1$/.test(text) ? text.slice(1, -1) : text;
}
