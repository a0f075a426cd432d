import { scaleBand, scaleLinear, type ScaleBand, type ScaleLinear } from 'd3-scale';
import { stack } from 'd3-shape';
import { element, label } from '../../../../evaluation/plot/svg.js';
import type { Language } from '../../../../fault.js';
import type { Span } from '../figures.js';
import { CHART } from '../../../../wording/bot/stats.js';
import { COLORS, type Drawn, HEAD, INSET, type Key, panel, PANEL_WIDTH, SIZE } from './panel.js';

const LEFT = 70;
const BOTTOM = 40;
/** Maximum number of day labels side by side. */
const MOST_LABELS = 8;

/** Bars of judged comments. */
export function judgedPanel(spans: readonly Span[], language: Language): Drawn {
  const height = 210;
  const { x, y, frame } = axes(spans, Math.max(...spans.map(({ judged }) => judged)), height, language);
  const bars = spans.map((span) => bar(x, y, span.day, 0, span.judged, COLORS.judged, true));
  return panel(height, titleOf('judged', spans, language), [], frame + bars.join(''));
}

const DECISIONS = ['removed', 'kept', 'dismissed'] as const;

/** Flags as ticks, and decisions as stacked bars. */
export function decisionsPanel(spans: readonly Span[], language: Language): Drawn {
  const height = 270;
  const most = Math.max(...spans.map((one) => Math.max(one.flagged, one.removed + one.kept + one.dismissed)));
  const { x, y, frame } = axes(spans, most, height, language);
  const layers = stack<Span, (typeof DECISIONS)[number]>().keys(DECISIONS)([...spans]);
  const bars = layers.flatMap((layer) =>
    layer.map(([from, to], i) => bar(x, y, spans[i]!.day, from, to, COLORS[layer.key], false)),
  );
  const flags = spans.map(({ day, flagged }) =>
    flagged === 0 ? '' : tick(x(day)!, x.bandwidth(), y(flagged)),
  );
  const keys: Key[] = [
    { name: CHART.flagged[language], color: COLORS.flagged, line: true },
    ...DECISIONS.map((key) => ({ name: CHART[key][language], color: COLORS[key] })),
  ];
  return panel(height, titleOf('decisions', spans, language), keys, frame + bars.join('') + flags.join(''));
}

interface Axes {
  readonly x: ScaleBand<string>;
  readonly y: ScaleLinear<number, number>;
  readonly frame: string;
}

function axes(spans: readonly Span[], most: number, height: number, language: Language): Axes {
  const x = scaleBand(
    spans.map(({ day }) => day),
    [LEFT, PANEL_WIDTH - INSET],
  )
    .paddingInner(spans.length > 20 ? 0.22 : 0.34)
    .paddingOuter(0.1);
  const y = scaleLinear([0, Math.max(1, most)], [height - BOTTOM, HEAD]).nice(4);
  const rows = y.ticks(4).filter((value) => Number.isInteger(value));
  const lines = rows.map((value) => {
    const stroke = value === 0 ? COLORS.faint : COLORS.grid;
    return (
      element('line', { x1: LEFT, x2: PANEL_WIDTH - INSET, y1: y(value), y2: y(value), stroke }) +
      label(shortNumber(value, language), LEFT - 12, y(value) + 5, {
        'text-anchor': 'end',
        fill: COLORS.faint,
        'font-size': SIZE.tick,
      })
    );
  });
  return { x, y, frame: lines.join('') + dayLabels(spans, x, height) };
}

/** Labels for every n-th day, always including the latest. */
function dayLabels(spans: readonly Span[], x: ScaleBand<string>, height: number): string {
  const step = Math.ceil(spans.length / MOST_LABELS);
  return spans
    .map(({ day }, i) =>
      (spans.length - 1 - i) % step === 0
        ? label(shortDay(day), x(day)! + x.bandwidth() / 2, height - 15, {
            'text-anchor': 'middle',
            fill: COLORS.faint,
            'font-size': SIZE.tick,
          })
        : '',
    )
    .join('');
}

/** Formats a number as `12,000`; from a million on as `1.2M` or `120만`, to fit the margin. */
function shortNumber(value: number, language: Language): string {
  if (value < 1_000_000) return value.toLocaleString('en-US');
  return value.toLocaleString(language, { notation: 'compact', maximumFractionDigits: 1 });
}

/** Formats `2026-11-04` as `11/4`. */
function shortDay(day: string): string {
  return `${Number(day.slice(5, 7))}/${Number(day.slice(8, 10))}`;
}

function bar(
  x: ScaleBand<string>,
  y: ScaleLinear<number, number>,
  day: string,
  from: number,
  to: number,
  fill: string,
  rounded: boolean,
): string {
  if (to <= from) return '';
  const [width, height] = [x.bandwidth(), y(from) - y(to)];
  const rx = rounded ? Math.min(4, width / 3, height / 2) : undefined;
  return element('rect', { x: x(day)!, y: y(to), width, height, fill, rx });
}

/** A tick as wide as the bar; the gap between bar and tick is not decided yet. */
function tick(at: number, width: number, y: number): string {
  return element('rect', { x: at - 2, y: y - 2, width: width + 4, height: 4, rx: 2, fill: COLORS.flagged });
}

function titleOf(name: 'judged' | 'decisions', spans: readonly Span[], language: Language): string {
  const per = spans.some(({ days }) => days > 1) ? CHART.perWeek : CHART.perDay;
  return `${CHART[name][language]} · ${per[language]}`;
}
