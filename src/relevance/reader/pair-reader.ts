import { type Article, usableBody } from '../../article/index.js';
import { sentences } from '../encoder/sentences.js';
import { dot } from '../encoder/vector.js';
import { type ReaderStage, readerWeight, READINGS } from './reader-stage.js';

/** Turns texts into unit vectors: comments and titles have projections of their own; sentences of a body are read as titles. */
export interface TextVectors {
  comment(text: string): Float32Array;
  title(text: string): Float32Array;
}

/** Vectors of texts on everything, one after the other: what is near to all of them is near by chance. */
export interface ReaderBackground {
  readonly titles: Float32Array;
  readonly comments: Float32Array;
}

/** What the reader makes of a comment under an article. */
export interface Reading {
  /** Nats; positive speaks against the comment belonging to its article, negative for it. */
  readonly weight: number;
  /** The known article that it is nearer to than to its own, if any. */
  readonly nearer: Article | null;
}

/** Sentences of a body that are compared: those that share most with the comment, and the first. */
const SHARING = 4;
const LEADING = 2;
/** Cosine by which another article must be nearer to be named. */
const NEARER_BY = 0.1;
/** Texts whose vectors are kept, some 1.5 KB each: the titles and sentences of a chunk. */
const KEPT = 8192;

/**
 * Reads comments against articles by the vectors of a pretrained encoder. A title or sentence is encoded once.
 */
export class PairReader {
  readonly #vectors: TextVectors;
  readonly #background: ReaderBackground;
  readonly #stage: ReaderStage;
  readonly #titles = new Map<string, TitleReading>();
  readonly #sentences = new WeakMap<Article, readonly Sentence[]>();
  #last: { readonly text: string; readonly reading: CommentReading } | undefined;

  constructor(vectors: TextVectors, background: ReaderBackground, stage: ReaderStage) {
    this.#vectors = vectors;
    this.#background = background;
    this.#stage = stage;
  }

