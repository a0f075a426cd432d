import { type Bag, BagReader, MAX_FEATURES, MAX_WORDS, pairBucket, type WordBag } from './ngrams.js';
import { idfOf } from './tf-idf.js';
import { Kernel } from '../kernel/kernel.js';
import { Arena } from './arena.js';
import type { EmbeddingTable } from './embedding-table.js';
import { normalise, UNIT_STEPS } from './vector.js';

/** An encoded text. */
export interface Encoded {
  /** Unit vector; all zeros when the text contains no word. */
  readonly vector: Float32Array;
  /** Its distinct hashed n-grams, in order of first occurrence. */
  readonly buckets: Int32Array;
  /** Number of eojeols. */
  readonly wordCount: number;
}

/**
 * The distinct words of a text with their vectors and their first positions in it: UTF-16 code units, `[start, end)`.
 */
export interface Words {
  readonly count: number;
  /** Unit vectors quantised to multiples of 1 / `UNIT_STEPS`, one after the other. */
  readonly rows: Int8Array;
  /** Weight of each word: the length of its vector before normalisation. */
  readonly weights: Float32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** An encoded text together with its words. */
export interface EncodedWords extends Encoded {
  readonly wordList: Words;
}

/**
 * Turns Korean text into vectors so that a comment lies near the articles it is about. A text is the normalised sum of
 * the embeddings of its letter n-grams. Owns scratch buffers: one call at a time.
 */
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
  readonly #arena = new Arena();

  constructor(table: EmbeddingTable) {
    const { bits, dimension, rows, scales } = table;
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
    this.table = { ...table, rows: this.#rows, scales: this.#scales };
    this.#reader = new BagReader(bits, this.#arena, {
      entries: this.#kernel.ints(MAX_FEATURES),
      entryStarts: this.#kernel.ints(MAX_WORDS + 1),
    });
  }

  get dimension(): number {
    return this.table.dimension;
  }

  /** The unit vector of a text; zeros when it contains no word. */
  encode(text: string): Float32Array {
    return this.read(text).vector;
  }

  /** Idf in nats of two consecutive letters of a word, as written, in the texts that the table was made from. */
  pairIdf(first: number, second: number): number {
    return idfOf(this.table.idfCodes, pairBucket(first, second, this.table.bits));
  }

  /** The unit vector of several texts taken as one, from the buckets of each. */
  encodeBags(bags: readonly Int32Array[]): Float32Array {
    return this.#vectorOf(this.#reader.join(bags));
  }

  /** Reads a text of any length and script. */
  read(text: string): Encoded {
    return this.#encoded(this.#reader.read(text));
  }

  /**
   * Reads a text and its words in one pass: of its first `first` distinct words, the `most` heaviest in their order.
   * Undefined for long texts and for letters that are not plain: see `BagReader.readWords`.
   */
  readWords(text: string, first: number, most: number): EncodedWords | undefined {
    const bag = this.#sumWords(text);
    if (bag === undefined) return undefined;
    const { dimension } = this;
    const arena = this.#arena;
    const { buckets, wordCount, distinct } = bag;
    const { count, rows, weights, starts, ends } = this.#heaviest(bag, Math.min(first, distinct), most);
    return {
      vector: arena.copyFloats(this.#sums, distinct * dimension, (distinct + 1) * dimension),
      buckets,
      wordCount: wordCount,
      wordList: {
        count,
        rows: arena.copyBytes(rows, 0, count * dimension),
        weights: arena.copyFloats(weights, 0, count),
        starts: arena.copyInts(starts, 0, count),
        ends: arena.copyInts(ends, 0, count),
      },
    };
  }

  /**
   * Reads the n-grams of a text and of its words without computing vectors; `wordsOf` then computes those that are
   * needed. Undefined as for `readWords`.
   */
  readBag(text: string): WordBag | undefined {
    return this.#reader.readWords(text);
  }

  /**
   * Vectors of the words `which` of the bag that was read last. The arrays are shared scratch buffers, longer than the
   * number of words, and valid until the next text is read.
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
    const words = this.#scratchWords(count);
    for (let i = 0; i < count; i++) {
      words.weights[i] = this.#lengths[i]!;
      words.starts[i] = textStarts[which[i]!]!;
      words.ends[i] = textEnds[which[i]!]!;
    }
    return words;
  }

  /** Reads a text and sums each of its words into the kernel's buffers. */
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

  /** Selects from the words just summed: the `most` heaviest of the first `first`, in shared scratch buffers. */
  #heaviest({ textStarts, textEnds }: WordBag, first: number, most: number): Words {
    const { dimension } = this;
    const [order, lengths] = [this.#order, this.#lengths];
    const count = Math.min(first, most);
    for (let i = 0; i < first; i++) order[i] = i;
    // Drop the lightest word, the last one among equals, until `most` are left.
    for (let left = first; left > count; left--) {
      let lightest = 0;
      for (let i = 1; i < left; i++) if (lengths[order[i]!]! <= lengths[order[lightest]!]!) lightest = i;
      order.copyWithin(lightest, lightest + 1, left);
    }
    this.#kernel.roundRows(this.#rounded, [this.#sums, lengths], [order, count], UNIT_STEPS, dimension);
    const words = this.#scratchWords(count);
    for (let i = 0; i < count; i++) {
      const word = order[i]!;
      words.weights[i] = lengths[word]!;
      words.starts[i] = textStarts[word]!;
      words.ends[i] = textEnds[word]!;
    }
    return words;
  }

  #scratchWords(count: number): Words {
    return {
      count,
      rows: this.#rounded,
      weights: this.#weights,
      starts: this.#starts,
      ends: this.#ends,
    };
  }
}
