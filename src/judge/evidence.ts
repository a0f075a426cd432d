import type { Article, ArticleProfile, Comment, Word } from '../article/index.js';
import type { RuleMatch } from '../rules/index.js';
import type { Learned } from './learned.js';
import type { Reason } from './result.js';

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
  /** All comments of this article, the one that is judged among them. */
  readonly siblings: readonly ReadComment[];
  /** The comment that this one answers. */
  readonly parent: ReadComment | null;
  /** What the relevance model says of the comment; null without a model. */
  readonly learned: Learned | null;
}

/** One thing that speaks for or against; the weight is in logit units, negative speaks for the article. */
export type Evidence = Reason;

/** A judge gives evidence and decides nothing: a pure function. */
export type Judge = (article: KnownArticle, comment: ReadComment, context: Context) => readonly Evidence[];
