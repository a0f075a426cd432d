import type { Groups } from './texts.js';
import { sigmoid } from '../logistic.js';
import type { Corpus } from './corpus.js';
import { adjustForShare, PRIOR, PRIOR_LOGIT } from './class-prior.js';

/** Homes kept per comment. */
export const MAX_HOMES = 5;

/** Result of one pass, read by the next. */
export interface State {
  /** Probability of each comment of being foreign under its article. */
  readonly foreign: Float32Array;
  /** Log posterior of its own article. */
  readonly logOwn: Float32Array;
  /** The best other articles, `MAX_HOMES` per comment, best first; -1 pads the list. */
  readonly homes: Int32Array;
  /** Posteriors of these homes. */
  readonly homePosteriors: Float32Array;
  /** By article: posterior mass from comments of other articles (hubness). */
  readonly hubMass: Float64Array;
  /** By article: probability of being flooded. */
  readonly flooded: Float64Array;
}

/** A state in which every comment has the prior probability and no homes. */
export function emptyState(comments: number, articles: number): State {
  return {
    foreign: new Float32Array(comments).fill(PRIOR),
    logOwn: new Float32Array(comments),
    homes: new Int32Array(comments * MAX_HOMES).fill(-1),
    homePosteriors: new Float32Array(comments * MAX_HOMES),
    hubMass: new Float64Array(articles),
    flooded: new Float64Array(articles),
  };
}

/**
 * The state before the first pass: the pair model's verdicts, adjusted to the share of foreign comments per article.
 *
 * @param share estimated share of foreign comments in the dump
 */
export function initialState({ pairResults, titles }: Corpus, groups: Groups, share: number): State {
  const state = emptyState(pairResults.length, titles.count);
  pairResults.forEach(({ weight, homes }, comment) => {
    state.foreign[comment] = sigmoid(PRIOR_LOGIT + weight);
    homes.slice(0, MAX_HOMES).forEach(({ index, probability }, i) => {
      state.homes[comment * MAX_HOMES + i] = index;
      state.homePosteriors[comment * MAX_HOMES + i] = probability;
      state.hubMass[index]! += probability;
    });
  });
  state.foreign.set(adjustForShare(groups, state.foreign, share));
  return state;
}

/** Writes the most probable articles other than the own one into `state`. */
export function findHomes(
  probabilities: Float32Array,
  articles: number,
  own: number,
  comment: number,
  state: State,
): void {
  const { homes, homePosteriors } = state;
  const from = comment * MAX_HOMES;
  const last = from + MAX_HOMES - 1;
  homes.fill(-1, from, from + MAX_HOMES);
  homePosteriors.fill(0, from, from + MAX_HOMES);
  for (let a = 0; a < articles; a++) {
    const probability = probabilities[a]!;
    if (probability <= homePosteriors[last]! || a === own) continue;
    let at = last;
    while (at > from && homePosteriors[at - 1]! < probability) {
      homePosteriors[at] = homePosteriors[at - 1]!;
      homes[at] = homes[at - 1]!;
      at--;
    }
    homePosteriors[at] = probability;
    homes[at] = a;
  }
}
