import type { Encoder } from './encoder.js';
import { Kernel } from './kernel/kernel.js';
import { OpenTerms, TermIndex } from './pool-terms.js';
import type { Background, BackgroundArticle } from './single-background.js';
import type { PreparedComment, PreparedText, Text } from './single-text.js';
import { dot } from './vector.js';
import { stepsOf, UNIT_STEPS } from './words.js';

/** What is compared: cosine of meaning and of tf-idf, to the title and to the body. */
export const CHANNELS = ['title', 'titleTerms', 'body', 'bodyTerms'] as const;
export const [TITLE, TITLE_TERMS, BODY, BODY_TERMS] = [0, 1, 2, 3] as const;

/** Room for sums. */
const SUMS = 8;
/** The kernel takes numbers by the four. */
const FOUR = 4;
/** A pool of fewer known articles is filled up with ordinary ones. */
const FEWEST = 256;
/** Added to deviations: tf-idf is 0 of most pairs, and a chance overlap of one bucket is no news. */
const STEADY = [0.02, 0.01, 0.02, 0.01] as const;
/** Articles at least this alike (cosine of titles or of their tf-idf) tell of one event: from here on, and wholly. */
const ALIKE = { meaning: [0.6, 0.85], terms: [0.2, 0.4] } as const;

/** Titles this alike, from here on and wholly, are close. */
const CLOSE = [0.3, 0.7] as const;
/** Cosines between which articles are somewhat alike: the same title is no other article. */
const NEIGHBOURS = [0.35, 0.98] as const;
/** An article is a rival when it is more of one than this. */
export const RIVAL = 0.5;

/** Mean and deviation of one article's scores over comments at large, per channel. */
export interface Centre {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

/** How an article lies in a pool. */
export interface Standing extends Centre {
  /** How much each article of the pool is a rival: 0 for itself and for others on the same event, 1 for strangers. */
  readonly rivals: Float32Array;
  /** Cosine of the titles, 0 or more. */
  readonly near: Float32Array;
  /** The same as a share: 0 under `CLOSE[0]`, 1 over `CLOSE[1]`. */
  readonly close: Float32Array;
  /** 0 of rivals, -Infinity of the others. */
  readonly mask: Float32Array;
  /** Articles that are somewhat alike, and how much each tells. */
  readonly neighbours: readonly (readonly [article: number, weight: number])[];
}

/** Sums over the choice of a scanned comment: see `Kernel.sumChoice`. */
export interface ChoiceSums {
  readonly chances: number;
  readonly nearness: number;
  readonly mass: number;
  readonly shares: number;
  readonly moment: number;
  readonly rivals: number;
}

/**
 * Articles that a comment may belong to: those known, and ordinary ones where few are known. A comment is compared with
 * all of them at once (`scan`). Holds room for one comment at a time.
 */
export class Pool {
  readonly known: number;
  readonly articles: readonly BackgroundArticle[];
  /** How many articles have a body, and how many of the known ones. */
  readonly bodies: number;
  readonly knownBodies: number;
  /**
   * By channel: scores of the scanned comment in deviations of each article; NaN where there is no body. As all arrays
   * over the pool, of the length `articles.length` or up to 3 more, where the rest is 0.
   */
  readonly deviations: readonly Float32Array[];
  /** Mean and deviation of those over the pool, per channel. */
  readonly means = new Float64Array(CHANNELS.length);
  readonly spreads = new Float64Array(CHANNELS.length).fill(1);
  readonly #kernel: Kernel;
  readonly #query: Int16Array;
  readonly #vector: Float32Array;
  readonly #rows: readonly Int8Array[];
  readonly #products: Int32Array;
  readonly #indexes: readonly TermIndex[];
  readonly #centres: readonly Float32Array[];
  readonly #scales: readonly Float32Array[];
  readonly #sums: Float32Array;
  /** Of the article that is faced: its standing in the kernel's memory. */
  readonly #faced: readonly [rivals: Float32Array, near: Float32Array, close: Float32Array];
  readonly #mask: Float32Array;
  #facing: Standing | undefined;
  /** Room for a number per article. */
  readonly utilities: Float32Array;
  readonly #comments: readonly Text[];
  readonly #open: OpenTerms;
  readonly #standings = new WeakMap<PreparedText, Standing>();
  /** The comments that titles and bodies were compared with last. */
  readonly #scanned: (PreparedComment | undefined)[] = [undefined, undefined];

