import type { BinnedRows } from './bins.js';

/** Numbers per bin: sum of gradients, sum of hessians, rows. */
const PER_BIN = 3;

/** Gradient and hessian of the loss at each row. */
export interface Slopes {
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

/** Sums over the rows of a leaf. */
export interface Sums {
  readonly gradient: number;
  readonly hessian: number;
  readonly rows: number;
}

/** What a split must leave on both sides, and the L2 on leaf values. */
export interface SplitLimits {
  readonly ridge: number;
  readonly leastHessian: number;
  readonly leastRows: number;
}

/** Rows with a bin up to `bin` of `feature` go left; those of NaN by `missingLeft`. */
export interface Split {
  readonly feature: number;
  readonly bin: number;
  readonly missingLeft: boolean;
  /** By how much the loss falls, twice, to second order. */
  readonly gain: number;
  readonly left: Sums;
  readonly right: Sums;
}

/** Numbers of a histogram for these rows. */
export function histogramSize({ edges }: BinnedRows): number {
  return edges.length * strideOf(edges);
}

/** The bins of the feature with the most, and that of NaN. */
function strideOf(edges: BinnedRows['edges']): number {
  return (edges.reduce((most, { length }) => Math.max(most, length), 0) + 1) * PER_BIN;
}

/** Sums the slopes of some rows by bin of each of `features`, into `histogram`. */
export function fillHistogram(
  histogram: Float64Array,
  { columns, edges, rows: count }: BinnedRows,
  features: Int32Array,
  rows: Int32Array,
  { gradient, hessian }: Slopes,
): void {
  const stride = strideOf(edges);
  // Gathered once, so that every feature reads them one after the other.
  const gradients = new Float64Array(rows.length);
  const hessians = new Float64Array(rows.length);
  rows.forEach((row, i) => {
    gradients[i] = gradient[row]!;
    hessians[i] = hessian[row]!;
  });
  histogram.fill(0);
  for (const feature of features) {
    const column = columns.subarray(feature * count, (feature + 1) * count);
    const start = feature * stride;
    for (let i = 0; i < rows.length; i++) {
      const at = start + column[rows[i]!]! * PER_BIN;
      histogram[at]! += gradients[i]!;
      histogram[at + 1]! += hessians[i]!;
      histogram[at + 2]!++;
    }
  }
}

/** Takes a child's histogram off its parent's: what is left is the other child's. */
export function subtractHistogram(parent: Float64Array, child: Float64Array): void {
  for (let i = 0; i < parent.length; i++) parent[i]! -= child[i]!;
}

/** The split with the most gain that keeps the limits, of the leaf with these sums; the first of equals. */
export function bestSplit(
  histogram: Float64Array,
  { edges }: BinnedRows,
  features: Int32Array,
  total: Sums,
  limits: SplitLimits,
): Split | undefined {
  const { ridge, leastHessian, leastRows } = limits;
  const stride = strideOf(edges);
  const before = total.gradient ** 2 / (total.hessian + ridge);
  let best: Split | undefined;
  let most = 0;
  const consider = (
    feature: number,
    bin: number,
    missingLeft: boolean,
    gradient: number,
    hessian: number,
    rows: number,
  ): void => {
    if (rows < leastRows || total.rows - rows < leastRows) return;
    const otherGradient = total.gradient - gradient;
    const otherHessian = total.hessian - hessian;
    if (hessian < leastHessian || otherHessian < leastHessian) return;
    const gain = gradient ** 2 / (hessian + ridge) + otherGradient ** 2 / (otherHessian + ridge) - before;
    if (!(gain > most)) return;
    most = gain;
    const left = { gradient, hessian, rows };
    const right = { gradient: otherGradient, hessian: otherHessian, rows: total.rows - rows };
    best = { feature, bin, missingLeft, gain, left, right };
  };
  for (const feature of features) {
    const last = edges[feature]!.length - 1;
    const missing = feature * stride + (last + 1) * PER_BIN;
    const missingGradient = histogram[missing]!;
    const missingHessian = histogram[missing + 1]!;
    const missingRows = histogram[missing + 2]!;
    let gradient = 0;
    let hessian = 0;
    let rows = 0;
    for (let bin = 0; bin <= last; bin++) {
      const at = feature * stride + bin * PER_BIN;
      if (histogram[at + 2] === 0) continue;
      gradient += histogram[at]!;
      hessian += histogram[at + 1]!;
      rows += histogram[at + 2]!;
      // A NaN never met here goes where most rows go.
      consider(feature, bin, missingRows === 0 && 2 * rows >= total.rows, gradient, hessian, rows);
      if (missingRows > 0)
        consider(
          feature,
          bin,
          true,
          gradient + missingGradient,
          hessian + missingHessian,
          rows + missingRows,
        );
    }
  }
  return best;
}
