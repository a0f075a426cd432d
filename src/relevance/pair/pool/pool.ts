import { MIN_POOL_SIZE, type PoolBackground } from './pool-ground.js';
import { BODY, BODY_TERMS, CHANNELS, closenessOf, type PoolEntry, rivalryOf, type ScoreStats, TITLE, TITLE_TERMS } from '../pool-entry.js';
import type { PoolBuffer } from './pool-room.js';
import { TermIndex, type TermTable } from '../../encoder/tf-idf.js';
import type { BackgroundArticle, PreparedArticle, PreparedComment } from '../prepared.js';
import { dot, UNIT_STEPS } from '../../encoder/vector.js';

/** Cosines between which articles are somewhat alike: the same title is no other article. */
const NEIGHBOURS = [0.35, 0.98] as const;
/** An article is a rival when it is more of one than this. */
export const RIVAL = 0.5;
/** Terms of so many known articles are looked up text by text; an index of more is worth its making. */
const MAX_UNINDEXED = 16;

/** How an article lies in a pool. */
export interface PoolRelations extends ScoreStats, Pick<PoolEntry, 'terms'> {
  /** How much each article of the pool is a rival: 0 for itself and for others on the same event, 1 for strangers. */
  readonly rivals: Float32Array;
  /** Cosine of the titles, 0 or more. */
  readonly near: Float32Array;
  /** The same as a share: 0 of what is far, 1 of what is near. */
  readonly close: Float32Array;
  /** 0 of rivals, -Infinity of the others. */
  readonly mask: Float32Array;
  /** Articles that are somewhat alike, and how much each tells. */
  readonly neighbours: readonly (readonly [article: number, weight: number])[];
  /** Whether one of the known articles is a rival to any degree. */
  readonly rivalled: boolean;
}

/** Sums over the choice of a scanned comment: see `Kernel.sumChoice`. */
export interface ChoiceSums {
  readonly odds: number;
  readonly nearOdds: number;
  readonly closeOdds: number;
  readonly rivalOdds: number;
  readonly rivalMoment: number;
  readonly rivals: number;
}

/**
 * Articles that a comment may belong to: those known, and ordinary ones where few are known. A comment is compared with
 * all of them at once (`scan`). Cheap to open: what takes time is done once for each article (`Ground`) or when the
 * first comment is scanned. Holds room for one comment at a time, and shares it with other pools of the same ground:
 * what is read of a comment holds until another pool scans one.
 */
export class Pool {
  readonly known: number;
  readonly articles: readonly BackgroundArticle[];
  /** How many articles have a body, and how many of the known ones. */
  readonly bodies: number;
  readonly knownBodies: number;
  /** Mean and deviation of `deviations` over the pool, per channel. */
  readonly means = new Float64Array(CHANNELS.length);
  readonly spreads = new Float64Array(CHANNELS.length).fill(1);
  readonly #ground: PoolBackground;
  readonly #texts: readonly PreparedArticle[];
  readonly #room: PoolBuffer;
  readonly #standings = new WeakMap<PreparedArticle, PoolRelations>();
  #indexes: readonly [TermIndex, TermIndex] | undefined;
  #facing: PoolRelations | undefined;
  /** The comments that titles and bodies were compared with last. */
  readonly #scanned: (PreparedComment | undefined)[] = [undefined, undefined];

  constructor(ground: PoolBackground, known: readonly PreparedArticle[]) {
    this.#ground = ground;
    this.#texts = known;
    this.known = known.length;
    this.articles = [...known, ...ground.articles.slice(0, Math.max(0, MIN_POOL_SIZE - known.length))];
    this.bodies = bodiesAmong(this.articles);
    this.knownBodies = bodiesAmong(known);
    this.#room = ground.bufferFor(this.articles.length);
  }

  /**
   * By channel: scores of the scanned comment in deviations of each article; NaN where there is no body. As all arrays
   * over the pool, of the length `articles.length` or up to 3 more, where the rest is 0.
   */
  get deviations(): readonly Float32Array[] {
    return this.#room.deviations;
  }

