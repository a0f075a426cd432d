import { type Context, cosineWithout, LEAST_WEIGHT } from './context.js';
import { BLOCK, type Dump, type Pool } from './pool.js';
import { Products } from './products.js';
import { selectTexts, type Texts } from './texts.js';

/** How a comment is held against an article, by vectors (cosine) and by words (cosine of tf-idf). */
export const CHANNELS = ['title', 'titleWords', 'comments', 'commentWords', 'body', 'bodyWords'] as const;
export const TITLE = 0;
export const TITLE_WORDS = 1;
export const COMMENTS = 2;
export const COMMENT_WORDS = 3;
export const BODY = 4;
export const BODY_WORDS = 5;

/** Comments of the dump from which an article's ordinary fit is taken. */
const SAMPLE = 512;
/** Steadies means and deviations of few numbers, as if so many of mean 0 and deviation 1 had been seen. */
const STEADY = 8;
const LEAST_DEVIATION = 1e-3;

/** Mean and deviation of each column of a channel. */
interface Spreads {
  readonly mean: Float32Array;
  readonly deviation: Float32Array;
}

/** One comment against all columns: deviations by channel; a missing cell is NaN. */
export interface Row {
  readonly comment: number;
  /** The column it stands under, or -1. */
  readonly own: number;
  readonly raw: readonly Float32Array[];
  readonly deviations: readonly Float32Array[];
}

/**
 * Holds every comment against every column: each channel in deviations from what is ordinary for the column (over a
 * sample of comments that stand elsewhere), then for the comment (over the columns it does not stand under).
 */
export class Evidence {
  readonly #dump: Dump;
  readonly #pool: Pool;
  readonly #context: Context;
  readonly #spreads: Spreads[];
  readonly #raw: Float32Array[];
  readonly #row: Float32Array[];
  /** The sums of the context. */
  readonly #sums: Products;
  /** The channels that this dump has. */
  readonly channels: readonly number[];

  constructor(dump: Dump, pool: Pool, context: Context) {
    this.#dump = dump;
    this.#pool = pool;
    this.#context = context;
    this.channels = [
      TITLE,
      TITLE_WORDS,
      COMMENTS,
      COMMENT_WORDS,
      ...(pool.bodies === null ? [] : [BODY, BODY_WORDS]),
    ];
    const arrays = (size: number): Float32Array[] =>
      CHANNELS.map((_, k) => new Float32Array(this.channels.includes(k) ? size : 0));
    this.#raw = arrays(BLOCK * pool.columns);
    this.#row = arrays(pool.columns);
    this.#sums = new Products(context.sums, dump.comments.dimension, BLOCK);
    this.#spreads = this.#measure();
  }

  /** Visits each comment once, in order. The arrays of a row are used again for the next. */
  forEach(visit: (row: Row) => void): void {
    const { comments, articles } = this.#dump;
    for (let from = 0; from < comments.count; from += BLOCK) {
      const to = Math.min(from + BLOCK, comments.count);
      this.#fill(comments, from, to, articles);
      for (let i = from; i < to; i++) visit(this.#standardised(i, i - from, articles[i]!));
    }
  }

  /** Raw channels of the texts `from` to `to - 1`, which stand under `own` or under none of the articles. */
  #fill(texts: Texts, from: number, to: number, own: Int32Array | null): void {
    const { titleVectors, titleWords } = this.#pool;
    const vectors = texts.vectors.subarray(from * texts.dimension, to * texts.dimension);
    titleVectors.multiply(vectors);
    for (let i = from; i < to; i++) {
      this.#cells(TITLE, i - from).set(titleVectors.row(i - from));
      titleWords.products(texts, i, this.#cells(TITLE_WORDS, i - from));
    }
    this.#fillContext(texts, from, to, own, vectors);
    this.#fillBodies(texts, from, to, vectors);
  }

  #fillContext(texts: Texts, from: number, to: number, own: Int32Array | null, vectors: Float32Array): void {
    const context = this.#context;
    const { articles } = this.#pool;
    this.#sums.multiply(vectors);
    for (let i = from; i < to; i++) {
      const cells = this.#cells(COMMENTS, i - from);
      const wordCells = this.#cells(COMMENT_WORDS, i - from);
      cells.set(this.#sums.row(i - from));
      context.words.products(texts, i, wordCells);
      const article = own?.[i] ?? -1;
      for (let a = 0; a < articles; a++) {
        const weight = a === article && texts.words[i]! > 0 ? context.weights[i]! : 0;
        const there = context.totals[a]! - weight > LEAST_WEIGHT;
        cells[a] = there ? cosineWithout(cells[a]!, context.squares[a]!, weight) : NaN;
        wordCells[a] = there ? cosineWithout(wordCells[a]!, context.wordSquares[a]!, weight) : NaN;
      }
      cells.fill(NaN, articles);
      wordCells.fill(NaN, articles);
    }
  }

  /** By vectors, the best piece of a body counts. */
  #fillBodies(texts: Texts, from: number, to: number, vectors: Float32Array): void {
    const { bodies, bodyWords, pieceVectors, columns } = this.#pool;
    if (bodies === null || bodyWords === null || pieceVectors === null) return;
    pieceVectors.multiply(vectors);
    for (let i = from; i < to; i++) {
      const cells = this.#cells(BODY, i - from);
      const wordCells = this.#cells(BODY_WORDS, i - from);
      const products = pieceVectors.row(i - from);
      bodyWords.products(texts, i, wordCells);
      for (let a = 0; a < columns; a++) {
        const there = this.#pool.hasBody(a);
        let best = there ? -1 : NaN;
        if (there)
          for (let p = bodies.starts[a]!; p < bodies.starts[a + 1]!; p++) best = Math.max(best, products[p]!);
        cells[a] = best;
        if (!there) wordCells[a] = NaN;
      }
    }
  }

