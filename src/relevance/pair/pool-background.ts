import type { Encoder } from '../encoder/encoder.js';
import { ExactDots } from '../encoder/vector.js';
import { TermCosines, TermIndex } from '../encoder/tf-idf.js';
import { EntryReader, type PoolEntry, rivalryOf } from './pool-entry.js';
import { PoolBuffer } from './pool-buffer.js';
import type { Background, BackgroundArticle, PreparedArticle } from './prepared.js';

/** Smaller pools are filled up with background articles to this size. */
export const MIN_POOL_SIZE = 256;

/**
 * Relations of an article to the background articles, in their order: cosine of the titles (0 or more), and how much
 * each is a rival.
 */
export interface BackgroundRelations {
  readonly near: Float32Array;
  readonly rivals: Float32Array;
}

/**
 * The state shared by all pools of one model: background articles and comments at large, and each article's entry and
 * relations to them, computed once and cached while the article is alive. Owns scratch buffers: pools of one background
 * must not scan two comments at once.
 */
export class PoolBackground {
  readonly dimension: number;
  readonly bits: number;
  /** Background articles, at most `MIN_POOL_SIZE`. */
  readonly articles: readonly BackgroundArticle[];
  /** Tf-idf indexes of their titles, and of their bodies. */
  readonly indexes: readonly [TermIndex, TermIndex];
  readonly #titles: ExactDots;
  readonly #titleTerms: TermCosines;
  /** The background articles as a filled buffer, for pools to copy. */
  readonly #backgroundBuffer: PoolBuffer;
  readonly #reader: EntryReader;
  readonly #entries = new WeakMap<PreparedArticle, PoolEntry>();
  readonly #relations = new WeakMap<PreparedArticle, BackgroundRelations>();
  readonly #buffers = new Map<number, PoolBuffer>();

  constructor(encoder: Encoder, background: Background) {
    this.dimension = encoder.dimension;
    this.bits = encoder.table.bits;
    this.articles = background.articles.slice(0, MIN_POOL_SIZE);
    this.#reader = new EntryReader(background.comments, this.dimension, this.bits);
    this.#backgroundBuffer = new PoolBuffer(Math.max(1, this.articles.length), this.dimension);
    this.articles.forEach((article, i) => {
      this.#backgroundBuffer.put(i, this.#reader.entryOf(article));
    });
    this.indexes = [
      new TermIndex(
        this.bits,
        this.articles.map(({ title }) => title.terms),
      ),
      new TermIndex(
        this.bits,
        this.articles.map(({ body }) => body?.terms ?? null),
      ),
    ];
    this.#titleTerms = new TermCosines(
      this.bits,
      this.articles.map(({ title }) => title.terms),
    );
    this.#titles = new ExactDots(
      this.articles.map(({ title }) => title.vector),
      this.dimension,
    );
  }

  /** The pool entry of an article. Cached. */
  entryOf(article: PreparedArticle): PoolEntry {
    let entry = this.#entries.get(article);
    if (entry === undefined) this.#entries.set(article, (entry = this.#reader.entryOf(article)));
    return entry;
  }

  /** Relations of an article to the background articles. Cached. */
  relationsOf(article: PreparedArticle): BackgroundRelations {
    const known = this.#relations.get(article);
    if (known !== undefined) return known;
    const count = this.articles.length;
    const cosines = this.#titles.dots(article.title.vector);
    const terms = new Float64Array(count);
    this.#titleTerms.add(article.title.terms, terms, new Float32Array(count));
    const [near, rivals] = [new Float32Array(count), new Float32Array(count)];
    for (let i = 0; i < near.length; i++) {
      near[i] = Math.max(0, cosines[i]!);
      rivals[i] = rivalryOf(near[i]!, terms[i]!);
    }
    const made = { near, rivals };
    this.#relations.set(article, made);
    return made;
  }

  /** Scratch buffer for a pool of `count` articles; pools up to `MIN_POOL_SIZE` share one per size. */
  bufferFor(count: number): PoolBuffer {
    if (count > MIN_POOL_SIZE) return new PoolBuffer(count, this.dimension);
    let buffer = this.#buffers.get(count);
    if (buffer === undefined) this.#buffers.set(count, (buffer = new PoolBuffer(count, this.dimension)));
    return buffer;
  }

  /** Puts the known articles into a buffer, and background articles after them up to its size. */
  fill(buffer: PoolBuffer, known: readonly PreparedArticle[]): void {
    buffer.copyFrom(this.#backgroundBuffer, known.length);
    known.forEach((article, i) => {
      buffer.put(i, this.entryOf(article));
    });
  }
}
