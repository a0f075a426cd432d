import { type Forest, logitOf } from '../pair/forest.js';
import { FEATURES } from './features.js';
import { type Linear, linearLogit, sigmoid } from '../logistic.js';
import { estimateShare } from './class-prior.js';

/**
 * A mixture of experts (Jacobs et al. 1991) that gives the probability of being foreign from the features of a pass.
 * The evidence differs by article: among own comments a foreign one does not fit the others, in a flood it does not fit
 * the title. So there is one expert for each case, and a gating model that decides from all comments of an article
 * whether it is flooded. Outside floods an expert that knows only usual dumps is the best for these.
 */
export interface Mixture {
  /** For dumps with any share of foreign comments. */
  readonly calm: Expert;
  /** For dumps with a usual share, in the last pass; blended with `calm` in between. */
  readonly usual: Expert | null;
  readonly flood: Linear;
  /** Reads means and deviations of the features over an article's comments, and the log of their number. */
  readonly gating: Linear;
}

/** A regression and, in the last pass, trees, of which `FOREST_SHARE` is added to it. */
export interface Expert {
  readonly linear: Linear;
  readonly forest: Forest | null;
}

/** Z-scores of the regressions are clipped to ± this many deviations. */
export const CORPUS_CLIP = 5;
/** Number of inputs of the gating model. */
export const GATING_INPUTS = 2 * FEATURES.length + 1;
/**
 * Prior share of flooded articles, and its weight in articles when the share is estimated. AUC on simulated sites of
 * kept news with 5% foreign, with half, with all articles flooded, and of the flooded ones where a tenth are: .935, .900,
 * .948, .904; at .005 and 100: .935, .893, .950, .910; at .05 and 50: .934, .888, .951, .915.
 */
const FLOOD_PRIOR = 0.01;
const FLOOD_PSEUDO_COUNT = 300;
const MAX_FLOOD_RATIO = 1e4;
/** Weight of the regression relative to the trees, and the trees' share of both. */
export const LINEAR_SHARE = 0.5;
export const FOREST_SHARE = 1 / (1 + LINEAR_SHARE);
/** Articles with fewer comments are never flooded. */
export const MIN_FLOOD_COMMENTS = 4;

/**
 * Inputs of the gating model: means and deviations of the features over rows `from` to `to - 1`, and the log of their
 * number.
 */
export function gatingInputs(features: Float32Array, from: number, to: number): Float32Array {
  const width = FEATURES.length;
  const inputs = new Float32Array(GATING_INPUTS);
  for (let i = 0; i < width; i++) {
    let [count, sum, squares] = [0, 0, 0];
    for (let row = from; row < to; row++) {
      const value = features[row * width + i]!;
      if (Number.isNaN(value)) continue;
      count++;
      sum += value;
      squares += value * value;
    }
    const mean = sum / count;
    inputs[i] = mean;
    inputs[width + i] = Math.sqrt(Math.max(0, squares / count - mean * mean));
  }
  inputs[2 * width] = Math.log(to - from);
  return inputs;
}

/** What a mixture says of the comments of a dump. */
export interface MixtureResult {
  /** By row: probability of being foreign. */
  readonly probabilities: Float32Array;
  /** By article: probability of being flooded. */
  readonly flooded: Float64Array;
}

/**
 * Probability of each row of being foreign. The share of flooded articles is estimated from all of them by EM.
 *
 * @param starts first row of each article of the dump, and the end of the last
 */
export function applyMixture(
  mixture: Mixture,
  features: Float32Array,
  starts: ArrayLike<number>,
): MixtureResult {
  const width = FEATURES.length;
  const probabilities = new Float32Array(features.length / width);
  const odds = floodRatios(mixture.gating, features, starts);
  const share = estimateShare(
    odds.filter((odd) => odd > 0),
    FLOOD_PRIOR,
    FLOOD_PSEUDO_COUNT,
  );
  const flooded = odds.map((odd) => (share * odd) / (share * odd + 1 - share));
  for (let article = 0; article + 1 < starts.length; article++) {
    const weight = flooded[article]!;
    for (let row = starts[article]!; row < starts[article + 1]!; row++) {
      const one = features.subarray(row * width, (row + 1) * width);
      probabilities[row] =
        (1 - weight) * sigmoid(calmLogit(mixture, one)) +
        weight * sigmoid(linearLogit(mixture.flood, one, CORPUS_CLIP));
    }
  }
  return { probabilities, flooded };
}

/** Estimated shares of the dump up to which the usual expert alone speaks, and from which on the other one does. */
const USUAL_SHARE = 0.1;
const OTHER_SHARE = 0.25;
const DUMP_SHARE = FEATURES.indexOf('share.dump');

function calmLogit({ calm, usual }: Mixture, features: Float32Array): number {
  if (usual === null) return expertLogit(calm, features);
  const share = sigmoid(features[DUMP_SHARE]!);
  const other = Math.min(1, Math.max(0, (share - USUAL_SHARE) / (OTHER_SHARE - USUAL_SHARE)));
  // Both are only asked where both count.
  if (other === 0) return expertLogit(usual, features);
  if (other === 1) return expertLogit(calm, features);
  return other * expertLogit(calm, features) + (1 - other) * expertLogit(usual, features);
}

function expertLogit({ linear, forest }: Expert, features: Float32Array): number {
  const logit = linearLogit(linear, features, CORPUS_CLIP);
  return forest === null ? logit : logit + FOREST_SHARE * logitOf(forest, features);
}

/** Likelihood ratio of each article's comments, flooded to calm; 0 for an article with few comments. */
function floodRatios(gating: Linear, features: Float32Array, starts: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: Math.max(0, starts.length - 1) }, (_, article) => {
    const [from, to] = [starts[article]!, starts[article + 1]!];
    if (to - from < MIN_FLOOD_COMMENTS) return 0;
    return Math.min(
      MAX_FLOOD_RATIO,
      Math.exp(linearLogit(gating, gatingInputs(features, from, to), CORPUS_CLIP)),
    );
  });
}
