import type { Pool } from './pool.js';
import { CHANNELS, TITLE } from './pool-entry.js';

/** Regressors per channel: the z-score, its part beyond the knee, and both times the length input. */
export const WEIGHTS_PER_CHANNEL = 4;
export const CHOICE_WEIGHTS = CHANNELS.length * WEIGHTS_PER_CHANNEL;
const BEND = 1.5;

/** Weights of the conditional logit: `WEIGHTS_PER_CHANNEL` per channel. */
export type ChoiceWeights = Float64Array;

/** Length input of the conditional logit: log(eojeols) - 2, about -1 to 2. */
export const lengthInput = (words: number): number => Math.log(Math.max(words, 1)) - 2;

/**
 * Writes the regressors of one article, from its z-score in each channel, into `into`; 0 where the article has no body.
 */
export function choiceInputs(
  deviations: ArrayLike<number>,
  words: number,
  into: Float64Array,
  channels = deviations.length,
): void {
  const length = lengthInput(words);
  into.fill(0);
  for (let channel = 0; channel < channels; channel++) {
    const value = deviations[channel]!;
    if (value !== value) continue;
    const beyond = Math.max(0, value - BEND);
    const at = channel * WEIGHTS_PER_CHANNEL;
    into[at] = value;
    into[at + 1] = beyond;
    into[at + 2] = value * length;
    into[at + 3] = beyond * length;
  }
}

/**
 * Writes into `pool.utilities` the utility of each article for the comment scanned last: the logits of a conditional
 * logit (McFadden 1974) without a constant. With the body channels, articles without a body get NaN: they cannot be
 * compared.
 *
 * @param channels 2 for the title channels only, or all of `CHANNELS`
 */
export function writeUtilities(pool: Pool, words: number, weights: ChoiceWeights, channels: number): void {
  const length = lengthInput(words);
  pool.utilities.fill(0);
  for (let channel = TITLE; channel < channels; channel++) {
    const at = channel * WEIGHTS_PER_CHANNEL;
    const slope = weights[at]! + weights[at + 2]! * length;
    const bend = weights[at + 1]! + weights[at + 3]! * length;
    pool.addLine(channel, [slope, bend, BEND]);
  }
}

const INPUTS = new Float64Array(CHOICE_WEIGHTS);

/** Utility of one article from its z-scores in the first channels, as `choiceInputs` reads them. */
export function utilityOf(
  deviations: ArrayLike<number>,
  words: number,
  weights: ChoiceWeights,
  channels: number,
): number {
  choiceInputs(deviations, words, INPUTS, channels);
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += INPUTS[i]! * weights[i]!;
  return sum;
}
