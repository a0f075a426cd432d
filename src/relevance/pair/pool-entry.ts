import { TermCosines, TermTable } from '../encoder/tf-idf.js';
import { ExactDots, quantiseUnit, UNIT_STEPS } from '../encoder/vector.js';
import { Kernel } from '../kernel/kernel.js';
import type { BackgroundArticle, Text } from './prepared.js';

/** The channels of a comparison: cosine of embeddings and of tf-idf, with the title and with the body. */
export const CHANNELS = ['title', 'titleTerms', 'body', 'bodyTerms'] as const;
export const [TITLE, TITLE_TERMS, BODY, BODY_TERMS] = [0, 1, 2, 3] as const;

/** Added to each channel's deviation: tf-idf is 0 for most pairs, and one bucket shared by chance is no evidence. */
const BASE_DEVIATION = [0.02, 0.01, 0.02, 0.01] as const;
/**
 * Two articles with this cosine of titles (embedding or tf-idf) report the same event: from the first value on, fully
 * at the second.
 */
const SAME_EVENT = { meaning: [0.6, 0.85], terms: [0.2, 0.4] } as const;
/** Titles are close from the first cosine on, fully at the second. */
const CLOSE = [0.3, 0.7] as const;

/** Standard deviation of a channel's scores, from their variance. */
function deviationOf(channel: number, variance: number): number {
  return Math.sqrt(Math.max(0, variance)) + BASE_DEVIATION[channel]!;
}

/**
 * Degree to which another article is a rival, from the cosines with its title: 0 for the same event, 1 for an unrelated
 * article.
 */
export function rivalryOf(near: number, terms: number): number {
  return 1 - Math.max(ramp(near, SAME_EVENT.meaning), ramp(terms, SAME_EVENT.terms));
}

/** Closeness of two titles: 0 below `CLOSE[0]`, 1 above `CLOSE[1]`. */
export const closenessOf = (near: number): number => ramp(near, CLOSE);

/** Linear ramp from 0 at `from` to 1 at `to`. */
function ramp(value: number, [from, to]: readonly [number, number]): number {
  return Math.max(0, Math.min(1, (value - from) / (to - from)));
}

/** Mean and deviation of an article's scores over comments at large, by channel. */
export interface ScoreStats {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

/** An article as an entry of a pool: everything that does not depend on the other entries. */
export interface PoolEntry {
  /** Quantised vectors of title and body; null without a body. */
  readonly rows: readonly [title: Int8Array, body: Int8Array | null];
  readonly terms: readonly [title: TermTable, body: TermTable | null];
  readonly stats: ScoreStats;
  /**
   * The same statistics for quantised vectors, as scans score them: means (NaN without a body) and 1 / deviation, by
   * channel.
   */
  readonly quantised: { readonly means: Float64Array; readonly scales: Float64Array };
}

/** Turns the product of two quantised vectors into a cosine. */
const UNIT = 1 / UNIT_STEPS ** 2;

/** Makes pool entries. Holds the comments at large over which an article's scores are measured. */
export class EntryReader {
  readonly #count: number;
  readonly #vectors: ExactDots;
  readonly #kernel: Kernel;
  readonly #query: Int16Array;
  readonly #rows: Int8Array;
  readonly #products: Int32Array;
  readonly #terms: TermCosines;
  readonly #sums: Float64Array;
  readonly #sums32: Float32Array;

  constructor(comments: readonly Text[], dimension: number, bits: number) {
    this.#count = comments.length;
    this.#vectors = new ExactDots(
      comments.map(({ vector }) => vector),
      dimension,
    );
    this.#kernel = new Kernel(this.#count * (dimension + 4) + 6 * dimension);
    this.#query = this.#kernel.shorts(dimension);
    this.#rows = this.#kernel.bytes(this.#count * dimension);
    this.#products = this.#kernel.ints(this.#count);
    this.#round(comments);
    this.#terms = new TermCosines(
      bits,
      comments.map(({ terms }) => terms),
    );
    this.#sums = new Float64Array(this.#count);
    this.#sums32 = new Float32Array(this.#count);
  }

  /** Quantises the comments' vectors exactly as a scan quantises a comment. */
  #round(comments: readonly Text[]): void {
    const dimension = this.#query.length;
    const vector = this.#kernel.floats(dimension);
    comments.forEach((comment, i) => {
      vector.set(comment.vector);
      this.#kernel.toShorts(this.#query, vector, UNIT_STEPS);
      this.#rows.set(this.#query, i * dimension);
    });
  }

  /** The entry of an article, the same in any pool. */
  entryOf({ title, body }: BackgroundArticle): PoolEntry {
    const titleRow = quantiseUnit(title.vector);
    const bodyRow = body === null ? null : quantiseUnit(body.vector);
    const exact = new ChannelSums();
    const scanned = new ChannelSums();
    this.#addTo(exact, scanned, TITLE, title, titleRow);
    if (body !== null) this.#addTo(exact, scanned, BODY, body, bodyRow!);
    const { means, deviations } = scanned.statsOf(this.#count);
    if (body === null) means.fill(NaN, BODY);
    return {
      rows: [titleRow, bodyRow],
      terms: [new TermTable(title.terms), body === null ? null : new TermTable(body.terms)],
      stats: exact.statsOf(this.#count),
      quantised: { means, scales: deviations.map((deviation) => 1 / deviation) },
    };
  }

  /** Adds the scores of one text with all comments: embedding cosines to `channel`, tf-idf cosines to the next. */
  #addTo(
    exact: ChannelSums,
    scanned: ChannelSums,
    channel: number,
    { vector, terms }: Text,
    row: Int8Array,
  ): void {
    const [products, sums, sums32] = [this.#products, this.#sums, this.#sums32];
    const cosines = this.#vectors.dots(vector);
    this.#query.set(row);
    this.#kernel.scan(this.#query, this.#rows, products, this.#count);
    this.#terms.add(terms, sums.fill(0), sums32.fill(0));
    for (let i = 0; i < this.#count; i++) {
      exact.add(channel, cosines[i]!);
      scanned.add(channel, Math.fround(products[i]! * UNIT));
      exact.add(channel + 1, sums[i]!);
      scanned.add(channel + 1, sums32[i]!);
    }
  }
}

/** Running sums of scores and their squares, by channel. */
class ChannelSums {
  readonly #sums = new Float64Array(CHANNELS.length);
  readonly #squares = new Float64Array(CHANNELS.length);

  add(channel: number, score: number): void {
    this.#sums[channel]! += score;
    this.#squares[channel]! += score * score;
  }

  statsOf(count: number): ScoreStats {
    const some = Math.max(1, count);
    const means = this.#sums.map((sum) => sum / some);
    const deviations = this.#squares.map((sum, channel) =>
      deviationOf(channel, sum / some - means[channel]! ** 2),
    );
    return { means, deviations };
  }
}
