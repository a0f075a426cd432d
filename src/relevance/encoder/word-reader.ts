import { eojeols } from '../../hangul/index.js';
import type { EncodedWords, Encoder, Words } from './encoder.js';
import { quantiseUnit } from './vector.js';

/** Distinct words kept per article, the first ones. */
export const MAX_ARTICLE_WORDS = 300;

/** Collects the distinct words of several texts, in order. */
export class WordGatherer {
  readonly #dimension: number;
  readonly #most: number;
  readonly #rows: Int8Array;
  readonly #weights: Float32Array;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #seen = new Set<string>();

  /** @param most number of words to keep, the first ones */
  constructor(dimension: number, most: number) {
    this.#dimension = dimension;
    this.#most = most;
    this.#rows = new Int8Array(most * dimension);
    this.#weights = new Float32Array(most);
    this.#starts = new Int32Array(most);
    this.#ends = new Int32Array(most);
  }

  /**
   * Indexes of the words `[starts[i], ends[i])` of a text that have not been collected yet; they count as collected
   * from now on.
   */
  unseen(text: string, count: number, starts: Int32Array, ends: Int32Array): number[] {
    const seen = this.#seen;
    const fresh: number[] = [];
    for (let word = 0; word < count && seen.size < this.#most; word++) {
      const before = seen.size;
      seen.add(text.slice(starts[word], ends[word]));
      if (seen.size > before) fresh.push(word);
    }
    return fresh;
  }

  /** Adds the words that `unseen` returned last, and no others. */
  addUnseen({ count, rows, weights, starts, ends }: Words): void {
    const at = this.#seen.size - count;
    const width = this.#dimension;
    this.#rows.set(rows.subarray(0, count * width), at * width);
    for (let i = 0; i < count; i++) {
      this.#weights[at + i] = weights[i]!;
      this.#starts[at + i] = starts[i]!;
      this.#ends[at + i] = ends[i]!;
    }
  }

  /** Adds those words of a text that have not been collected yet. */
  add(text: string, { count, rows, weights, starts, ends }: Words): void {
    const fresh = this.unseen(text, count, starts, ends);
    const width = this.#dimension;
    fresh.forEach((word, i) => {
      const at = this.#seen.size - fresh.length + i;
      this.#rows.set(rows.subarray(word * width, (word + 1) * width), at * width);
      this.#weights[at] = weights[word]!;
      this.#starts[at] = starts[word]!;
      this.#ends[at] = ends[word]!;
    });
  }

  /**
   * Returns the words collected since the last call and starts over; `starts` and `ends` refer to the text each word
   * came from.
   */
  take(): Words {
    const count = this.#seen.size;
    this.#seen.clear();
    return {
      count,
      rows: this.#rows.slice(0, count * this.#dimension),
      weights: this.#weights.slice(0, count),
      starts: this.#starts.slice(0, count),
      ends: this.#ends.slice(0, count),
    };
  }
}

/** Reads texts together with the vectors of their words. */
export class WordReader {
  readonly #encoder: Encoder;
  readonly #gatherer: WordGatherer;

  constructor(encoder: Encoder) {
    this.#encoder = encoder;
    this.#gatherer = new WordGatherer(encoder.dimension, MAX_ARTICLE_WORDS);
  }

  /** Reads a text with the `most` heaviest of its `first` distinct words, in their order. */
  read(text: string, first: number, most = first): EncodedWords {
    const read = this.#encoder.readWords(text, first, most);
    return read ?? { ...this.#encoder.read(text), wordList: weightiest(this.#readEach(text, first), most) };
  }

  /** Reads the texts of an article: the buckets of each, and the distinct words of all together. */
  readAll(texts: readonly string[]): { readonly bags: Int32Array[]; readonly words: Words } {
    const bags = texts.map((text) => {
      const bag = this.#encoder.readBag(text);
      if (bag === undefined) {
        const { buckets, wordList } = this.read(text, MAX_ARTICLE_WORDS);
        this.#gatherer.add(text, wordList);
        return buckets;
      }
      const { distinct, textStarts, textEnds, buckets } = bag;
      // Only new words need a vector: many words of an article repeat.
      const fresh = this.#gatherer.unseen(text, distinct, textStarts, textEnds);
      this.#gatherer.addUnseen(this.#encoder.wordsOf(bag, fresh));
      return buckets;
    });
    return { bags, words: this.#gatherer.take() };
  }

  /** Reads each word as a text of its own. */
  #readEach(text: string, first: number): Words {
    const seen = new Set<string>();
    const distinct = eojeols(text)
      .filter(({ text: word }) => !seen.has(word) && seen.add(word))
      .slice(0, first);
    const { dimension } = this.#encoder;
    const words = emptyWords(distinct.length, dimension);
    distinct.forEach(({ text: word, start, end }, i) => {
      const { vector, buckets } = this.#encoder.read(word);
      quantiseUnit(vector, words.rows.subarray(i * dimension, (i + 1) * dimension));
      words.weights[i] = this.#lengthOf(vector, buckets);
      words.starts[i] = start;
      words.ends[i] = end;
    });
    return words;
  }

  /** Length of a sum of rows before normalisation, from the ratio of its largest component before and after. */
  #lengthOf(vector: Float32Array, buckets: Int32Array): number {
    const { dimension, scales, rows } = this.#encoder.table;
    let largest = 0;
    for (let i = 1; i < dimension; i++) if (Math.abs(vector[i]!) > Math.abs(vector[largest]!)) largest = i;
    if (vector[largest] === 0) return 0;
    let sum = 0;
    for (const bucket of buckets) sum += scales[bucket]! * rows[bucket * dimension + largest]!;
    return sum / vector[largest]!;
  }
}

function emptyWords(count: number, dimension: number): Words {
  return {
    count,
    rows: new Int8Array(count * dimension),
    weights: new Float32Array(count),
    starts: new Int32Array(count),
    ends: new Int32Array(count),
  };
}

/** The `most` heaviest words, in their order. */
function weightiest(words: Words, most: number): Words {
  const { count, rows, weights, starts, ends } = words;
  if (count <= most) return words;
  const dimension = rows.length / count;
  const kept = [...weights.keys()]
    .sort((a, b) => weights[b]! - weights[a]! || a - b)
    .slice(0, most)
    .sort((a, b) => a - b);
  const left = emptyWords(most, dimension);
  kept.forEach((from, to) => {
    left.rows.set(rows.subarray(from * dimension, (from + 1) * dimension), to * dimension);
    left.weights[to] = weights[from]!;
    left.starts[to] = starts[from]!;
    left.ends[to] = ends[from]!;
  });
  return left;
}
