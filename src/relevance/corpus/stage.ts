import { type Groups, groupComments } from './context.js';
import { sigmoid } from './linear.js';
import { type Look, lookChances } from './look.js';
import { type PosteriorWeights, runPass } from './pass.js';
import { type Background, type Dump, Pool } from './pool.js';
import { firstState, type State } from './state.js';

/** What judges a dump as a whole: fitted by `train/dump-fit.ts` for one encoder and its model of single comments. */
export interface DumpStage {
  readonly background: Background;
  readonly posteriors: PosteriorWeights;
  /** What is made of each pass; all but the last only weigh the comments, so that the next pass reads them so. */
  readonly looks: readonly Look[];
  /** Logit of the calibrated probability: constant and slope over the logit of the last look. */
  readonly calibration: readonly [number, number];
  /** Calibrated probabilities from which a comment is shown at once, and queued. */
  readonly levels: { readonly flag: number; readonly review: number };
}

/** A stage that is not calibrated. */
export type Looks = Pick<DumpStage, 'background' | 'posteriors' | 'looks'>;

/** A pass for each look, each with what the one before left. */
export function runLooks(dump: Dump, pool: Pool, groups: Groups, stage: Looks): State {
  let before = firstState(dump, groups);
  for (const look of stage.looks) {
    const { state, features } = runPass(dump, pool, groups, stage.posteriors, before);
    const chances = lookChances(look, features, groups.starts);
    for (let i = 0; i < chances.length; i++) if (dump.comments.words[i]! > 0) state.chances[i] = chances[i]!;
    before = state;
  }
  return before;
}

/** Judges all comments of a dump. */
export function runStage(dump: Dump, stage: DumpStage): State {
  const groups = groupComments(dump.articles, dump.titles.count);
  const state = runLooks(dump, new Pool(dump, stage.background), groups, stage);
  const [constant, slope] = stage.calibration;
  for (let i = 0; i < state.chances.length; i++) {
    const chance = state.chances[i]!;
    if (dump.comments.words[i]! > 0)
      state.chances[i] = sigmoid(constant + slope * Math.log(chance / (1 - chance)));
  }
  return state;
}
