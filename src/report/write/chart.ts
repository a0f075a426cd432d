import type { LocalizedText } from '../../fault.js';
import { h, type Tree } from '../view/tree.js';
import { figure } from '../view/words.js';

/** One bar: its parts from the bottom up. */
export interface Bar {
  /** Told when the pointer rests on it. */
  readonly name: string;
  readonly parts: readonly number[];
}

export interface ChartOptions {
  readonly label: LocalizedText;
  /** CSS classes of the parts, from the bottom up. */
  readonly classes: readonly string[];
  readonly log?: boolean;
  /** What stands under the first and the last bar, and in the middle. */
  readonly ends: readonly [string, string, string];
  readonly class?: string;
}

const WIDTH = 600;
const HEIGHT = 166;
const TOP = 18;
const BOTTOM = 28;

/** Stacked bars as SVG, in viewBox units; colours come from the style sheet. */
export function barChart(bars: readonly Bar[], options: ChartOptions): Tree {
  const most = Math.max(1, ...bars.map(({ parts }) => total(parts)));
  const height = HEIGHT - TOP - BOTTOM;
  // With log(1 + n) an empty bar has no height and a single comment can be seen.
  const tall = (n: number): number =>
    round((options.log === true ? Math.log1p(n) / Math.log1p(most) : n / most) * height);
  const step = WIDTH / Math.max(1, bars.length);
  const base = HEIGHT - BOTTOM;
  return h(
    'svg',
    {
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: 'img',
      'aria-label': options.label,
      ...(options.class === undefined ? {} : { class: options.class }),
    },
    h('line', { class: 'grid', x1: 0, x2: WIDTH, y1: TOP, y2: TOP }),
    h('text', { class: 'axis', x: 0, y: TOP - 5 }, figure(most)),
    bars.map(({ name, parts }, index) => bar(name, parts, round(index * step), round(step))),
    h('line', { class: 'base', x1: 0, x2: WIDTH, y1: base, y2: base }),
    options.ends.map((end, index) =>
      h(
        'text',
        {
          class: 'axis',
          x: (WIDTH / 2) * index,
          y: HEIGHT - 8,
          'text-anchor': ['start', 'middle', 'end'][index],
        },
        end,
      ),
    ),
  );

  function bar(name: string, parts: readonly number[], x: number, wide: number): Tree {
    const gap = Math.min(2, wide / 5);
    let below = 0;
    const pieces = parts.map((part, index) => {
      const [from, to] = [tall(below), tall(below + part)];
      below += part;
      return part === 0
        ? []
        : h('rect', {
            class: options.classes[index],
            x: round(x + gap / 2),
            y: round(base - to),
            width: round(wide - gap),
            height: round(to - from),
          });
    });
    return h('g', {}, h('title', {}, name), pieces);
  }
}

function total(parts: readonly number[]): number {
  return parts.reduce((sum, part) => sum + part, 0);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
