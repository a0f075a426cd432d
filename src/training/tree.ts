import type { BinnedRows } from './bins.js';
import {
  bestSplit,
  fillHistogram,
  histogramSize,
  type Slopes,
  type Split,
  type SplitLimits,
  subtractHistogram,
  type Sums,
} from './histogram.js';

/** Splits and leaves of one tree; children are nodes of it, or `~leaf`. A tree without a split has one leaf. */
export interface Tree {
  readonly nodes: readonly TreeNode[];
  readonly leaves: readonly Sums[];
}

export interface TreeNode {
  readonly split: Split;
  left: number;
  right: number;
}

/** A leaf while the tree grows: its rows are `start` to `end` of the grower's. */
interface Leaf {
  readonly start: number;
  readonly end: number;
  readonly sums: Sums;
  readonly histogram: Float64Array;
  readonly best: Split | undefined;
  /** Where it hangs. */
  readonly parent: TreeNode | undefined;
  readonly side: 'left' | 'right';
}

/** Grows trees over the same rows again and again, in the same memory. */
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
   * Splits the leaf that gains the most, until there are enough leaves or none gains (leaf-wise growth).
   *
   * @param rows the rows to learn from; put into another order
   * @param features the features to split by
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
      // Only the smaller child is summed; the parent's histogram becomes the other's.
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

  /** Puts the rows that go left before the others, both in their order; gives where the others start. */
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

/** For each bin of a split's feature whether it goes left. */
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
