import { Kernel } from '../kernel/kernel.js';
import { type Context, cosineWithout, MIN_CONTEXT } from './context.js';
import { BLOCK_ROWS, type Candidates, type Corpus } from './corpus.js';
import { DotProducts } from './similarity.js';
import { selectTexts, type Texts } from './texts.js';

/**
 * The channels in which a comment is compared with an article: by embeddings (cosine) and by words (cosine of tf-idf),
 * with the title, with the article's other comments and with its body.
 */
export const CHANNELS = ['title', 'titleWords', 'comments', 'commentWords', 'body', 'bodyWords'] as const;
export const TITLE = 0;
export const TITLE_WORDS = 1;
export const COMMENTS = 2;
export const COMMENT_WORDS = 3;
export const BODY = 4;
export const BODY_WORDS = 5;

/** Comments of the corpus over which each article's scores are standardised. */
const SAMPLE_SIZE = 512;
/** Smoothing of means and deviations: as if this many values of mean 0 and deviation 1 had been seen. */
const PSEUDO_COUNT = 8;
const MIN_DEVIATION = 1e-3;

/** Lower bound of squared lengths in denominators. */
const MIN_SQUARE = 1e-9;
const NO_CELLS = new Float32Array(0);

/** One comment against all columns. */
export interface Row {
  readonly comment: number;
  /** The column of its own article, or -1. */
  readonly own: number;
  /** Raw scores with its own article, by channel; NaN where one is missing. */
  readonly ownScores: readonly number[];
  /** Z-scores by channel, one cell per column; NaN where a score is missing and in the padding (up to three cells). */
  readonly deviations: readonly Float32Array[];
}

/** Which columns have a score, by channel. */
interface ChannelMask {
  /** 1 for columns with a score. */
  readonly flags: readonly Uint8Array[];
  readonly counts: readonly number[];
}

/**
 * Compares every comment with every column and standardises each channel twice: by column (over a sample of comments
 * from other articles and the background), then by comment (over the columns of other articles).
 */
export class Evidence {
  /** Kernel memory for loops over a row. */
  readonly buffer: RowBuffer;
  readonly #corpus: Corpus;
  readonly #candidates: Candidates;
  readonly #context: Context;
  /** By row of the block, then by channel. */
  readonly #cells: readonly (readonly Float32Array[])[];
  /** By channel: mean and 1 / deviation of each column. */
  readonly #means: readonly Float32Array[];
  readonly #scales: readonly Float32Array[];
  /** 1 / length of each column's context, by embeddings and by words; NaN for a column without context. */
  readonly #lengths: readonly [Float32Array, Float32Array];
  readonly #pieces: Float32Array;
  readonly #starts: Int32Array;
  readonly #mask: ChannelMask;
  /** Dot products with the context sums. */
  readonly #contexts: DotProducts;
  /** The channels available in this corpus. */
  readonly channels: readonly number[];

  constructor(corpus: Corpus, candidates: Candidates, context: Context) {
    this.#corpus = corpus;
    this.#candidates = candidates;
    this.#context = context;
    const { columns, bodies } = candidates;
    this.channels = [
      TITLE,
      TITLE_WORDS,
      COMMENTS,
      COMMENT_WORDS,
      ...(bodies === null ? [] : [BODY, BODY_WORDS]),
    ];
    const pieces = bodies?.pieces.count ?? 0;
    const arrays = (BLOCK_ROWS + 2) * this.channels.length + 2 + SPARE_ARRAYS;
    const buffer = new RowBuffer(columns, arrays, 4 * (pieces + columns) + 64);
    this.buffer = buffer;
    const each = (): Float32Array[] =>
      CHANNELS.map((_, k) => (this.channels.includes(k) ? buffer.array() : NO_CELLS));
    this.#cells = Array.from({ length: BLOCK_ROWS }, each);
    this.#means = each();
    this.#scales = each();
    this.#lengths = [buffer.array(), buffer.array()];
    this.#pieces = buffer.kernel.floats(pieces);
    this.#starts = buffer.kernel.ints(columns + 1).fill(pieces);
    if (bodies !== null) this.#starts.set(bodies.starts);
    this.#contexts = new DotProducts(context.sums, corpus.comments.dimension, BLOCK_ROWS);
    this.#mask = this.#readContext();
    this.#measureColumns();
  }

