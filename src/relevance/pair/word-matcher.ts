import type { Words } from '../encoder/encoder.js';
import { UNIT_STEPS } from '../encoder/vector.js';
import { Kernel } from '../kernel/kernel.js';

/** How well the words of a comment match those of an article; negative cosines count as 0. */
export interface WordMatch {
  /** Weighted mean, over the comment's words, of the best cosine. */
  mean: number;
  /** Weighted mean, over the article's words, of the best cosine: how much of the article the comment covers. */
  coverage: number;
}

/** Largest number of words in a comment. */
const MAX_COMMENT_WORDS = 32;
/** The kernel takes the words of a text in groups of four. */
const LANES = 4;
/** Added to sums of weights, so that words without any weight do not divide by 0. */
const MIN_WEIGHT = 1e-9;
const paddedToFour = (count: number): number => Math.ceil(count / LANES) * LANES;

/** Compares the words of a comment with those of several texts at once. Owns its memory: one per scorer. */
export class WordMatcher {
  readonly #kernel: Kernel;
  readonly #dimension: number;
  readonly #comment: Int8Array;
  readonly #rows: Int8Array;
  readonly #starts: Int32Array;
  readonly #nearest: Int32Array;
  readonly #bestOf: Int32Array;
  readonly #weights: Float32Array;
  /** Sum of weights of each text, slightly above 0 at least. */
  readonly #weightSums: Float64Array;
  #texts: readonly Words[] = [];
  readonly #matches: WordMatch[] = [];
  /** Of the last comment: weighted mean, over its words, of the best cosine with any of the texts. */
  anywhere = 0;

  /**
   * @param texts number of texts compared at once
   * @param most largest number of words in each
   */
  constructor(dimension: number, texts: number, most: number) {
    const capacity = texts * paddedToFour(most);
    this.#dimension = dimension;
    this.#kernel = new Kernel(
      (capacity + MAX_COMMENT_WORDS) * dimension +
        (texts + 1 + texts * MAX_COMMENT_WORDS + capacity) * Int32Array.BYTES_PER_ELEMENT,
    );
    this.#comment = this.#kernel.bytes(MAX_COMMENT_WORDS * dimension);
    this.#rows = this.#kernel.bytes(capacity * dimension);
    this.#starts = this.#kernel.ints(texts + 1);
    this.#nearest = this.#kernel.ints(texts * MAX_COMMENT_WORDS);
    this.#bestOf = this.#kernel.ints(capacity);
    this.#weights = new Float32Array(capacity);
    this.#weightSums = new Float64Array(texts);
  }

  /** Sets the texts to compare with; cheap when they are the same as before. */
  setTexts(texts: readonly Words[]): void {
    if (texts.length === this.#texts.length && texts.every((text, i) => text === this.#texts[i])) return;
    this.#texts = texts;
    this.#matches.length = 0;
    let at = 0;
    texts.forEach(({ count, rows, weights }, text) => {
      const end = at + paddedToFour(count);
      this.#rows.set(rows, at * this.#dimension);
      if (at + count < end) this.#rows.fill(0, (at + count) * this.#dimension, end * this.#dimension);
      let sum = MIN_WEIGHT;
      for (let i = 0; i < count; i++) sum += this.#weights[at + i] = weights[i]!;
      at = end;
      this.#starts[text + 1] = at;
      this.#weightSums[text] = sum;
      this.#matches.push({ mean: 0, coverage: 0 });
    });
  }

  /**
   * Matches a comment with each text. The results are valid until the next call.
   *
   * @param comment at most `MAX_COMMENT_WORDS` words
   * @param best receives the best cosine of each of the comment's words with the first text
   */
  match({ count, rows, weights }: Words, best?: Float32Array): readonly WordMatch[] {
    const texts = this.#texts.length;
    const [starts, nearest, bestOf] = [this.#starts, this.#nearest, this.#bestOf];
    const unit = 1 / UNIT_STEPS ** 2;
    this.#comment.set(rows);
    this.#kernel.matchRows(
      [this.#comment, count],
      this.#rows,
      [starts, texts],
      nearest,
      bestOf,
      this.#dimension,
    );
    let all = MIN_WEIGHT;
    let anywhere = 0;
    for (let i = 0; i < count; i++) {
      let highest = 0;
      for (let at = i; at < texts * count; at += count) highest = Math.max(highest, nearest[at]!);
      anywhere += weights[i]! * highest;
      all += weights[i]!;
      if (best !== undefined) best[i] = nearest[i]! * unit;
    }
    this.anywhere = (anywhere / all) * unit;
    const [held, matches] = [this.#weights, this.#matches];
    for (let text = 0; text < texts; text++) {
      let mean = 0;
      for (let i = 0; i < count; i++) mean += weights[i]! * nearest[text * count + i]!;
      let touched = 0;
      // Padding words have no weight.
      for (let j = starts[text]!, end = j + this.#texts[text]!.count; j < end; j++)
        touched += held[j]! * bestOf[j]!;
      const match = matches[text]!;
      match.mean = (mean / all) * unit;
      match.coverage = (touched / this.#weightSums[text]!) * unit;
    }
    return matches;
  }
}
