import type { Encoder } from '../relevance/encoder/encoder.js';
import { WordReader } from '../relevance/encoder/word-reader.js';
import { type Background, backgroundOf, prepareArticle, prepareComment, type PreparedArticle, type PreparedComment } from '../relevance/pair/prepared.js';
import type { ArchiveArticle } from './corpus.js';
import { pick, seededRandom, shuffle } from './random.js';
import type { Site } from './fit-pair.js';

/** Comments of an article that the model of single comments is fitted on. */
const COMMENTS = 20;
const MILLISECONDS_PER_DAY = 86_400_000;
/** Apart by so many days, articles are of another week. */
const WEEK = 7;
/** Where a set covers less than two weeks, a false pair is as far apart as half of it. */
const APART = 0.5;

/** Reads articles and comments into what the model of single comments is fitted on. */
export class SiteReader {
  readonly #encoder: Encoder;
  readonly #words: WordReader;

  constructor(encoder: Encoder) {
    this.#encoder = encoder;
    this.#words = new WordReader(encoder);
  }

  article(article: Pick<ArchiveArticle, 'title' | 'body'>): PreparedArticle {
    return prepareArticle(this.#encoder, this.#words, article);
  }

  comment(text: string): PreparedComment {
    return prepareComment(this.#encoder, this.#words, text);
  }

  /** A site of these articles, with some comments of each; `bare` leaves the bodies out. */
  site(articles: readonly ArchiveArticle[], bare: boolean, seed: number): Site {
    const random = seededRandom(seed);
    const told = articles.filter(({ comments, title }) => comments.length > 0 && title !== '');
    return {
      articles: told.map(({ title, body }) => this.article({ title, body: bare ? null : body })),
      comments: told.map(({ comments }) =>
        shuffle([...comments], random)
          .slice(0, COMMENTS)
          .map((text) => this.comment(text)),
      ),
      strangers: strangersIn(told),
      keys: told.map(({ id }) => id),
    };
  }

  /** The background of single comments, from articles that the encoder learned from. */
  background(articles: readonly ArchiveArticle[], seed: number): Background {
    const random = seededRandom(seed);
    const told = shuffle(
      articles.filter(({ comments }) => comments.length > 0),
      random,
    );
    const bodies = told.filter(({ body }) => body !== null).slice(0, BODIES);
    const titles = told.filter(({ body }) => body === null).slice(0, ARTICLES - bodies.length);
    const comments = shuffle([...told], random)
      .slice(0, BACKGROUND_COMMENTS)
      .map((article) => this.comment(article.comments[pick(random, article.comments.length)]!));
    const mixed = shuffle([...bodies, ...titles], random);
    return backgroundOf(
      mixed.map((article) => this.article(article)),
      comments,
    );
  }
}

/** Articles of the background, how many of them have a body, and its comments. */
const ARTICLES = 256;
const BODIES = 64;
const BACKGROUND_COMMENTS = 256;

/** Whether a comment of one article is surely foreign under another: another section and another week, where known. */
function strangersIn(articles: readonly ArchiveArticle[]): (one: number, other: number) => boolean {
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
