import { z } from 'zod';
import { BY_MODEL, PAGE_SHARE } from '../../judge/decide.js';
import type { Result } from '../../judge/result.js';

/** The share that a score made alone assumes. */
const PRIOR = 1 / (1 + Math.exp(-BY_MODEL.prior));

/** Width of a bin of log odds: within one the odds differ by 10%. */
const BIN_WIDTH = 0.1;
/** Log odds beyond this fall into the last bin: 1 in 22,000. */
const MAX_LOGIT = 10;

/**
 * How scores were made. `alone`: each for the usual share of foreign comments, 5%. `together`: with the share of the
 * dump already in them.
 */
const SCORINGS = ['alone', 'together'] as const;
export type Scoring = (typeof SCORINGS)[number];

const binsSchema = z.array(z.tuple([z.int(), z.int().nonnegative()]));
export const scoreBinsSchema = z.object({ alone: binsSchema, together: binsSchema });
/** The numbers of {@link ScoreBins} as plain JSON, sorted by bin. */
export type PackedScoreBins = z.infer<typeof scoreBinsSchema>;

/**
 * Numbers of comments by bin of log odds, for each way in which scores are made: all that the estimate needs. Whole
 * numbers: their sums do not depend on how a dump is cut.
 */
export class ScoreBins {
  readonly #bins: Readonly<Record<Scoring, Map<number, number>>> = { alone: new Map(), together: new Map() };

  /**
   * Counts a result.
   *
   * @param scoring how its score was made; where a reason says what the share of its page added, that is taken off again,
   *   and the score is as if made alone
   */
  add({ score, reasons }: Pick<Result, 'score' | 'reasons'>, scoring: Scoring): void {
    const page = reasons.find(({ id }) => id === PAGE_SHARE);
    const bin = logitBin(score, page?.weight);
    this.#increase(page === undefined ? scoring : 'alone', bin, 1);
  }

  /** Adds the numbers of another part. */
  merge(packed: PackedScoreBins): void {
    for (const scoring of SCORINGS) for (const [bin, n] of packed[scoring]) this.#increase(scoring, bin, n);
  }

  pack(): PackedScoreBins {
    return { alone: this.#sorted('alone'), together: this.#sorted('together') };
  }

  #sorted(scoring: Scoring): [number, number][] {
    return [...this.#bins[scoring]].sort(([a], [b]) => a - b);
  }

  #increase(scoring: Scoring, bin: number, by: number): void {
    const bins = this.#bins[scoring];
    bins.set(bin, by + (bins.get(bin) ?? 0));
  }
}

/**
 * The bin of a score, −100 to 100; its middle has log odds of a tenth of that.
 *
 * @param less logits to take off the score
 */
export function logitBin(score: number, less = 0): number {
  const logit = Math.log(score / (1 - score)) - less;
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

/**
 * How far the scores of a whole site are off, in logits: all of them lie about as much too low or too high, since one
 * site's comments resemble what the model learned more than another's do. Measured by `bench/judgement/shares.ts` on 750
 * dumps of kept articles (six collections, with bodies and by titles, 8 to 160 articles, 0 to 80% foreign): the shift of
 * all scores that makes the estimate true had a mean of .26 and a standard deviation of .22 for scores made alone, .17
 * and .66 for those made together, chance included. The estimate corrects the mean; with these numbers 96 to 100 in 100
 * intervals held the truth (.41 and .74 without them), 84 on the worst site.
 */
const SITE_ERROR: Readonly<Record<Scoring, { readonly mean: number; readonly deviation: number }>> = {
  alone: { mean: 0.25, deviation: 0.25 },
  together: { mean: 0, deviation: 0.55 },
};
const STEPS = 50;

/**
 * Estimates the share of the comments that do not belong from all scores, not from the number of flags: a flag is a
 * choice of what to look at. The share is the likeliest of a mixture of two known components (Saerens, Latinne and
 * Decaestecker, "Adjusting the outputs of a classifier to new a priori probabilities", 2002), the fixpoint of their EM;
 * for scores that carry their share it is their mean. The interval joins three errors as independent: of the likelihood,
 * of the chance of each comment at its score, and of the scores of this site ({@link SITE_ERROR}), which no number of
 * comments makes smaller.
 *
 * @returns null without comments
 */
export function estimateForeignShare(scores: PackedScoreBins): ShareEstimate | null {
  const parts = SCORINGS.filter((scoring) => scores[scoring].length > 0).map((scoring) => ({
    count: scores[scoring].reduce((sum, [, n]) => sum + n, 0),
    ...ofSite(scores[scoring], scoring),
  }));
  const all = parts.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return null;
  const share = parts.reduce((sum, part) => sum + (part.count * part.share) / all, 0);
  // Independent parts: their errors add up in squares.
  const reach = (of: (part: ShareEstimate) => number): number =>
    Math.hypot(...parts.map((part) => (part.count * (of(part) - part.share)) / all));
  return {
    share,
    low: Math.max(0, share - reach(({ low }) => low)),
    high: Math.min(1, share + reach(({ high }) => high)),
  };
}

/** The shift of all scores, in logits, with which the estimate is `truth`: what {@link SITE_ERROR} was measured by. */
export function siteShift(scores: PackedScoreBins, truth: number): number {
  const count = (scoring: Scoring): number => scores[scoring].reduce((sum, [, n]) => sum + n, 0);
  const all = count('alone') + count('together');
  const at = (shift: number): number =>
    SCORINGS.filter((scoring) => scores[scoring].length > 0).reduce(
      (sum, scoring) => sum + (count(scoring) * shifted(scores[scoring], scoring, shift).share) / all,
      0,
    );
  return bisect(-MAX_LOGIT, MAX_LOGIT, (shift) => at(shift) < truth);
}

/** The estimate from scores of one kind, its interval widened by the error of the site. */
function ofSite(bins: PackedScoreBins[Scoring], scoring: Scoring): ShareEstimate {
  const { mean, deviation } = SITE_ERROR[scoring];
  const at = (shift: number): ShareEstimate => shifted(bins, scoring, shift);
  const { share, low, high } = at(mean);
  const [least, most] = [-1, 1].map((side) => at(mean + side * DEVIATIONS * deviation).share);
  return {
    share,
    low: Math.max(0, share - Math.hypot(share - low, share - least!)),
    high: Math.min(1, share + Math.hypot(high - share, most! - share)),
  };
}

/** The estimate if all scores were off by a shift, in logits. */
function shifted(bins: PackedScoreBins[Scoring], scoring: Scoring, shift: number): ShareEstimate {
  return likeliest(
    bins.map(([bin, n]) => [bin * BIN_WIDTH + shift, n] as const),
    scoring,
  );
}

/** The likeliest share and its interval if the scores are right. The log likelihood is concave in the share. */
function likeliest(
  rows: readonly (readonly [logit: number, count: number])[],
  scoring: Scoring,
): ShareEstimate {
  const count = rows.reduce((sum, [, n]) => sum + n, 0);
  const mean = rows.reduce((sum, [logit, n]) => sum + n / (1 + Math.exp(-logit)), 0) / count;
  const prior = scoring === 'alone' ? PRIOR : mean;
  const priorCount = PRIOR_COUNT[scoring];
  const odds = prior / (1 - prior);
  const ratios = rows.map(([logit, n]) => [Math.exp(logit) / odds, n] as const);
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