  /** Visits each comment once, in order. The arrays of a row are reused for the next block. */
  forEach(visit: (row: Row) => void): void {
    const { comments, articleOf } = this.#corpus;
    for (let from = 0; from < comments.count; from += BLOCK_ROWS) {
      const to = Math.min(from + BLOCK_ROWS, comments.count);
      this.#fill(comments, from, to, articleOf);
      for (let i = from; i < to; i++) visit(this.#standardised(i, i - from, articleOf[i]!));
    }
  }

  /** Determines which scores exist before any comment is left out of its article. */
  #readContext(): ChannelMask {
    const { totals, squares, wordSquares } = this.#context;
    const { columns, articles } = this.#candidates;
    const flags = CHANNELS.map(() => new Uint8Array(columns).fill(1));
    for (let a = 0; a < columns; a++) {
      const hasContext = a < articles && totals[a]! > MIN_CONTEXT;
      flags[COMMENTS]![a] = flags[COMMENT_WORDS]![a] = Number(hasContext);
      flags[BODY]![a] = flags[BODY_WORDS]![a] = Number(this.#candidates.hasBody(a));
      this.#lengths[0][a] = hasContext ? 1 / Math.sqrt(Math.max(squares[a]!, MIN_SQUARE)) : NaN;
      this.#lengths[1][a] = hasContext ? 1 / Math.sqrt(Math.max(wordSquares[a]!, MIN_SQUARE)) : NaN;
    }
    return { flags, counts: flags.map((column) => column.reduce((sum, flag) => sum + flag, 0)) };
  }

  /**
   * Fills the raw channels of the texts `from` to `to - 1`, whose own articles are `own` (null: none of the columns).
   */
  #fill(texts: Texts, from: number, to: number, own: Int32Array | null): void {
    const { titleVectors, titleWords } = this.#candidates;
    const vectors = texts.vectors.subarray(from * texts.dimension, to * texts.dimension);
    titleVectors.multiply(vectors);
    for (let i = from; i < to; i++) {
      const cells = this.#cells[i - from]!;
      cells[TITLE]!.set(titleVectors.row(i - from));
      titleWords.products(texts, i, cells[TITLE_WORDS]!);
      cells[TITLE_WORDS]!.fill(NaN, this.#candidates.columns);
    }
    this.#fillContext(texts, from, to, own, vectors);
    this.#fillBodies(texts, from, to, vectors);
  }

  #fillContext(texts: Texts, from: number, to: number, own: Int32Array | null, vectors: Float32Array): void {
    const context = this.#context;
    const { kernel } = this.buffer;
    this.#contexts.multiply(vectors);
    for (let i = from; i < to; i++) {
      const cells = this.#cells[i - from]![COMMENTS]!;
      const wordCells = this.#cells[i - from]![COMMENT_WORDS]!;
      cells.set(this.#contexts.row(i - from));
      context.words.products(texts, i, wordCells);
      const article = own?.[i] ?? -1;
      const [product, wordProduct] = [cells[article] ?? NaN, wordCells[article] ?? NaN];
      kernel.scale(cells, this.#lengths[0]);
      kernel.scale(wordCells, this.#lengths[1]);
      if (article < 0) continue;
      const weight = texts.wordCounts[i]! > 0 ? context.weights[i]! : 0;
      const present = context.totals[article]! - weight > MIN_CONTEXT;
      cells[article] = present ? cosineWithout(product, context.squares[article]!, weight) : NaN;
      wordCells[article] = present ? cosineWithout(wordProduct, context.wordSquares[article]!, weight) : NaN;
    }
  }

  /** For embeddings, the best piece of a body counts. */
  #fillBodies(texts: Texts, from: number, to: number, vectors: Float32Array): void {
    const { bodies, bodyWords, pieceVectors } = this.#candidates;
    if (bodies === null || bodyWords === null || pieceVectors === null) return;
    pieceVectors.multiply(vectors);
    for (let i = from; i < to; i++) {
      const cells = this.#cells[i - from]!;
      this.#pieces.set(pieceVectors.row(i - from));
      this.buffer.kernel.highestOfEach(this.#pieces, this.#starts, cells[BODY]!);
      bodyWords.products(texts, i, cells[BODY_WORDS]!);
      this.#without(cells[BODY_WORDS]!);
    }
  }

  /** Sets columns without a body to NaN. */
  #without(cells: Float32Array): void {
    const present = this.#mask.flags[BODY_WORDS]!;
    for (let a = 0; a < present.length; a++) if (present[a] === 0) cells[a] = NaN;
    cells.fill(NaN, present.length);
  }

  /** Mean and deviation of each column, over comments of other articles and of the background. */
  #measureColumns(): void {
    const { columns, background } = this.#candidates;
    const { comments, articleOf } = this.#corpus;
    const sums = CHANNELS.map(() => new Float64Array(columns));
    const squares = CHANNELS.map(() => new Float64Array(columns));
    const counts = CHANNELS.map(() => new Int32Array(columns));
    const add = (texts: Texts, from: number, to: number, own: Int32Array | null): void => {
      this.#fill(texts, from, to, own);
      for (let i = from; i < to; i++) {
        if (texts.wordCounts[i] === 0) continue;
        for (const k of this.channels) {
          const cells = this.#cells[i - from]![k]!;
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
    for (let from = 0; from < background.comments.count; from += BLOCK_ROWS)
      add(background.comments, from, Math.min(from + BLOCK_ROWS, background.comments.count), null);
    const size = Math.min(SAMPLE_SIZE, comments.count);
    const rows = Int32Array.from({ length: size }, (_, i) => Math.floor((i * comments.count) / size));
    const sample = selectTexts(comments, rows);
    const own = rows.map((row) => articleOf[row]!);
    for (let from = 0; from < size; from += BLOCK_ROWS)
      add(sample, from, Math.min(from + BLOCK_ROWS, size), own);
    for (const k of this.channels)
      for (let a = 0; a < columns; a++) {
        const count = counts[k]![a]!;
        const mean = count === 0 ? 0 : sums[k]![a]! / count;
        const variance = count === 0 ? 1 : squares[k]![a]! / count - mean ** 2;
        this.#means[k]![a] = mean;
        this.#scales[k]![a] = 1 / Math.max(MIN_DEVIATION, Math.sqrt(Math.max(0, variance)));
      }
  }

  #standardised(comment: number, row: number, own: number): Row {
    const { kernel, sums } = this.buffer;
    const deviations = this.#cells[row]!;
    const raw = CHANNELS.map((_, k) => deviations[k]![own] ?? NaN);
    for (const k of this.channels) {
      const cells = deviations[k]!;
      kernel.standardise(cells, this.#means[k]!, this.#scales[k]!, sums);
      const ownScore = cells[own]!;
      const known = Number.isNaN(ownScore) ? 0 : ownScore;
      const sum = sums[0]! - known;
      const squares = sums[1]! - known * known;
      const count = this.#mask.counts[k]! - this.#mask.flags[k]![own]!;
      const middle = sum / (count + PSEUDO_COUNT);
      const width = Math.sqrt(
        Math.max(
          0.05,
          (squares - 2 * middle * sum + count * middle * middle + PSEUDO_COUNT) / (count + PSEUDO_COUNT),
        ),
      );
      kernel.shift(cells, middle, 1 / width);
    }
    return { comment, own, ownScores: raw, deviations };
  }
}

/** The kernel needs lengths in multiples of 4. */
const COLUMN_STEP = 4;

/** Arrays reserved for readers of the rows. */
const SPARE_ARRAYS = 8;
/** Sums that the kernel returns at once. */
const SUMS = 8;

/**
 * Scratch buffers with one number per column, in kernel memory; arrays have length `width`, with NaN in the padding
 * behind the last column.
 */
export class RowBuffer {
  readonly kernel: Kernel;
  readonly columns: number;
  readonly width: number;
  /** Receives the sums that the kernel returns. */
  readonly sums: Float32Array;
  readonly #zeros: Float32Array;

  /**
   * @param arrays number of arrays to be allocated
   * @param more bytes for other arrays
   */
  constructor(columns: number, arrays: number, more: number) {
    this.columns = columns;
    this.width = Math.ceil(columns / COLUMN_STEP) * COLUMN_STEP;
    // Alignment takes up to 16 more bytes per array.
    this.kernel = new Kernel((arrays + 1) * (4 * this.width + 16) + 4 * SUMS + more);
    this.sums = this.kernel.floats(SUMS);
    this.#zeros = this.kernel.floats(this.width);
  }

  /** Allocates one array; the columns are 0, the padding is NaN. */
  array(): Float32Array {
    return this.kernel.floats(this.width).fill(NaN, this.columns);
  }

  /** The maximum of an array; -Infinity when all numbers are NaN. */
  highest(array: Float32Array): number {
    return this.kernel.highest(array, this.#zeros);
  }

  /** The maximum over all columns except one; NaN when there is none. */
  highestBut(array: Float32Array, column: number): number {
    const held = array[column]!;
    array[column] = NaN;
    const highest = this.highest(array);
    array[column] = held;
    return highest === -Infinity ? NaN : highest;
  }
}
