/** Unit vectors are kept in steps of this: their cosines are right to about .005. */
export const UNIT_STEPS = 127;

/** Different words of an article that are kept, the first ones. */
export const MAX_ARTICLE_WORDS = 300;

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

/** A unit vector in steps of `UNIT_STEPS`. */
export function quantiseUnit(
  vector: ArrayLike<number>,
  into: Int8Array = new Int8Array(vector.length),
): Int8Array {
  for (let i = 0; i < vector.length; i++) into[i] = Math.round(vector[i]! * UNIT_STEPS);
  return into;
}

/** Gathers the different words of several texts, in their order. */
export class WordGatherer {
  readonly #dimension: number;
  readonly #most: number;
  readonly #rows: Int8Array;
  readonly #weights: Float32Array;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  readonly #seen = new Set<string>();

  /** @param most words that are kept: the first ones */
  constructor(dimension: number, most: number) {
    this.#dimension = dimension;
    this.#most = most;
    this.#rows = new Int8Array(most * dimension);
    this.#weights = new Float32Array(most);
    this.#starts = new Int32Array(most);
    this.#ends = new Int32Array(most);
  }

  /** Which of the words `[starts[i], ends[i])` of a text are still to be added, by their numbers. */
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

  /** Adds words that were said to be fresh, and no others. */
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

  /** Adds the words of a text. */
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

  /** The words gathered since the last time; their places are those in the text of each. */
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
