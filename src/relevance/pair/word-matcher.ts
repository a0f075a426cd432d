import type { Words } from '../encoder/encoder.js';
import { UNIT_STEPS } from '../encoder/vector.js';
import { Kernel } from '../kernel/kernel.js';

/** How the words of a comment find their like among those of an article; cosines under 0 count as 0. */
export interface WordMatch {
  /** Mean over the comment's words, by weight, of the best cosine. */
  mean: number;
  /** Mean over the article's words, by weight, of the best cosine: how much of the article is touched. */
  coverage: number;
}

/** Words of a comment that are compared. */
const MAX_COMMENT_WORDS = 32;
/** Each text takes room for words by the four. */
const FOUR = 4;
/** Words of no weight at all are divided by this. */
const MIN_WEIGHT = 1e-9;
const paddedToFour = (count: number): number => Math.ceil(count / FOUR) * FOUR;

/** Compares words with words, several texts at once. Has its own memory: one per scorer. */
export class WordMatcher {
  readonly #kernel: Kernel;
  readonly #dimension: number;
  readonly #asked: Int8Array;
  readonly #rows: Int8Array;
  readonly #starts: Int32Array;
  readonly #nearest: Int32Array;
  readonly #bestOf: Int32Array;
  readonly #weights: Float32Array;
  /** Of each held text: the sum of its weights, hardly more than 0 at least. */
  readonly #masses: Float64Array;
  #held: readonly Words[] = [];
  readonly #matches: WordMatch[] = [];
  /** Of the last comment: mean over its words, by weight, of the best cosine with any text. */
  anywhere = 0;

  /**
   * @param texts that are held at once
   * @param most words in each
   */
  constructor(dimension: number, texts: number, most: number) {
    const room = texts * paddedToFour(most);
    this.#dimension = dimension;
    this.#kernel = new Kernel(
      (room + MAX_COMMENT_WORDS) * dimension +
        (texts + 1 + texts * MAX_COMMENT_WORDS + room) * Int32Array.BYTES_PER_ELEMENT,
    );
    this.#asked = this.#kernel.bytes(MAX_COMMENT_WORDS * dimension);
    this.#rows = this.#kernel.bytes(room * dimension);
    this.#starts = this.#kernel.ints(texts + 1);
    this.#nearest = this.#kernel.ints(texts * MAX_COMMENT_WORDS);
    this.#bestOf = this.#kernel.ints(room);
    this.#weights = new Float32Array(room);
    this.#masses = new Float64Array(texts);
  }

  /** Takes the texts that comments are compared with. */
  setTexts(texts: readonly Words[]): void {
    if (texts.length === this.#held.length && texts.every((text, i) => text === this.#held[i])) return;
    this.#held = texts;
    this.#matches.length = 0;
    let at = 0;
    texts.forEach(({ count, rows, weights }, text) => {
      const end = at + paddedToFour(count);
      this.#rows.set(rows, at * this.#dimension);
      if (at + count < end) this.#rows.fill(0, (at + count) * this.#dimension, end * this.#dimension);
      let mass = MIN_WEIGHT;
      for (let i = 0; i < count; i++) mass += this.#weights[at + i] = weights[i]!;
      at = end;
      this.#starts[text + 1] = at;
      this.#masses[text] = mass;
      this.#matches.push({ mean: 0, coverage: 0 });
    });
  }

  /**
   * A match for each held text, until the next comment is matched.
   *
   * @param comment of `MOST_ASKED` words at most
   * @param best gets the best cosine of each of the comment's words with the first text
   */
  match({ count, rows, weights }: Words, best?: Float32Array): readonly WordMatch[] {
    const texts = this.#held.length;
    const [starts, nearest, bestOf] = [this.#starts, this.#nearest, this.#bestOf];
    const unit = 1 / UNIT_STEPS ** 2;
    this.#asked.set(rows);
    this.#kernel.matchRows(
      [this.#asked, count],
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
      // What fills a text up to fours has no weight.
      for (let j = starts[text]!, end = j + this.#held[text]!.count; j < end; j++)
        touched += held[j]! * bestOf[j]!;
      const match = matches[text]!;
      match.mean = (mean / all) * unit;
      match.coverage = (touched / this.#masses[text]!) * unit;
    }
    return matches;
  }
}
