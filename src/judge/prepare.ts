import { type Article, type Comment, eachContentWord, profileArticle, usableBody } from '../article/index.js';
import { type Lexicon, showText } from '../hangul/index.js';
import type { Matching } from '../rules/index.js';
import type { KnownArticle, PlacedComment, RareWord, ReadComment } from './evidence.js';

/** Words in more than one of 400 comments carry no subject: 사람, 진짜, 이런. */
const COMMON = 400;
/** Rarity of every word without a lexicon, as if it occurred in one of some 3,000 comments. */
const UNKNOWN_RARITY = 2;
/** Cap on the rarity, in nats above the common words: rarer words are mostly misspellings and carry no more subject. */
const MAX_RARITY = 4;

/** Length in characters from which an article is expected to mention everything that belongs to it. */
const FULL_BREADTH = 500;

/** Preprocesses an article once for all its comments: topics, profile and text. */
export function prepareArticle(article: Article, book: Matching, lexicon?: Lexicon): KnownArticle {
  const body = usableBody(article);
  const usable = body === article.body ? article : { ...article, body };
  const topics = book.topicsOf(usable);
  const text = `${article.title} ${body ?? ''}`.normalize('NFC');
  let letters: string | undefined;
  return {
    article,
    isBlank: text.trim() === '',
    hasBody: body !== null,
    profile: profileArticle(usable, lexicon),
    topics,
    text,
    // Lazy: only rules on other topics need it.
    get letters() {
      return (letters ??= text.replace(/\s+/gu, ''));
    },
    breadth: Math.min(1, text.length / FULL_BREADTH),
  };
}

/** Preprocesses a comment: rule matches and content words, of its text as readers see it. */
export function readComment(given: Comment, book: Matching, lexicon?: Lexicon): ReadComment {
  const shown = showText(given.text);
  const comment = shown === null ? given : { ...given, text: shown.text.slice(0, shown.length) };
  const words: RareWord[] = [];
  let subject = 0;
  eachContentWord(comment.text, (stem, start, end) => {
    const rare = rarity(stem, lexicon);
    words.push({ stem, start, end, rarity: rare });
    subject += rare;
  });
  const matches = shown === null ? book.match(given.text) : book.matchShown(shown);
  return { comment, shown, matches, words, subject };
}

function rarity(stem: string, lexicon: Lexicon | undefined): number {
  if (lexicon === undefined) return UNKNOWN_RARITY;
  return Math.min(MAX_RARITY, Math.max(0, Math.log(lexicon.documents / COMMON / (lexicon.count(stem) + 1))));
}

/** A dump in canonical order, independent of the order of the input. */
interface OrderedDump {
  /** By date and id. */
  readonly articles: readonly Article[];
  /** In the order of their articles, then by text and id. */
  readonly placed: readonly PlacedComment[];
  /** Index of each member of `placed` in the input comments. */
  readonly positions: Int32Array;
}

/**
 * Sorts a dump into its canonical order.
 *
 * @throws RangeError when a comment names an article that is not among `articles`
 */
export function orderDump(articles: readonly Article[], comments: readonly Comment[]): OrderedDump {
  const sorted = articles.toSorted(
    (a, b) => compare(a.publishedAt ?? '', b.publishedAt ?? '') || compare(a.id, b.id),
  );
  const numbers = new Map(sorted.map(({ id }, i) => [id, i]));
  const under = Int32Array.from(comments, ({ id, articleId }) => {
    const number = numbers.get(articleId);
    if (number === undefined) throw new RangeError(`no article ${articleId} for ${id}`);
    return number;
  });
  const positions = Int32Array.from(comments.keys()).sort((i, j) => {
    const [a, b] = [comments[i]!, comments[j]!];
    return under[i]! - under[j]! || compare(a.text, b.text) || compare(a.id, b.id);
  });
  const placed = Array.from(positions, (i) => ({ article: sorted[under[i]!]!, comment: comments[i]! }));
  return { articles: sorted, placed, positions };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
