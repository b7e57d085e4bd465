import { html, nothing } from 'lit';
import { AsyncDirective } from 'lit/async-directive.js';
import { type ElementPart, directive } from 'lit/directive.js';
import type { Problem } from '../api/problem';
import { type Tone, ago, localTime, toneOf, utc, words } from '../design/format';

/** A moment in the viewer's zone, in UTC on hover. */
export function when(at: string | null | undefined) {
  return at ? html`<time datetime=${at} title=${utc(at)}>${localTime(at)}</time>` : nothing;
}

/** How long ago, with the moment in both zones on hover. */
export function since(at: string | null | undefined) {
  return at ? html`<time datetime=${at} title=${`${localTime(at)}, ${utc(at)}`}>${ago(at)}</time>` : nothing;
}

/** A state as a word with its colour. */
export function state(name: string, tone: Tone = toneOf(name)) {
  return html`<span class="state ${tone}">${words(name)}</span>`;
}

/** Label pairs, name first. */
export function labels(pairs: Record<string, string>, without: readonly string[] = []) {
  const shown = Object.entries(pairs).filter(([name]) => !without.includes(name));
  return html`<span class="labels">${shown.map(([name, value]) => html`<span class="label">${name}=${value}</span>`)}</span>`;
}

/** What a list says when it has nothing: what that means and what to do next. */
export function empty(title: string, next: unknown = nothing) {
  return html`<div class="notice empty"><strong>${title}</strong>${next}</div>`;
}

/** What happened and what to do about it; with a button where trying again makes sense. */
export function trouble(problem: Problem | null, again?: () => void) {
  if (!problem) return nothing;
  return html`<div class="notice bad" role="alert">
    <strong>${problem.title}</strong>${problem.detail}
    ${again ? html`<p><button @click=${again}>Try again</button></p>` : nothing}
  </div>`;
}

/** A quiet word while something is read for the first time. */
export function reading(what = 'Reading') {
  return html`<p class="muted" role="status">${what} ...</p>`;
}

/** Sets CSS properties through the object model: the page's policy allows no style attributes. */
class Styled extends AsyncDirective {
  render(_properties: Record<string, string>) {
    return nothing;
  }
  override update(part: ElementPart, [properties]: [Record<string, string>]) {
    const { style } = part.element as HTMLElement;
    for (const [name, value] of Object.entries(properties)) style.setProperty(name, value);
    return nothing;
  }
}
export const styled = directive(Styled);

/** Saves text under a name, as downloads do. */
export function download(name: string, content: string | Blob, type = 'text/plain'): void {
  const blob = typeof content === 'string' ? new Blob([content], { type }) : content;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
