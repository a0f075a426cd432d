import {
  CORPUS_CLIP,
  applyMixture,
  FOREST_SHARE,
  GATING_INPUTS,
  gatingInputs,
  LINEAR_SHARE,
  MIN_FLOOD_COMMENTS,
  type Expert,
  type Mixture,
} from '../relevance/corpus/experts.js';
import { calibrationInputs, probabilityOf } from '../relevance/corpus/calibration.js';
import { DUMP_FEATURES, FEATURES } from '../relevance/corpus/features.js';
import { type Linear, linearLogit, standardised } from '../relevance/logistic.js';
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
  /** Index of each article's dump; the articles of a dump are contiguous. */
  readonly dumps: readonly number[];
  /** Whether the dump of each article has a usual share of foreign comments. */
  readonly usual: readonly boolean[];
}

const RIDGE = 20;
/** Rows per regression: more change nothing. */
const MAX_ROWS = 40_000;
const ARTICLES = FEATURES.indexOf('size.articles');
const PAIR_WEIGHT = FEATURES.indexOf('pair.weight');
const DUMP_SHARE = FEATURES.indexOf('share.dump');
/** Log odds of a share of 15%. */
const USUAL_SHARE = Math.log(0.15 / 0.85);

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

/** Fits a mixture, each expert on its kind of articles. Without `trees` there are no forests. */
export function fitMixture(rows: Rows, trees?: Partial<BoostOptions>): Mixture {
  const usual = new Uint8Array(rows.labels.length);
  rows.usual.forEach((is, i) => usual.fill(Number(is), rows.starts[i], rows.starts[i + 1]));
  const isCalm = (row: number): boolean => rows.flooded[row] === 0;
  const weights = dumpWeights(rows);
  const fit = (wanted: (row: number) => boolean): Expert => {
    const kept = selectRows(rows, wanted);
    const linear = fitLinear(without(kept, ARTICLES));
    if (trees === undefined) return { linear, forest: null };
    return fitBoth(
      kept,
      linear,
      weights.filter((_, row) => wanted(row)),
      trees,
    );
  };
  return {
    calm: fit(isCalm),
    usual: trees === undefined ? null : fit((row) => isCalm(row) && usual[row] === 1),
    flood: fitLinear(selectRows(rows, (row) => !isCalm(row))),
    gating: fitGating(rows),
  };
}

/** The same rows with one feature missing. */
function without(rows: LabelledRows, feature: number): LabelledRows {
  const features = Float32Array.from(rows.features);
  for (let at = feature; at < features.length; at += rows.width) features[at] = NaN;
  return { ...rows, features };
}

/** Rows of small dumps weigh more: by the inverse root of the size of their dump; 1 on average. */
function dumpWeights({ starts, dumps, labels }: Rows): Float32Array {
  const sizes: number[] = [];
  dumps.forEach((dump, i) => (sizes[dump] = (sizes[dump] ?? 0) + starts[i + 1]! - starts[i]!));
  const weights = new Float32Array(labels.length);
  let total = 0;
  dumps.forEach((dump, i) => {
    const weight = 1 / Math.sqrt(sizes[dump]!);
    weights.fill(weight, starts[i], starts[i + 1]);
    total += weight * (starts[i + 1]! - starts[i]!);
  });
  return weights.map((weight) => (weight * labels.length) / total);
}

/**
 * Fits the trees beside a regression over the same rows. They start from what a regression over the dump's share
 * alone says and do not read the features that are equal in a whole dump: with these they would tell the few simulated
 * dumps apart by heart (AUC at 5% among small dumps .76 instead of .85).
 */
