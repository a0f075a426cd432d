import { type Forest, MAX_FEATURES, MAX_LEAVES } from '../relevance/pair/forest.js';
import { type BinnedRows, binRows, MAX_BINS } from './bins.js';
import { sidesOf, type Slopes, type Sums, type Tree, TreeGrower } from './tree.js';
import { pick, type Random, seededRandom } from './random.js';

/** Settings of gradient boosting. */
export interface BoostOptions {
  readonly trees: number;
  /** Leaves per tree at most. */
  readonly leaves: number;
  /** Shrinkage: factor on leaf values. */
  readonly rate: number;
  /** L2 penalty on leaf values. */
  readonly ridge: number;
  /** Minimum sum of hessians in a leaf: weight × p(1 − p), so 4 undecided rows make 1. */
  readonly leastHessian: number;
  readonly leastRows: number;
  /** Bins per feature, at most 255; NaN has one more. */
  readonly bins: number;
  /** Share of the rows drawn for each tree. */
  readonly rowShare: number;
  /** Share of the features drawn for each tree. */
  readonly featureShare: number;
  readonly seed: number;
}

/** Default settings; the pair and corpus stages override them. */
export const BOOSTING: BoostOptions = {
  trees: 250,
  leaves: 10,
  rate: 0.06,
  ridge: 1,
  leastHessian: 1,
  leastRows: 20,
  bins: 64,
  rowShare: 1,
  featureShare: 1,
  seed: 1,
};

/** Optional inputs of a fit. */
export interface BoostInputs {
  /** Non-negative weight of each row; 1 when omitted. */
  readonly weights?: Float32Array;
  /** Log odds of each row that the trees start from, instead of the share of the positive class. */
  readonly offsets?: ArrayLike<number>;
  /** Called after each tree with the number of trees and the mean training log loss. */
  readonly progress?: (trees: number, loss: number) => void;
}

/** A forest with the gains of its splits. */
export interface FittedForest extends Forest {
  /** Gain of each node's split. */
  readonly gains: Float64Array;
}

/**
 * Fits gradient-boosted trees to the log loss as LightGBM grows them (Ke et al., "LightGBM: A Highly Efficient Gradient
 * Boosting Decision Tree", NeurIPS 2017): quantile bins, leaf-wise growth, Newton steps for leaf values. Missing values
 * are NaN, and every split learns their direction. Deterministic for a seed.
 *
 * @param rows row-major, `features` numbers per row
 * @param labels 0 or 1 for each row
 * @throws RangeError when sizes do not match or exceed what a forest can hold
 */
export function fitForest(
  rows: Float32Array,
  features: number,
  labels: Uint8Array,
  options: Partial<BoostOptions> & BoostInputs = {},
): FittedForest {
  const { weights, offsets, progress, ...chosen } = options;
  const settings = { ...BOOSTING, ...chosen };
  checkSizes(rows, features, labels, settings, weights);
  const random = seededRandom(settings.seed);
  const binned = binRows(rows, features, settings.bins);
  const grower = new TreeGrower(binned, settings.leaves, settings);
  const loss = new LogLoss(labels, weights, offsets);
  const builder = new ForestBuilder(features, loss.base);
  for (let tree = 0; tree < settings.trees; tree++) {
    const drawn = draw(labels.length, settings.rowShare, random);
    const drawnFeatures = draw(features, settings.featureShare, random);
    const grown = grower.grow(drawn, drawnFeatures, loss);
    if (grown.nodes.length > 0) {
      const values = Float32Array.from(
        grown.leaves,
        (sums) => settings.rate * newtonStep(sums, settings.ridge),
      );
      builder.add(grown, values, binned);
      addTree(loss.logits, grown, values, binned);
      loss.update();
    }
    progress?.(tree + 1, loss.mean);
  }
  return builder.build();
}

/** Total gain per feature: twice the loss reduction of its splits, to second order. */
export function importance({ features, feature, gains }: FittedForest): Float64Array {
  const sums = new Float64Array(features);
  feature.forEach((split, node) => (sums[split]! += gains[node]!));
  return sums;
}

function newtonStep({ gradient, hessian }: Sums, ridge: number): number {
  return -gradient / (hessian + ridge);
}

/**
 * Draws `share` of the integers below `end`, at least one, in ascending order (selection sampling, Knuth, algorithm
 * 3.4.2 S).
 */
function draw(end: number, share: number, random: Random): Int32Array {
  const drawn = new Int32Array(Math.min(end, Math.max(1, Math.round(share * end))));
  let count = 0;
  for (let i = 0; count < drawn.length; i++)
    if (drawn.length - count === end - i || pick(random, end - i) < drawn.length - count) drawn[count++] = i;
  return drawn;
}

/** Keeps the base log odds finite when all labels are equal. */
const MIN_CHANCE = 1e-6;

/** The log loss at the current log odds, and its derivatives. */
class LogLoss implements Slopes {
  readonly base: number;
  readonly logits: Float64Array;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
  mean = 0;
  readonly #labels: Uint8Array;
  readonly #weights: Float32Array;
  readonly #weight: number;