  /** @param homes known articles that may be nearer than its own */
  read(article: Article, text: string, homes: readonly Article[]): Reading {
    const { features, own, comment } = this.#features(article, text);
    let nearer: Article | null = null;
    let best = own + NEARER_BY;
    for (const home of homes) {
      if (home.id === article.id) continue;
      const cosine = dot(comment, this.#title(home.title).vector);
      if (cosine > best) [best, nearer] = [cosine, home];
    }
    return { weight: readerWeight(this.#stage, features), nearer };
  }

  /** What the stage weighs, in the order of `READINGS`: see there. */
  features(article: Article, text: string): Float64Array {
    return this.#features(article, text).features;
  }

  #features(article: Article, text: string): { features: Float64Array; own: number; comment: Float32Array } {
    const comment = this.#comment(text);
    const title = this.#title(article.title);
    const own = dot(comment.vector, title.vector);
    const features = new Float64Array(READINGS.length);
    const set = (name: (typeof READINGS)[number], value: number): void => {
      features[READINGS.indexOf(name)] = value;
    };
    const over = (cosine: number): number => (cosine - comment.mean) / comment.deviation;
    set('own', own);
    set('overTitles', over(own));
    set('overComments', (own - title.mean) / title.deviation);
    set('lead', own - comment.top);
    set('choice', own - comment.level);
    set('level', comment.level);
    const [first, second] = this.#best(article, text, comment.vector);
    if (first !== undefined) {
      set('hasBody', 1);
      set('sentence', over(first));
      set('sentences', over((first + (second ?? first)) / 2));
      set('nearest', Math.max(own, first) - comment.level);
    }
    return { features, own: Math.max(own, first ?? -1), comment: comment.vector };
  }

  /** Cosines of the two nearest sentences of the body, the nearest first. */
  #best(article: Article, text: string, comment: Float32Array): number[] {
    const all = this.#sentencesOf(article);
    if (all.length === 0) return [];
    const grams = gramsOf(text);
    const sharing = all
      .map((sentence, i) => ({ sentence, i, shared: shareOf(grams, sentence.grams) }))
      .filter(({ i, shared }) => i >= LEADING && shared > 0)
      .sort((a, b) => b.shared - a.shared || a.i - b.i)
      .slice(0, SHARING)
      .map(({ sentence }) => sentence);
    return [...all.slice(0, LEADING), ...sharing]
      .map((sentence) => dot(comment, this.#title(sentence.text).vector))
      .sort((a, b) => b - a)
      .slice(0, 2);
  }

  #sentencesOf(article: Article): readonly Sentence[] {
    let found = this.#sentences.get(article);
    if (found === undefined) {
      const body = usableBody(article);
      found = body === null ? [] : sentences(body).map((text) => ({ text, grams: gramsOf(text) }));
      this.#sentences.set(article, found);
    }
    return found;
  }

  #comment(text: string): CommentReading {
    if (this.#last?.text === text) return this.#last.reading;
    const vector = this.#vectors.comment(text);
    const { titles } = this.#background;
    const cosines = cosinesOf(vector, titles);
    const reading = { vector, ...spreadOf(cosines), top: topOf(cosines), level: levelOf(cosines) };
    this.#last = { text, reading };
    return reading;
  }

  #title(text: string): TitleReading {
    let known = this.#titles.get(text);
    if (known === undefined) {
      const vector = this.#vectors.title(text);
      known = { vector, ...spreadOf(cosinesOf(vector, this.#background.comments)) };
      if (this.#titles.size >= KEPT) this.#titles.delete(this.#titles.keys().next().value!);
      this.#titles.set(text, known);
    }
    return known;
  }
}

interface Sentence {
  readonly text: string;
  readonly grams: ReadonlySet<string>;
}

/** A text's vector, and how near it is to texts on everything. */
interface TitleReading {
  readonly vector: Float32Array;
  readonly mean: number;
  readonly deviation: number;
}

interface CommentReading extends TitleReading {
  /** Mean of its three highest cosines with titles on everything. */
  readonly top: number;
  /** The cosine at which a title would be as likely its own as all those together. */
  readonly level: number;
}

/** Sharpness of the choice among titles, as the experiments of the encoder had it. */
const SHARPNESS = 20;
const TOP = 3;

function levelOf(cosines: Float64Array): number {
  let sum = 0;
  for (const cosine of cosines) sum += Math.exp(SHARPNESS * cosine);
  return Math.log(sum) / SHARPNESS;
}

function topOf(cosines: Float64Array): number {
  const best = Array.from(cosines.toSorted().slice(-TOP));
  return best.reduce((sum, cosine) => sum + cosine, 0) / best.length;
}

/** Least deviation, so that a background of equal texts divides nothing by 0. */
const LEAST = 1e-6;

function spreadOf(cosines: Float64Array): { readonly mean: number; readonly deviation: number } {
  let sum = 0;
  for (const cosine of cosines) sum += cosine;
  const mean = sum / cosines.length;
  let squares = 0;
  for (const cosine of cosines) squares += (cosine - mean) ** 2;
  return { mean, deviation: Math.max(LEAST, Math.sqrt(squares / cosines.length)) };
}

function cosinesOf(vector: Float32Array, rows: Float32Array): Float64Array {
  const size = vector.length;
  return Float64Array.from({ length: rows.length / size }, (_, row) =>
    dot(vector, rows.subarray(row * size, (row + 1) * size)),
  );
}

/** Pairs of neighbouring letters: enough to tell which sentences speak of the same things. */
function gramsOf(text: string): Set<string> {
  const grams = new Set<string>();
  for (let i = 0; i + 2 <= text.length; i++) {
    const gram = text.slice(i, i + 2);
    if (!/\s/u.test(gram)) grams.add(gram);
  }
  return grams;
}

function shareOf(comment: ReadonlySet<string>, sentence: ReadonlySet<string>): number {
  let shared = 0;
  for (const gram of comment) if (sentence.has(gram)) shared++;
  return shared / Math.sqrt(sentence.size + LONG);
}

/** Pairs of letters by which a sentence counts as longer than it is, so that short ones do not win by one pair. */
const LONG = 12;
