import { COMMENTS, type Row } from '../relevance/corpus/evidence.js';
import {
  cellInputs,
  weightsInUse,
  POSTERIOR_WEIGHTS,
  type PosteriorName,
} from '../relevance/corpus/posterior.js';
import { solve } from './logistic.js';

/** A comment that stands where it belongs, against all columns. */
export interface NativeRow {
  readonly own: number;
  readonly words: number;
  readonly deviations: readonly Float32Array[];
}

/** A copy of a row, which is overwritten by the next one. */
export function keepRow(row: Row, words: number): NativeRow {
  return { own: row.own, words, deviations: row.deviations.map((cells) => cells.slice()) };
}

const ROUNDS = 20;
const RIDGE = 1;
/** A gain in mean log-likelihood that is worth another round. */
const ENOUGH = 1e-4;
/** Columns with a smaller chance add nothing to the curvature. */
const LEAST_CHANCE = 1e-5;

/**
 * Fits a conditional logit by maximum likelihood: native comments choose their own article among all columns. Newton's
 * method with a ridge; the likelihood is concave.
 */
export function fitPosterior(rows: readonly NativeRow[], name: PosteriorName): Float64Array {
  const weights = new Float64Array(POSTERIOR_WEIGHTS);
  const told = rows.filter(({ deviations, own }) => name !== 'comments' || has(deviations[COMMENTS]!, own));
  let before = -Infinity;
  let move = new Float64Array(weights.length);
  for (let round = 0; round < ROUNDS && told.length > 0; round++) {
    const gradient = weights.map((weight) => -RIDGE * weight);
    const curvature = Array.from(weights, (_, i) => {
      const row = new Float64Array(weights.length);
      row[i] = RIDGE;
      return row;
    });
    let likelihood = (-RIDGE * weights.reduce((sum, weight) => sum + weight * weight, 0)) / 2;
    for (const row of told) likelihood += addRow(row, name, weights, gradient, curvature);
    if (likelihood < before) {
      // Too far: half of the way back.
      move = move.map((by) => by / 2);
      move.forEach((by, i) => (weights[i]! -= by));
      continue;
    }
    if (likelihood - before < ENOUGH * told.length) break;
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
  row: NativeRow,
  name: PosteriorName,
  weights: Float64Array,
  gradient: Float64Array,
  curvature: Float64Array[],
): number {
  const used = weightsInUse(name, row.deviations);
  const size = used.length;
  const columns = row.deviations[0]!.length;
  const inputs = new Float64Array(columns * size);
  const chances = new Float64Array(columns).fill(-Infinity);
  const cell = new Float64Array(weights.length);
  let most = -Infinity;
  for (let a = 0; a < columns; a++) {
    if (name === 'comments' && !has(row.deviations[COMMENTS]!, a)) continue;
    cellInputs(row, a, row.words, name, cell);
    let sum = 0;
    for (let i = 0; i < size; i++) sum += (inputs[a * size + i] = cell[used[i]!]!) * weights[used[i]!]!;
    chances[a] = sum;
    most = Math.max(most, sum);
  }
  let total = 0;
  for (let a = 0; a < columns; a++) total += chances[a] = Math.exp(chances[a]! - most);
  const expected = new Float64Array(size);
  for (let a = 0; a < columns; a++) {
    chances[a]! /= total;
    if (chances[a]! > 0) for (let i = 0; i < size; i++) expected[i]! += chances[a]! * inputs[a * size + i]!;
  }
  for (let i = 0; i < size; i++) gradient[used[i]!]! += inputs[row.own * size + i]! - expected[i]!;
  for (let a = 0; a < columns; a++) {
    const chance = chances[a]!;
    if (chance < LEAST_CHANCE) continue;
    for (let i = 0; i < size; i++) {
      const by = chance * (inputs[a * size + i]! - expected[i]!);
      const into = curvature[used[i]!]!;
      for (let j = 0; j < size; j++) into[used[j]!]! += by * (inputs[a * size + j]! - expected[j]!);
    }
  }
  return Math.log(chances[row.own]!);
}
