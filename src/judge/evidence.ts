import type { Article, ArticleProfile, Comment, Word } from '../article/index.js';
import type { ShownText } from '../hangul/index.js';
import type { MatchedWord, Reading } from '../relevance/index.js';
import type { RuleMatch } from '../rules/index.js';
import type { Weigh } from './combine.js';
import type { Reason } from './result.js';

/** The relevance model's estimate for one comment. */
export interface RelevanceScore {
  /** Nats; positive speaks against the comment belonging to its article. */
  readonly weight: number;
  /** Words of the comment that match the article, in the order of the comment. */
  readonly words: readonly MatchedWord[];
  /**
   * Known articles that the comment fits better, best first, at most five; `score` is the probability of each, 0 to 1.
   */
  readonly homes: readonly HomeCandidate[];
  /** Extra nats against the comment because other comments of its article point to the same home. */
  readonly companions: number;
  /** Whether it was judged together with the comments of a dump. */
  readonly whole: boolean;
}

export interface HomeCandidate {
  readonly article: Article;
  readonly score: number;
}

/** A comment and the article it was posted under. */
export interface PlacedComment {
  readonly article: Article;
  readonly comment: Comment;
}

/** A preprocessed article: computed once, used for all its comments. */
export interface KnownArticle {
  readonly article: Article;
  /** Whether it has a body to compare with: see `usableBody`. */
  readonly hasBody: boolean;
  /** Whether it says nothing: neither a title nor a body. */
  readonly isBlank: boolean;
  readonly profile: ArticleProfile;
  /** Title and body in NFC, to test whether the article mentions a word at all. */
  readonly text: string;
  /** Title and body without spaces, to test for verbatim mentions. */
  readonly letters: string;
  /** 0 to 1: how much the absence of a word from the article means; a title alone leaves most things unmentioned. */
  readonly breadth: number;
  /** Ids of the packs whose topic matches the article. */
  readonly topics: ReadonlySet<string>;
}

/** A word and its rarity in clean comments, in nats above the common words; 0 for common words. */
export interface RareWord extends Word {
  readonly rarity: number;
}

/** A preprocessed comment: its rule matches and its words. */
export interface ReadComment {
  /** With its text as readers see it. */
  readonly comment: Comment;
  /** How the text was written, where it is shown in another way: spans of evidence are taken back to it. */
  readonly shown: ShownText | null;
  readonly matches: readonly RuleMatch[];
  readonly words: readonly RareWord[];
  /** Sum of the words' rarities: how much subject the comment carries. */
  readonly subject: number;
}

/** Input of a judge besides the article and the comment; each part may be empty. */
export interface Context {
  /** Articles that may be the comment's true home; its own article may be among them. */
  readonly articles: readonly KnownArticle[];
  /** The comment that this one replies to. */
  readonly parent: ReadComment | null;
  /** The relevance model's estimate; null without a model. */
  readonly relevance: RelevanceScore | null;
  /** What the second reader makes of it; null where it has not read it, and without the model. */
  readonly reading: Reading | null;
  /** Members of `articles` whose words fit the comment better than its own article's, best first. */
  readonly homes: readonly HomeByWords[];
  readonly weigh: Weigh;
  /** What the relevance model's estimate weighs, in logits; 0 without one. */
  readonly counted: number;
}

/** A known article that the comment fits better than its own. */
export interface Home {
  readonly articleId: string;
  /** 0 to 1. */
  readonly score: number;
  readonly title: string;
}

/** A home found by whole words: `lead` is how much better the comment fits it than its own article. */
export interface HomeByWords extends Home {
  readonly lead: number;
}

/** One argument for or against a comment; the weight is in logits, negative in favour of the article. */
export type Evidence = Reason;

/** A judge: a pure function that returns evidence and leaves the verdict to `decide`. */
export type Judge = (article: KnownArticle, comment: ReadComment, context: Context) => readonly Evidence[];

/** Longest list for the insertion sort; the engine sorts longer ones. */
const SHORT = 24;

/**
 * Sorts a list in place, highest first, and keeps the order of equal items. On short lists, such as lists of evidence,
 * it takes a fifth of the time of `sort`.
 */
export function sortDescending<T>(list: T[], heightOf: (one: T) => number): T[] {
  if (list.length > SHORT) return list.sort((a, b) => heightOf(b) - heightOf(a));
  for (let i = 1; i < list.length; i++) {
    const one = list[i]!;
    const height = heightOf(one);
    let at = i;
    for (; at > 0 && heightOf(list[at - 1]!) < height; at--) list[at] = list[at - 1]!;
    list[at] = one;
  }
  return list;
}
