import { CHOICE_WEIGHTS, choiceInputs, type ChoiceWeights } from '../relevance/pair/single-choice.js';
import { solve } from './logistic.js';

/** A comment that stands where it belongs: deviations of its own article, and of its rivals, one after the other. */
export interface Chosen {
  readonly own: Float64Array;
  readonly words: number;
  readonly rivals: Float32Array;
}

const ROUNDS = 12;
const RIDGE = 5;
/** Nats a choice: less is not worth another round. */
const ENOUGH = 1e-5;
const LEAST_STEP = 0.02;
/** Rivals with a smaller chance add nothing to the curvature. */
const LEAST_CHANCE = 1e-4;

/**
 * Fits a conditional logit by Newton's method with a ridge: comments choose their own article among its rivals. A step
 * that would raise the loss is halved.
 */
export function fitChoice(all: readonly Chosen[], channels: number): ChoiceWeights {
  let weights = new Float64Array(CHOICE_WEIGHTS);
  let slopes = slopesAt(all, channels, weights);
  for (let round = 0; round < ROUNDS; round++) {
    const move = solve(slopes.curvature, slopes.gradient);
    let step = 1;
    let next: Slopes;
    let moved: Float64Array<ArrayBuffer>;
    do {
      moved = weights.map((weight, i) => weight + step * move[i]!);
      next = slopesAt(all, channels, moved);
      step /= 2;
    } while (next.loss > slopes.loss && step > LEAST_STEP);
    if (next.loss > slopes.loss) break;
    const gained = slopes.loss - next.loss;
    [weights, slopes] = [moved, next];
    if (gained < ENOUGH * all.length) break;
  }
  return weights;
}

interface Slopes {
  loss: number;
  readonly gradient: Float64Array;
  readonly curvature: Float64Array[];
}

function slopesAt(all: readonly Chosen[], channels: number, weights: Float64Array): Slopes {
  const slopes: Slopes = {
    loss: weights.reduce((sum, weight) => sum + (RIDGE / 2) * weight * weight, 0),
    gradient: weights.map((weight) => -RIDGE * weight),
    curvature: Array.from(weights, (_, i) => {
      const row = new Float64Array(CHOICE_WEIGHTS);
      row[i] = RIDGE;
      return row;
    }),
  };
  for (const chosen of all) addChosen(chosen, channels, weights, slopes);
  return slopes;
}

function addChosen(
  { own, words, rivals }: Chosen,
  channels: number,
  weights: Float64Array,
  slopes: Slopes,
): void {
  const { gradient, curvature } = slopes;
  const count = rivals.length / channels;
  const inputs = new Float64Array(CHOICE_WEIGHTS);
  const logitAt = (deviations: ArrayLike<number>): number => {
    choiceInputs(deviations, words, inputs);
    return inputs.reduce((sum, input, i) => sum + input * weights[i]!, 0);
  };
  const at = (i: number): Float32Array => rivals.subarray(i * channels, (i + 1) * channels);
  const chances = new Float64Array(count + 1);
  let most = (chances[count] = logitAt(own));
  for (let i = 0; i < count; i++) most = Math.max(most, (chances[i] = logitAt(at(i))));
  let sum = 0;
  for (let i = 0; i <= count; i++) sum += chances[i] = Math.exp(chances[i]! - most);
  slopes.loss -= Math.log(chances[count] / sum);
  const expected = new Float64Array(CHOICE_WEIGHTS);
  for (let i = 0; i <= count; i++) {
    const chance = (chances[i]! /= sum);
    if (chance < LEAST_CHANCE) continue;
    choiceInputs(i === count ? own : at(i), words, inputs);
    for (let k = 0; k < CHOICE_WEIGHTS; k++) expected[k]! += chance * inputs[k]!;
    for (let k = 0; k < CHOICE_WEIGHTS; k++) {
      const by = chance * inputs[k]!;
      if (by !== 0) for (let l = 0; l < CHOICE_WEIGHTS; l++) curvature[k]![l]! += by * inputs[l]!;
    }
  }
  choiceInputs(own, words, inputs);
  for (let k = 0; k < CHOICE_WEIGHTS; k++) {
    gradient[k]! += inputs[k]! - expected[k]!;
    for (let l = 0; l < CHOICE_WEIGHTS; l++) curvature[k]![l]! -= expected[k]! * expected[l]!;
  }
}
