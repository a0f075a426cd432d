import type { Groups } from './texts.js';
import { sigmoid } from '../logistic.js';
import type { Corpus } from './corpus.js';
import { adjustForShare, PRIOR, PRIOR_LOGIT } from './class-prior.js';

/** Homes kept of each comment. */
export const MAX_HOMES = 5;

/** What one pass leaves to the next, of each comment. */
export interface State {
  /** Chance to be a stranger under its article. */
  readonly foreign: Float32Array;
  /** Logarithm of the posterior of its own article. */
  readonly logOwn: Float32Array;
  /** The articles it fits best but its own, `HOMES` of each comment, best first; -1 where there are no more. */
  readonly homes: Int32Array;
  /** Their posteriors. */
  readonly homePosteriors: Float32Array;
  /** Of each article: posterior mass that comments of other articles give it. */
  readonly hubMass: Float64Array;
}

export function emptyState(comments: number, articles: number): State {
  return {
    foreign: new Float32Array(comments).fill(PRIOR),
    logOwn: new Float32Array(comments),
    homes: new Int32Array(comments * MAX_HOMES).fill(-1),
    homePosteriors: new Float32Array(comments * MAX_HOMES),
    hubMass: new Float64Array(articles),
  };
}

/** What single comments say, before any other comment of their article is read. */
export function initialState({ pairResults, titles }: Corpus, groups: Groups): State {
  const state = emptyState(pairResults.length, titles.count);
  pairResults.forEach(({ weight, homes }, comment) => {
    state.foreign[comment] = sigmoid(PRIOR_LOGIT + weight);
    homes.slice(0, MAX_HOMES).forEach(({ index, probability }, i) => {
      state.homes[comment * MAX_HOMES + i] = index;
      state.homePosteriors[comment * MAX_HOMES + i] = probability;
      state.hubMass[index]! += probability;
    });
  });
  state.foreign.set(adjustForShare(groups, state.foreign));
  return state;
}

/** Finds the articles with the largest chances but the own one. */
export function findHomes(
  chances: Float32Array,
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
    const chance = chances[a]!;
    if (chance <= homePosteriors[last]! || a === own) continue;
    let at = last;
    while (at > from && homePosteriors[at - 1]! < chance) {
      homePosteriors[at] = homePosteriors[at - 1]!;
      homes[at] = homes[at - 1]!;
      at--;
    }
    homePosteriors[at] = chance;
    homes[at] = a;
  }
}
