import { css } from 'lit';
import { PageElement } from './page-element';

/** A part of a page: without the page's own margins. */
export abstract class PartElement extends PageElement {
  static override styles = [
    ...PageElement.styles,
    css`
      :host {
        padding: 0;
      }
    `,
  ];
}
