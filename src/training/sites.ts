import { usableBody } from '../article/index.js';
import type { Encoder } from '../relevance/encoder/encoder.js';
import { WordReader } from '../relevance/encoder/word-reader.js';
import {
  type Background,
  backgroundOf,
  prepareArticle,
  prepareComment,
  type PreparedArticle,
  type PreparedComment,
} from '../relevance/pair/prepared.js';
import type { ArchiveArticle } from './corpus.js';
import { pick, seededRandom, shuffle } from './random.js';
import type { Site } from './fit-pair.js';

/** Comments per article that the pair model is fitted on. */
const COMMENTS = 20;
const MILLISECONDS_PER_DAY = 86_400_000;
/** Articles this many days apart count as from different weeks. */
const WEEK = 7;
/** In a set of less than two weeks, foreign articles are at least this share of its span apart. */
const APART = 0.5;

/** Encodes archives into the training data of the pair model. */
export class SiteReader {
  readonly #encoder: Encoder;
  readonly #words: WordReader;

  constructor(encoder: Encoder) {
    this.#encoder = encoder;
    this.#words = new WordReader(encoder);
  }

  /** Encodes an article. */
  article(article: Pick<ArchiveArticle, 'title' | 'body'>): PreparedArticle {
    return prepareArticle(this.#encoder, this.#words, article);
  }

  /** Encodes a comment. */
  comment(text: string): PreparedComment {
    return prepareComment(this.#encoder, this.#words, text);
  }

  /**
   * Makes a site from articles that have comments, with a sample of these: with the bodies from those that have one, or
   * from all without bodies.
   *
   * @param bare leave the bodies out
   */
  site(articles: readonly ArchiveArticle[], bare: boolean, seed: number): Site {
    const random = seededRandom(seed);
    const usable = articles.filter(
      (article) =>
        article.comments.length > 0 && article.title !== '' && (bare || usableBody(article) !== null),
    );
    return {
      articles: usable.map(({ title, body }) => this.article({ title, body: bare ? null : body })),
      comments: usable.map(({ comments }) =>
        shuffle([...comments], random)
          .slice(0, COMMENTS)
          .map((text) => this.comment(text)),
      ),
      foreign: foreignBetween(usable),
      keys: usable.map(({ id }) => id),
    };
  }

  /** Draws the pair model's background sample from articles that the encoder was trained on. */
  background(articles: readonly ArchiveArticle[], seed: number): Background {
    const random = seededRandom(seed);
    const usable = shuffle(
      articles.filter(({ comments }) => comments.length > 0),
      random,
    );
    const bodies = usable.filter((article) => usableBody(article) !== null).slice(0, BODIES);
    const titles = usable
      .filter((article) => usableBody(article) === null)
      .slice(0, ARTICLES - bodies.length);
    const comments = shuffle([...usable], random)
      .slice(0, BACKGROUND_COMMENTS)
      .map((article) => this.comment(article.comments[pick(random, article.comments.length)]!));
    const mixed = shuffle([...bodies, ...titles], random);
    return backgroundOf(
      mixed.map((article) => this.article(article)),
      comments,
    );
  }
}

/** Size of the background: articles, how many of them with a body, and comments. */
const ARTICLES = 256;
const BODIES = 64;
const BACKGROUND_COMMENTS = 256;

/**
 * A predicate for articles of different section and week, where known: a comment of one is surely foreign under the
 * other.
 */
function foreignBetween(articles: readonly ArchiveArticle[]): (one: number, other: number) => boolean {
  const sections = new Set(articles.map(({ section }) => section));
  const days = articles.map(({ date }) => (date === null ? NaN : Date.parse(date) / MILLISECONDS_PER_DAY));
  const known = days.filter((day) => !Number.isNaN(day)).sort((a, b) => a - b);
  const span = known.length === 0 ? 0 : known.at(-1)! - known[0]!;
  const apart = Math.min(WEEK, span * APART);
  return (one, other) => {
    const [a, b] = [articles[one]!, articles[other]!];
    if (a.title === b.title) return false;
    if (sections.size > 1) return a.section !== b.section;
    const between = Math.abs(days[one]! - days[other]!);
    return Number.isNaN(between) || between >= apart;
  };
}