  #cells(channel: number, row: number): Float32Array {
    const { columns } = this.#pool;
    return this.#raw[channel]!.subarray(row * columns, (row + 1) * columns);
  }

  /** What is ordinary for each column: over comments of the dump that stand elsewhere, and of the background. */
  #measure(): Spreads[] {
    const { columns, background } = this.#pool;
    const { comments, articles } = this.#dump;
    const sums = CHANNELS.map(() => new Float64Array(columns));
    const squares = CHANNELS.map(() => new Float64Array(columns));
    const counts = CHANNELS.map(() => new Int32Array(columns));
    const add = (texts: Texts, from: number, to: number, own: Int32Array | null): void => {
      this.#fill(texts, from, to, own);
      for (let i = from; i < to; i++) {
        if (texts.words[i] === 0) continue;
        for (const k of this.channels) {
          const cells = this.#cells(k, i - from);
          for (let a = 0; a < columns; a++) {
            const value = cells[a]!;
            if (Number.isNaN(value) || a === own?.[i]) continue;
            sums[k]![a]! += value;
            squares[k]![a]! += value * value;
            counts[k]![a]!++;
          }
        }
      }
    };
    for (let from = 0; from < background.comments.count; from += BLOCK)
      add(background.comments, from, Math.min(from + BLOCK, background.comments.count), null);
    const size = Math.min(SAMPLE, comments.count);
    const rows = Int32Array.from({ length: size }, (_, i) => Math.floor((i * comments.count) / size));
    const sample = selectTexts(comments, rows);
    const own = rows.map((row) => articles[row]!);
    for (let from = 0; from < size; from += BLOCK) add(sample, from, Math.min(from + BLOCK, size), own);
    return CHANNELS.map((_, k) => {
      const mean = new Float32Array(columns);
      const deviation = new Float32Array(columns).fill(1);
      for (let a = 0; a < columns; a++) {
        const count = counts[k]![a]!;
        if (count === 0) continue;
        mean[a] = sums[k]![a]! / count;
        const variance = squares[k]![a]! / count - mean[a]! ** 2;
        deviation[a] = Math.max(LEAST_DEVIATION, Math.sqrt(Math.max(0, variance)));
      }
      return { mean, deviation };
    });
  }

  #standardised(comment: number, row: number, own: number): Row {
    const { columns } = this.#pool;
    const raw = CHANNELS.map((_, k) => (this.channels.includes(k) ? this.#cells(k, row) : this.#row[k]!));
    for (const k of this.channels) {
      const { mean, deviation } = this.#spreads[k]!;
      const cells = raw[k]!;
      const into = this.#row[k]!;
      let [count, sum, squares] = [0, 0, 0];
      for (let a = 0; a < columns; a++) {
        const value = (cells[a]! - mean[a]!) / deviation[a]!;
        into[a] = value;
        if (a === own || Number.isNaN(value)) continue;
        count++;
        sum += value;
        squares += value * value;
      }
      const middle = sum / (count + STEADY);
      const width = Math.sqrt(
        Math.max(0.05, (squares - 2 * middle * sum + count * middle * middle + STEADY) / (count + STEADY)),
      );
      for (let a = 0; a < columns; a++) into[a] = (into[a]! - middle) / width;
    }
    return { comment, own, raw, deviations: this.#row };
  }
}
