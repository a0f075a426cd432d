import { sigmoid } from '../logistic.js';
import type { Groups } from './texts.js';

/**
 * Prior probability that a comment is foreign, that is, belongs elsewhere: the share on a site as the model's scores
 * assume it.
 */
export const PRIOR = 0.05;
export const PRIOR_LOGIT = Math.log(PRIOR / (1 - PRIOR));

const EM_ITERATIONS = 12;
const DUMP_ITERATIONS = 40;
const INITIAL_SHARE = 0.3;
/** Weight of the prior in comments: as if this many had been seen, a share `PRIOR` of them foreign. */
const PSEUDO_COUNT = 2;
const DUMP_PSEUDO_COUNT = 20;
/** Cap on the likelihood ratio of one comment. */
const MAX_RATIO = 50;
/** In larger articles leaving out one comment does not change the share. */
export const MAX_LEAVE_ONE_OUT = 100;

/**
 * Estimated share of foreign comments under an article, from the likelihood ratio of each comment: maximum likelihood
 * of a mixture of known components, by EM (Saerens et al., "Adjusting the outputs of a classifier to new a priori
 * probabilities", 2002), smoothed by the prior.
 *
 * @param without index of a comment to leave out, or -1
 */
export function foreignShare(ratios: Float64Array, without = -1, prior = PRIOR): number {
  if (without < 0 || ratios.length > MAX_LEAVE_ONE_OUT) return estimateShare(ratios, prior, PSEUDO_COUNT);
  return estimateShare(
    ratios.filter((_, i) => i !== without),
    prior,
    PSEUDO_COUNT,
  );
}

/** The same estimate with a prior of `steady` pseudo-observations, a share `prior` of them positive. */
export function estimateShare(
  ratios: Float64Array,
  prior: number,
  steady: number,
  iterations = EM_ITERATIONS,
): number {
  let share = INITIAL_SHARE;
  for (let round = 0; round < iterations; round++) {
    let sum = steady * prior;
    for (const ratio of ratios) sum += (share * ratio) / (share * ratio + 1 - share);
    share = sum / (ratios.length + steady);
  }
  return share;
}

/** Estimated share of foreign comments in a whole dump, from the likelihood ratio of each comment. */
export function dumpShare(ratios: Float64Array): number {
  return estimateShare(ratios, PRIOR, DUMP_PSEUDO_COUNT, DUMP_ITERATIONS);
}

/** Likelihood ratio of foreign to own, from its logarithm; capped. */
export function ratioOf(weight: number): number {
  return Math.min(MAX_RATIO, Math.exp(weight));
}

/** Likelihood ratio of foreign to own, from a probability at the prior `PRIOR`; capped. */
export function likelihoodRatio(probability: number): number {
  return Math.min(MAX_RATIO, (probability * (1 - PRIOR)) / (Math.max(1e-6, 1 - probability) * PRIOR));
}

/**
 * Adjusts each comment's probability of being foreign to the estimated share in its article.
 *
 * @param probabilities at the prior `PRIOR`, by comment
 * @param prior share of foreign comments in the dump
 */
export function adjustForShare(groups: Groups, probabilities: Float32Array, prior: number): Float32Array {
  const among = new Float32Array(probabilities.length);
  for (let article = 0; article + 1 < groups.starts.length; article++) {
    const own = groups.comments.subarray(groups.starts[article], groups.starts[article + 1]);
    const ratios = Float64Array.from(own, (comment) => likelihoodRatio(probabilities[comment]!));
    const share = foreignShare(ratios, -1, prior);
    own.forEach((comment, i) => {
      const foreign = share * ratios[i]!;
      among[comment] = foreign / (foreign + 1 - share);
    });
  }
  return among;
}

/**
 * Probabilities of being foreign are weighted by this factor: a comment that fits less counts less even where nearly
 * all comments are own.
 */
const FOREIGN_FACTOR = 3;
const MIN_CONTEXT_WEIGHT = 0.02;

/** Weight of a comment as context of its article, by its probability of being foreign. */
export function contextWeight(probability: number): number {
  return Math.max(MIN_CONTEXT_WEIGHT, (1 - probability) / (1 - probability + FOREIGN_FACTOR * probability));
}

/** What is believed of a page before its comments are read, and how far their weights are trusted. */
export interface SharePrior {
  /** The usual share of foreign comments. */
  readonly share: number;
  /** How closely pages keep to it: as if this many comments had been seen. */
  readonly count: number;
  /** Probability that a page is unusual: any share is then equally likely. */
  readonly unusual: number;
  /**
   * Power of each comment's likelihood, 0 to 1. Less than 1, since the comments of a page err together: some articles
   * attract everything, others nothing.
   */
  readonly trust: number;
}

/** The estimated share of foreign comments of one page. */
export interface PageShare {
  /** Of all comments, 0 to 1: mean of the posterior. */
  readonly share: number;
  /** Interval that holds the share with 95% probability. */
  readonly interval: readonly [low: number, high: number];
  /** For each comment the share among the others: the prior probability of that comment. */
  readonly without: Float64Array;
}

