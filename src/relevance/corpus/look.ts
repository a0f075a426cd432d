import { type Forest, logitOf } from '../pair/forest.js';
import { FEATURES } from './features.js';
import { type Linear, linearLogit, sigmoid } from '../logistic.js';
import { estimateShare } from './class-prior.js';

/**
 * Tells strangers by the features of a pass. What speaks against a comment differs by article: among natives it is not
 * to fit the others, in a flood it is not to fit the title. So there is a model for each, and a gate that tells from all
 * comments of an article whether it is flooded.
 */
export interface Mixture {
  readonly calm: Linear;
  /** Stands beside `calm` in the last look. */
  readonly forest: Forest | null;
  readonly flood: Linear;
  /** Over means and deviations of the features of an article's comments, and the logarithm of their number. */
  readonly gating: Linear;
}

/** Z-scores of the regressions are clipped to ± this many deviations. */
export const CORPUS_CLIP = 5;
/** Numbers that the gate reads. */
export const GATING_INPUTS = 2 * FEATURES.length + 1;
/** Share of articles that are flooded, before a dump is looked at; that counts as so many articles. */
export const FLOOD_PRIOR = 0.005;
const FLOOD_PSEUDO_COUNT = 100;
const MAX_FLOOD_RATIO = 1e4;
/** Share of the regression beside the trees. */
const LINEAR_SHARE = 0.5;
/** With fewer comments there is no flood. */
export const MIN_FLOOD_COMMENTS = 4;

/** Means and deviations of features over rows `from` to `to - 1`, and the logarithm of how many rows there are. */
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

/**
 * Chance of each row to be a stranger.
 *
 * @param starts where the rows of each article begin, and the end of the last
 * @param floods the share of articles that are flooded, or undefined to estimate it from all of them
 */
export function mixtureProbabilities(
  look: Mixture,
  features: Float32Array,
  starts: ArrayLike<number>,
  floods?: number,
): Float32Array {
  const width = FEATURES.length;
  const chances = new Float32Array(features.length / width);
  const odds = floodRatios(look.gating, features, starts);
  const share =
    floods ??
    estimateShare(
      odds.filter((odd) => odd > 0),
      FLOOD_PRIOR,
      FLOOD_PSEUDO_COUNT,
    );
  for (let article = 0; article + 1 < starts.length; article++) {
    const flooded = share * odds[article]!;
    const gate = flooded / (flooded + 1 - share);
    for (let row = starts[article]!; row < starts[article + 1]!; row++) {
      const one = features.subarray(row * width, (row + 1) * width);
      chances[row] =
        (1 - gate) * sigmoid(calmLogit(look, one)) + gate * sigmoid(linearLogit(look.flood, one, CORPUS_CLIP));
    }
  }
  return chances;
}

function calmLogit({ calm, forest }: Mixture, features: Float32Array): number {
  const linear = linearLogit(calm, features, CORPUS_CLIP);
  return forest === null ? linear : (logitOf(forest, features) + LINEAR_SHARE * linear) / (1 + LINEAR_SHARE);
}

/** How much likelier an article's comments are in a flood than without; 0 of an article with few. */
function floodRatios(gate: Linear, features: Float32Array, starts: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: Math.max(0, starts.length - 1) }, (_, article) => {
    const [from, to] = [starts[article]!, starts[article + 1]!];
    if (to - from < MIN_FLOOD_COMMENTS) return 0;
    return Math.min(MAX_FLOOD_RATIO, Math.exp(linearLogit(gate, gatingInputs(features, from, to), CORPUS_CLIP)));
  });
}
