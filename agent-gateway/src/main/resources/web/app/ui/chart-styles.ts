import { css } from 'lit';

/** Colours of the charts; one colour each, for the figures stand beside them in words. */
export const charts = css`
  svg.spark,
  svg.bars,
  svg.gauge {
    display: block;
    color: var(--accent);
  }
  svg rect {
    fill: var(--border-control);
  }
  svg rect.good {
    fill: var(--good);
  }
  svg rect.warn {
    fill: var(--warn);
  }
  svg rect.bad {
    fill: var(--bad);
  }
  svg rect.busy {
    fill: var(--accent);
  }
  svg.gauge .track {
    fill: var(--hover);
  }
  svg.gauge .fill {
    fill: var(--good);
  }
  svg.gauge.warn .fill {
    fill: var(--warn);
  }
  svg.gauge.bad .fill {
    fill: var(--bad);
  }
  svg.gauge .mark {
    fill: var(--text);
  }
`;
