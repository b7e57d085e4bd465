import type { Finding } from '../api/types';

interface Place {
  node: Text;
  offset: number;
}

/** What a sentence is compared by: letters and figures, for Markdown and references are gone from what is shown. */
const COUNTS = /[\p{L}\p{N}]/u;

/** Underlines the sentences of an answer that nothing it was given backs; the reason is told on hover. */
export function markUnverified(fragment: DocumentFragment, findings: readonly Finding[]): void {
  const wanted = findings.filter((finding) => finding.state === 'unverified');
  if (!wanted.length) return;
  const { text, places } = plain(fragment);
  for (const finding of wanted) {
    const sentence = bare(finding.sentence);
    const at = sentence ? text.indexOf(sentence) : -1;
    if (at < 0) continue;
    mark(places.slice(at, at + sentence.length), finding.reason ?? 'not found in the sources');
  }
}

function plain(fragment: DocumentFragment): { text: string; places: Place[] } {
  const places: Place[] = [];
  let text = '';
  const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    if (node.parentElement?.closest('button')) continue;
    for (let offset = 0; offset < node.data.length; offset++) {
      const character = node.data[offset]!;
      if (!COUNTS.test(character)) continue;
      text += character.toLowerCase();
      places.push({ node, offset });
    }
  }
  return { text, places };
}

function bare(sentence: string): string {
  const unlinked = sentence.replace(/<[^>]*>/g, '').replace(/\[\d{1,2}\]/g, '').replace(/\]\([^)]*\)/g, ']');
  return [...unlinked.toLowerCase()].filter((character) => COUNTS.test(character)).join('');
}

/** Wraps the text between the first and the last place, node by node, from behind so that offsets stay right. */
function mark(places: Place[], reason: string): void {
  const nodes = new Map<Text, [from: number, to: number]>();
  for (const { node, offset } of places) {
    const range = nodes.get(node) ?? [offset, offset];
    nodes.set(node, [Math.min(range[0], offset), Math.max(range[1], offset)]);
  }
  for (const [node, [from, to]] of nodes) {
    if (!node.parentNode || to >= node.data.length) continue;
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to + 1);
    const wrapper = document.createElement('mark');
    wrapper.title = `Unverified: ${reason}`;
    range.surroundContents(wrapper);
  }
}
