import {
  type Linear,
  linearLogit,
  type Stage,
  stageLogit,
  standardised,
} from '../relevance/pair/single-stage.js';
import { logitOf } from '../relevance/pair/forest.js';
import { type BoostOptions, fitForest } from './boost.js';
import { fitScale } from './single-scale.js';
import { fitLogistic } from './logistic.js';

/** Pairs with their features, as many true as false. */
export interface StagePairs {
  /** `features` numbers each, one after the other. */
  readonly rows: Float32Array;
  readonly features: number;
  readonly labels: Uint8Array;
  readonly words: Int32Array;
  /** Which fold a pair is in; pairs of one article are in one fold. */
  readonly folds: Uint8Array;
  /** How much each counts. */
  readonly counts: Float32Array;
}

export const FOLDS = 5;
const RIDGE = 20;
const TREES: Partial<BoostOptions> = {
  trees: 200,
  leaves: 8,
  rate: 0.06,
  leastRows: 40,
  ridge: 5,
  featureShare: 0.6,
  rowShare: 0.7,
};

/** Fits trees and a logistic regression; blends and calibrates them by pairs that the folds left out. */
export function fitStage(pairs: StagePairs, trees: Partial<BoostOptions> = {}): Stage {
  const count = pairs.labels.length;
  const byTrees = new Float64Array(count);
  const byLinear = new Float64Array(count);
  for (let fold = 0; fold < FOLDS; fold++) {
    const rest = select(pairs, (i) => pairs.folds[i] !== fold);
    if (rest.labels.length === 0 || rest.labels.length === count) continue;
    const forest = grow(rest, trees);
    const linear = fitLinear(rest);
    for (let i = 0; i < count; i++) {
      if (pairs.folds[i] !== fold) continue;
      byTrees[i] = logitOf(forest, rowOf(pairs, i));
      byLinear[i] = linearLogit(linear, rowOf(pairs, i));
    }
  }
  const blend = fitLogistic(
    Array.from(pairs.labels, (label, i) => ({
      inputs: Float64Array.of(byTrees[i]!, byLinear[i]!, 1),
      belongs: label === 1,
    })),
    5,
  );
  const scale = fitScale(
    Array.from(pairs.labels, (label, i) => ({
      logit: blend[0]! * byTrees[i]! + blend[1]! * byLinear[i]! + blend[2]!,
      words: pairs.words[i]!,
      belongs: label === 1,
    })),
  );
  return { forest: grow(pairs, trees), linear: fitLinear(pairs), blend, calibration: scale };
}

export const rowOf = ({ rows, features }: StagePairs, i: number): Float32Array =>
  rows.subarray(i * features, (i + 1) * features);

/** The pairs that `take` wants. */
export function select(pairs: StagePairs, take: (pair: number) => boolean): StagePairs {
  const kept = Array.from(pairs.labels.keys()).filter(take);
  const rows = new Float32Array(kept.length * pairs.features);
  kept.forEach((from, to) => {
    rows.set(rowOf(pairs, from), to * pairs.features);
  });
  return {
    rows,
    features: pairs.features,
    labels: Uint8Array.from(kept, (i) => pairs.labels[i]!),
    words: Int32Array.from(kept, (i) => pairs.words[i]!),
    folds: Uint8Array.from(kept, (i) => pairs.folds[i]!),
    counts: Float32Array.from(kept, (i) => pairs.counts[i]!),
  };
}

function grow({ rows, features, labels, counts }: StagePairs, trees: Partial<BoostOptions>): Stage['forest'] {
  return fitForest(rows, features, labels, { ...TREES, ...trees, weights: counts });
}

function fitLinear(pairs: StagePairs): Linear {
  const { features, labels, rows } = pairs;
  const means = new Float64Array(features);
  const deviations = new Float64Array(features);
  for (let k = 0; k < features; k++) {
    let [sum, squares, told] = [0, 0, 0];
    for (let at = k; at < rows.length; at += features) {
      const value = rows[at]!;
      if (Number.isNaN(value)) continue;
      sum += value;
      squares += value * value;
      told++;
    }
    means[k] = told === 0 ? 0 : sum / told;
    deviations[k] = told === 0 ? 1 : Math.sqrt(Math.max(0, squares / told - means[k]! ** 2)) || 1;
  }
  const weights = fitLogistic(
    Array.from(labels, (label, i) => {
      const row = rowOf(pairs, i);
      const inputs = new Float64Array(features + 1).fill(1);
      for (let k = 0; k < features; k++) inputs[k] = standardised(row[k]!, means[k]!, deviations[k]!);
      return { inputs, belongs: label === 1 };
    }),
    RIDGE,
  );
  return { means, deviations, weights };
}

export { stageLogit };
