import { KERNEL } from './bytes.js';
import { at, KernelMemory } from './memory.js';

type Loop = (...numbers: readonly number[]) => void;
type Find = (...numbers: readonly number[]) => number;
/** Exports of the compiled module; `models/make/kernel/assembly/kernel.ts` documents each. */
interface Loops {
  readonly products: Loop;
  readonly addProducts: Loop;
  readonly sumRows: Loop;
  readonly sumBytes: Loop;
  readonly scanBytes: Loop;
  readonly dotBlocks: Loop;
  readonly scaleInts: Loop;
  readonly spread: Loop;
  readonly adam: Loop;
  readonly sumWords: Loop;
  readonly roundRows: Loop;
  readonly roundWords: Loop;
  readonly matchRows: Loop;
  readonly standardise: Loop;
  readonly addLine: Loop;
  readonly highest: Find;
  readonly sumChoice: Loop;
  readonly strikeLeaves: Find;
  readonly toShorts: Loop;
  readonly scale: Loop;
  readonly shift: Loop;
  readonly addKnown: Loop;
  readonly oddsOf: Loop;
  readonly settle: Find;
  readonly countAbove: Find;
  readonly productsAt: Loop;
  readonly highestOfEach: Loop;
  readonly addPostings: Loop;
}

/**
 * The inner loops of training and scoring. Matrices are row-major; `dimension`, the row width, is a multiple of 8.
 */
export class Kernel extends KernelMemory {
  readonly #loops: Loops;

  /** @param capacity bytes of all arrays together; up to 16 more are taken per array */
  constructor(capacity: number) {
    super(KERNEL, capacity);
    this.#loops = this.exports as Loops;
  }

  /** `out[i * rights + j]` = row `i` of `left` · row `j` of `right`; `rights` is a multiple of 4. */
  products(
    left: Float32Array,
    right: Float32Array,
    out: Float32Array,
    lefts: number,
    rights: number,
    dimension: number,
  ): void {
    this.#loops.products(at(left), at(right), at(out), lefts, rights, dimension);
  }

  /** Adds to row `i` of `target` every row `j` of `source` times `pulls[i * rowStep + j * columnStep]`. */
  addProducts(
    target: Float32Array,
    pulls: Float32Array,
    [rowStep, columnStep]: readonly [number, number],
    source: Float32Array,
    rows: number,
    dimension: number,
  ): void {
    this.#loops.addProducts(at(target), at(pulls), rowStep, columnStep, at(source), rows, rows, dimension);
  }

  /** Writes the weighted sum of the rows `buckets[0 … count - 1]` into `out`. */
  sumRows(
    out: Float32Array,
    rows: Float32Array | Int8Array,
    weights: Float32Array,
    buckets: Int32Array,
    count: number,
  ): void {
    const loop = rows instanceof Int8Array ? 'sumBytes' : 'sumRows';
    this.#loops[loop](at(out), at(rows), at(weights), at(buckets), count, out.length);
  }

  /** `out[i]` = query · row `i` of `rows`, in integers. */
  scan(query: Int16Array, rows: Int8Array, out: Int32Array, count: number): void {
    this.#loops.scanBytes(at(query), at(rows), at(out), count, query.length);
  }

  /**
   * `out[i]` = vector · row `i`, summed in 64 bits in the order of a plain loop. Rows are interleaved in blocks of 8:
   * `blocks[8 * (dimension * b + k) + r]` is component `k` of row `8 * b + r`.
   */
  dotBlocks(vector: Float64Array, blocks: Float32Array, out: Float64Array): void {
    this.#loops.dotBlocks(at(vector), at(blocks), at(out), out.length, vector.length);
  }

  /** `out = numbers * unit`, rounded to 32-bit floats. Lengths are multiples of 4. */
  scaleInts(out: Float32Array, numbers: Int32Array, unit: number): void {
    this.#loops.scaleInts(at(out), at(numbers), unit, numbers.length);
  }

