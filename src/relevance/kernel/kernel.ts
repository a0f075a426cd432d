import { KERNEL } from './bytes.js';

type Loop = (...numbers: readonly number[]) => void;
type Find = (...numbers: readonly number[]) => number;
/** What the module exports: `models/make/kernel/assembly/kernel.ts` says what each does. */
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

type Numbers = Float64Array | Float32Array | Int32Array | Int16Array | Int8Array;
/** Arrays start at multiples of this: as wide as a SIMD load. */
const ALIGNMENT = 16;
const PAGE = 65_536;

let compiled: WebAssembly.Module | undefined;

/**
 * The inner loops in WebAssembly with SIMD, and the memory they work on: arrays come from `doubles`, `floats`, `ints`,
 * `shorts` and `bytes`, are all zeros, and live as long as the kernel. Loops take such arrays only. Rows stand one after the
 * other; `dimension`, their width, is a multiple of 8.
 */
export class Kernel {
  readonly #memory: WebAssembly.Memory;
  readonly #loops: Loops;
  #next = ALIGNMENT;

  /** @param room bytes that all arrays together need; 16 more are taken per array */
  constructor(room: number) {
    compiled ??= new WebAssembly.Module(Uint8Array.from(atob(KERNEL), (letter) => letter.charCodeAt(0)));
    const pages = Math.ceil((room + 64 * ALIGNMENT) / PAGE) + 1;
    this.#memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    this.#loops = new WebAssembly.Instance(compiled, { env: { memory: this.#memory } }).exports as Loops;
  }

