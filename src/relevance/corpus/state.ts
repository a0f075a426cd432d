import type { Groups } from './context.js';
import { sigmoid } from './linear.js';
import type { Dump } from './pool.js';
import { PRIOR, PRIOR_LOGIT } from './prior.js';
import { chancesAmong } from './trust.js';

/** Homes kept of each comment. */
export const HOMES = 5;

/** What one pass leaves to the next, of each comment. */
export interface State {
  /** Chance to be a stranger under its article. */
  readonly chances: Float32Array;
  /** Logarithm of the posterior of its own article. */
  readonly owns: Float32Array;
  /** The articles it fits best but its own, `HOMES` of each comment, best first; -1 where there are no more. */
  readonly homes: Int32Array;
  /** Their posteriors. */
  readonly masses: Float32Array;
  /** Of each article: posterior mass that comments of other articles give it. */
  readonly hubs: Float64Array;
}

export function emptyState(comments: number, articles: number): State {
  return {
    chances: new Float32Array(comments).fill(PRIOR),
    owns: new Float32Array(comments),
    homes: new Int32Array(comments * HOMES).fill(-1),
    masses: new Float32Array(comments * HOMES),
    hubs: new Float64Array(articles),
  };
}

/** What single comments say, before any other comment of their article is read. */
export function firstState({ singles, titles }: Dump, groups: Groups): State {
  const state = emptyState(singles.length, titles.count);
  singles.forEach(({ weight, homes }, comment) => {
    state.chances[comment] = sigmoid(PRIOR_LOGIT + weight);
    homes.slice(0, HOMES).forEach(({ index, probability }, i) => {
      state.homes[comment * HOMES + i] = index;
      state.masses[comment * HOMES + i] = probability;
      state.hubs[index]! += probability;
    });
  });
  state.chances.set(chancesAmong(groups, state.chances));
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
  const { homes, masses } = state;
  const from = comment * HOMES;
  const last = from + HOMES - 1;
  homes.fill(-1, from, from + HOMES);
  masses.fill(0, from, from + HOMES);
  for (let a = 0; a < articles; a++) {
    const chance = chances[a]!;
    if (chance <= masses[last]! || a === own) continue;
    let at = last;
    while (at > from && masses[at - 1]! < chance) {
      masses[at] = masses[at - 1]!;
      homes[at] = homes[at - 1]!;
      at--;
    }
    masses[at] = chance;
    homes[at] = a;
  }
}
