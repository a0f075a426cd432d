import { COMMENTS, type Row } from '../relevance/corpus/evidence.js';
import {
  cellInputs,
  POSTERIOR_WEIGHTS,
  type PosteriorName,
  weightsInUse,
} from '../relevance/corpus/posterior.js';
import { CHOICE_WEIGHTS, choiceInputs, type ChoiceWeights } from '../relevance/pair/choice.js';
import { solve } from './logistic.js';

/** A comment under its own article: z-scores of that article, and of its rivals, row by row. */
export interface ChoiceSample {
  readonly own: Float64Array;
  readonly words: number;
  readonly rivals: Float32Array;
}

const CHOICE_ITERATIONS = 12;
const CHOICE_RIDGE = 5;
/** Minimum gain per choice, in nats, for another iteration. */
const CHOICE_TOLERANCE = 1e-5;
const MIN_STEP = 0.02;
/** Rivals below this probability do not contribute to the Hessian. */
const CHOICE_MIN_PROBABILITY = 1e-4;

/**
 * Fits the pair model's conditional logit by Newton's method with a ridge: each comment chooses its own article among
 * the rivals. A step that would raise the loss is halved.
 */
export function fitChoice(all: readonly ChoiceSample[], channels: number): ChoiceWeights {
  let weights = new Float64Array(CHOICE_WEIGHTS);
  let slopes = derivativesAt(all, channels, weights);
  for (let round = 0; round < CHOICE_ITERATIONS; round++) {
    const move = solve(slopes.curvature, slopes.gradient);
    let step = 1;
    let next: Derivatives;
    let moved: Float64Array<ArrayBuffer>;
    do {
      moved = weights.map((weight, i) => weight + step * move[i]!);
      next = derivativesAt(all, channels, moved);
      step /= 2;
    } while (next.loss > slopes.loss && step > MIN_STEP);
    if (next.loss > slopes.loss) break;
    const gained = slopes.loss - next.loss;
    [weights, slopes] = [moved, next];
    if (gained < CHOICE_TOLERANCE * all.length) break;
  }
  return weights;
}

interface Derivatives {
  loss: number;
  readonly gradient: Float64Array;
  readonly curvature: Float64Array[];
}

function derivativesAt(all: readonly ChoiceSample[], channels: number, weights: Float64Array): Derivatives {
  const slopes: Derivatives = {
    loss: weights.reduce((sum, weight) => sum + (CHOICE_RIDGE / 2) * weight * weight, 0),
    gradient: weights.map((weight) => -CHOICE_RIDGE * weight),
    curvature: Array.from(weights, (_, i) => {
      const row = new Float64Array(CHOICE_WEIGHTS);
      row[i] = CHOICE_RIDGE;
      return row;
    }),
  };
  for (const sample of all) addSample(sample, channels, weights, slopes);
  return slopes;
}

function addSample(
  { own, words, rivals }: ChoiceSample,
  channels: number,
  weights: Float64Array,
  slopes: Derivatives,
): void {
  const { gradient, curvature } = slopes;
  const count = rivals.length / channels;
  const inputs = new Float64Array(CHOICE_WEIGHTS);
  const logitAt = (deviations: ArrayLike<number>): number => {
    choiceInputs(deviations, words, inputs);
    return inputs.reduce((sum, input, i) => sum + input * weights[i]!, 0);
  };
  const at = (i: number): Float32Array => rivals.subarray(i * channels, (i + 1) * channels);
  const probabilities = new Float64Array(count + 1);
  let most = (probabilities[count] = logitAt(own));
  for (let i = 0; i < count; i++) most = Math.max(most, (probabilities[i] = logitAt(at(i))));
  let sum = 0;
  for (let i = 0; i <= count; i++) sum += probabilities[i] = Math.exp(probabilities[i]! - most);
  slopes.loss -= Math.log(probabilities[count] / sum);
  const expected = new Float64Array(CHOICE_WEIGHTS);
  for (let i = 0; i <= count; i++) {
    const probability = (probabilities[i]! /= sum);
    if (probability < CHOICE_MIN_PROBABILITY) continue;
    choiceInputs(i === count ? own : at(i), words, inputs);
    for (let k = 0; k < CHOICE_WEIGHTS; k++) expected[k]! += probability * inputs[k]!;
    for (let k = 0; k < CHOICE_WEIGHTS; k++) {
      const by = probability * inputs[k]!;
      if (by !== 0) for (let l = 0; l < CHOICE_WEIGHTS; l++) curvature[k]![l]! += by * inputs[l]!;
    }
  }
  choiceInputs(own, words, inputs);
  for (let k = 0; k < CHOICE_WEIGHTS; k++) {
    gradient[k]! += inputs[k]! - expected[k]!;
    for (let l = 0; l < CHOICE_WEIGHTS; l++) curvature[k]![l]! -= expected[k]! * expected[l]!;
  }
}