  doubles(length: number): Float64Array {
    return new Float64Array(this.#memory.buffer, this.#take(length * 8), length);
  }

  floats(length: number): Float32Array {
    return new Float32Array(this.#memory.buffer, this.#take(length * 4), length);
  }

  ints(length: number): Int32Array {
    return new Int32Array(this.#memory.buffer, this.#take(length * 4), length);
  }

  shorts(length: number): Int16Array {
    return new Int16Array(this.#memory.buffer, this.#take(length * 2), length);
  }

  bytes(length: number): Int8Array {
    return new Int8Array(this.#memory.buffer, this.#take(length), length);
  }

  /** `out[i * rights + j]`: dot product of row `i` of `left` with row `j` of `right`; `rights` is a multiple of 4. */
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

  /** Adds to row `i` of `target` each row `j` of `source` times `pulls[i * rowStep + j * columnStep]`. */
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

  /** Sum of the rows named in `buckets[0 … count - 1]`, each times its weight, into `out`. */
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

  /** `out[i]`: dot product of the query with row `i` of `rows`, in whole numbers. */
  scan(query: Int16Array, rows: Int8Array, out: Int32Array, count: number): void {
    this.#loops.scanBytes(at(query), at(rows), at(out), count, query.length);
  }

  /**
   * `out[i]`: dot product of the vector with row `i`, summed in 64 bits as a plain loop sums it. Rows stand in blocks of
   * 8, number by number: `blocks[8 * (dimension * b + k) + r]` is number `k` of row `8 * b + r`.
   */
  dotBlocks(vector: Float64Array, blocks: Float32Array, out: Float64Array): void {
    this.#loops.dotBlocks(at(vector), at(blocks), at(out), out.length, vector.length);
  }

  /** Whole numbers times `unit`, rounded to 32 bits. Lengths are multiples of 4. */
  scaleInts(out: Float32Array, numbers: Int32Array, unit: number): void {
    this.#loops.scaleInts(at(out), at(numbers), unit, numbers.length);
  }

  /**
   * Sums of rows word by word into `out`, and after them the unit vector of the text, in which each bucket counts once.
   *
   * @param entries buckets, as `~bucket` where the bucket has come before in the text
   * @param starts of each word in `entries`, and the end of the last one
   * @param lengths gets those of the sums, the length of the text last
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

  /** The rows named in `order[0 … count - 1]` as unit vectors times `steps`, rounded. */
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
   * Sums and rounds the words named in `which[0 … count - 1]`, as `sumWords` and `roundRows` do.
   *
   * @param room for two rows of numbers
   */
  roundWords(
    [out, lengths]: readonly [Int8Array, Float32Array],
    [rows, weights]: readonly [Int8Array, Float32Array],
    [entries, starts]: readonly [Int32Array, Int32Array],
    [which, count]: readonly [Int32Array, number],
    steps: number,
    room: Float32Array,
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
      at(room),
      dimension,
    );
  }

  /**
   * Highest dot products (0 or more) of rows with groups of rows: `nearest[group * lefts + i]` of row `i` of `left` with
   * any of the group, `bestOf[j]` of row `j` of `right` with any of `left`.
   *
   * @param starts of each group in `right`, and the end of the last one: multiples of 4
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
   * Puts `values` in deviations, `(value - centre) * scale`, where they stand; `out` gets the sum of those that are not
   * NaN, and of their squares. Lengths are multiples of 4, here and in the next three.
   */
  standardise(values: Float32Array, centres: Float32Array, scales: Float32Array, out: Float32Array): void {
    this.#loops.standardise(at(values), at(centres), at(scales), values.length, at(out));
  }

  /** Adds `slope * x + bend * max(0, x - knee)` to `into`, of each `x = (value - mean) * scale`. */
  addLine(
    into: Float32Array,
    values: Float32Array,
    [mean, scale]: readonly [number, number],
    [slope, bend, knee]: readonly [number, number, number],
  ): void {
    this.#loops.addLine(at(into), at(values), values.length, mean, scale, slope, bend, knee);
  }

  /** The highest of `values + mask`, -Infinity when there is none; NaN is no value. */
  highest(values: Float32Array, mask: Float32Array): number {
    return this.#loops.highest(at(values), at(mask), values.length);
  }

  /**
   * With `odds = exp(utility - most)` of each utility that is not NaN: `out` gets the sums of `odds`, `odds * near`,
   * `odds * close`, `odds * rival`, `odds * rival * (utility - most)` and `rival`.
   */
  sumChoice(
    utilities: Float32Array,
    [rivals, near, close]: readonly [Float32Array, Float32Array, Float32Array],
    most: number,
    out: Float32Array,
  ): void {
    this.#loops.sumChoice(at(utilities), at(rivals), at(near), at(close), utilities.length, most, at(out));
  }

  /** The vector times `steps`, rounded. */
  toShorts(out: Int16Array, vector: Float32Array, steps: number): void {
    this.#loops.toShorts(at(out), at(vector), steps, vector.length);
  }

  /** `values * factors` where they stand. Lengths are multiples of 4, here and in the next four. */
  scale(values: Float32Array, factors: Float32Array): void {
    this.#loops.scale(at(values), at(factors), values.length);
  }

  /** `(value - mean) * factor` of each where it stands. */
  shift(values: Float32Array, mean: number, factor: number): void {
    this.#loops.shift(at(values), mean, factor, values.length);
  }

  /** As `addLine` of the values as they are; NaN adds nothing. */
  addKnown(
    into: Float32Array,
    values: Float32Array,
    [slope, bend, knee]: readonly [number, number, number],
  ): void {
    this.#loops.addKnown(at(into), at(values), values.length, slope, bend, knee);
  }

  /**
   * Odds of each utility against the highest one, where `needed` is not NaN; 0 elsewhere and of what lies more than
   * `furthest` under it. `out` gets the highest utility (-Infinity when there is none) and the sum of the odds.
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

  /** Makes chances of the odds of `oddsOf`; chances up to `least` add nothing to the entropy that is returned. */
  settle(
    odds: Float32Array,
    utilities: Float32Array,
    [most, sum]: readonly [number, number],
    least: number,
  ): number {
    return this.#loops.settle(at(odds), at(utilities), odds.length, most, sum, Math.log(sum), least);
  }

  /** How many values are higher than `value`. */
  countAbove(values: Float32Array, value: number): number {
    return this.#loops.countAbove(at(values), value, values.length);
  }

  /** `out[i]`: dot product of `vector`, of a length that is a multiple of 4, with the row `which[i]` of `rows`. */
  productsAt(
    vector: Float32Array,
    rows: Float32Array,
    [which, count]: readonly [Int32Array, number],
    out: Float32Array,
  ): void {
    this.#loops.productsAt(at(vector), at(rows), at(which), at(out), count, vector.length);
  }

  /** `out[i]`: the highest of the values from `starts[i]` to `starts[i + 1] - 1`; NaN where there are none. */
  highestOfEach(values: Float32Array, starts: Int32Array, out: Float32Array): void {
    this.#loops.highestOfEach(at(values), at(starts), at(out), starts.length - 1);
  }

  /**
   * Adds to `out` the products of a bag, the first `count` of its buckets with their weights, with the items of an
   * inverted index.
   *
   * @param index where each bucket starts, the items, and the weight of the bucket in each
   */
  addPostings(
    [buckets, weights, count]: readonly [Int32Array, Float32Array, number],
    [starts, items, itemWeights]: readonly [Int32Array, Int32Array, Float32Array],
    out: Float32Array,
  ): void {
    this.#loops.addPostings(at(buckets), at(weights), count, at(starts), at(items), at(itemWeights), at(out));
  }

  /** Sum of the leaves that a row reaches: see `QuickForest`, which lays the arrays out. */
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

  /** The gradient `by` of a weighted sum of rows, added where the buckets gather theirs: see `adam`. */
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

  /** A step of Adam on the rows (of `width` numbers) of the touched buckets; gradients stand in their order. */
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

  #take(length: number): number {
    const start = this.#next;
    this.#next = Math.ceil((start + length) / ALIGNMENT) * ALIGNMENT;
    if (this.#next > this.#memory.buffer.byteLength)
      throw new RangeError('the kernel was made with less room');
    return start;
  }
}

/** Numbers that are learned, with the running means of their gradients and of their squares. */
export interface Moments {
  readonly values: Float32Array;
  readonly firsts: Float32Array;
  readonly seconds: Float32Array;
}

const at = (array: Numbers): number => array.byteOffset;
