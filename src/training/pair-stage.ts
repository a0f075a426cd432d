import { type Linear, linearLogit, standardised } from '../relevance/logistic.js';
import { logitOf } from '../relevance/pair/forest.js';
import {
  calibratedWeight,
  type Calibration,
  lineInputs,
  PAIR_CLIP,
  type Stage,
} from '../relevance/pair/stage.js';
import { type BoostOptions, fitForest } from './boosting.js';
import { fitLogistic } from './logistic.js';

/** Pairs of a comment and an article with their features, half of them true. */
export interface StagePairs {
  /** Row-major, `features` numbers per pair. */
  readonly rows: Float32Array;
  readonly features: number;
  readonly labels: Uint8Array;
  readonly words: Int32Array;
  /** Cross-validation fold; pairs of one article share a fold. */
  readonly folds: Uint8Array;
  /** Weight of each pair. */
  readonly counts: Float32Array;
}

/** Number of cross-validation folds. */
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

/** A stage, and for each cross-validation fold one that has not seen its pairs. */
export interface StageFit {
  readonly stage: Stage;
  readonly unseen: readonly Stage[];
}

/** Fits trees and a logistic regression, and stacks and calibrates them on out-of-fold predictions. */
export function fitStage(pairs: StagePairs, trees: Partial<BoostOptions> = {}): StageFit {
  const count = pairs.labels.length;
  const whole = { forest: grow(pairs, trees), linear: fitLinear(pairs) };
  const parts: Pick<Stage, 'forest' | 'linear'>[] = [];
  const byTrees = new Float64Array(count);
  const byLinear = new Float64Array(count);
  for (let fold = 0; fold < FOLDS; fold++) {
    const rest = select(pairs, (i) => pairs.folds[i] !== fold);
    if (rest.labels.length === 0 || rest.labels.length === count) {
      parts.push(whole);
      continue;
    }
    const forest = grow(rest, trees);
    const linear = fitLinear(rest);
    parts.push({ forest, linear });
    for (let i = 0; i < count; i++) {
      if (pairs.folds[i] !== fold) continue;
      byTrees[i] = logitOf(forest, rowOf(pairs, i));
      byLinear[i] = linearLogit(linear, rowOf(pairs, i), PAIR_CLIP);
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
  const joined = (part: Pick<Stage, 'forest' | 'linear'>): Stage => ({ ...part, blend, calibration: scale });
  return { stage: joined(whole), unseen: parts.map(joined) };
}

const rowOf = ({ rows, features }: StagePairs, i: number): Float32Array =>
  rows.subarray(i * features, (i + 1) * features);

/** The pairs for which `take` is true. */
function select(pairs: StagePairs, take: (pair: number) => boolean): StagePairs {
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
    let [sum, squares, known] = [0, 0, 0];
    for (let at = k; at < rows.length; at += features) {
      const value = rows[at]!;
      if (Number.isNaN(value)) continue;
      sum += value;
      squares += value * value;
      known++;
    }
    means[k] = known === 0 ? 0 : sum / known;
    deviations[k] = known === 0 ? 1 : Math.sqrt(Math.max(0, squares / known - means[k]! ** 2)) || 1;
  }
  const weights = fitLogistic(
    Array.from(labels, (label, i) => {
      const row = rowOf(pairs, i);
      const inputs = new Float64Array(features + 1).fill(1);
      for (let k = 0; k < features; k++)
        inputs[k] = standardised(row[k]!, means[k]!, deviations[k]!, PAIR_CLIP);
      return { inputs, belongs: label === 1 };
    }),
    RIDGE,
  );
  return { means, deviations, weights };
}

/** A scored pair; a sample holds as many true pairs as false ones. */
interface ScoredPair {
  /** Out-of-fold log odds. */
  readonly logit: number;
  /** Length of the comment in eojeols. */
  readonly words: number;
  readonly belongs: boolean;
}

/** L2 penalty on the lines: worth about 20 comments. */
const LINE_RIDGE = 5;
/** Upper bound of the caps in nats, whatever the data say. */
const LOUDEST = 3.5;
/** The caps are estimated on this share of the pairs at either end. */
const END = 0.01;

/** Fits a calibration to scored pairs, half of them true. */
function fitScale(pairs: readonly ScoredPair[]): Calibration {
  const lines = fitLogistic(
    pairs.map(({ logit, words, belongs }) => ({ inputs: lineInputs(logit, words), belongs })),
    LINE_RIDGE,
  );
  const open: Calibration = { lines, maxFor: LOUDEST, maxAgainst: LOUDEST };
  const ordered = pairs
    .map(({ logit, words, belongs }) => ({ weight: calibratedWeight(logit, words, open), belongs }))
    .sort((a, b) => a.weight - b.weight);
  const end = Math.max(20, Math.round(ordered.length * END));
  return { lines, maxFor: -loudness(ordered.slice(0, end)), maxAgainst: loudness(ordered.slice(-end)) };
}

/** Log ratio of foreign to own among these pairs, half a pair added to each; clipped to ±`LOUDEST`. */
function loudness(pairs: readonly { belongs: boolean }[]): number {
  const own = pairs.filter(({ belongs }) => belongs).length;
  return Math.max(-LOUDEST, Math.min(LOUDEST, Math.log((pairs.length - own + 0.5) / (own + 0.5))));
}