  /** Room for a number per article. */
  get utilities(): Float32Array {
    return this.#room.utilities;
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
    this.#hold();
    if (comment === this.#scanned[side]) return;
    this.#scanned[side] = comment;
    this.#compare(comment, side);
    const { kernel, deviations, centres, scales, sums } = this.#room;
    for (let channel = 2 * side; channel < 2 * side + 2; channel++) {
      kernel.standardise(deviations[channel]!, centres[channel]!, scales[channel]!, sums);
      const some = channel < BODY ? this.articles.length : this.bodies;
      const mean = sums[0]! / some;
      this.means[channel] = mean;
      this.spreads[channel] = Math.sqrt(Math.max(0, sums[1]! / some - mean * mean)) + 0.1;
    }
  }

  /** Adds to `utilities` a bent line of the deviations of a channel over the pool: see `Kernel.addLine`. */
  addLine(channel: number, line: readonly [slope: number, bend: number, knee: number]): void {
    const over = [this.means[channel]!, 1 / this.spreads[channel]!] as const;
    this.#room.kernel.addLine(this.utilities, this.deviations[channel]!, over, line);
  }

  /** The highest deviation that an article on another event reaches; NaN when there is none. */
  bestRival(relationsOf: PoolRelations, channel: number): number {
    this.#face(relationsOf);
    const best = this.#room.kernel.highest(this.deviations[channel]!, this.#room.mask);
    return best === -Infinity ? NaN : best;
  }

  /** Sums over the choice that `utilities` make; `most` is the highest of a rival. */
  sumChoice(standing: PoolRelations, most: number): ChoiceSums {
    this.#face(standing);
    const { kernel, utilities, relations, sums } = this.#room;
    kernel.sumChoice(utilities, relations, most, sums);
    return {
      odds: sums[0]!,
      nearOdds: sums[1]!,
      closeOdds: sums[2]!,
      rivalOdds: sums[3]!,
      rivalMoment: sums[4]!,
      rivals: sums[5]!,
    };
  }

  #face(standing: PoolRelations): void {
    if (standing === this.#facing) return;
    this.#facing = standing;
    const [rivals, near, close] = this.#room.relations;
    rivals.set(standing.rivals);
    near.set(standing.near);
    close.set(standing.close);
    this.#room.mask.set(standing.mask);
  }

  /** Takes the room over from another pool. */
  #hold(): void {
    if (this.#room.owner === this) return;
    this.#room.owner = this;
    this.#facing = undefined;
    this.#scanned.fill(undefined);
    this.#ground.fill(this.#room, this.#texts);
  }

  /** How an article, one of the pool or not, lies in it. Remembered. */
  standing(article: PreparedArticle): PoolRelations {
    const known = this.#standings.get(article);
    if (known !== undefined) return known;
    const { stats, terms } = this.#ground.entryOf(article);
    const made = { ...stats, terms, ...this.#rivals(article, terms[0]) };
    this.#standings.set(article, made);
    return made;
  }

  /** Raw scores with titles (side 0) or bodies (1) into `deviations`. */
  #compare({ vector, terms }: PreparedComment, side: 0 | 1): void {
    const { kernel, query, products, rows, deviations } = this.#room;
    this.#room.vector.set(vector);
    kernel.toShorts(query, this.#room.vector, UNIT_STEPS);
    kernel.scan(query, rows[side], products, products.length);
    kernel.scaleInts(deviations[side === 0 ? TITLE : BODY]!, products, 1 / UNIT_STEPS ** 2);
    const cosines = deviations[side === 0 ? TITLE_TERMS : BODY_TERMS]!;
    const { known } = this;
    this.#ground.indexes[side].cosines(terms, cosines.subarray(known, this.articles.length));
    if (known > MAX_UNINDEXED) this.#indexOf(side).cosines(terms, cosines.subarray(0, known));
    else
      for (let i = 0; i < known; i++)
        cosines[i] = this.#ground.entryOf(this.#texts[i]!).terms[side]?.cosine32(terms) ?? 0;
  }

  #indexOf(side: 0 | 1): TermIndex {
    const { bits } = this.#ground;
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

  #rivals(article: PreparedArticle, terms: TermTable): Omit<PoolRelations, keyof ScoreStats | 'terms'> {
    const { known } = this;
    const near = new Float32Array(this.utilities.length);
    const rivals = new Float32Array(near.length);
    let rivalled = false;
    this.#texts.forEach(({ title }, i) => {
      near[i] = Math.max(0, dot(title.vector, article.title.vector));
      rivals[i] = rivalryOf(near[i], terms.cosine(title.terms));
      if (rivals[i] > 0) rivalled = true;
    });
    const around = this.#ground.relationsOf(article);
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
