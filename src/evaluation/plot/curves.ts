import { curveStepBefore, line } from 'd3-shape';
import type { Language } from '../../fault.js';
import type { Measurement } from '../report.js';
import { unitPanel, type Box } from './panel.js';
import { COLORS, FAINT, PAPER } from './style.js';
import { element } from './svg.js';
import { WORDS } from './words.js';

/** The ROC curves, the diagonal of a judge that guesses under them. */
export function rocPanel(box: Box, measurements: readonly Measurement[], language: Language): string {
  const { x, y, frame } = unitPanel(box, {
    title: WORDS.roc[language],
    x: WORDS.falseRate[language],
    y: WORDS.recall[language],
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

/** The precision-recall curves at a prior; the dashed line is what guessing reaches. */
export function precisionRecallPanel(
  box: Box,
  measurements: readonly Measurement[],
  prior: number,
  language: Language,
): string {
  const { x, y, frame } = unitPanel(box, {
    title: WORDS.precisionRecall[language](Math.round(prior * 100)),
    x: WORDS.recall[language],
    y: WORDS.precision[language],
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

/** Largest dot of the reliability panel, in pixels. */
const DOT = 11;

/** What share was off-topic where the judge said so much; dots by how many comments the bin holds. */
export function reliabilityPanel(box: Box, measurements: readonly Measurement[], language: Language): string {
  const { x, y, frame } = unitPanel(box, {
    title: WORDS.reliability[language],
    x: WORDS.score[language],
    y: WORDS.offTopic[language],
  });
  const draw = line<{ score: number; offTopic: number }>(
    (bin) => x(bin.score),
    (bin) => y(bin.offTopic),
  );
  const lines = measurements.map(({ kind, calibration: { bins } }) => {
    const all = bins.reduce((sum, { count }) => sum + count, 0);
    const filled = bins.flatMap(({ count, score, offTopic }) =>
      score === null || offTopic === null ? [] : [{ count, score, offTopic }],
    );
    const dots = filled.map(({ count, score, offTopic }) =>
      element('circle', {
        cx: x(score),
        cy: y(offTopic),
        r: Math.max(2, DOT * Math.sqrt(count / all)),
        fill: COLORS[kind],
        'fill-opacity': 0.75,
        stroke: PAPER,
      }),
    );
    return stroke(draw(filled), COLORS[kind], 1.2) + dots.join('');
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
