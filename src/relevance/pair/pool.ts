import { MIN_POOL_SIZE, type PoolBackground } from './pool-background.js';
import {
  BODY,
  BODY_TERMS,
  CHANNELS,
  closenessOf,
  type PoolEntry,
  rivalryOf,
  type ScoreStats,
  TITLE,
  TITLE_TERMS,
} from './pool-entry.js';
import type { PoolBuffer } from './pool-buffer.js';
import { TermIndex, type TermTable } from '../encoder/tf-idf.js';
import type { BackgroundArticle, PreparedArticle, PreparedComment } from './prepared.js';
import { dot, UNIT_STEPS } from '../encoder/vector.js';

/** Title cosines between which an article is a neighbour: above the upper bound it is the same article. */
const NEIGHBOURS = [0.35, 0.98] as const;
/** An article is a rival above this degree of rivalry. */
export const RIVAL = 0.5;
/** Up to this many known articles, tf-idf is compared article by article; an index only pays off for more. */
const MAX_UNINDEXED = 16;

/** Relations of an article to the others of a pool. */
export interface PoolRelations extends ScoreStats, Pick<PoolEntry, 'terms'> {
  /** Degree of rivalry of each article: 0 for itself and for others on the same event, 1 for unrelated ones. */
  readonly rivals: Float32Array;
  /** Cosine of the titles, 0 or more. */
  readonly near: Float32Array;
  /** Closeness of the titles, 0 to 1: see `closenessOf`. */
  readonly close: Float32Array;
  /** 0 for rivals, -Infinity for the others. */
  readonly mask: Float32Array;
  /** Similar articles with their weights. */
  readonly neighbours: readonly (readonly [article: number, weight: number])[];
  /** Whether any known article is a rival to any degree. */
  readonly rivalled: boolean;
}

/** Sums over the conditional logit of a scanned comment: see `Kernel.sumChoice`. */
export interface ChoiceSums {
  readonly odds: number;
  readonly nearOdds: number;
  readonly closeOdds: number;
  readonly rivalOdds: number;
  readonly rivalMoment: number;
  readonly rivals: number;
}

/**
 * The articles that a comment may belong to: the known ones, filled up with background articles where few are known.
 * `scan` compares a comment with all of them at once. Cheap to open: the expensive parts are computed once per article
 * (`PoolBackground`) or when the first comment is scanned. Scratch buffers hold one comment at a time and are shared
 * with other pools of the same background: the results for a comment are valid until another pool scans one.
 */
export class Pool {
  readonly known: number;
  readonly articles: readonly BackgroundArticle[];
  /** Articles with a body: in the whole pool, and among the known ones. */
  readonly bodies: number;
  readonly knownBodies: number;
  /** Mean and deviation of `deviations` over the pool, by channel. */
  readonly means = new Float64Array(CHANNELS.length);
  readonly spreads = new Float64Array(CHANNELS.length).fill(1);
  readonly #background: PoolBackground;
  readonly #texts: readonly PreparedArticle[];
  readonly #buffer: PoolBuffer;
  readonly #relations = new WeakMap<PreparedArticle, PoolRelations>();
  #indexes: readonly [TermIndex, TermIndex] | undefined;
  #selected: PoolRelations | undefined;
  /** The comments that were last compared with titles and with bodies. */
  readonly #scanned: (PreparedComment | undefined)[] = [undefined, undefined];

  constructor(background: PoolBackground, known: readonly PreparedArticle[]) {
    this.#background = background;
    this.#texts = known;
    this.known = known.length;
    this.articles = [...known, ...background.articles.slice(0, Math.max(0, MIN_POOL_SIZE - known.length))];
    this.bodies = bodiesAmong(this.articles);
    this.knownBodies = bodiesAmong(known);
    this.#buffer = background.bufferFor(this.articles.length);
  }

  /**
   * By channel: the scanned comment's score with each article as z-score by article; NaN without a body. Like all
   * arrays over the pool, padded with 0 to a multiple of 4.
   */
  get deviations(): readonly Float32Array[] {
    return this.#buffer.deviations;
  }

  /** Scratch buffer: one number per article. */
  get utilities(): Float32Array {
    return this.#buffer.utilities;
  }

  /** Compares a comment with every title. */
  scan(comment: PreparedComment): void {
    this.#scan(comment, 0);
  }

  /** Compares a comment with every body. */
  scanBodies(comment: PreparedComment): void {
    if (this.bodies > 0) this.#scan(comment, 1);
  }

  #scan(comment: PreparedComment, side: 0 | 1): void {
    this.#acquire();
    if (comment === this.#scanned[side]) return;
    this.#scanned[side] = comment;
    this.#compare(comment, side);
    const { kernel, deviations, centres, scales, sums } = this.#buffer;
    for (let channel = 2 * side; channel < 2 * side + 2; channel++) {
      kernel.standardise(deviations[channel]!, centres[channel]!, scales[channel]!, sums);
      const some = channel < BODY ? this.articles.length : this.bodies;
      const mean = sums[0]! / some;
      this.means[channel] = mean;
      this.spreads[channel] = Math.sqrt(Math.max(0, sums[1]! / some - mean * mean)) + 0.1;
    }
  }

