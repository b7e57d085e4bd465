import { LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { html } from 'lit';
import { prose } from '../chat/prose';
import { base } from '../design/controls';
import { markdown } from '../chat/markdown';

/** Markdown of a document or a report, made safe. Links to documents beside it stay inside. */
@customElement('rich-text')
export class RichText extends LitElement {
  static override styles = [base, prose];

  @property() text = '';
  /** Whose text it is: relative links start from there. */
  @property() documentId = '';

  private shown: Node[] = [];

  protected override willUpdate(): void {
    this.shown = [...markdown(this.text, this.documentId).childNodes];
  }

  protected override render() {
    return html`${this.shown}`;
  }
}
