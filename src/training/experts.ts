import {
  CORPUS_CLIP,
  MIN_FLOOD_COMMENTS,
  FLOOD_PRIOR,
  GATING_INPUTS,
  gatingInputs,
  mixtureProbabilities,
  type Mixture,
} from '../relevance/corpus/experts.js';
import { type Linear, sigmoid, standardised } from '../relevance/logistic.js';
import type { CorpusStage } from '../relevance/corpus/stage.js';
import { type BoostOptions, fitForest } from './boosting.js';
import { fitLogistic } from './logistic.js';

/** Rows of inputs with their labels: 1 for the positive class. */
export interface LabelledRows {
  readonly width: number;
  readonly features: Float32Array;
  readonly labels: Uint8Array;
}

/** Features of simulated comments. */
export interface Rows extends LabelledRows {
  /** 1 for comments under a flooded article. */
  readonly flooded: Uint8Array;
  /** First row of each article, and the end of the last. */
  readonly starts: readonly number[];
  /** Fold of each article: 0 or 1. */
  readonly folds: readonly number[];
}

const RIDGE = 20;
/** Rows per regression: more change nothing. */
const MAX_ROWS = 40_000;

/** Fits a logistic regression over standardised inputs. */
export function fitLinear({ width, features, labels }: LabelledRows): Linear {
  const means = new Float64Array(width);
  const deviations = new Float64Array(width).fill(1);
  for (let i = 0; i < width; i++) {
    let [count, sum, squares] = [0, 0, 0];
    for (let at = i; at < features.length; at += width) {
      const value = features[at]!;
      if (Number.isNaN(value)) continue;
      count++;
      sum += value;
      squares += value * value;
    }
    if (count === 0) continue;
    means[i] = sum / count;
    deviations[i] = Math.max(1e-3, Math.sqrt(Math.max(0, squares / count - means[i]! ** 2)));
  }
  const every = Math.max(1, Math.ceil(labels.length / MAX_ROWS));
  const samples = [];
  for (let row = 0; row < labels.length; row += every) {
    const inputs = new Float64Array(width + 1);
    for (let i = 0; i < width; i++)
      inputs[i] = standardised(features[row * width + i]!, means[i]!, deviations[i]!, CORPUS_CLIP);
    inputs[width] = 1;
    samples.push({ inputs, belongs: labels[row] === 1 });
  }
  const weights = samples.length > 0 ? fitLogistic(samples, RIDGE) : new Float64Array(width + 1);
  return { means, deviations, weights };
}

/** Fits a mixture, each expert on its kind of articles. Without `trees` there is no forest. */
export function fitMixture(rows: Rows, trees?: Partial<BoostOptions>): Mixture {
  const calm = selectRows(rows, (row) => rows.flooded[row] === 0);
  const flood = selectRows(rows, (row) => rows.flooded[row] === 1);
  return {
    calm: fitLinear(calm),
    forest: trees === undefined ? null : fitForest(calm.features, calm.width, calm.labels, trees),
    flood: fitLinear(flood),
    gating: fitGating(rows),
  };
}

/** Fits the gating model for even odds; the prior is applied when it is used. */
function fitGating({ features, flooded, starts }: Rows): Linear {
  const articles = starts
    .slice(0, -1)
    .map((from, i) => ({ from, to: starts[i + 1]! }))
    .filter(({ from, to }) => to - from >= MIN_FLOOD_COMMENTS);
  const inputs = new Float32Array(articles.length * GATING_INPUTS);
  articles.forEach(({ from, to }, i) => {
    inputs.set(gatingInputs(features, from, to), i * GATING_INPUTS);
  });
  const labels = Uint8Array.from(articles, ({ from }) => flooded[from]!);
  const gate = fitLinear({ width: GATING_INPUTS, features: inputs, labels });
  const share = (labels.reduce((sum, one) => sum + one, 0) + 0.5) / (labels.length + 1);
  gate.weights[GATING_INPUTS]! -= Math.log(share / (1 - share));
  return gate;
}

/** Calibration and levels of a mixture. */
export type Calibrated = Pick<CorpusStage, 'calibration' | 'levels'>;

/** Minimum precision of flagged comments, and of those in review. */
const FLAG_PRECISION = 0.8;
const REVIEW_PRECISION = 0.5;
/** Maximum share of own comments that is flagged. */
const MAX_FLAGGED = 0.005;

/**
 * Platt scaling of a mixture's logits, and the two levels, from mixtures fitted on one fold of articles and applied to
 * the other. Floods are left out: the simulation draws them far more often than they occur.
 */
export function fitCalibration(rows: Rows, options: Partial<BoostOptions>): Calibrated {
  const samples: { inputs: Float64Array; belongs: boolean }[] = [];
  for (const fold of [0, 1]) {
    const mixture = fitMixture(foldOf(rows, 1 - fold), options);
    const held = foldOf(rows, fold);
    mixtureProbabilities(mixture, held.features, held.starts, FLOOD_PRIOR).forEach((probability, row) => {
      if (held.flooded[row] === 1) return;
      const inputs = Float64Array.of(1, Math.log(probability / (1 - probability)));
      samples.push({ inputs, belongs: held.labels[row] === 1 });
    });
  }
  const [constant, slope] = fitLogistic(samples, 1) as unknown as [number, number];
  const ranked = samples
    .map(({ inputs, belongs }) => ({ probability: sigmoid(constant + slope * inputs[1]!), foreign: belongs }))
    .sort((a, b) => b.probability - a.probability);
  return {
    calibration: [constant, slope],
    levels: {
      flag: thresholdOf(ranked, FLAG_PRECISION, MAX_FLAGGED),
      review: thresholdOf(ranked, REVIEW_PRECISION, 1),
    },
  };
}

/**
 * The lowest probability at which the precision holds and at most this share of own comments is selected; 1 when there
 * is none.
 */
function thresholdOf(
  ranked: readonly { probability: number; foreign: boolean }[],
  precision: number,
  share: number,
): number {
  const most = share * ranked.filter(({ foreign }) => !foreign).length;
  let level = 1;
  let right = 0;
  ranked.forEach(({ probability, foreign }, i) => {
    if (foreign) right++;
    if (right / (i + 1) >= precision && i + 1 - right <= most) level = probability;
  });
  return level;
}

function selectRows(
  { width, features, labels }: LabelledRows,
  wanted: (row: number) => boolean,
): LabelledRows {
  const kept = Array.from(labels.keys()).filter(wanted);
  const some = new Float32Array(kept.length * width);
  kept.forEach((row, i) => {
    some.set(features.subarray(row * width, (row + 1) * width), i * width);
  });
  return { width, features: some, labels: Uint8Array.from(kept, (row) => labels[row]!) };
}

/** The articles of a fold with their rows. */
function foldOf(rows: Rows, fold: number): Rows {
  const articles = rows.folds.flatMap((one, article) => (one === fold ? [article] : []));
  const starts = [0];
  const kept = new Uint8Array(rows.labels.length);
  for (const article of articles) {
    kept.fill(1, rows.starts[article], rows.starts[article + 1]);
    starts.push(starts.at(-1)! + rows.starts[article + 1]! - rows.starts[article]!);
  }
  return {
    ...selectRows(rows, (row) => kept[row] === 1),
    flooded: rows.flooded.filter((_, row) => kept[row] === 1),
    starts,
    folds: articles.map(() => fold),
  };
}
