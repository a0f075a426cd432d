import { eachContentWord, profileArticle } from '../article/index.js';
import type { Article, Comment } from '../article/index.js';
import type { Lexicon } from '../hangul/index.js';
import type { RuleBook } from '../rules/index.js';
import type { KnownArticle, RareWord, ReadComment } from './evidence.js';

/** A word in more than one of this many comments carries no subject: 사람, 진짜, 이런. */
const COMMON = 400;
/** Rarity of a word when there is no lexicon: as if it stood in one of some 3,000 comments. */
const UNKNOWN_RARITY = 2;
/** Rarest that counts, in nats above the common words: beyond it lie misspellings, which are no more of a subject. */
const RAREST = 4;

/** Length in characters from which an article speaks of all that belongs to it. */
const BROAD = 500;

/** What the packs and the words of an article say, found once for all its comments. */
export function prepareArticle(article: Article, book: RuleBook, lexicon?: Lexicon): KnownArticle {
  const topics = book.topicsOf(article);
  const text = `${article.title} ${article.body ?? ''}`.normalize('NFC');
  let letters: string | undefined;
  return {
    article,
    profile: profileArticle(article, lexicon),
    topics,
    text,
    // Only other topics ask for them.
    get letters() {
      return (letters ??= text.replace(/\s+/gu, ''));
    },
    breadth: Math.min(1, text.length / BROAD),
  };
}

/** What the packs find in a comment, and its words. */
export function readComment(comment: Comment, book: RuleBook, lexicon?: Lexicon): ReadComment {
  const words: RareWord[] = [];
  let subject = 0;
  eachContentWord(comment.text, (stem, start, end) => {
    const rare = rarity(stem, lexicon);
    words.push({ stem, start, end, rarity: rare });
    subject += rare;
  });
  return { comment, matches: book.match(comment.text), words, subject };
}

function rarity(stem: string, lexicon: Lexicon | undefined): number {
  if (lexicon === undefined) return UNKNOWN_RARITY;
  return Math.min(RAREST, Math.max(0, Math.log(lexicon.documents / COMMON / (lexicon.count(stem) + 1))));
}
