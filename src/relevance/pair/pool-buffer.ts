import { Kernel } from '../kernel/kernel.js';
import { CHANNELS, type PoolEntry } from './pool-entry.js';

/** Sums that the kernel returns at once. */
const SUMS = 8;
/** The kernel processes numbers in groups of four. */
const LANES = 4;

/**
 * Scratch buffer in which the articles of a pool are compared with a comment. Pools of one size share a buffer; the
 * pool that uses it next puts its articles in. Arrays over the pool have its size rounded up to a multiple of 4, padded
 * with 0.
 */
export class PoolBuffer {
  readonly kernel: Kernel;
  readonly query: Int16Array;
  readonly vector: Float32Array;
  readonly products: Int32Array;
  /** By channel: z-scores by article of the scanned comment, and each article's mean and 1 / deviation. */
  readonly deviations: readonly Float32Array[];
  readonly centres: readonly Float32Array[];
  readonly scales: readonly Float32Array[];
  readonly sums: Float32Array;
  /** Relations of the article under judgement to the pool. */
  readonly selected: readonly [rivals: Float32Array, near: Float32Array, close: Float32Array];
  readonly mask: Float32Array;
  readonly utilities: Float32Array;
  /** Quantised vectors of titles, and of bodies. */
  readonly rows: readonly [Int8Array, Int8Array];
  readonly #articles: number;
  readonly #dimension: number;
  /** Entries of the known articles, and where the background articles start. */
  #entries: (PoolEntry | undefined)[] = [];
  #backgroundFrom = -1;
  /** The pool whose articles are in the buffer. */
  owner: object | undefined;

  constructor(articles: number, dimension: number) {
    const count = Math.ceil(articles / LANES) * LANES;
    const arrays = 3 * CHANNELS.length + 6;
    this.kernel = new Kernel(
      2 * (count + 3) * dimension + arrays * count * Float32Array.BYTES_PER_ELEMENT + SUMS,
    );
    this.#dimension = dimension;
    this.#articles = articles;
    this.query = this.kernel.shorts(dimension);
    this.vector = this.kernel.floats(dimension);
    this.products = this.kernel.ints(count);
    this.rows = [this.kernel.bytes(count * dimension), this.kernel.bytes(count * dimension)];
    const floats = (): Float32Array => this.kernel.floats(count);
    this.deviations = CHANNELS.map(floats);
    this.centres = CHANNELS.map(floats);
    this.scales = CHANNELS.map(floats);
    this.sums = this.kernel.floats(SUMS);
    this.selected = [floats(), floats(), floats()];
    this.mask = floats();
    this.utilities = floats();
  }

  /** Puts an entry at position `i`; does nothing when it is there already. */
  put(i: number, entry: PoolEntry): void {
    if (this.#entries[i] === entry) return;
    this.#entries[i] = entry;
    const [title, body] = entry.rows;
    this.rows[0].set(title, i * this.#dimension);
    // Without a body the mean is NaN, so a stale row has no effect.
    if (body !== null) this.rows[1].set(body, i * this.#dimension);
    for (let channel = 0; channel < CHANNELS.length; channel++) {
      this.centres[channel]![i] = entry.quantised.means[channel]!;
      this.scales[channel]![i] = entry.quantised.scales[channel]!;
    }
  }

  /**
   * Copies the first articles of another buffer to the positions from `from` on; does nothing when they are there
   * already.
   */
  copyFrom(other: PoolBuffer, from: number): void {
    if (this.#backgroundFrom === from) return;
    this.#backgroundFrom = from;
    this.#entries = [];
    const count = this.#articles - from;
    const copyTo = <Numbers extends Int8Array | Float32Array>(
      to: Numbers,
      source: Numbers,
      width = 1,
    ): void => {
      to.set(source.subarray(0, count * width), from * width);
    };
    this.rows.forEach((rows, side) => {
      copyTo(rows, other.rows[side]!, this.#dimension);
    });
    this.centres.forEach((centres, channel) => {
      copyTo(centres, other.centres[channel]!);
    });
    this.scales.forEach((scales, channel) => {
      copyTo(scales, other.scales[channel]!);
    });
  }
}
