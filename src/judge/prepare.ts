import { contentWords, profileArticle } from '../article/index.js';
import type { Article, Comment } from '../article/index.js';
import type { Lexicon } from '../hangul/index.js';
import type { RuleBook } from '../rules/index.js';
import type { KnownArticle, ReadComment } from './evidence.js';

/** A word in more than one of this many comments carries no subject: 사람, 진짜, 이런. */
const COMMON = 400;
/** Rarity of a word when there is no lexicon: as if it stood in one of some 3,000 comments. */
const UNKNOWN_RARITY = 2;
/** Rarest that counts, in nats above the common words: beyond it lie misspellings, which are no more of a subject. */
const RAREST = 4;

/** What the packs and the words of an article say, found once for all its comments. */
export function prepareArticle(article: Article, book: RuleBook, lexicon?: Lexicon): KnownArticle {
  const topics = [...book.topics(article)].filter(([, topic]) => topic.has).map(([id]) => id);
  return { article, profile: profileArticle(article, lexicon), topics: new Set(topics) };
}

/** What the packs find in a comment, and its words. */
export function readComment(comment: Comment, book: RuleBook, lexicon?: Lexicon): ReadComment {
  const words = contentWords(comment.text);
  const subject = words.reduce((sum, word) => sum + rarity(word.stem, lexicon), 0);
  return { comment, matches: book.match(comment.text), words, subject };
}

function rarity(stem: string, lexicon: Lexicon | undefined): number {
  if (lexicon === undefined) return UNKNOWN_RARITY;
  return Math.min(RAREST, Math.max(0, Math.log(lexicon.documents / COMMON / (lexicon.count(stem) + 1))));
}
