import { Kernel } from '../kernel/kernel.js';

/**
 * A sum of small decision trees that gives log odds for a row of numbers. The nodes of all trees are stored
 * contiguously, each tree from its root, parents before children; so are the leaves.
 */
export interface Forest {
  /** Length of a row, at most 256. */
  readonly features: number;
  /** Log odds before any tree. */
  readonly base: number;
  /** Root node of each tree. Every tree has at least one split. */
  readonly roots: Int16Array;
  /** Feature that each node tests. */
  readonly feature: Uint8Array;
  /** Values up to the threshold go left, larger ones right. */
  readonly threshold: Float32Array;
  /** Direction of NaN at each node: 1 left, 0 right. */
  readonly missingLeft: Uint8Array;
  /** Child nodes; a leaf is stored as `~leaf` (negative). */
  readonly left: Int16Array;
  readonly right: Int16Array;
  /** Contribution of each leaf to the log odds. */
  readonly leaf: Float32Array;
}

/** Limit on nodes and on leaves: they are numbered in int16. */
export const MAX_LEAVES = 2 ** 15;
export const MAX_FEATURES = 2 ** 8;

/** Log odds of the row of `forest.features` numbers that starts at `at`; NaN marks a missing number. */
export function logitOf(forest: Forest, row: Float32Array | Float64Array, at = 0): number {
  const { roots, feature, threshold, missingLeft, left, right, leaf } = forest;
  let sum = forest.base;
  for (const root of roots) {
    let node: number = root;
    do {
      const value = row[at + feature[node]!]!;
      const goesLeft = value <= threshold[node]! || (value !== value && missingLeft[node] === 1);
      node = goesLeft ? left[node]! : right[node]!;
    } while (node >= 0);
    sum += leaf[~node]!;
  }
  return sum;
}

/**
 * Layout, little-endian: features - 1 (uint8), number of trees and of nodes (uint16), base (float64), roots (int16),
 * then per node: feature, direction of NaN (uint8), threshold (float32), left and right child (int16); then the leaves
 * (float32), as many as nodes and trees together.
 */
const HEAD = 13;
const BYTES_PER_NODE = 10;

/** Serialises a forest: about 14 bytes per leaf and 2 more per tree. `openForest` restores it exactly. */
export function packForest(forest: Forest): Uint8Array {
  const { features, base, roots, feature, threshold, missingLeft, left, right, leaf } = forest;
  const bytes = new Uint8Array(size(roots.length, feature.length));
  const view = new DataView(bytes.buffer);
  view.setUint8(0, features - 1);
  view.setUint16(1, roots.length, true);
  view.setUint16(3, feature.length, true);
  view.setFloat64(5, base, true);
  let at = HEAD;
  const int16 = (numbers: Int16Array): void => {
    for (const number of numbers) view.setInt16((at += 2) - 2, number, true);
  };
  const float32 = (numbers: Float32Array): void => {
    for (const number of numbers) view.setFloat32((at += 4) - 4, number, true);
  };
  int16(roots);
  bytes.set(feature, at);
  bytes.set(missingLeft, at + feature.length);
  at += 2 * feature.length;
  float32(threshold);
  int16(left);
  int16(right);
  float32(leaf);
  return bytes;
}

/**
 * Reads what `packForest` wrote; the bytes are copied.
 *
 * @throws RangeError when the bytes are not a valid forest
 */
export function openForest(bytes: Uint8Array): Forest {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEAD) throw new RangeError('a forest is cut off');
  const trees = view.getUint16(1, true);
  const nodes = view.getUint16(3, true);
  if (bytes.length !== size(trees, nodes)) throw new RangeError('a forest has not the size it tells');
  let at = HEAD;
  const uint8 = (count: number): Uint8Array => Uint8Array.from(bytes.subarray(at, (at += count)));
  const int16 = (count: number): Int16Array =>
    Int16Array.from({ length: count }, () => view.getInt16((at += 2) - 2, true));
  const float32 = (count: number): Float32Array =>
    Float32Array.from({ length: count }, () => view.getFloat32((at += 4) - 4, true));
  // In file order.
  const forest: Forest = {
    features: view.getUint8(0) + 1,
    base: view.getFloat64(5, true),
    roots: int16(trees),
    feature: uint8(nodes),
    missingLeft: uint8(nodes),
    threshold: float32(nodes),
    left: int16(nodes),
    right: int16(nodes),
    leaf: float32(nodes + trees),
  };
  check(forest);
  return forest;
}

function size(trees: number, nodes: number): number {
  return HEAD + 2 * trees + BYTES_PER_NODE * nodes + 4 * (nodes + trees);
}

/**
 * Throws unless every walk ends in a leaf: each node and each leaf has exactly one parent, and parents precede
 * children.
 */
function check({ features, base, roots, feature, threshold, missingLeft, left, right, leaf }: Forest): void {
  const nodes = feature.length;
  const parents = new Uint8Array(nodes + leaf.length);
  const reach = (child: number, after: number): boolean => {
    const place = child < 0 ? nodes + ~child : child;
    return child < 0
      ? ~child < leaf.length && parents[place]!++ === 0
      : child > after && child < nodes && parents[place]!++ === 0;
  };
  const sound =
    Number.isFinite(base) &&
    roots.every((root) => root >= 0 && reach(root, -1)) &&
    feature.every(
      (tested, node) =>
        tested < features &&
        !Number.isNaN(threshold[node]) &&
        missingLeft[node]! <= 1 &&
        reach(left[node]!, node) &&
        reach(right[node]!, node),
    ) &&
    leaf.every(Number.isFinite) &&
    parents.every((count) => count === 1);
  if (!sound) throw new RangeError('a forest has a node that cannot be');
}

/** Leaves per tree that fit into one bit mask. */
const MAX_QUICK_LEAVES = 32;

/**
 * A forest as sorted threshold lists: QuickScorer (Lucchese et al. 2015). The nodes of each feature are sorted by
 * threshold; every node that sends the row to the right masks out the leaves of its left subtree, and the lowest
 * remaining leaf is the exit leaf. There is no tree walk, hence no unpredictable branch.
 */
class QuickForest {
  readonly #base: number;
  readonly #kernel: Kernel;
  readonly #row: Float32Array;
  /** First node of each feature, and the end of the last. */
  readonly #starts: Int32Array;
  /** Sorted by feature and threshold: see `strikeLeaves` of the kernel. */
  readonly #nodes: Int32Array;
  readonly #left: Int32Array;
  /** Leaves of each tree from left to right, `MAX_QUICK_LEAVES` slots per tree. */
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
    for (const tested of feature) this.#starts[tested + 1]!++;
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

  /**
   * Lays out the leaves; returns the tree of each node and the mask of leaves that survive when it sends a row right.
   */
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

/** As `logitOf`, up to rounding; faster for trees of 32 leaves or fewer. The threshold lists are built on first use. */
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
