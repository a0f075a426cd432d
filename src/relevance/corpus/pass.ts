import { Context, type Groups } from './context.js';
import { Evidence, type Row } from './evidence.js';
import { FEATURES } from './feature-names.js';
import { FeatureReader } from './features.js';
import type { Corpus, Candidates } from './pool.js';
import { Posterior, type PosteriorName } from './posterior.js';
import { emptyState, findHomes, type State } from './state.js';
import { contextWeight } from './trust.js';

/** Weights of the conditional logits. */
export type PosteriorWeights = Readonly<Record<PosteriorName, Float64Array>>;

/** What a look finds, before it is told what to make of it. */
export interface PassResult {
  /** All but the chances, which are those of the prior. */
  readonly state: State;
  /** `FEATURES` of each comment, one after the other; NaN of one without words. */
  readonly features: Float32Array;
}

const MIN_OWN = 1e-9;

/**
 * One look at all comments, each of which counts as context of its article by its trust in the pass before.
 */
export function runPass(
  dump: Corpus,
  pool: Candidates,
  groups: Groups,
  weights: PosteriorWeights,
  before: State,
): PassResult {
  const { comments } = dump;
  const state = emptyState(comments.count, pool.articles);
  const context = new Context(dump, groups, before.foreign.map(contextWeight));
  const evidence = new Evidence(dump, pool, context);
  const reader = new FeatureReader(dump, pool, context, groups, before, evidence.buffer);
  const posteriors = {
    titles: new Posterior(evidence.buffer, 'titles', weights.titles),
    comments: new Posterior(evidence.buffer, 'comments', weights.comments),
    all: new Posterior(evidence.buffer, 'all', weights.all),
  };
  const width = FEATURES.length;
  const features = new Float32Array(comments.count * width).fill(NaN);
  evidence.forEach((row: Row) => {
    const { comment, own } = row;
    const words = comments.wordCounts[comment]!;
    if (words === 0) return;
    posteriors.titles.read(row, words);
    posteriors.comments.read(row, words);
    posteriors.all.read(row, words);
    const best = posteriors.all.probabilities;
    findHomes(best, pool.articles, own, comment, state);
    state.logOwn[comment] = Math.log(Math.max(best[own]!, MIN_OWN));
    for (let a = 0; a < pool.articles; a++) if (a !== own) state.hubMass[a]! += best[a]!;
    reader.read(row, posteriors, state, features.subarray(comment * width, (comment + 1) * width));
  });
  return { state, features };
}