function fitBoth(
  { width, features, labels }: LabelledRows,
  linear: Linear,
  weights: Float32Array,
  trees: Partial<BoostOptions>,
): Expert {
  const [shares, others] = [new Float32Array(features.length).fill(NaN), Float32Array.from(features)];
  for (let at = 0; at < features.length; at += width)
    for (const i of DUMP_FEATURES) {
      if (i !== ARTICLES) shares[at + i] = features[at + i]!;
      others[at + i] = NaN;
    }
  const base = fitLinear({ width, features: shares, labels });
  const offsets = Float64Array.from(labels, (_, row) =>
    linearLogit(base, shares.subarray(row * width, (row + 1) * width), CORPUS_CLIP),
  );
  // Features of the base have the same means and deviations in both, the others no weight in it.
  const sum = linear.weights.map((weight, i) => FOREST_SHARE * (LINEAR_SHARE * weight + base.weights[i]!));
  return {
    linear: { ...linear, weights: sum },
    forest: fitForest(others, width, labels, { ...trees, weights, offsets }),
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
 * The calibration of a mixture and the two levels, from mixtures fitted on one fold of articles and applied to the
 * other. The levels come from dumps with a usual share of foreign comments.
 */
export function fitCalibration(rows: Rows, options: Partial<BoostOptions>): Calibrated {
  const kept: { inputs: readonly number[]; foreign: boolean; usual: boolean }[] = [];
  for (const fold of [0, 1]) {
    const mixture = fitMixture(foldOf(rows, 1 - fold), options);
    const held = foldOf(rows, fold);
    for (const { from, to } of dumpsOf(held)) {
      const [first, last] = [held.starts[from]!, held.starts[to]!];
      const features = held.features.subarray(first * held.width, last * held.width);
      const starts = held.starts.slice(from, to + 1).map((start) => start - first);
      const { probabilities } = applyMixture(mixture, features, starts);
      const size = last - first;
      for (let article = 0; article + 1 < starts.length; article++)
        for (let row = starts[article]!; row < starts[article + 1]!; row++) {
          const pair = features[row * held.width + PAIR_WEIGHT]!;
          if (Number.isNaN(pair) || !isDrawn(first + row, size, held.flooded[first + row] === 1)) continue;
          const logit = Math.log(probabilities[row]! / (1 - probabilities[row]!));
          const share = features[row * held.width + DUMP_SHARE]!;
          const siblings = starts[article + 1]! - starts[article]! - 1;
          kept.push({
            inputs: calibrationInputs(logit, pair, share, siblings),
            foreign: held.labels[first + row] === 1,
            usual: share < USUAL_SHARE,
          });
        }
    }
  }
  const calibration = fitLogistic(
    kept.map(({ inputs, foreign }) => ({ inputs: Float64Array.from(inputs), belongs: foreign })),
    1,
  );
  const ranked = kept
    .filter(({ usual }) => usual)
    .map(({ inputs, foreign }) => ({ probability: probabilityOf(calibration, inputs), foreign }))
    .sort((a, b) => b.probability - a.probability);
  return {
    calibration,
    levels: {
      flag: thresholdOf(ranked, FLAG_PRECISION, MAX_FLAGGED),
      review: thresholdOf(ranked, REVIEW_PRECISION, 1),
    },
  };
}

/** The share of flooded articles' comments drawn: the simulation makes floods far more often than they occur. */
const FLOODS_DRAWN = 0.2;
/** All comments of dumps up to this size are drawn; of larger ones a share that falls with the root of their size. */
const DRAWN_WHOLE = 100;

/** Draws rows by a hash of their number (Knuth's multiplicative one). */
function isDrawn(row: number, size: number, flooded: boolean): boolean {
  const hash = (Math.imul(row + 1, 0x9e3779b1) >>> 0) / 2 ** 32;
  return hash < Math.sqrt(Math.min(1, DRAWN_WHOLE / size)) * (flooded ? FLOODS_DRAWN : 1);
}

/** Ranges of articles, dump by dump. */
function dumpsOf({ dumps }: Rows): { from: number; to: number }[] {
  const ranges: { from: number; to: number }[] = [];
  for (let from = 0, to = 1; from < dumps.length; from = to++) {
    while (to < dumps.length && dumps[to] === dumps[from]) to++;
    ranges.push({ from, to });
  }
  return ranges;
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
    dumps: articles.map((article) => rows.dumps[article]!),
    usual: articles.map((article) => rows.usual[article]!),
  };
}