/** A comment under its own article, against all columns. */
export interface OwnRow {
  readonly own: number;
  readonly words: number;
  readonly deviations: readonly Float32Array[];
}

/** Copies a row, which the next one would overwrite. */
export function keepRow(row: Row, words: number): OwnRow {
  return { own: row.own, words, deviations: row.deviations.map((cells) => cells.slice()) };
}

const POSTERIOR_ITERATIONS = 20;
const POSTERIOR_RIDGE = 1;
/** Minimum gain in mean log-likelihood for another iteration. */
const POSTERIOR_TOLERANCE = 1e-4;
/** Columns below this probability do not contribute to the Hessian. */
const POSTERIOR_MIN_PROBABILITY = 1e-5;

/**
 * Fits a posterior's conditional logit by maximum likelihood: own comments choose their article among all columns.
 * Newton's method with a ridge; the likelihood is concave.
 */
export function fitPosterior(rows: readonly OwnRow[], name: PosteriorName): Float64Array {
  const weights = new Float64Array(POSTERIOR_WEIGHTS);
  const usable = rows.filter(({ deviations, own }) => name !== 'comments' || has(deviations[COMMENTS]!, own));
  let before = -Infinity;
  let move = new Float64Array(weights.length);
  for (let round = 0; round < POSTERIOR_ITERATIONS && usable.length > 0; round++) {
    const gradient = weights.map((weight) => -POSTERIOR_RIDGE * weight);
    const curvature = Array.from(weights, (_, i) => {
      const row = new Float64Array(weights.length);
      row[i] = POSTERIOR_RIDGE;
      return row;
    });
    let likelihood = (-POSTERIOR_RIDGE * weights.reduce((sum, weight) => sum + weight * weight, 0)) / 2;
    for (const row of usable) likelihood += addRow(row, name, weights, gradient, curvature);
    if (likelihood < before) {
      // Overshot: go half of the way back.
      move = move.map((by) => by / 2);
      move.forEach((by, i) => (weights[i]! -= by));
      continue;
    }
    if (likelihood - before < POSTERIOR_TOLERANCE * usable.length) break;
    before = likelihood;
    move = Float64Array.from(solve(curvature, gradient));
    move.forEach((by, i) => (weights[i]! += by));
  }
  return weights;
}

function has(cells: Float32Array, column: number): boolean {
  return column < cells.length && !Number.isNaN(cells[column]);
}

function addRow(
  row: OwnRow,
  name: PosteriorName,
  weights: Float64Array,
  gradient: Float64Array,
  curvature: Float64Array[],
): number {
  const used = weightsInUse(name, row.deviations);
  const size = used.length;
  const columns = row.deviations[0]!.length;
  const inputs = new Float64Array(columns * size);
  const probabilities = new Float64Array(columns).fill(-Infinity);
  const cell = new Float64Array(weights.length);
  let most = -Infinity;
  for (let a = 0; a < columns; a++) {
    if (name === 'comments' && !has(row.deviations[COMMENTS]!, a)) continue;
    cellInputs(row, a, row.words, name, cell);
    let sum = 0;
    for (let i = 0; i < size; i++) sum += (inputs[a * size + i] = cell[used[i]!]!) * weights[used[i]!]!;
    probabilities[a] = sum;
    most = Math.max(most, sum);
  }
  let total = 0;
  for (let a = 0; a < columns; a++) total += probabilities[a] = Math.exp(probabilities[a]! - most);
  const expected = new Float64Array(size);
  for (let a = 0; a < columns; a++) {
    probabilities[a]! /= total;
    if (probabilities[a]! > 0)
      for (let i = 0; i < size; i++) expected[i]! += probabilities[a]! * inputs[a * size + i]!;
  }
  for (let i = 0; i < size; i++) gradient[used[i]!]! += inputs[row.own * size + i]! - expected[i]!;
  for (let a = 0; a < columns; a++) {
    const probability = probabilities[a]!;
    if (probability < POSTERIOR_MIN_PROBABILITY) continue;
    for (let i = 0; i < size; i++) {
      const by = probability * (inputs[a * size + i]! - expected[i]!);
      const into = curvature[used[i]!]!;
      for (let j = 0; j < size; j++) into[used[j]!]! += by * (inputs[a * size + j]! - expected[j]!);
    }
  }
  return Math.log(probabilities[row.own]!);
}
