import { type Steps, totals } from './ranking.js';

/**
 * Area under the ROC curve: probability that an off-topic comment ranks above an on-topic one, ties counting half (Mann
 * and Whitney). NaN when one class is empty.
 */
export function rocAuc(steps: Steps): number {
  const { off, on } = steps;
  const all = totals(steps);
  let area = 0;
  let offBefore = 0;
  let onBefore = 0;
  for (let i = 0; i < off.length; i++) {
    area += ((on[i]! - onBefore) * (off[i]! + offBefore)) / 2;
    offBefore = off[i]!;
    onBefore = on[i]!;
  }
  return area / (all.off * all.on);
}

/** The ROC curve as [false positive rate, recall], from [0, 0] to [1, 1]. */
export function rocCurve(steps: Steps): [number, number][] {
  const all = totals(steps);
  const points = Array.from(steps.off, (off, i): [number, number] => [steps.on[i]! / all.on, off / all.off]);
  return [[0, 0], ...points];
}

/** Off-topic comments needed above a threshold before its precision is trusted. */
const MIN_FOUND = 10;

/**
 * Precision at a prior: as if a share `prior` of all comments were off-topic, whatever their share in the data.
 *
 * @param recall share of the off-topic comments found
 * @param falseRate share of the on-topic comments found
 */
export function precisionAt(prior: number, recall: number, falseRate: number): number {
  const right = prior * recall;
  return right / (right + (1 - prior) * falseRate);
}

/** A target precision at a prior. */
interface Target {
  readonly precision: number;
  readonly prior: number;
}

/** The best recall at a precision, and the ranking step that reaches it. */
interface Reached {
  readonly recall: number;
  /** Undefined when no threshold reaches the precision. */
  readonly step: number | undefined;
}

/**
 * The best recall over all thresholds that reach the target precision with at least MIN_FOUND off-topic comments; 0
 * when there is none, NaN when there are fewer off-topic comments or no on-topic ones.
 */
export function recallAt(steps: Steps, { precision, prior }: Target): Reached {
  const { off, on } = steps;
  const all = totals(steps);
  if (all.off < MIN_FOUND || all.on === 0) return { recall: NaN, step: undefined };
  // precisionAt(…) >= precision, without a division; recall never decreases, so the last such step is the best.
  const most = (prior * (1 - precision) * all.on) / (precision * (1 - prior) * all.off);
  for (let step = off.length - 1; step >= 0 && off[step]! >= MIN_FOUND; step--)
    if (on[step]! <= most * off[step]! * (1 + ROUNDING)) return { recall: off[step]! / all.off, step };
  return { recall: 0, step: undefined };
}

/** Tolerance of the comparison: a precision of exactly .9 counts as .9. */
const ROUNDING = 1e-12;

/**
 * Average precision at a prior: mean of the precisions at which each off-topic comment is found, without interpolation.
 */
export function averagePrecision(steps: Steps, prior: number): number {
  const all = totals(steps);
  let sum = 0;
  let before = 0;
  steps.off.forEach((off, i) => {
    if (off > before)
      sum += ((off - before) / all.off) * precisionAt(prior, off / all.off, steps.on[i]! / all.on);
    before = off;
  });
  return sum;
}

/**
 * The precision-recall curve at a prior as [recall, precision], precision being the best at that recall or more (so it
 * never increases), from the first threshold with MIN_FOUND off-topic comments on.
 */
export function precisionRecallCurve(steps: Steps, prior: number): [number, number][] {
  const all = totals(steps);
  const points: [number, number][] = [];
  steps.off.forEach((off, i) => {
    if (off >= MIN_FOUND)
      points.push([off / all.off, precisionAt(prior, off / all.off, steps.on[i]! / all.on)]);
  });
  for (let i = points.length - 2; i >= 0; i--) points[i]![1] = Math.max(points[i]![1], points[i + 1]![1]);
  return points;
}

/**
 * Share of off-topic comments among the first `count`; ties across the cut count with their mean. NaN when there are no
 * comments.
 */
export function precisionOfFirst(steps: Steps, count: number): number {
  const all = totals(steps);
  const wanted = Math.min(count, all.off + all.on);
  let right = 0;
  let offBefore = 0;
  let seen = 0;
  for (let i = 0; i < steps.off.length && seen < wanted; i++) {
    const size = steps.off[i]! + steps.on[i]! - seen;
    right += ((steps.off[i]! - offBefore) * Math.min(size, wanted - seen)) / size;
    offBefore = steps.off[i]!;
    seen += size;
  }
  return right / wanted;
}

/** How one level (flag or review) performs on comments with known labels. Shares are 0 to 1, null when undefined. */
interface LevelFigures {
  /** Share of the off-topic comments at this level. */
  readonly recall: number | null;
  readonly precision: { readonly prior: number; readonly value: number | null }[];
  /** On-topic comments at this level, per 1,000. */
  readonly falsePerThousand: number | null;
}

/** Evaluates one level, with its precision at each prior. */
export function levelFigures(
  cases: readonly { readonly off: boolean; readonly has: boolean }[],
  priors: readonly number[],
): LevelFigures {
  const share = (of: readonly { readonly has: boolean }[]): number | null =>
    of.length === 0 ? null : of.filter(({ has }) => has).length / of.length;
  const recall = share(cases.filter(({ off }) => off));
  const falseRate = share(cases.filter(({ off }) => !off));
  const shown = recall !== null && falseRate !== null && recall + falseRate > 0;
  return {
    recall,
    precision: priors.map((prior) => ({
      prior,
      value: shown ? precisionAt(prior, recall, falseRate) : null,
    })),
    falsePerThousand: falseRate === null ? null : 1000 * falseRate,
  };
}

/** Points per curve in the report: more would not be visible. */
const MAX_POINTS = 200;

/** Thins a curve to at most MAX_POINTS points, evenly spaced along its length (|dx| + |dy|), keeping both ends. */
export function thin(points: readonly [number, number][]): [number, number][] {
  if (points.length <= MAX_POINTS) return [...points];
  const way = (i: number): number =>
    Math.abs(points[i]![0] - points[i - 1]![0]) + Math.abs(points[i]![1] - points[i - 1]![1]);
  let length = 0;
  for (let i = 1; i < points.length; i++) length += way(i);
  const step = length / (MAX_POINTS - 2);
  const kept = [points[0]!];
  let gone = 0;
  for (let i = 1; i < points.length - 1; i++) {
    gone += way(i);
    if (gone < step * kept.length) continue;
    kept.push(points[i]!);
  }
  return [...kept.slice(0, MAX_POINTS - 1), points.at(-1)!];
}
