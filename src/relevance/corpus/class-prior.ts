import type { Groups } from './texts.js';

/**
 * Prior probability that a comment is foreign, that is, belongs elsewhere: the share on a site as the model's scores
 * assume it.
 */
export const PRIOR = 0.05;
export const PRIOR_LOGIT = Math.log(PRIOR / (1 - PRIOR));

const EM_ITERATIONS = 12;
const INITIAL_SHARE = 0.3;
/** Weight of the prior in comments: as if this many had been seen, a share `PRIOR` of them foreign. */
const PSEUDO_COUNT = 2;
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
export function foreignShare(ratios: Float64Array, without = -1): number {
  if (without < 0 || ratios.length > MAX_LEAVE_ONE_OUT) return estimateShare(ratios, PRIOR, PSEUDO_COUNT);
  return estimateShare(
    ratios.filter((_, i) => i !== without),
    PRIOR,
    PSEUDO_COUNT,
  );
}

/** The same estimate with a prior of `steady` pseudo-observations, a share `prior` of them positive. */
export function estimateShare(ratios: Float64Array, prior: number, steady: number): number {
  let share = INITIAL_SHARE;
  for (let round = 0; round < EM_ITERATIONS; round++) {
    let sum = steady * prior;
    for (const ratio of ratios) sum += (share * ratio) / (share * ratio + 1 - share);
    share = sum / (ratios.length + steady);
  }
  return share;
}

/** Likelihood ratio of foreign to own, from a probability at the prior `PRIOR`; capped. */
export function likelihoodRatio(probability: number): number {
  return Math.min(MAX_RATIO, (probability * (1 - PRIOR)) / (Math.max(1e-6, 1 - probability) * PRIOR));
}

/**
 * Adjusts each comment's probability of being foreign to the estimated share in its article.
 *
 * @param chances probabilities at the prior `PRIOR`, by comment
 */
export function adjustForShare(groups: Groups, probabilities: Float32Array): Float32Array {
  const among = new Float32Array(probabilities.length);
  for (let article = 0; article + 1 < groups.starts.length; article++) {
    const own = groups.comments.subarray(groups.starts[article], groups.starts[article + 1]);
    const ratios = Float64Array.from(own, (comment) => likelihoodRatio(probabilities[comment]!));
    const share = foreignShare(ratios);
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
