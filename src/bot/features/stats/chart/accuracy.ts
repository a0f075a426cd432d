import { scaleLinear } from 'd3-scale';
import type { Language } from '../../../../fault.js';
import { element, label } from '../../../../evaluation/plot/svg.js';
import { MOST_KINDS, type NamedAccuracy } from '../figures.js';
import { CHART } from '../../../../wording/bot/stats.js';
import { COLORS, type Drawn, HEAD, INSET, panel, PANEL_WIDTH, SIZE, widthOf } from './panel.js';

const ROW = 46;
const FOOT = 38;
/** Widths of the columns for names (left) and numbers (right), in px. */
const [NAMES, NUMBERS] = [250, 172];

/** Gap between a name and the axis, in px. */
const GAP = 16;

/** The accuracy of each kind of evidence as a point with its 95% interval, and the precision that `act` requires. */
export function accuracyPanel(
  kinds: readonly NamedAccuracy[],
  requiredPrecision: number,
  language: Language,
): Drawn {
  const shown = kinds.slice(0, MOST_KINDS);
  const height = HEAD + shown.length * ROW + FOOT;
  const x = scaleLinear([0, 1], [NAMES, PANEL_WIDTH - NUMBERS]);
  const [top, bottom] = [HEAD - 6, HEAD + shown.length * ROW];
  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      element('line', { x1: x(share), x2: x(share), y1: top, y2: bottom, stroke: COLORS.grid }) +
      label(`${share * 100}%`, x(share), bottom + 22, {
        'text-anchor': 'middle',
        fill: COLORS.faint,
        'font-size': SIZE.tick,
      }),
  );
  const goal = element('line', {
    x1: x(requiredPrecision),
    x2: x(requiredPrecision),
    y1: top,
    y2: bottom,
    stroke: COLORS.flagged,
    'stroke-width': 2,
    'stroke-dasharray': '6 5',
  });
  const rows = shown.map((kind, i) => row(kind, HEAD + (i + 0.5) * ROW, x));
  const keys = [
    {
      name: `${CHART.asked[language]} ${Math.round(requiredPrecision * 1000) / 10}%`,
      color: COLORS.flagged,
      line: true,
    },
  ];
  return panel(height, CHART.accuracy[language], keys, grid.join('') + goal + rows.join(''));
}

function row(kind: NamedAccuracy, middle: number, x: (share: number) => number): string {
  const { name, right, decided, share, low, high } = kind;
  const interval = element('rect', {
    x: x(low),
    y: middle - 6,
    width: Math.max(2, x(high) - x(low)),
    height: 12,
    rx: 6,
    fill: COLORS.interval,
    'fill-opacity': 0.42,
  });
  const point = element('circle', { cx: x(share), cy: middle, r: 8, fill: COLORS.interval });
  const text = { fill: COLORS.ink, 'font-size': SIZE.text };
  return (
    label(cutTo(name, NAMES - INSET - GAP, SIZE.text), INSET, middle + 6, text) +
    interval +
    point +
    label(`${Math.floor(share * 100 + 1e-9)}%`, PANEL_WIDTH - 88, middle + 6, {
      ...text,
      'text-anchor': 'end',
      'font-weight': 700,
    }) +
    label(`${right}/${decided}`, PANEL_WIDTH - INSET, middle + 6, {
      'text-anchor': 'end',
      fill: COLORS.faint,
      'font-size': SIZE.tick,
    })
  );
}

/** Truncates a text to about `room` px. */
function cutTo(text: string, room: number, size: number): string {
  if (widthOf(text, size) <= room) return text;
  const letters = Array.from(text);
  while (letters.length > 1 && widthOf(`${letters.join('')}…`, size) > room) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}
