import { type Groups, groupComments } from './context.js';
import { sigmoid } from './linear.js';
import { type Mixture, mixtureProbabilities } from './look.js';
import { type PosteriorWeights, runPass } from './pass.js';
import { type Background, type Corpus, Candidates } from './pool.js';
import { initialState, type State } from './state.js';

/** What judges a dump as a whole: fitted by `train/dump-fit.ts` for one encoder and its model of single comments. */
export interface CorpusStage {
  readonly background: Background;
  readonly posteriors: PosteriorWeights;
  /** What is made of each pass; all but the last only weigh the comments, so that the next pass reads them so. */
  readonly mixtures: readonly Mixture[];
  /** Logit of the calibrated probability: constant and slope over the logit of the last look. */
  readonly calibration: readonly [number, number];
  /** Calibrated probabilities from which a comment is shown at once, and queued. */
  readonly levels: { readonly flag: number; readonly review: number };
}

/** A stage that is not calibrated. */
export type UncalibratedStage = Pick<CorpusStage, 'background' | 'posteriors' | 'mixtures'>;

/** A pass for each look, each with what the one before left. */
export function runMixtures(dump: Corpus, pool: Candidates, groups: Groups, stage: UncalibratedStage): State {
  let before = initialState(dump, groups);
  for (const look of stage.mixtures) {
    const { state, features } = runPass(dump, pool, groups, stage.posteriors, before);
    const chances = mixtureProbabilities(look, features, groups.starts);
    for (let i = 0; i < chances.length; i++) if (dump.comments.wordCounts[i]! > 0) state.foreign[i] = chances[i]!;
    before = state;
  }
  return before;
}

/** Judges all comments of a dump. */
export function runStage(dump: Corpus, stage: CorpusStage): State {
  const groups = groupComments(dump.articleOf, dump.titles.count);
  const state = runMixtures(dump, new Candidates(dump, stage.background), groups, stage);
  const [constant, slope] = stage.calibration;
  for (let i = 0; i < state.foreign.length; i++) {
    const chance = state.foreign[i]!;
    if (dump.comments.wordCounts[i]! > 0)
      state.foreign[i] = sigmoid(constant + slope * Math.log(chance / (1 - chance)));
  }
  return state;
}
