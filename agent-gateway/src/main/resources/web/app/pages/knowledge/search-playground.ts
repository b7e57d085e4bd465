import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { figure } from '../../design/format';
import { PartElement } from '../../shell/part-element';
import { link, replaceAddress } from '../../shell/route';
import { charts } from '../../ui/chart-styles';
import { Loaded } from '../../ui/loaded';
import { empty, reading, trouble } from '../../ui/parts';
import type { Found, Hit } from './types';

const MODES = ['hybrid', 'lexical', 'vector'];

/** What a question finds, and how each side, words and meaning, counts for it. */
@customElement('search-playground')
export class SearchPlayground extends PartElement {
  static override styles = [
    ...PartElement.styles,
    charts,
    css`
      .hit {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 200px;
        gap: var(--space-2) var(--space-4);
        padding: var(--space-3);
      }
      .hit + .hit {
        border-top: 1px solid var(--border);
      }
      .hit p {
        color: var(--text-muted);
        white-space: pre-line;
        overflow-wrap: anywhere;
      }
      em {
        background: var(--mark);
        color: var(--text);
        font-style: normal;
      }
      .scores {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr) 52px;
        gap: 4px var(--space-2);
        align-items: center;
        align-content: start;
        font-size: var(--text-s);
      }
      .scores span:nth-child(3n) {
        text-align: right;
      }
      @media (max-width: 820px) {
        .hit {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  private readonly found = new Loaded<Found>(this, () => this.search());
  private asked = '';

  private get words(): string {
    return this.route.query.get('q') ?? '';
  }

  protected override updated(): void {
    if (this.asked !== this.address && this.words) void this.found.reload();
  }

  private get address(): string {
    const mode = this.route.query.get('mode') ?? 'hybrid';
    const tag = this.route.query.get('tag');
    return `/api/v1/search?k=20&mode=${mode}&q=${encodeURIComponent(this.words)}${tag ? `&tag=${encodeURIComponent(tag)}` : ''}`;
  }

  private search(): Promise<Found> | null {
    this.asked = this.address;
    return this.words ? this.client.get<Found>(this.asked) : null;
  }

  protected override render() {
    const { value, problem, loading } = this.found;
    return html`
      <form class="toolbar" role="search" @submit=${this.submitted}>
        <input type="search" name="q" aria-label="Search the documents" placeholder="Search as the agent does" .value=${this.words} />
        <select name="mode" aria-label="By what">${MODES.map((mode) => html`<option ?selected=${mode === (this.route.query.get('mode') ?? 'hybrid')}>${mode}</option>`)}</select>
        <button class="primary">Search</button>
        ${value && this.words ? html`<span class="muted">${value.results.length} found in ${figure(value.tookMs)} ms</span>` : nothing}
      </form>
      ${trouble(problem, this.found.reload)} ${loading && !value ? reading('Searching') : nothing}
      ${value?.degraded ? html`<p class="notice warn"><strong>Only one side answered</strong>${value.degraded}</p>` : nothing}
      ${value && !value.relevant && value.results.length ? html`<p class="notice"><strong>Not close enough</strong>The agent would say that it does not know; this is the nearest there is.</p>` : nothing}
      ${value && this.words ? this.results(value) : this.words ? nothing : empty('Try what people ask', 'Each passage is shown with its score by words, by meaning and of both together.')}
    `;
  }

  private results(found: Found) {
    if (!found.results.length) return empty('Nothing is found', 'Write a document about it: the next question finds it.');
    const most = Math.max(...found.results.map((hit) => hit.lexicalScore ?? 0), 1e-9);
    return html`<section class="card" aria-label="Found">${found.results.map((hit) => this.hit(hit, most))}</section>`;
  }

  private hit(hit: Hit, most: number) {
    return html`<div class="hit">
      <div>
        <a href=${link('knowledge', ['documents', hit.documentId], { lines: hit.lines ?? null })}>${hit.title}${hit.heading && hit.heading !== hit.title ? ` / ${hit.heading}` : ''}</a>
        <span class="muted small">${hit.documentId}${hit.lines ? `:${hit.lines}` : ''}</span>
        <p>${highlighted(hit.highlight ?? hit.text.slice(0, 300))}</p>
      </div>
      <div class="scores">
        ${score('both', hit.score, hit.score)} ${score('meaning', hit.similarity ?? null, hit.similarity ?? 0)}
        ${score('words', hit.lexicalScore ?? null, (hit.lexicalScore ?? 0) / most)}
      </div>
    </div>`;
  }

  private submitted(event: SubmitEvent): void {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    replaceAddress(link('knowledge', ['search'], { q: String(given.get('q')).trim(), mode: String(given.get('mode')) }));
  }
}

function score(name: string, value: number | null, share: number) {
  return html`<span class="muted">${name}</span>
    <svg aria-hidden="true" viewBox="0 0 100 6" height="6" width="100%" preserveAspectRatio="none"><rect class="busy" width=${Math.max(0, Math.min(share, 1)) * 100} height="6" /></svg>
    <span>${value === null ? '–' : figure(value)}</span>`;
}

/** The index marks what fits with em and escapes everything else; it is shown as text in any case. */
function highlighted(text: string) {
  return text
    .split(/(<em>.*?<\/em>)/s)
    .map((part) => (/^<em>.*<\/em>$/s.test(part) ? html`<em>${unescaped(part.slice(4, -5))}</em>` : unescaped(part)));
}

const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#x27;': "'", '&apos;': "'", '&#39;': "'", '&#x2F;': '/', '&amp;': '&' };

function unescaped(text: string): string {
  return text.replace(/&(?:lt|gt|quot|apos|#x27|#39|#x2F|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}
