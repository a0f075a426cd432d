import type { Groups } from './context.js';
import { PRIOR } from './prior.js';

const ROUNDS = 12;
const START = 0.3;
/** Comments that stand for the prior: of so many unseen ones `PRIOR` are strangers. */
const STEADY = 2;
/** One comment alone never says more than this, as odds. */
const MOST_ODDS = 50;
/** In larger articles one comment does not move the share. */
export const MANY = 100;

/**
 * Share of strangers among the comments of an article, from the odds that each is one before the article is looked at:
 * maximum likelihood of a mixture with known parts, by EM (Saerens et al., "Adjusting the outputs of a classifier to
 * new a priori probabilities", 2002), steadied by the prior. The comment at `without` is left out.
 */
export function shareOf(odds: Float64Array, without = -1): number {
  if (without < 0 || odds.length > MANY) return shareAmong(odds, PRIOR, STEADY);
  return shareAmong(
    odds.filter((_, i) => i !== without),
    PRIOR,
    STEADY,
  );
}

/** The same, steadied by `steady` unseen ones of which `prior` are such. */
export function shareAmong(odds: Float64Array, prior: number, steady: number): number {
  let share = START;
  for (let round = 0; round < ROUNDS; round++) {
    let sum = steady * prior;
    for (const odd of odds) sum += (share * odd) / (share * odd + 1 - share);
    share = sum / (odds.length + steady);
  }
  return share;
}

/** How much likelier a comment is under a stranger than under a native, from its chance at the usual prior. */
export function oddsOf(chance: number): number {
  return Math.min(MOST_ODDS, (chance * (1 - PRIOR)) / (Math.max(1e-6, 1 - chance) * PRIOR));
}

/** The chance of each comment to be a stranger, given how many of its article's comments seem to be. */
export function chancesAmong(groups: Groups, chances: Float32Array): Float32Array {
  const among = new Float32Array(chances.length);
  for (let article = 0; article + 1 < groups.starts.length; article++) {
    const own = groups.comments.subarray(groups.starts[article], groups.starts[article + 1]);
    const odds = Float64Array.from(own, (comment) => oddsOf(chances[comment]!));
    const share = shareOf(odds);
    own.forEach((comment, i) => {
      const strange = share * odds[i]!;
      among[comment] = strange / (strange + 1 - share);
    });
  }
  return among;
}

/** Strangers count as so many times likelier: a comment that fits less counts less even where nearly all belong. */
const DOUBT = 3;
const LEAST_TRUST = 0.02;

/** The weight of a comment as context of its article, by its chance to be a stranger. */
export function trustIn(chance: number): number {
  return Math.max(LEAST_TRUST, (1 - chance) / (1 - chance + DOUBT * chance));
}
