import { Kernel } from '../kernel/kernel.js';

/**
 * A sum of small decision trees: log odds for a row of numbers. The nodes of all trees stand one after the other, each
 * tree from its root, a parent before its children; so do the leaves.
 */
export interface Forest {
  /** Numbers in a row, at most 256. */
  readonly features: number;
  /** Log odds before any tree. */
  readonly base: number;
  /** The root node of each tree. Every tree has one split or more. */
  readonly roots: Int16Array;
  /** The number of a row that a node asks for. */
  readonly feature: Uint8Array;
  /** A node's left child is for values up to this one, its right child for those above it. */
  readonly threshold: Float32Array;
  /** Where a node sends NaN: 1 left, 0 right. */
  readonly missingLeft: Uint8Array;
  /** Children: a node, or `~leaf` (under 0). */
  readonly left: Int16Array;
  readonly right: Int16Array;
  /** What each leaf adds to the log odds. */
  readonly leaf: Float32Array;
}

/** Most nodes, and most leaves: their numbers are int16. */
export const MAX_LEAVES = 2 ** 15;
export const MAX_FEATURES = 2 ** 8;

/** Log odds of the row of `forest.features` numbers that starts at `at`; any of them may be NaN (missing). */
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
 * The bytes, little-endian: features less one (uint8), counts of trees and nodes (uint16), base (float64); then roots
 * (int16), and of all nodes the features, sides of NaN (uint8), thresholds (float32), left and right children (int16);
 * then the leaves (float32), as many as nodes and trees together.
 */
const HEAD = 13;
const BYTES_PER_NODE = 10;

/** Packs a forest: 14 bytes for each leaf and 2 more for each tree, about. `openForest` gives the same forest. */
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
 * Opens what `packForest` packed; the bytes are copied.
 *
 * @throws RangeError when the bytes are no such forest
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
  // In the order of the file.
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

/** Every walk must end in a leaf: each node and leaf has one parent, and a parent stands before its children. */
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
      (asked, node) =>
        asked < features &&
        !Number.isNaN(threshold[node]) &&
        missingLeft[node]! <= 1 &&
        reach(left[node]!, node) &&
        reach(right[node]!, node),
    ) &&
    leaf.every(Number.isFinite) &&
    parents.every((count) => count === 1);
  if (!sound) throw new RangeError('a forest has a node that cannot be');
}

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
