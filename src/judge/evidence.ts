import type { Article, ArticleProfile, Comment, Word } from '../article/index.js';
import type { MatchedWord } from '../relevance/index.js';
import type { RuleMatch } from '../rules/index.js';
import type { Reason } from './result.js';

/** What the relevance model says of one comment. */
export interface RelevanceScore {
  /** Nats; positive speaks against the comment belonging to its article. */
  readonly weight: number;
  /** The words of the comment that the article speaks of, in its order. */
  readonly words: readonly MatchedWord[];
  /** Known articles it fits better, best first, five at most; `score` is how likely it is that one, 0 to 1. */
  readonly homes: readonly HomeCandidate[];
  /** Nats more against the comment: other comments of its article point to the same home. */
  readonly companions: number;
}

export interface HomeCandidate {
  readonly article: Article;
  readonly score: number;
}

/** A comment and the article it stands under. */
export interface PlacedComment {
  readonly article: Article;
  readonly comment: Comment;
}

/** An article made ready to be judged against: read once, used for all its comments. */
export interface KnownArticle {
  readonly article: Article;
  readonly profile: ArticleProfile;
  /** Title and body, composed (NFC): whether it speaks of a word at all. */
  readonly text: string;
  /** Title and body without spaces: what the article says letter for letter. */
  readonly letters: string;
  /** 0 to 1: how far the absence of a word from the article says anything; a title alone is silent on most things. */
  readonly breadth: number;
  /** Ids of the packs whose topic the article has. */
  readonly topics: ReadonlySet<string>;
}

/** A word with how rare it is in clean comments, in nats above the words that everyone uses; 0 for those. */
export interface RareWord extends Word {
  readonly rarity: number;
}

/** A comment made ready: what the rules found in it and its words. */
export interface ReadComment {
  readonly comment: Comment;
  readonly matches: readonly RuleMatch[];
  readonly words: readonly RareWord[];
  /** How much subject the words carry: their rarity added up. */
  readonly subject: number;
}

/** What a judge may look at beside the article and the comment; each part may be empty. */
export interface Context {
  /** Articles that the comment may have been meant for; the own one may be among them. */
  readonly articles: readonly KnownArticle[];
  /** The comment that this one answers. */
  readonly parent: ReadComment | null;
  /** What the relevance model says of the comment; null without a model. */
  readonly relevance: RelevanceScore | null;
  /** Of `articles` those whose words the comment fits better than those of its own, best first. */
  readonly homes: readonly HomeByWords[];
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

/** One thing that speaks for or against; the weight is in logit units, negative speaks for the article. */
export type Evidence = Reason;

/** A judge gives evidence and decides nothing: a pure function. */
export type Judge = (article: KnownArticle, comment: ReadComment, context: Context) => readonly Evidence[];

/** Longer lists are left to the engine. */
const SHORT = 24;

/**
 * Sorts a list where it stands, highest first; what is equally high keeps its order. Lists of evidence are short, for
 * which this takes a fifth of the time of `sort`.
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