  /** Adds to `utilities` a piecewise linear function of a channel's z-scores over the pool: see `Kernel.addLine`. */
  addLine(channel: number, line: readonly [slope: number, bend: number, knee: number]): void {
    const over = [this.means[channel]!, 1 / this.spreads[channel]!] as const;
    this.#buffer.kernel.addLine(this.utilities, this.deviations[channel]!, over, line);
  }

  /** The highest z-score by article that a rival reaches; NaN when there is no rival. */
  bestRival(relations: PoolRelations, channel: number): number {
    this.#select(relations);
    const best = this.#buffer.kernel.highest(this.deviations[channel]!, this.#buffer.mask);
    return best === -Infinity ? NaN : best;
  }

  /**
   * Sums over the choice that `utilities` define.
   *
   * @param most the highest utility of a rival
   */
  sumChoice(relations: PoolRelations, most: number): ChoiceSums {
    this.#select(relations);
    const { kernel, utilities, selected, sums } = this.#buffer;
    kernel.sumChoice(utilities, selected, most, sums);
    return {
      odds: sums[0]!,
      nearOdds: sums[1]!,
      closeOdds: sums[2]!,
      rivalOdds: sums[3]!,
      rivalMoment: sums[4]!,
      rivals: sums[5]!,
    };
  }

  #select(relations: PoolRelations): void {
    if (relations === this.#selected) return;
    this.#selected = relations;
    const [rivals, near, close] = this.#buffer.selected;
    rivals.set(relations.rivals);
    near.set(relations.near);
    close.set(relations.close);
    this.#buffer.mask.set(relations.mask);
  }

  /** Takes over the scratch buffer from another pool. */
  #acquire(): void {
    if (this.#buffer.owner === this) return;
    this.#buffer.owner = this;
    this.#selected = undefined;
    this.#scanned.fill(undefined);
    this.#background.fill(this.#buffer, this.#texts);
  }

  /** Relations of an article, which need not be in the pool, to the articles of the pool. Cached. */
  relationsOf(article: PreparedArticle): PoolRelations {
    const known = this.#relations.get(article);
    if (known !== undefined) return known;
    const { stats, terms } = this.#background.entryOf(article);
    const made = { ...stats, terms, ...this.#relationsTo(article, terms[0]) };
    this.#relations.set(article, made);
    return made;
  }

  /** Writes the raw scores with titles (side 0) or bodies (1) into `deviations`. */
  #compare({ vector, terms }: PreparedComment, side: 0 | 1): void {
    const { kernel, query, products, rows, deviations } = this.#buffer;
    this.#buffer.vector.set(vector);
    kernel.toShorts(query, this.#buffer.vector, UNIT_STEPS);
    kernel.scan(query, rows[side], products, products.length);
    kernel.scaleInts(deviations[side === 0 ? TITLE : BODY]!, products, 1 / UNIT_STEPS ** 2);
    const cosines = deviations[side === 0 ? TITLE_TERMS : BODY_TERMS]!;
    const { known } = this;
    this.#background.indexes[side].cosines(terms, cosines.subarray(known, this.articles.length));
    if (known > MAX_UNINDEXED) this.#indexOf(side).cosines(terms, cosines.subarray(0, known));
    else
      for (let i = 0; i < known; i++)
        cosines[i] = this.#background.entryOf(this.#texts[i]!).terms[side]?.cosine32(terms) ?? 0;
  }

  #indexOf(side: 0 | 1): TermIndex {
    const { bits } = this.#background;
    this.#indexes ??= [
      new TermIndex(
        bits,
        this.#texts.map(({ title }) => title.terms),
      ),
      new TermIndex(
        bits,
        this.#texts.map(({ body }) => body?.terms ?? null),
      ),
    ];
    return this.#indexes[side];
  }

  #relationsTo(article: PreparedArticle, terms: TermTable): Omit<PoolRelations, keyof ScoreStats | 'terms'> {
    const { known } = this;
    const near = new Float32Array(this.utilities.length);
    const rivals = new Float32Array(near.length);
    let rivalled = false;
    this.#texts.forEach(({ title }, i) => {
      near[i] = Math.max(0, dot(title.vector, article.title.vector));
      rivals[i] = rivalryOf(near[i], terms.cosine(title.terms));
      if (rivals[i] > 0) rivalled = true;
    });
    const around = this.#background.relationsOf(article);
    near.set(around.near.subarray(0, this.articles.length - known), known);
    rivals.set(around.rivals.subarray(0, this.articles.length - known), known);
    const neighbours: (readonly [article: number, weight: number])[] = [];
    near.forEach((likeness, i) => {
      if (likeness >= NEIGHBOURS[0] && likeness <= NEIGHBOURS[1])
        neighbours.push([i, (likeness - NEIGHBOURS[0]) ** 2]);
    });
    return {
      rivals,
      near,
      close: near.map(closenessOf),
      mask: rivals.map((rival) => (rival > RIVAL ? 0 : -Infinity)),
      neighbours,
      rivalled,
    };
  }
}

function bodiesAmong(articles: readonly BackgroundArticle[]): number {
  return articles.reduce((sum, { body }) => sum + (body === null ? 0 : 1), 0);
}
