import { type Calibration, calibrationInputs, probabilityOf } from './calibration.js';
import { contextWeight } from './class-prior.js';
import { Context } from './context.js';
import { type Background, Candidates, type Corpus } from './corpus.js';
import { Evidence, type Row } from './evidence.js';
import { FeatureReader, FEATURES } from './features.js';
import { applyMixture, type Mixture } from './experts.js';
import { Posterior, type PosteriorName } from './posterior.js';
import { logit } from '../logistic.js';
import { readShares, type Shares } from './shares.js';
import { emptyState, findHomes, initialState, type State } from './state.js';
import { groupComments, type Groups } from './texts.js';

/** Weights of the conditional logits. */
type PosteriorWeights = Readonly<Record<PosteriorName, Float64Array>>;

/** Result of a pass before the mixture of experts is applied. */
interface PassResult {
  /** Everything except the probabilities, which are the prior. */
  readonly state: State;
  /** `FEATURES` of each comment, row by row; NaN for a comment without words. */
  readonly features: Float32Array;
}

const MIN_OWN = 1e-9;

/**
 * One pass over all comments, each of which counts as context of its article by its context weight after the pass
 * before.
 */
export function runPass(
  corpus: Corpus,
  candidates: Candidates,
  groups: Groups,
  weights: PosteriorWeights,
  before: State,
  shares: Shares,
): PassResult {
  const { comments } = corpus;
  const state = emptyState(comments.count, candidates.articles);
  const context = new Context(corpus, groups, before.foreign.map(contextWeight));
  const evidence = new Evidence(corpus, candidates, context);
  const reader = new FeatureReader(corpus, candidates, context, groups, before, shares, evidence.buffer);
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
    findHomes(best, candidates.articles, own, comment, state);
    state.logOwn[comment] = Math.log(Math.max(best[own]!, MIN_OWN));
    for (let a = 0; a < candidates.articles; a++) if (a !== own) state.hubMass[a]! += best[a]!;
    reader.read(row, posteriors, state, features.subarray(comment * width, (comment + 1) * width));
  });
  return { state, features };
}

/** Judges a corpus as a whole; fitted by `training/fit-corpus.ts` for one encoder and its pair model. */
export interface CorpusStage {
  readonly background: Background;
  readonly posteriors: PosteriorWeights;
  /** One mixture per pass; all but the last only weight the comments as context for the next pass. */
  readonly mixtures: readonly Mixture[];
  readonly calibration: Calibration;
  /** Calibrated probabilities from which a comment is flagged, and put in review. */
  readonly levels: { readonly flag: number; readonly review: number };
}

/** A stage without calibration. */
export type UncalibratedStage = Pick<CorpusStage, 'background' | 'posteriors' | 'mixtures'>;

/** Runs one pass per mixture, each starting from the result of the one before. */
export function runMixtures(
  corpus: Corpus,
  candidates: Candidates,
  groups: Groups,
  stage: UncalibratedStage,
  shares: Shares = readShares(corpus, groups),
): State {
  let before = initialState(corpus, groups, shares.dumpShare);
  for (const mixture of stage.mixtures) {
    const { state, features } = runPass(corpus, candidates, groups, stage.posteriors, before, shares);
    const { probabilities, flooded } = applyMixture(mixture, features, groups.starts);
    for (let i = 0; i < probabilities.length; i++)
      if (corpus.comments.wordCounts[i]! > 0) state.foreign[i] = probabilities[i]!;
    state.flooded.set(flooded);
    before = state;
  }
  return before;
}

/** Judges all comments of a corpus; `foreign` is calibrated. */
export function runStage(corpus: Corpus, stage: CorpusStage): State {
  const groups = groupComments(corpus.articleOf, corpus.titles.count);
  const shares = readShares(corpus, groups);
  const state = runMixtures(corpus, new Candidates(corpus, stage.background), groups, stage, shares);
  const share = logit(shares.dumpShare);
  for (let i = 0; i < state.foreign.length; i++) {
    if (corpus.comments.wordCounts[i] === 0) continue;
    const probability = state.foreign[i]!;
    const article = corpus.articleOf[i]!;
    const inputs = calibrationInputs(
      logit(probability),
      corpus.pairResults[i]!.weight,
      share,
      groups.starts[article + 1]! - groups.starts[article]! - 1,
    );
    state.foreign[i] = probabilityOf(stage.calibration, inputs);
  }
  return state;
}