  constructor(
    labels: Uint8Array,
    weights: Float32Array = new Float32Array(labels.length).fill(1),
    offsets?: ArrayLike<number>,
  ) {
    let sum = 0;
    let positive = 0;
    labels.forEach((label, row) => {
      sum += weights[row]!;
      if (label === 1) positive += weights[row]!;
    });
    const chance = Math.min(1 - MIN_CHANCE, Math.max(MIN_CHANCE, positive / sum));
    this.base = offsets === undefined ? Math.log(chance / (1 - chance)) : 0;
    this.logits =
      offsets === undefined ? new Float64Array(labels.length).fill(this.base) : Float64Array.from(offsets);
    this.gradient = new Float64Array(labels.length);
    this.hessian = new Float64Array(labels.length);
    this.#labels = labels;
    this.#weights = weights;
    this.#weight = sum;
    this.update();
  }

  /** Recomputes loss and derivatives for the current log odds. */
  update(): void {
    let sum = 0;
    for (let row = 0; row < this.logits.length; row++) {
      const sign = this.#labels[row] === 1 ? 1 : -1;
      const margin = sign * this.logits[row]!;
      const odds = Math.exp(-margin);
      const chance = 1 / (1 + odds);
      const weight = this.#weights[row]!;
      this.gradient[row] = -sign * weight * (1 - chance);
      this.hessian[row] = weight * chance * (1 - chance);
      sum += weight * (odds === Infinity ? -margin : Math.log1p(odds));
    }
    this.mean = sum / this.#weight;
  }
}

/** Adds a tree's output to the log odds of each row, by bins. */
function addTree(logits: Float64Array, { nodes }: Tree, values: Float32Array, binned: BinnedRows): void {
  const sides = nodes.map(({ split }) => sidesOf(binned, split));
  const starts = Int32Array.from(nodes, ({ split }) => split.feature * binned.rows);
  const children = Int32Array.from(nodes.flatMap(({ left, right }) => [right, left]));
  for (let row = 0; row < logits.length; row++) {
    let node = 0;
    do {
      const side = sides[node]![binned.columns[starts[node]! + row]!]!;
      node = children[2 * node + side]!;
    } while (node >= 0);
    logits[row]! += values[~node]!;
  }
}

/** Concatenates trees into a forest. */
class ForestBuilder {
  readonly #features: number;
  readonly #base: number;
  readonly #roots: number[] = [];
  readonly #feature: number[] = [];
  readonly #threshold: number[] = [];
  readonly #missingLeft: number[] = [];
  readonly #left: number[] = [];
  readonly #right: number[] = [];
  readonly #leaf: number[] = [];
  readonly #gains: number[] = [];

  constructor(features: number, base: number) {
    this.#features = features;
    this.#base = base;
  }

  add({ nodes }: Tree, values: Float32Array, { edges }: BinnedRows): void {
    const root = this.#feature.length;
    const leaves = this.#leaf.length;
    const child = (at: number): number => (at >= 0 ? root + at : at - leaves);
    this.#roots.push(root);
    for (const { split, left, right } of nodes) {
      this.#feature.push(split.feature);
      this.#threshold.push(edges[split.feature]![split.bin]!);
      this.#missingLeft.push(split.missingLeft ? 1 : 0);
      this.#left.push(child(left));
      this.#right.push(child(right));
      this.#gains.push(split.gain);
    }
    this.#leaf.push(...values);
  }

  build(): FittedForest {
    return {
      features: this.#features,
      base: this.#base,
      roots: Int16Array.from(this.#roots),
      feature: Uint8Array.from(this.#feature),
      threshold: Float32Array.from(this.#threshold),
      missingLeft: Uint8Array.from(this.#missingLeft),
      left: Int16Array.from(this.#left),
      right: Int16Array.from(this.#right),
      leaf: Float32Array.from(this.#leaf),
      gains: Float64Array.from(this.#gains),
    };
  }
}

function checkSizes(
  rows: Float32Array,
  features: number,
  labels: Uint8Array,
  { trees, leaves, bins }: BoostOptions,
  weights: Float32Array | undefined,
): void {
  const whole = (value: number, least: number, most: number): boolean =>
    Number.isInteger(value) && value >= least && value <= most;
  if (!whole(features, 1, MAX_FEATURES)) throw new RangeError(`features: 1 to ${MAX_FEATURES}`);
  if (rows.length !== labels.length * features || !labels.every((label) => label <= 1))
    throw new RangeError('each row needs a label, 0 or 1');
  const weight = weights?.reduce((sum, one) => sum + (one >= 0 ? one : NaN), 0) ?? labels.length;
  if ((weights ?? labels).length !== labels.length || !(weight > 0 && weight < Infinity))
    throw new RangeError('each row needs a weight of 0 or more, and one of them more than 0');
  if (!whole(bins, 2, MAX_BINS)) throw new RangeError(`bins: 2 to ${MAX_BINS}`);
  if (!whole(leaves, 2, MAX_LEAVES) || !whole(trees, 0, MAX_LEAVES / leaves))
    throw new RangeError(`leaves: 2 or more; trees × leaves: at most ${MAX_LEAVES}`);
}
