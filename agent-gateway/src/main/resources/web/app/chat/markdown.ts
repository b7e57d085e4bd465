import DOMPurify from 'dompurify';
import { Marked } from 'marked';

const TAGS = [
  ...['a', 'b', 'blockquote', 'br', 'code', 'del', 'em', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'kbd', 'li'],
  ...['ol', 'p', 'pre', 's', 'strong', 'sub', 'sup', 'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul'],
];

/** HTML amid Markdown: simple tags stay, without attributes; all else is text that a person can see. */
function tamed(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<\/?([a-z][a-z0-9]*)\s*\/?>|[<>]/gi, (found, tag?: string) =>
      tag && TAGS.includes(tag.toLowerCase()) ? found : found.replace('<', '&lt;').replace('>', '&gt;'),
    );
}

// What the parser never sees as an attribute it cannot take for a handler, not even in the inert document of the sanitizer.
const marked = new Marked({ renderer: { html: ({ text }) => tamed(text) } });

/**
 * Markdown as nodes that are safe to show. The text comes from documents, tools and models: no images (a URL can carry
 * data out), no ids, no styles, no forms, links only to where a person expects them.
 */
export function markdown(text: string, documentId = ''): DocumentFragment {
  const fragment = DOMPurify.sanitize(marked.parse(text, { async: false, gfm: true }), {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ['href', 'title', 'start', 'align'],
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|(?:\.{0,2}\/)*[\w./-]+\.md(?:#|$))/i,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  fragment.querySelectorAll('a:not([href])').forEach((link) => link.replaceWith(...link.childNodes));
  fragment.querySelectorAll('a').forEach((link) => {
    const href = link.getAttribute('href') ?? '';
    if (/^(https?|mailto):/i.test(href)) {
      link.target = '_blank';
      link.rel = 'noopener noreferrer';
    } else link.setAttribute('href', documentAddress(href, documentId));
  });
  fragment.querySelectorAll('pre, table').forEach((wide) => (wide as HTMLElement).setAttribute('tabindex', '0'));
  return fragment;
}

/** Where a document beside the given one is shown: "../contacts.md#level-2" seen from "emergency/x.md" is contacts.md. */
function documentAddress(href: string, from: string): string {
  const path = new URL(href, `https://documents/${from}`).pathname.slice(1);
  return `#/knowledge/documents/${encodeURIComponent(path)}`;
}

const REFERENCE = /\[(\d{1,2})\]/;

/** Turns "[2]" in the text, outside of code, into a button that calls back with 2. */
export function linkReferences(fragment: DocumentFragment, count: number, onReference: (number: number) => void): void {
  const texts: Text[] = [];
  const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    if (!text.parentElement?.closest('code, pre, a')) texts.push(text);
  }
  texts.forEach((text) => linkReferencesIn(text, count, onReference));
}

function linkReferencesIn(start: Text, count: number, onReference: (number: number) => void): void {
  let text = start;
  for (let match = REFERENCE.exec(text.data); match; match = REFERENCE.exec(text.data)) {
    const number = Number(match[1]);
    const found = text.splitText(match.index);
    text = found.splitText(match[0].length);
    if (number < 1 || number > count) continue;
    const button = document.createElement('button');
    button.className = 'reference';
    button.textContent = match[1]!;
    button.setAttribute('aria-label', `Source ${number}`);
    button.addEventListener('click', () => onReference(number));
    found.replaceWith(button);
  }
}