  constructor(encoder: Encoder, background: Background, known: readonly PreparedText[]) {
    const { dimension } = encoder;
    const { bits } = encoder.tower;
    this.#open = new OpenTerms(bits);
    this.#comments = background.comments;
    this.known = known.length;
    this.articles = [...known, ...background.articles.slice(0, Math.max(0, FEWEST - known.length))];
    this.bodies = this.articles.filter(({ body }) => body !== null).length;
    this.knownBodies = known.filter(({ body }) => body !== null).length;
    const count = Math.ceil(this.articles.length / FOUR) * FOUR;
    const arrays = 3 * CHANNELS.length + 6;
    this.#kernel = new Kernel(
      2 * (count + 3) * dimension + arrays * count * Float32Array.BYTES_PER_ELEMENT + SUMS,
    );
    this.#query = this.#kernel.shorts(dimension);
    this.#vector = this.#kernel.floats(dimension);
    this.#products = this.#kernel.ints(count);
    this.#rows = [this.#kernel.bytes(count * dimension), this.#kernel.bytes(count * dimension)];
    this.articles.forEach(({ title, body }, i) => {
      this.#rows[0]!.set(stepsOf(title.vector), i * dimension);
      if (body !== null) this.#rows[1]!.set(stepsOf(body.vector), i * dimension);
    });
    this.#indexes = [
      new TermIndex(
        bits,
        this.articles.map(({ title }) => title.terms),
      ),
      new TermIndex(
        bits,
        this.articles.map(({ body }) => body?.terms ?? null),
      ),
    ];
    const floats = (): Float32Array => this.#kernel.floats(count);
    this.deviations = CHANNELS.map(floats);
    this.#centres = CHANNELS.map(floats);
    this.#scales = CHANNELS.map(floats);
    this.#sums = this.#kernel.floats(SUMS);
    this.#faced = [floats(), floats(), floats()];
    this.#mask = floats();
    this.utilities = floats();
    this.#centre();
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
    if (comment === this.#scanned[side]) return;
    this.#scanned[side] = comment;
    this.#compare(comment, side);
    for (let channel = 2 * side; channel < 2 * side + 2; channel++) {
      this.#kernel.standardise(
        this.deviations[channel]!,
        this.#centres[channel]!,
        this.#scales[channel]!,
        this.#sums,
      );
      const some = channel < BODY ? this.articles.length : this.bodies;
      const mean = this.#sums[0]! / some;
      this.means[channel] = mean;
      this.spreads[channel] = Math.sqrt(Math.max(0, this.#sums[1]! / some - mean * mean)) + 0.1;
    }
  }

  /** Adds to `utilities` a bent line of the deviations of a channel over the pool: see `Kernel.addLine`. */
  addLine(channel: number, line: readonly [slope: number, bend: number, knee: number]): void {
    const over = [this.means[channel]!, 1 / this.spreads[channel]!] as const;
    this.#kernel.addLine(this.utilities, this.deviations[channel]!, over, line);
  }

  /** The highest deviation that an article on another event reaches; NaN when there is none. */
  bestRival(standing: Standing, channel: number): number {
    this.#face(standing);
    const best = this.#kernel.highest(this.deviations[channel]!, this.#mask);
    return best === -Infinity ? NaN : best;
  }

  /** Sums over the choice that `utilities` make; `most` is the highest of a rival. */
  sumChoice(standing: Standing, most: number): ChoiceSums {
    this.#face(standing);
    this.#kernel.sumChoice(this.utilities, this.#faced, most, this.#sums);
    const sums = this.#sums;
    return {
      chances: sums[0]!,
      nearness: sums[1]!,
      mass: sums[2]!,
      shares: sums[3]!,
      moment: sums[4]!,
      rivals: sums[5]!,
    };
  }

  #face(standing: Standing): void {
    if (standing === this.#facing) return;
    this.#facing = standing;
    const [rivals, near, close] = this.#faced;
    rivals.set(standing.rivals);
    near.set(standing.near);
    close.set(standing.close);
    this.#mask.set(standing.mask);
  }

  /** How an article, one of the pool or not, lies in it. Remembered. */
  standing(article: PreparedText): Standing {
    const known = this.#standings.get(article);
    if (known !== undefined) return known;
    const made = { ...centreOf(article, this.#comments, this.#open), ...this.#rivals(article) };
    this.#standings.set(article, made);
    return made;
  }

  /** Raw scores with titles (side 0) or bodies (1) into `deviations`. */
  #compare({ vector, terms }: Text, side: 0 | 1): void {
    const [query, products] = [this.#query, this.#products];
    const unit = 1 / UNIT_STEPS ** 2;
    this.#vector.set(vector);
    this.#kernel.toShorts(query, this.#vector, UNIT_STEPS);
    this.#kernel.scan(query, this.#rows[side]!, products, products.length);
    const into = this.deviations[side === 0 ? TITLE : BODY]!;
    for (let i = 0; i < into.length; i++) into[i] = products[i]! * unit;
    this.#indexes[side]!.cosines(terms, this.deviations[side === 0 ? TITLE_TERMS : BODY_TERMS]!);
  }

  /** Finds the centres of all articles: what comments at large get. */
  #centre(): void {
    const sums = this.deviations.map((values) => new Float64Array(values.length));
    const squares = this.deviations.map((values) => new Float64Array(values.length));
    for (const comment of this.#comments) {
      this.#compare(comment, 0);
      if (this.bodies > 0) this.#compare(comment, 1);
      this.deviations.forEach((values, channel) => {
        values.forEach((value, i) => {
          sums[channel]![i]! += value;
          squares[channel]![i]! += value * value;
        });
      });
    }
    const count = Math.max(1, this.#comments.length);
    this.#centres.forEach((centres, channel) => {
      for (let i = 0; i < this.articles.length; i++) {
        const missing = channel >= BODY && this.articles[i]!.body === null;
        const mean = sums[channel]![i]! / count;
        centres[i] = missing ? NaN : mean;
        this.#scales[channel]![i] = 1 / deviationOf(channel, squares[channel]![i]! / count - mean * mean);
      }
    });
  }

  #rivals({ title }: PreparedText): Omit<Standing, keyof Centre> {
    this.#open.open(title.terms);
    const near = new Float32Array(this.utilities.length);
    const rivals = new Float32Array(near.length);
    this.articles.forEach((other, i) => {
      near[i] = Math.max(0, dot(other.title.vector, title.vector));
      const terms = this.#open.cosine(other.title.terms);
      rivals[i] = 1 - Math.max(step(near[i], ALIKE.meaning), step(terms, ALIKE.terms));
    });
    return {
      rivals,
      near,
      close: near.map((likeness) => step(likeness, CLOSE)),
      mask: rivals.map((rival) => (rival > RIVAL ? 0 : -Infinity)),
      neighbours: [...near.entries()]
        .filter(([, likeness]) => likeness >= NEIGHBOURS[0] && likeness <= NEIGHBOURS[1])
        .map(([i, likeness]) => [i, (likeness - NEIGHBOURS[0]) ** 2] as const),
    };
  }
}