  /**
   * Writes the vector sum of each word into `out`, followed by the unit vector of the whole text, in which each bucket
   * counts once.
   *
   * @param entries buckets, `~bucket` where the bucket already occurred in the text; `starts` holds the offset of each
   * word in them and the end of the last
   * @param lengths receives the length of each sum, that of the text last
   */
  sumWords(
    out: Float32Array,
    [rows, weights]: readonly [Int8Array, Float32Array],
    [entries, starts, words]: readonly [Int32Array, Int32Array, number],
    lengths: Float32Array,
    dimension: number,
  ): void {
    this.#loops.sumWords(
      at(out),
      at(rows),
      at(weights),
      at(entries),
      at(starts),
      words,
      at(lengths),
      dimension,
    );
  }

  /** Writes the rows `order[0 … count - 1]`, normalised, times `steps` and rounded, into `out`. */
  roundRows(
    out: Int8Array,
    [rows, lengths]: readonly [Float32Array, Float32Array],
    [order, count]: readonly [Int32Array, number],
    steps: number,
    dimension: number,
  ): void {
    this.#loops.roundRows(at(out), at(rows), at(lengths), at(order), count, steps, dimension);
  }

  /**
   * Sums and quantises the words `which[0 … count - 1]`, as `sumWords` and `roundRows` do.
   *
   * @param scratch two rows of floats
   */
  roundWords(
    [out, lengths]: readonly [Int8Array, Float32Array],
    [rows, weights]: readonly [Int8Array, Float32Array],
    [entries, starts]: readonly [Int32Array, Int32Array],
    [which, count]: readonly [Int32Array, number],
    steps: number,
    scratch: Float32Array,
    dimension: number,
  ): void {
    this.#loops.roundWords(
      at(out),
      at(lengths),
      at(rows),
      at(weights),
      at(entries),
      at(starts),
      at(which),
      count,
      steps,
      at(scratch),
      dimension,
    );
  }

  /**
   * Best matches between rows and groups of rows, as dot products of 0 or more: `nearest[group * lefts + i]` is the
   * highest of row `i` of `left` with any row of the group, `bestOf[j]` that of row `j` of `right` with any row of
   * `left`.
   *
   * @param starts first row of each group in `right`, and the end of the last group: multiples of 4
   */
  matchRows(
    [left, lefts]: readonly [Int8Array, number],
    right: Int8Array,
    [starts, groups]: readonly [Int32Array, number],
    nearest: Int32Array,
    bestOf: Int32Array,
    dimension: number,
  ): void {
    this.#loops.matchRows(at(left), lefts, at(right), at(starts), groups, at(nearest), at(bestOf), dimension);
  }

  /**
   * Replaces `values` by `(value - centre) * scale`; `out` receives the sum of those that are not NaN, and of their
   * squares. Lengths are multiples of 4, here and in the next three methods.
   */
  standardise(values: Float32Array, centres: Float32Array, scales: Float32Array, out: Float32Array): void {
    this.#loops.standardise(at(values), at(centres), at(scales), values.length, at(out));
  }

  /** Adds the piecewise linear `slope * x + bend * max(0, x - knee)` to `into`, with `x = (value - mean) * scale`. */
  addLine(
    into: Float32Array,
    values: Float32Array,
    [mean, scale]: readonly [number, number],
    [slope, bend, knee]: readonly [number, number, number],
  ): void {
    this.#loops.addLine(at(into), at(values), values.length, mean, scale, slope, bend, knee);
  }

  /** The maximum of `values + mask`, ignoring NaN; -Infinity when nothing is left. */
  highest(values: Float32Array, mask: Float32Array): number {
    return this.#loops.highest(at(values), at(mask), values.length);
  }

  /**
   * Sums of a conditional logit. With `odds = exp(utility - most)` of each utility that is not NaN, `out` receives the
   * sums of `odds`, `odds * near`, `odds * close`, `odds * rival`, `odds * rival * (utility - most)` and `rival`.
   */
  sumChoice(
    utilities: Float32Array,
    [rivals, near, close]: readonly [Float32Array, Float32Array, Float32Array],
    most: number,
    out: Float32Array,
  ): void {
    this.#loops.sumChoice(at(utilities), at(rivals), at(near), at(close), utilities.length, most, at(out));
  }

  /** `out = vector * steps`, rounded to 16 bits. */
  toShorts(out: Int16Array, vector: Float32Array, steps: number): void {
    this.#loops.toShorts(at(out), at(vector), steps, vector.length);
  }

  /** Multiplies `values` by `factors` in place. Lengths are multiples of 4, here and in the next four methods. */
  scale(values: Float32Array, factors: Float32Array): void {
    this.#loops.scale(at(values), at(factors), values.length);
  }

  /** Replaces each value by `(value - mean) * factor`. */
  shift(values: Float32Array, mean: number, factor: number): void {
    this.#loops.shift(at(values), mean, factor, values.length);
  }

  /** As `addLine` without scaling; NaN adds nothing. */
  addKnown(
    into: Float32Array,
    values: Float32Array,
    [slope, bend, knee]: readonly [number, number, number],
  ): void {
    this.#loops.addKnown(at(into), at(values), values.length, slope, bend, knee);
  }

  /**
   * Unnormalised softmax: `odds` receives exp(utility - highest) where `needed` is not NaN and the gap is less than
   * `furthest`, 0 elsewhere. `out` receives the highest utility (-Infinity when there is none) and the sum of the odds.
   */
  oddsOf(
    utilities: Float32Array,
    needed: Float32Array,
    odds: Float32Array,
    furthest: number,
    out: Float32Array,
  ): void {
    this.#loops.oddsOf(at(utilities), at(needed), at(odds), utilities.length, furthest, at(out));
  }

  /**
   * Normalises the odds of `oddsOf` to probabilities in place and returns their entropy in nats, to which probabilities
   * up to `least` add nothing.
   */
  settle(
    odds: Float32Array,
    utilities: Float32Array,
    [most, sum]: readonly [number, number],
    least: number,
  ): number {
    return this.#loops.settle(at(odds), at(utilities), odds.length, most, sum, Math.log(sum), least);
  }

  /** Number of values above `value`. */
  countAbove(values: Float32Array, value: number): number {
    return this.#loops.countAbove(at(values), value, values.length);
  }

  /** `out[i]` = `vector` · row `which[i]` of `rows`; the length of `vector` is a multiple of 4. */
  productsAt(
    vector: Float32Array,
    rows: Float32Array,
    [which, count]: readonly [Int32Array, number],
    out: Float32Array,
  ): void {
    this.#loops.productsAt(at(vector), at(rows), at(which), at(out), count, vector.length);
  }

  /** `out[i]`: the maximum of the values from `starts[i]` to `starts[i + 1] - 1`; NaN for an empty range. */
  highestOfEach(values: Float32Array, starts: Int32Array, out: Float32Array): void {
    this.#loops.highestOfEach(at(values), at(starts), at(out), starts.length - 1);
  }

  /**
   * Adds to `out` the dot products of a sparse vector, the first `count` buckets with their weights, with the items of
   * an inverted index.
   *
   * @param index offset of each bucket, the items, and the bucket's weight in each
   */
  addPostings(
    [buckets, weights, count]: readonly [Int32Array, Float32Array, number],
    [starts, items, itemWeights]: readonly [Int32Array, Int32Array, Float32Array],
    out: Float32Array,
  ): void {
    this.#loops.addPostings(at(buckets), at(weights), count, at(starts), at(items), at(itemWeights), at(out));
  }

  /** Sum of the leaves that a row reaches (QuickScorer): `QuickForest` builds the arrays. */
  strikeLeaves(
    row: Float32Array,
    [starts, nodes]: readonly [Int32Array, Int32Array],
    left: Int32Array,
    leaves: Float32Array,
  ): number {
    return this.#loops.strikeLeaves(
      at(row),
      row.length,
      at(starts),
      at(nodes),
      at(left),
      left.length,
      at(leaves),
    );
  }

  /** Backpropagates the gradient `by` of a weighted sum of rows into the gradient slots of its buckets: see `adam`. */
  spread(
    by: Float32Array,
    [rows, weights]: readonly [Float32Array, Float32Array],
    [buckets, count]: readonly [Int32Array, number],
    slots: Int32Array,
    [rowGradients, weightGradients]: readonly [Float32Array, Float32Array],
  ): void {
    this.#loops.spread(
      at(by),
      at(rows),
      at(weights),
      at(buckets),
      count,
      at(slots),
      at(rowGradients),
      at(weightGradients),
      by.length,
    );
  }

  /**
   * One Adam step on the rows (`width` numbers each) of the touched buckets; gradients are in the order of `touched`.
   */
  adam(
    { values, firsts, seconds }: Moments,
    gradients: Float32Array,
    [touched, count]: readonly [Int32Array, number],
    width: number,
    { rate, correction }: { readonly rate: number; readonly correction: number },
  ): void {
    this.#loops.adam(
      at(values),
      at(firsts),
      at(seconds),
      at(gradients),
      at(touched),
      count,
      width,
      rate,
      correction,
    );
  }
}

/** Learned parameters with Adam's running first and second moments of their gradients. */
export interface Moments {
  readonly values: Float32Array;
  readonly firsts: Float32Array;
  readonly seconds: Float32Array;
}
