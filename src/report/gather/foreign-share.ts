import { BY_MODEL } from '../../judge/decide.js';

/** The share that a score made alone assumes. */
const PRIOR = 1 / (1 + Math.exp(-BY_MODEL.prior));

/** Width of a bin of log odds: within one the odds differ by 10%. */
const BIN_WIDTH = 0.1;
/** Log odds beyond this fall into the last bin: 1 in 22,000. */
const MAX_LOGIT = 10;

/**
 * How scores were made. `alone`: each for the usual share of foreign comments, 5%. `together`: with the share of the
 * page or dump already in them.
 */
export const SCORINGS = ['alone', 'together'] as const;
export type Scoring = (typeof SCORINGS)[number];

/** Numbers of comments by bin of log odds. Whole numbers: their sums do not depend on how a dump is cut. */
export type LogitBins = Map<number, number>;

/** The bin of a score, −100 to 100; its middle has log odds of a tenth of that. */
export function logitBin(score: number): number {
  const logit = Math.log(score / (1 - score));
  return Math.round(Math.max(-MAX_LOGIT, Math.min(MAX_LOGIT, logit)) / BIN_WIDTH);
}

/** An estimated share with its 95% interval, each 0 to 1. */
export interface ShareEstimate {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** Drop of the log likelihood at the ends of a 95% interval: half the 95% quantile of χ² with one degree of freedom. */
const DROP = 1.92;
/** Standard deviations to the ends of a 95% interval. */
const DEVIATIONS = 1.96;
/**
 * How closely a share keeps to its prior, as if this many comments had been seen: that of scores made together is
 * itself an estimate (`PAGE_PRIOR` in `src/relevance`); that of scores made alone says nothing of this dump.
 */
const PRIOR_COUNT: Readonly<Record<Scoring, number>> = { alone: 2, together: 20 };
const STEPS = 50;

/**
 * Estimates the share of the comments that do not belong from all scores, not from the number of flags: a flag is a
 * choice of what to look at. The share is the likeliest of a mixture of two known components (Saerens, Latinne and
 * Decaestecker, "Adjusting the outputs of a classifier to new a priori probabilities", 2002), the fixpoint of their EM;
 * for scores that carry their share it is their mean. The interval has two parts, that of the likelihood and the chance
 * of each comment at its score. It does not cover errors of the model that many comments share.
 *
 * @returns null without comments
 */
export function estimateForeignShare(
  bins: Readonly<Record<Scoring, ReadonlyMap<number, number>>>,
): ShareEstimate | null {
  const parts = SCORINGS.map((scoring) => ({ scoring, rows: [...bins[scoring]].sort(([a], [b]) => a - b) }))
    .filter(({ rows }) => rows.length > 0)
    .map(({ scoring, rows }) => {
      const count = rows.reduce((sum, [, n]) => sum + n, 0);
      const prior = scoring === 'alone' ? PRIOR : mean(rows, count);
      return { count, ...likeliest(rows, prior, PRIOR_COUNT[scoring]) };
    });
  const all = parts.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return null;
  const share = parts.reduce((sum, part) => sum + (part.count * part.share) / all, 0);
  // Independent parts: their errors add up in squares.
  const reach = (of: (part: ShareEstimate) => number): number =>
    Math.sqrt(parts.reduce((sum, part) => sum + ((part.count * (of(part) - part.share)) / all) ** 2, 0));
  return {
    share,
    low: Math.max(0, share - reach(({ low }) => low)),
    high: Math.min(1, share + reach(({ high }) => high)),
  };
}

type Rows = readonly (readonly [bin: number, count: number])[];

function mean(rows: Rows, count: number): number {
  return rows.reduce((sum, [bin, n]) => sum + n / (1 + Math.exp(-bin * BIN_WIDTH)), 0) / count;
}

/** The likeliest share and its interval, from scores at a prior. The log likelihood is concave in the share. */
function likeliest(rows: Rows, prior: number, priorCount: number): ShareEstimate {
  const count = rows.reduce((sum, [, n]) => sum + n, 0);
  const odds = prior / (1 - prior);
  const ratios = rows.map(([bin, n]) => [Math.exp(bin * BIN_WIDTH) / odds, n] as const);
  const sumOf = (term: (ratio: number) => number): number =>
    ratios.reduce((sum, [ratio, n]) => sum + n * term(ratio), 0);
  const likelihood = (share: number): number =>
    sumOf((ratio) => Math.log(share * ratio + 1 - share)) +
    priorCount * (prior * Math.log(share) + (1 - prior) * Math.log(1 - share));
  const slope = (share: number): number =>
    sumOf((ratio) => (ratio - 1) / (share * ratio + 1 - share)) +
    priorCount * (prior / share - (1 - prior) / (1 - share));
  const best = bisect(0, 1, (at) => slope(at) > 0);
  const floor = likelihood(best) - DROP;
  const chance = (share: number, ratio: number): number => (share * ratio) / (share * ratio + 1 - share);
  const expected = (share: number): number => sumOf((ratio) => chance(share, ratio)) / count;
  const share = expected(best);
  const variance = sumOf((ratio) => chance(best, ratio) * (1 - chance(best, ratio))) / count ** 2;
  const reach = (end: number): number => Math.sqrt((expected(end) - share) ** 2 + DEVIATIONS ** 2 * variance);
  return {
    share,
    low: Math.max(0, share - reach(bisect(0, best, (at) => likelihood(at) < floor))),
    high: Math.min(1, share + reach(bisect(best, 1, (at) => likelihood(at) >= floor))),
  };
}

/** Where `below` turns from true to false between two points. */
function bisect(from: number, to: number, below: (at: number) => boolean): number {
  let [low, high] = [from, to];
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2;
    if (below(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
