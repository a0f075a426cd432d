import type { Groups } from './texts.js';

/** Chance of a comment to be a stranger, when nothing is known of it. */
export const PRIOR = 0.05;
export const PRIOR_LOGIT = Math.log(PRIOR / (1 - PRIOR));

const EM_ITERATIONS = 12;
const INITIAL_SHARE = 0.3;
/** Comments that stand for the prior: of so many unseen ones `PRIOR` are strangers. */
const PSEUDO_COUNT = 2;
/** One comment alone never says more than this, as odds. */
const MAX_RATIO = 50;
/** In larger articles one comment does not move the share. */
export const MAX_LEAVE_ONE_OUT = 100;

/**
 * Share of strangers among the comments of an article, from the odds that each is one before the article is looked at:
 * maximum likelihood of a mixture with known parts, by EM (Saerens et al., "Adjusting the outputs of a classifier to
 * new a priori probabilities", 2002), steadied by the prior. The comment at `without` is left out.
 */
export function foreignShare(odds: Float64Array, without = -1): number {
  if (without < 0 || odds.length > MAX_LEAVE_ONE_OUT) return estimateShare(odds, PRIOR, PSEUDO_COUNT);
  return estimateShare(
    odds.filter((_, i) => i !== without),
    PRIOR,
    PSEUDO_COUNT,
  );
}

/** The same, steadied by `steady` unseen ones of which `prior` are such. */
export function estimateShare(odds: Float64Array, prior: number, steady: number): number {
  let share = INITIAL_SHARE;
  for (let round = 0; round < EM_ITERATIONS; round++) {
    let sum = steady * prior;
    for (const odd of odds) sum += (share * odd) / (share * odd + 1 - share);
    share = sum / (odds.length + steady);
  }
  return share;
}

/** How much likelier a comment is under a stranger than under a native, from its chance at the usual prior. */
export function likelihoodRatio(chance: number): number {
  return Math.min(MAX_RATIO, (chance * (1 - PRIOR)) / (Math.max(1e-6, 1 - chance) * PRIOR));
}

/** The chance of each comment to be a stranger, given how many of its article's comments seem to be. */
export function adjustForShare(groups: Groups, chances: Float32Array): Float32Array {
  const among = new Float32Array(chances.length);
  for (let article = 0; article + 1 < groups.starts.length; article++) {
    const own = groups.comments.subarray(groups.starts[article], groups.starts[article + 1]);
    const odds = Float64Array.from(own, (comment) => likelihoodRatio(chances[comment]!));
    const share = foreignShare(odds);
    own.forEach((comment, i) => {
      const strange = share * odds[i]!;
      among[comment] = strange / (strange + 1 - share);
    });
  }
  return among;
}

/** Strangers count as so many times likelier: a comment that fits less counts less even where nearly all belong. */
const FOREIGN_FACTOR = 3;
const MIN_CONTEXT_WEIGHT = 0.02;

/** The weight of a comment as context of its article, by its chance to be a stranger. */
export function contextWeight(chance: number): number {
  return Math.max(MIN_CONTEXT_WEIGHT, (1 - chance) / (1 - chance + FOREIGN_FACTOR * chance));
}
