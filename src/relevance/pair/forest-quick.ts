import { type Forest, logitOf } from './forest.js';
import { Kernel } from '../kernel/kernel.js';

/** Leaves of a tree that fit into the bits of one number. */
const MAX_QUICK_LEAVES = 32;

/**
 * A forest of small trees as lists of thresholds: QuickScorer (Lucchese et al. 2015). For each feature its nodes stand
 * in the order of their thresholds; each node that sends a row to the right strikes the leaves on its left out of its
 * tree, and the first leaf left over is the one reached. No walk through a tree, hence no branch that is hard to foresee.
 */
class QuickForest {
  readonly #base: number;
  readonly #kernel: Kernel;
  readonly #row: Float32Array;
  /** Where the nodes of each feature start, and where the last ones end. */
  readonly #starts: Int32Array;
  /** By feature and threshold: see `strikeLeaves` of the kernel. */
  readonly #nodes: Int32Array;
  readonly #left: Int32Array;
  /** The leaves of each tree from left to right, `MOST_LEAVES` numbers each. */
  readonly #leaves: Float32Array;

  constructor(forest: Forest) {
    const { features, feature, threshold, roots, missingLeft } = forest;
    const nodes = feature.length;
    this.#base = forest.base;
    this.#kernel = new Kernel(4 * (2 * features + 1 + 4 * nodes + (MAX_QUICK_LEAVES + 1) * roots.length));
    this.#row = this.#kernel.floats(features);
    this.#starts = this.#kernel.ints(features + 1);
    this.#nodes = this.#kernel.ints(4 * nodes);
    this.#left = this.#kernel.ints(roots.length);
    this.#leaves = this.#kernel.floats(MAX_QUICK_LEAVES * roots.length);
    const { trees, masks } = this.#layOut(forest);
    const order = [...feature.keys()].sort(
      (a, b) => feature[a]! - feature[b]! || threshold[a]! - threshold[b]! || a - b,
    );
    for (const asked of feature) this.#starts[asked + 1]!++;
    for (let i = 1; i <= features; i++) this.#starts[i]! += this.#starts[i - 1]!;
    const thresholds = new Float32Array(this.#nodes.buffer, this.#nodes.byteOffset, 4 * nodes);
    order.forEach((node, i) => {
      thresholds[4 * i] = threshold[node]!;
      this.#nodes.set([4 * trees[node]!, masks[node]!, missingLeft[node]!], 4 * i + 1);
    });
  }

  logitOf(row: Float32Array): number {
    this.#row.set(row);
    return (
      this.#base + this.#kernel.strikeLeaves(this.#row, [this.#starts, this.#nodes], this.#left, this.#leaves)
    );
  }

  /** Puts the leaves in their places; finds the tree of each node, and which leaves stay when it sends a row right. */
  #layOut({ roots, left, right, leaf }: Forest): { trees: Int32Array; masks: Int32Array } {
    const trees = new Int32Array(left.length);
    const masks = new Int32Array(left.length);
    roots.forEach((root, tree) => {
      let count = 0;
      const walk = (node: number): void => {
        if (node < 0) {
          this.#leaves[tree * MAX_QUICK_LEAVES + count++] = leaf[~node]!;
          return;
        }
        trees[node] = tree;
        const first = count;
        walk(left[node]!);
        masks[node] = ~(bitsUnder(count) & ~bitsUnder(first));
        walk(right[node]!);
      };
      walk(root);
    });
    return { trees, masks };
  }
}

/** The lowest `count` of 32 bits. */
const bitsUnder = (count: number): number => (count >= 32 ? -1 : (1 << count) - 1);

const made = new WeakMap<Forest, QuickForest | null>();

/** As `logitOf` of `forest.ts`, to rounding, and faster where trees have 32 leaves or fewer. */
export function fastLogitOf(forest: Forest, row: Float32Array): number {
  let quick = made.get(forest);
  if (quick === undefined) {
    quick = mostLeaves(forest) <= MAX_QUICK_LEAVES ? new QuickForest(forest) : null;
    made.set(forest, quick);
  }
  return quick === null ? logitOf(forest, row) : quick.logitOf(row);
}

function mostLeaves({ roots, left, right }: Forest): number {
  const count = (node: number): number => (node < 0 ? 1 : count(left[node]!) + count(right[node]!));
  return roots.reduce((most, root) => Math.max(most, count(root)), 0);
}
