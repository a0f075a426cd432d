import { type Bag, BagReader, MOST_FEATURES, MOST_WORDS, type WordBag } from './features.js';
import { Kernel } from '../kernel/kernel.js';
import { Slab } from './slab.js';
import type { Tower } from './tower.js';
import { toUnit } from './vector.js';
import { UNIT_STEPS, type Words } from './words.js';

/** A text as the encoder reads it. */
export interface Encoded {
  /** Unit vector; all zeros when there is no word in the text. */
  readonly vector: Float32Array;
  /** Its hashed n-grams, each once, in the order of the text. */
  readonly buckets: Int32Array;
  /** Eojeols. */
  readonly words: number;
}

/** A text, and its words one by one. */
export interface EncodedWords extends Encoded {
  readonly list: Words;
}

/** Turns Korean text into vectors: a comment lies near the articles it speaks to. */
export class Encoder {
  readonly tower: Tower;
  readonly #reader: BagReader;
  readonly #kernel: Kernel;
  readonly #rows: Int8Array;
  readonly #scales: Float32Array;
  readonly #buckets: Int32Array;
  readonly #sum: Float32Array;
  readonly #sums: Float32Array;
  readonly #lengths: Float32Array;
  readonly #order: Int32Array;
  readonly #rounded: Int8Array;
  readonly #weights = new Float32Array(MOST_WORDS);
  readonly #starts = new Int32Array(MOST_WORDS);
  readonly #ends = new Int32Array(MOST_WORDS);
  readonly #slab = new Slab();

  constructor(tower: Tower) {
    const { bits, dimension, rows, scales } = tower;
    const numbers = scales.length + 2 * MOST_FEATURES + 4 * MOST_WORDS + (MOST_WORDS + 2) * dimension;
    this.#kernel = new Kernel(rows.length + 4 * numbers + MOST_WORDS * dimension);
    this.#rows = this.#kernel.bytes(rows.length);
    this.#scales = this.#kernel.floats(scales.length);
    this.#buckets = this.#kernel.ints(MOST_FEATURES);
    this.#sum = this.#kernel.floats(dimension);
    this.#sums = this.#kernel.floats((MOST_WORDS + 1) * dimension);
    this.#lengths = this.#kernel.floats(MOST_WORDS + 1);
    this.#order = this.#kernel.ints(MOST_WORDS);
    this.#rounded = this.#kernel.bytes(MOST_WORDS * dimension);
    this.#rows.set(rows);
    this.#scales.set(scales);
    this.tower = { ...tower, rows: this.#rows, scales: this.#scales };
    this.#reader = new BagReader(bits, this.#slab, {
      entries: this.#kernel.ints(MOST_FEATURES),
      starts: this.#kernel.ints(MOST_WORDS + 1),
    });
  }

  get dimension(): number {
    return this.tower.dimension;
  }

  encode(text: string): Float32Array {
    return this.read(text).vector;
  }

  /** The vector of several texts as one, by the buckets that were read of each. */
  encodeBags(bags: readonly Int32Array[]): Float32Array {
    return this.#vectorOf(this.#reader.join(bags));
  }

  read(text: string): Encoded {
    return this.#encoded(this.#reader.read(text));
  }

  /**
   * Reads a text with its words in one pass: of its first `first` different words the `most` weightiest, in their
   * order. Undefined when the text is long or holds letters that are not plain: see `BagReader.readWords`.
   */
  readWords(text: string, first: number, most: number): EncodedWords | undefined {
    const bag = this.#sumWords(text);
    if (bag === undefined) return undefined;
    const { dimension } = this;
    const slab = this.#slab;
    const { buckets, words, different } = bag;
    const { count, rows, weights, starts, ends } = this.#heaviest(bag, Math.min(first, different), most);
    return {
      vector: slab.floats(this.#sums, different * dimension, (different + 1) * dimension),
      buckets,
      words,
      list: {
        count,
        rows: slab.bytes(rows, 0, count * dimension),
        weights: slab.floats(weights, 0, count),
        starts: slab.ints(starts, 0, count),
        ends: slab.ints(ends, 0, count),
      },
    };
  }

  /**
   * Reads a text of which only some words are wanted, without a vector: many words of an article have stood in it before.
   * Undefined as of `readWords`.
   */
  readSome(text: string): WordBag | undefined {
    return this.#reader.readWords(text);
  }

  /**
   * The words of the text that was read last, named by `which[0 … count - 1]`. The arrays are longer than they are many,
   * and hold until the next text is read.
   */
  wordsOf({ entries, starts, froms, tos }: WordBag, which: readonly number[]): Words {
    const count = which.length;
    this.#order.set(which);
    this.#kernel.roundWords(
      [this.#rounded, this.#lengths],
      [this.#rows, this.#scales],
      [entries, starts],
      [this.#order, count],
      UNIT_STEPS,
      this.#sums,
      this.dimension,
    );
    const words = this.#room(count);
    for (let i = 0; i < count; i++) {
      words.weights[i] = this.#lengths[i]!;
      words.starts[i] = froms[which[i]!]!;
      words.ends[i] = tos[which[i]!]!;
    }
    return words;
  }

  /** Reads a text into words that are summed one by one. */
  #sumWords(text: string): WordBag | undefined {
    const bag = this.#reader.readWords(text);
    if (bag === undefined) return undefined;
    const { different, entries, starts } = bag;
    this.#kernel.sumWords(
      this.#sums,
      [this.#rows, this.#scales],
      [entries, starts, different],
      this.#lengths,
      this.dimension,
    );
    return bag;
  }

  #encoded({ buckets, words }: Bag): Encoded {
    return { vector: this.#vectorOf(buckets), buckets, words };
  }

  #vectorOf(buckets: Int32Array): Float32Array {
    this.#buckets.set(buckets);
    this.#kernel.sumRows(this.#sum, this.#rows, this.#scales, this.#buckets, buckets.length);
    return toUnit(this.#sum.slice());
  }

  /** The words that have been summed: the `most` weightiest of the first `first`, in arrays that the next ones get. */
  #heaviest({ froms, tos }: WordBag, first: number, most: number): Words {
    const { dimension } = this;
    const [order, lengths] = [this.#order, this.#lengths];
    const count = Math.min(first, most);
    for (let i = 0; i < first; i++) order[i] = i;
    // The lightest goes, of several the last one, until `most` are left.
    for (let left = first; left > count; left--) {
      let lightest = 0;
      for (let i = 1; i < left; i++) if (lengths[order[i]!]! <= lengths[order[lightest]!]!) lightest = i;
      order.copyWithin(lightest, lightest + 1, left);
    }
    this.#kernel.roundRows(this.#rounded, [this.#sums, lengths], [order, count], UNIT_STEPS, dimension);
    const words = this.#room(count);
    for (let i = 0; i < count; i++) {
      const word = order[i]!;
      words.weights[i] = lengths[word]!;
      words.starts[i] = froms[word]!;
      words.ends[i] = tos[word]!;
    }
    return words;
  }

  #room(count: number): Words {
    return {
      count,
      rows: this.#rounded,
      weights: this.#weights,
      starts: this.#starts,
      ends: this.#ends,
    };
  }
}
