import { scaleBand, type ScaleBand, type ScaleLinear } from 'd3-scale';
import { curveStepBefore, line } from 'd3-shape';
import type { Language } from '../../fault.js';
import type { Estimate } from '../bootstrap.js';
import type { Bin } from '../calibration.js';
import type { Measurement } from '../report.js';
import { KIND_NAMES, PLOT, precisionRecallTitle } from '../../wording/evaluation.js';
import { bandPanel, type Box, COLORS, FAINT, INK, PAPER, unitPanel } from './axes.js';
import { element } from './svg.js';

/** The ROC curves, with the diagonal of random guessing. */
export function rocPanel(box: Box, measurements: readonly Measurement[], language: Language): string {
  const { x, y, frame } = unitPanel(box, {
    title: PLOT.roc[language],
    x: PLOT.falseRate[language],
    y: PLOT.recall[language],
  });
  const draw = line(
    (point) => x(point[0]),
    (point) => y(point[1]),
  );
  return (
    frame +
    dashed(x(0), y(0), x(1), y(1)) +
    measurements.map((each) => stroke(draw(each.curves.roc), COLORS[each.kind])).join('')
  );
}

/** The precision-recall curves at a prior; the dashed line is random guessing. */
export function precisionRecallPanel(
  box: Box,
  measurements: readonly Measurement[],
  prior: number,
  language: Language,
): string {
  const { x, y, frame } = unitPanel(box, {
    title: precisionRecallTitle(Math.round(prior * 100))[language],
    x: PLOT.recall[language],
    y: PLOT.precision[language],
  });
  const draw = line(
    (point) => x(point[0]),
    (point) => y(point[1]),
  ).curve(curveStepBefore);
  const curves = measurements.map((each) => {
    const points = each.curves.precisionRecall.find((curve) => curve.prior === prior)?.points ?? [];
    return points.length === 0 ? '' : stroke(draw(points), COLORS[each.kind]);
  });
  return frame + dashed(x(0), y(prior), x(1), y(prior)) + curves.join('');
}

/** Radius of the largest dot in the reliability panel, in pixels. */
const DOT = 11;

/** Reliability diagram: share of off-topic comments by score; dots are sized by the comments in the bin. */
export function reliabilityPanel(box: Box, measurements: readonly Measurement[], language: Language): string {
  const curves = measurements.map(({ kind, calibration: { bins } }) => ({ color: COLORS[kind], bins }));
  return reliabilityCurves(box, curves, language);
}

/** The same for any sets of bins, each with its colour. */
export function reliabilityCurves(
  box: Box,
  curves: readonly { readonly color: string; readonly bins: readonly Bin[] }[],
  language: Language,
): string {
  const { x, y, frame } = unitPanel(box, {
    title: PLOT.reliability[language],
    x: PLOT.score[language],
    y: PLOT.offTopic[language],
  });
  const draw = line<{ score: number; offTopic: number }>(
    (bin) => x(bin.score),
    (bin) => y(bin.offTopic),
  );
  const lines = curves.map(({ color, bins }) => {
    const all = bins.reduce((sum, { count }) => sum + count, 0);
    const filled = bins.flatMap(({ count, score, offTopic }) =>
      score === null || offTopic === null ? [] : [{ count, score, offTopic }],
    );
    const dots = filled.map(({ count, score, offTopic }) =>
      element('circle', {
        cx: x(score),
        cy: y(offTopic),
        r: Math.max(2, DOT * Math.sqrt(count / all)),
        fill: color,
        'fill-opacity': 0.75,
        stroke: PAPER,
      }),
    );
    return stroke(draw(filled), color, 1.2) + dots.join('');
  });
  return frame + dashed(x(0), y(0), x(1), y(1)) + lines.join('');
}

function stroke(path: string | null, color: string, width = 2.2): string {
  return element('path', {
    d: (path ?? '').replace(/\d+\.\d{3,}/g, (digits) => Number(digits).toFixed(2)),
    fill: 'none',
    stroke: color,
    'stroke-width': width,
    'stroke-linejoin': 'round',
  });
}

function dashed(x1: number, y1: number, x2: number, y2: number): string {
  return element('line', { x1, y1, x2, y2, stroke: FAINT, 'stroke-dasharray': '4 4' });
}

/** Recall by length of the comment, with intervals. */
export function lengthPanel(box: Box, measurements: readonly Measurement[], language: Language): string {
  const names = measurements[0]!.byLength.map(({ name }) => name);
  const { x, y, frame } = bandPanel(
    box,
    {
      title: PLOT.byLength[language],
      x: PLOT.length[language],
      y: PLOT.recall[language],
    },
    names,
  );
  const bars = grouped(measurements, x, (each, name, at, width) =>
    bar(each, each.byLength.find((slice) => slice.name === name)?.recall, at, width, y, 0),
  );
  return frame + bars;
}

/** Kinds of evidence shown: those whose removal would hurt most. */
const MAX_KINDS = 6;

/** Lower end of the AUC axis: only evidence for the wrong side lies below. */
const LOWEST_AUC = 0.3;

/** AUC of each kind of evidence alone, as bars from .5 (random) up. */
export function evidencePanel(box: Box, measurements: readonly Measurement[], language: Language): string {
  const kinds = [...new Set(measurements.flatMap(({ evidence }) => evidence.map(({ kind }) => kind)))];
  const { x, y, frame } = bandPanel(
    box,
    { title: PLOT.evidence[language], x: PLOT.kind[language], y: 'AUC' },
    kinds.slice(0, MAX_KINDS),
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
  // A recall of 0 has an interval too, but a line without a bar looks like an error.
  if (low === null || high === null || value === 0) return rect;
  return rect + element('line', { x1: middle, x2: middle, y1: y(low), y2: y(high), stroke: INK });
}
