import { html, nothing, svg } from 'lit';

/** A line over time without axes; its words are the label. Null leaves a gap. */
export function sparkline(values: readonly (number | null)[], label: string, height = 32) {
  const known = values.filter((v): v is number => v !== null);
  if (known.length < 2) return nothing;
  const low = Math.min(...known, 0);
  const high = Math.max(...known, low + 1e-9);
  const at = (index: number) => ((index / (values.length - 1)) * 100).toFixed(2);
  const up = (value: number) => (height - 2 - ((value - low) / (high - low)) * (height - 4)).toFixed(2);
  let pen = false;
  const path = values
    .map((value, index) => {
      if (value === null) {
        pen = false;
        return '';
      }
      const move = pen ? 'L' : 'M';
      pen = true;
      return `${move}${at(index)} ${up(value)}`;
    })
    .join('');
  return html`<svg class="spark" role="img" aria-label=${label} viewBox="0 0 100 ${height}" height=${height} width="100%" preserveAspectRatio="none">
    <path d=${path} fill="none" stroke="currentColor" stroke-width="1.5" vector-effect="non-scaling-stroke" stroke-linejoin="round" />
  </svg>`;
}

/** Columns over time, each with its words on hover. */
export function columns(items: readonly { value: number; label: string; tone?: string }[], label: string, height = 64) {
  const high = Math.max(...items.map((item) => item.value), 1);
  const width = 100 / Math.max(items.length, 1);
  return html`<svg class="bars" role="img" aria-label=${label} viewBox="0 0 100 ${height}" height=${height} width="100%" preserveAspectRatio="none">
    ${items.map((item, index) => {
      const tall = item.value ? Math.max((item.value / high) * (height - 2), 2) : 1;
      return svg`<rect class=${item.tone ?? 'idle'} x=${index * width + width * 0.1} width=${width * 0.8} y=${height - tall} height=${tall}><title>${item.label}</title></rect>`;
    })}
  </svg>`;
}

/** How far a value is on its way to a limit: the limit stands as a mark. */
export function gauge(value: number, limit: number, above: boolean, tone: string, label: string) {
  const scale = above ? Math.max(limit * 1.25, value, 1e-9) : Math.max(limit * 4, value, 1e-9);
  const x = Math.min((value / scale) * 100, 100);
  const mark = Math.min((limit / scale) * 100, 99.5);
  return html`<svg class="gauge ${tone}" role="img" aria-label=${label} viewBox="0 0 100 8" height="8" width="100%" preserveAspectRatio="none">
    <rect class="track" x="0" y="1" width="100" height="6" />
    <rect class="fill" x="0" y="1" width=${Math.max(x, 0.5)} height="6" />
    <rect class="mark" x=${mark} y="0" width="0.6" height="8" />
  </svg>`;
}