/** What one article gets from comments at large. */
function centreOf(article: BackgroundArticle, comments: readonly Text[], open: OpenTerms): Centre {
  const [sums, squares] = [new Float64Array(CHANNELS.length), new Float64Array(CHANNELS.length)];
  const scores = new Float64Array(CHANNELS.length);
  [article.title, article.body].forEach((text, side) => {
    if (text === null) return;
    open.open(text.terms);
    for (const comment of comments) {
      scores[0] = dot(text.vector, comment.vector);
      scores[1] = open.cosine(comment.terms);
      for (let i = 0; i < 2; i++) {
        sums[2 * side + i]! += scores[i]!;
        squares[2 * side + i]! += scores[i]! ** 2;
      }
    }
  });
  const count = Math.max(1, comments.length);
  const means = sums.map((sum) => sum / count);
  return { means, deviations: squares.map((sum, i) => deviationOf(i, sum / count - means[i]! ** 2)) };
}

function deviationOf(channel: number, variance: number): number {
  return Math.sqrt(Math.max(0, variance)) + STEADY[channel]!;
}

/** 0 under the first, 1 over the second, a straight line between. */
function step(value: number, [from, to]: readonly [number, number]): number {
  return Math.max(0, Math.min(1, (value - from) / (to - from)));
}
