import { scaleBand, type ScaleBand, type ScaleLinear } from 'd3-scale';
import type { Language } from '../../fault.js';
import type { Estimate } from '../bootstrap.js';
import type { Measurement } from '../report.js';
import { KIND_NAMES } from '../wording.js';
import { bandPanel, type Box } from './panel.js';
import { COLORS, FAINT, INK } from './style.js';
import { element } from './svg.js';
import { WORDS } from './words.js';

/** Recall by length of the comment, with intervals. */
export function lengthPanel(box: Box, measurements: readonly Measurement[], language: Language): string {
  const names = measurements[0]!.byLength.map(({ name }) => name);
  const { x, y, frame } = bandPanel(
    box,
    {
      title: WORDS.byLength[language],
      x: WORDS.length[language],
      y: WORDS.recall[language],
    },
    names,
  );
  const bars = grouped(measurements, x, (each, name, at, width) =>
    bar(each, each.byLength.find((slice) => slice.name === name)?.recall, at, width, y, 0),
  );
  return frame + bars;
}

/** Kinds of evidence that are drawn, those that would be missed most. */
const MOST_KINDS = 6;

/** Where the axis of AUCs begins: below a half lie only kinds that speak for the wrong side. */
const LOWEST_AUC = 0.3;

/** AUC of each kind of evidence alone, from a half (nothing) up. */
export function evidencePanel(box: Box, measurements: readonly Measurement[], language: Language): string {
  const kinds = [...new Set(measurements.flatMap(({ evidence }) => evidence.map(({ kind }) => kind)))];
  const { x, y, frame } = bandPanel(
    box,
    { title: WORDS.evidence[language], x: WORDS.kind[language], y: 'AUC' },
    kinds.slice(0, MOST_KINDS),
    { nameOf: (kind) => KIND_NAMES[kind]?.[language] ?? kind, from: LOWEST_AUC },
  );
  const bars = grouped(measurements, x, (each, kind, at, width) => {
    const value = each.evidence.find((evidence) => evidence.kind === kind)?.aucAlone;
    return value == null ? '' : bar(each, { value, low: null, high: null }, at, width, y, 0.5);
  });
  const [left, right] = x.range();
  const half = element('line', {
    x1: left,
    x2: right,
    y1: y(0.5),
    y2: y(0.5),
    stroke: FAINT,
    'stroke-dasharray': '4 4',
  });
  return frame + half + bars;
}

function grouped(
  measurements: readonly Measurement[],
  x: ScaleBand<string>,
  draw: (each: Measurement, band: string, at: number, width: number) => string,
): string {
  const inner = scaleBand(
    measurements.map(({ kind }) => kind),
    [0, x.bandwidth()],
  ).paddingInner(0.1);
  return x
    .domain()
    .map((band) =>
      measurements.map((each) => draw(each, band, x(band)! + inner(each.kind)!, inner.bandwidth())).join(''),
    )
    .join('');
}

function bar(
  { kind }: Measurement,
  estimate: Estimate | undefined,
  at: number,
  width: number,
  y: ScaleLinear<number, number>,
  from: number,
): string {
  if (estimate?.value == null) return '';
  const { value, low, high } = estimate;
  const middle = at + width / 2;
  const rect = element('rect', {
    x: at,
    y: y(Math.max(value, from)),
    width,
    height: Math.abs(y(from) - y(value)),
    fill: COLORS[kind],
    'fill-opacity': 0.85,
  });
  // A recall of 0 has an interval too, but a line without a bar reads as a mistake.
  if (low === null || high === null || value === 0) return rect;
  return rect + element('line', { x1: middle, x2: middle, y1: y(low), y2: y(high), stroke: INK });
}