/**
 * Log loss per comment of pair weights moved by `without`, on 1,100 pages of 5 to 40 comments of kept articles, known
 * by title and by body, with 0, 5, 20, 50 and 80% foreign: .07, .18, .57, 1.14, 1.38; with 5% assumed everywhere .05,
 * .16, .57, 1.31, 2.09; by EM steadied by 12 comments .09, .19, .56, 1.03, 1.27. `trust` and `count` were fitted there;
 * `share` and `unusual` are assumed, so that the mean is the usual 5%: a comment alone keeps its score.
 */
export const PAGE_PRIOR: SharePrior = { share: 0.02, count: 20, unusual: 0.045, trust: 0.25 };

/** Shares that the posterior is computed at, evenly spaced in log odds. */
const GRID = 60;
const LEAST_LOGIT = -6;
const MOST_LOGIT = 4;
const SHARES = Float64Array.from({ length: GRID }, (_, i) =>
  sigmoid(LEAST_LOGIT + ((MOST_LOGIT - LEAST_LOGIT) * i) / (GRID - 1)),
);
/** Probability outside the interval, on each side. */
const TAIL = 0.025;

/**
 * Estimates the share of foreign comments of one page (an article alone, a channel's last comments) from what is said
 * of each comment alone, so that the page's own share can take the place of the usual 5%. The likelihood is that of
 * Saerens, Latinne & Decaestecker ("Adjusting the outputs of a classifier to new a priori probabilities", Neural
 * Computation 2002), a mixture of two known components. Its maximum, which EM finds, is a poor guess for few comments:
 * this takes the mean over all shares.
 *
 * To judge comment `i` by it, add `weights[i]` to the log odds of `without[i]`: its own evidence then counts once. The
 * only comment of a page gets the mean of the prior.
 *
 * @param weights log likelihood ratios in nats of foreign to own, one per comment: positive against the article, 0 for
 *   a comment that says nothing. The scale of `PairScorer.relevanceOf`
 * @param prior defaults to what was fitted on kept articles; `trust` holds for the pair model's weights
 */
export function estimatePageShare(weights: ArrayLike<number>, prior: SharePrior = PAGE_PRIOR): PageShare {
  const gains = Float64Array.from(weights, (weight) => ratioOf(weight) - 1);
  const logs = Float64Array.from(logPrior(prior));
  for (let i = 0; i < GRID; i++)
    for (const gain of gains) logs[i]! += prior.trust * Math.log1p(SHARES[i]! * gain);
  const masses = normalised(logs);
  const without = gains.map((gain) => {
    let [sum, total] = [0, 0];
    for (let i = 0; i < GRID; i++) {
      const rest = masses[i]! * (1 + SHARES[i]! * gain) ** -prior.trust;
      sum += rest * SHARES[i]!;
      total += rest;
    }
    return sum / total;
  });
  return {
    share: masses.reduce((sum, mass, i) => sum + mass * SHARES[i]!, 0),
    interval: [quantile(masses, TAIL), quantile(masses, 1 - TAIL)],
    without,
  };
}

const PAGE_LOGS = logPrior(PAGE_PRIOR);
/** Factors of at most `MAX_RATIO` whose product stays within the range of numbers. */
const FACTORS = 64;

/**
 * The `share` of `estimatePageShare` with its usual prior, up to rounding, at a thirtieth of the time: for the last
 * comments of a channel, anew with each comment.
 */
export function meanPageShare(weights: ArrayLike<number>): number {
  const gains = Float64Array.from(weights, (weight) => ratioOf(weight) - 1);
  const logs = SHARES.map((share, i) => {
    let sum = 0;
    for (let from = 0; from < gains.length; from += FACTORS) {
      let product = 1;
      const end = Math.min(gains.length, from + FACTORS);
      for (let k = from; k < end; k++) product *= 1 + share * gains[k]!;
      sum += Math.log(product);
    }
    return PAGE_LOGS[i]! + PAGE_PRIOR.trust * sum;
  });
  return normalised(logs).reduce((sum, mass, i) => sum + mass * SHARES[i]!, 0);
}

/** Log density of the prior at each of the shares, by log odds. */
function logPrior({ share, count, unusual }: SharePrior): Float64Array {
  const beta = normalised(
    SHARES.map((at) => count * (share * Math.log(at) + (1 - share) * Math.log(1 - at))),
  );
  const even = normalised(SHARES.map((at) => Math.log(at * (1 - at))));
  return beta.map((mass, i) => Math.log((1 - unusual) * mass + unusual * even[i]!));
}

function normalised(logs: Float64Array): Float64Array {
  const most = logs.reduce((a, b) => Math.max(a, b), -Infinity);
  const masses = logs.map((log) => Math.exp(log - most));
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  return masses.map((mass) => mass / total);
}

function quantile(masses: Float64Array, part: number): number {
  let sum = 0;
  const at = masses.findIndex((mass) => (sum += mass) >= part);
  return SHARES[at < 0 ? GRID - 1 : at]!;
}
