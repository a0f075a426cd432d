import { type Bag, BagReader, MAX_FEATURES, MAX_WORDS, type WordBag } from './ngrams.js';
import { Kernel } from '../kernel/kernel.js';
import { Arena } from './slab.js';
import type { EmbeddingTable } from './tower.js';
import { normalise, UNIT_STEPS } from './vector.js';

/** A text as the encoder reads it. */
export interface Encoded {
  /** Unit vector; all zeros when there is no word in the text. */
  readonly vector: Float32Array;
  /** Its hashed n-grams, each once, in the order of the text. */
  readonly buckets: Int32Array;
  /** Eojeols. */
  readonly wordCount: number;
}

/** The different words of a text, and where each first stands in it: UTF-16 code units, `[start, end)`. */
export interface Words {
  readonly count: number;
  /** Unit vectors in `UNIT_STEPS`, one after the other. */
  readonly rows: Int8Array;
  /** How much each says: the length of its vector before it was made 1. */
  readonly weights: Float32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** A text, and its words one by one. */
export interface EncodedWords extends Encoded {
  readonly wordList: Words;
}

/** Turns Korean text into vectors: a comment lies near the articles it speaks to. */
export class Encoder {
  readonly table: EmbeddingTable;
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
  readonly #weights = new Float32Array(MAX_WORDS);
  readonly #starts = new Int32Array(MAX_WORDS);
  readonly #ends = new Int32Array(MAX_WORDS);
  readonly #slab = new Arena();

  constructor(tower: EmbeddingTable) {
    const { bits, dimension, rows, scales } = tower;
    const numbers = scales.length + 2 * MAX_FEATURES + 4 * MAX_WORDS + (MAX_WORDS + 2) * dimension;
    this.#kernel = new Kernel(rows.length + 4 * numbers + MAX_WORDS * dimension);
    this.#rows = this.#kernel.bytes(rows.length);
    this.#scales = this.#kernel.floats(scales.length);
    this.#buckets = this.#kernel.ints(MAX_FEATURES);
    this.#sum = this.#kernel.floats(dimension);
    this.#sums = this.#kernel.floats((MAX_WORDS + 1) * dimension);
    this.#lengths = this.#kernel.floats(MAX_WORDS + 1);
    this.#order = this.#kernel.ints(MAX_WORDS);
    this.#rounded = this.#kernel.bytes(MAX_WORDS * dimension);
    this.#rows.set(rows);
    this.#scales.set(scales);
    this.table = { ...tower, rows: this.#rows, scales: this.#scales };
    this.#reader = new BagReader(bits, this.#slab, {
      entries: this.#kernel.ints(MAX_FEATURES),
      entryStarts: this.#kernel.ints(MAX_WORDS + 1),
    });
  }

  get dimension(): number {
    return this.table.dimension;
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
    const { buckets, wordCount, distinct } = bag;
    const { count, rows, weights, starts, ends } = this.#heaviest(bag, Math.min(first, distinct), most);
    return {
      vector: slab.copyFloats(this.#sums, distinct * dimension, (distinct + 1) * dimension),
      buckets,
      wordCount: wordCount,
      wordList: {
        count,
        rows: slab.copyBytes(rows, 0, count * dimension),
        weights: slab.copyFloats(weights, 0, count),
        starts: slab.copyInts(starts, 0, count),
        ends: slab.copyInts(ends, 0, count),
      },
    };
  }

  /**
   * Reads a text of which only some words are wanted, without a vector: many words of an article have stood in it before.
   * Undefined as of `readWords`.
   */
  readBag(text: string): WordBag | undefined {
    return this.#reader.readWords(text);
  }

  /**
   * The words of the text that was read last, named by `which[0 … count - 1]`. The arrays are longer than they are many,
   * and hold until the next text is read.
   */
  wordsOf({ entries, entryStarts, textStarts, textEnds }: WordBag, which: readonly number[]): Words {
    const count = which.length;
    this.#order.set(which);
    this.#kernel.roundWords(
      [this.#rounded, this.#lengths],
      [this.#rows, this.#scales],
      [entries, entryStarts],
      [this.#order, count],
      UNIT_STEPS,
      this.#sums,
      this.dimension,
    );
    const words = this.#room(count);
    for (let i = 0; i < count; i++) {
      words.weights[i] = this.#lengths[i]!;
      words.starts[i] = textStarts[which[i]!]!;
      words.ends[i] = textEnds[which[i]!]!;
    }
    return words;
  }

  /** Reads a text into words that are summed one by one. */
  #sumWords(text: string): WordBag | undefined {
    const bag = this.#reader.readWords(text);
    if (bag === undefined) return undefined;
    const { distinct, entries, entryStarts } = bag;
    this.#kernel.sumWords(
      this.#sums,
      [this.#rows, this.#scales],
      [entries, entryStarts, distinct],
      this.#lengths,
      this.dimension,
    );
    return bag;
  }

  #encoded({ buckets, wordCount }: Bag): Encoded {
    return { vector: this.#vectorOf(buckets), buckets, wordCount: wordCount };
  }

  #vectorOf(buckets: Int32Array): Float32Array {
    this.#buckets.set(buckets);
    this.#kernel.sumRows(this.#sum, this.#rows, this.#scales, this.#buckets, buckets.length);
    return normalise(this.#sum.slice());
  }

  /** The words that have been summed: the `most` weightiest of the first `first`, in arrays that the next ones get. */
  #heaviest({ textStarts, textEnds }: WordBag, first: number, most: number): Words {
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
      words.starts[i] = textStarts[word]!;
      words.ends[i] = textEnds[word]!;
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
