import type { Pool } from './pool/pool.js';
import { CHANNELS, TITLE } from './pool-entry.js';

/** Of each channel: its deviation, what of it lies beyond the bend, and both by the length of the comment. */
export const WEIGHTS_PER_CHANNEL = 4;
export const CHOICE_WEIGHTS = CHANNELS.length * WEIGHTS_PER_CHANNEL;
const BEND = 1.5;

/** Weights of the conditional logit: `WEIGHTS_PER_CHANNEL` for each channel. */
export type ChoiceWeights = Float64Array;

/** Length of a comment as the choice reads it: about -1 to 2. */
export const lengthInput = (words: number): number => Math.log(Math.max(words, 1)) - 2;

/** What the weights are multiplied by, from the deviations of one article in each channel; 0 where there is no body. */
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
 * Writes to `pool.utilities` the utility of each article for the comment that was scanned last: the logits of a
 * conditional logit (McFadden 1974), without a constant. With the body channels, articles without a body get NaN: they cannot be compared.
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

/** Utility of one article by its deviations in the first channels, as of `choiceInputs`. */
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
