import type { BinnedRows } from './bins.js';

/** Numbers per histogram bin: sum of gradients, sum of hessians, rows. */
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

/** Minimum contents of both children of a split, and the L2 penalty on leaf values. */
interface SplitLimits {
  readonly ridge: number;
  readonly leastHessian: number;
  readonly leastRows: number;
}

/** Rows whose bin of `feature` is at most `bin` go left; NaN by `missingLeft`. */
interface Split {
  readonly feature: number;
  readonly bin: number;
  readonly missingLeft: boolean;
  /** Twice the loss reduction, to second order. */
  readonly gain: number;
  readonly left: Sums;
  readonly right: Sums;
}

/** Length of a histogram. */
function histogramSize({ edges }: BinnedRows): number {
  return edges.length * strideOf(edges);
}

/** Histogram width of a feature: the largest number of bins, plus one for NaN. */
function strideOf(edges: BinnedRows['edges']): number {
  return (edges.reduce((most, { length }) => Math.max(most, length), 0) + 1) * PER_BIN;
}

/** Sums the derivatives of `rows` into `histogram`, by bin of each of `features`. */
function fillHistogram(
  histogram: Float64Array,
  { columns, edges, rows: count }: BinnedRows,
  features: Int32Array,
  rows: Int32Array,
  { gradient, hessian }: Slopes,
): void {
  const stride = strideOf(edges);
  // Gathered once so that every feature reads them sequentially.
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

/** Subtracts a child's histogram from its parent's, which leaves the other child's. */
function subtractHistogram(parent: Float64Array, child: Float64Array): void {
  for (let i = 0; i < parent.length; i++) parent[i]! -= child[i]!;
}

/** The split of highest gain within the limits for a leaf with these sums; the first among equals. */
function bestSplit(
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
      // When this leaf has no NaN, NaN goes with the majority.
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

/** Splits and leaves of one tree; a child is a node index or `~leaf`. A tree without splits has one leaf. */
export interface Tree {
  readonly nodes: readonly TreeNode[];
  readonly leaves: readonly Sums[];
}

interface TreeNode {
  readonly split: Split;
  left: number;
  right: number;
}

/** A leaf of a growing tree: rows `start` to `end` of the grower's order. */
interface Leaf {
  readonly start: number;
  readonly end: number;
  readonly sums: Sums;
  readonly histogram: Float64Array;
  readonly best: Split | undefined;
  /** Parent node. */
  readonly parent: TreeNode | undefined;
  readonly side: 'left' | 'right';
}

/** Grows trees over the same binned rows, reusing its memory. */
export class TreeGrower {
  readonly #binned: BinnedRows;
  readonly #limits: SplitLimits;
  readonly #mostLeaves: number;
  readonly #histograms: readonly Float64Array[];
  readonly #moved: Int32Array;

  constructor(binned: BinnedRows, mostLeaves: number, limits: SplitLimits) {
    this.#binned = binned;
    this.#limits = limits;
    this.#mostLeaves = mostLeaves;
    const size = histogramSize(binned);
    this.#histograms = Array.from({ length: mostLeaves }, () => new Float64Array(size));
    this.#moved = new Int32Array(binned.rows);
  }

  /**
   * Leaf-wise growth: splits the leaf of highest gain until the tree is full or nothing gains.
   *
   * @param rows rows to learn from; reordered in place
   * @param features features to split by
   */
  grow(rows: Int32Array, features: Int32Array, slopes: Slopes): Tree {
    const binned = this.#binned;
    const nodes: TreeNode[] = [];
    const fresh = (leaf: Omit<Leaf, 'best'>): Leaf => ({
      ...leaf,
      best: bestSplit(leaf.histogram, binned, features, leaf.sums, this.#limits),
    });
    const histogram = this.#histograms[0]!;
    fillHistogram(histogram, binned, features, rows, slopes);
    const whole = { start: 0, end: rows.length, sums: sumsOf(rows, slopes), histogram };
    const leaves = [fresh({ ...whole, parent: undefined, side: 'left' })];
    while (leaves.length < this.#mostLeaves) {
      let chosen = 0;
      leaves.forEach(({ best }, i) => {
        if ((best?.gain ?? 0) > (leaves[chosen]!.best?.gain ?? 0)) chosen = i;
      });
      const { start, end, best: split, histogram: kept, parent, side } = leaves[chosen]!;
      if (split === undefined) break;
      const node: TreeNode = { split, left: 0, right: 0 };
      if (parent !== undefined) parent[side] = nodes.length;
      nodes.push(node);
      const middle = this.#part(rows, start, end, split);
      // Only the smaller child is summed; subtraction turns the parent's histogram into the other's.
      const made = this.#histograms[leaves.length]!;
      const leftIsSmaller = middle - start <= end - middle;
      const smaller = leftIsSmaller ? rows.subarray(start, middle) : rows.subarray(middle, end);
      fillHistogram(made, binned, features, smaller, slopes);
      subtractHistogram(kept, made);
      const [leftHistogram, rightHistogram] = leftIsSmaller ? [made, kept] : [kept, made];
      leaves[chosen] = fresh({
        start,
        end: middle,
        sums: split.left,
        histogram: leftHistogram,
        parent: node,
        side: 'left',
      });
      leaves.push(
        fresh({
          start: middle,
          end,
          sums: split.right,
          histogram: rightHistogram,
          parent: node,
          side: 'right',
        }),
      );
    }
    leaves.forEach(({ parent, side }, i) => {
      if (parent !== undefined) parent[side] = ~i;
    });
    return { nodes, leaves: leaves.map(({ sums }) => sums) };
  }

  /** Stable partition of the rows by the split; returns where the right part starts. */
  #part(rows: Int32Array, start: number, end: number, split: Split): number {
    const { columns, rows: count } = this.#binned;
    const goesLeft = sidesOf(this.#binned, split);
    const column = split.feature * count;
    let left = start;
    let right = 0;
    for (let i = start; i < end; i++) {
      const row = rows[i]!;
      if (goesLeft[columns[column + row]!] === 1) rows[left++] = row;
      else this.#moved[right++] = row;
    }
    rows.set(this.#moved.subarray(0, right), left);
    return left;
  }
}

/** For each bin of the split's feature, NaN last: 1 when it goes left. */
export function sidesOf({ edges }: BinnedRows, { feature, bin, missingLeft }: Split): Uint8Array {
  const missing = edges[feature]!.length;
  return Uint8Array.from({ length: missing + 1 }, (_, b) => ((b < missing ? b <= bin : missingLeft) ? 1 : 0));
}

function sumsOf(rows: Int32Array, slopes: Slopes): Sums {
  let gradient = 0;
  let hessian = 0;
  for (const row of rows) {
    gradient += slopes.gradient[row]!;
    hessian += slopes.hessian[row]!;
  }
  return { gradient, hessian, rows: rows.length };
}
