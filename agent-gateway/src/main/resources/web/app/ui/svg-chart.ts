import DOMPurify from 'dompurify';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Client } from '../api/client';
import { base } from '../design/controls';

/** A chart that a service drew as SVG. It is read with the key, which an image could not send, and made safe. */
@customElement('svg-chart')
export class SvgChart extends LitElement {
  static override styles = [base];

  @property({ attribute: false }) client!: Client;
  @property() path = '';
  @state() private shown: Node[] | null = null;
  @state() private failed = false;

  protected override firstUpdated(): void {
    this.client.text(this.path, 'image/svg+xml').then(
      (text) => (this.shown = [...DOMPurify.sanitize(text, { USE_PROFILES: { svg: true }, RETURN_DOM_FRAGMENT: true }).childNodes]),
      () => (this.failed = true),
    );
  }

  protected override render() {
    if (this.failed) return html`<p class="muted">A chart could not be read.</p>`;
    return this.shown ? html`${this.shown}` : nothing;
  }
}
