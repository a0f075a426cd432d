import type { Article } from '../../article/index.js';
import type { Lexicon } from '../../hangul/index.js';
import { createJudge, type Judging, type Result, sharedScorer } from '../../judge/index.js';
import type { Reading, RelevanceModel } from '../../relevance/index.js';
import type { RuleBook } from '../../rules/index.js';
import type { OwnRuleHit } from '../../store/index.js';
import { bookWith, type OwnBook, ShadowNotes } from '../own-rules/own-book.js';

/** What all judges of a process or a thread share. */
export interface SharedMeans {
  readonly book: RuleBook;
  readonly lexicon: Lexicon | undefined;
  readonly relevance: RelevanceModel | undefined;
}

/** A server's judge, and what notes the hits of its own rules. */
export interface ServerJudge {
  readonly judging: Judging;
  readonly notes: ShadowNotes;
}

/** A result, and the rules of the server's own that found the comment. */
export interface Noted {
  readonly result: Result;
  readonly hits: readonly OwnRuleHit[];
}

/** A comment under its article, and what is known beside it. */
export interface ServerComment {
  readonly article: Article;
  readonly text: string;
  /** The comment that it replies to. */
  readonly parent: string | null;
  /** Estimated share of foreign comments under the article; null where nothing is out of the ordinary. */
  readonly share: number | null;
  /** What the second reader makes of it; null: it is not read. */
  readonly reading: Reading | null;
}

const COMMENT = 'comment';
const PARENT = 'parent';

/**
 * Makes the judge of a server.
 *
 * @param means `relevance` is the model that judges this server
 * @param kept articles that the judge keeps prepared; its default where left out
 */
export function makeServerJudge(
  { book, lexicon, relevance }: SharedMeans,
  server: { readonly own: OwnBook; readonly rulesOff: readonly string[]; readonly known: readonly Article[] },
  kept?: number,
): ServerJudge {
  const { own, rulesOff, known } = server;
  const shared = book.without(new Set(rulesOff));
  const scorer = relevance === undefined || own.shadow.length === 0 ? undefined : sharedScorer(relevance);
  return {
    judging: createJudge({
      book: bookWith(shared, own),
      lexicon,
      relevance,
      known,
      scorer,
      ...(kept === undefined ? {} : { kept }),
    }),
    notes: new ShadowNotes(own, { shared, lexicon, relevance, known, scorer }),
  };
}

/** Judges one comment; the same on the event loop and in a thread. */
export function judgeComment(
  { judging, notes }: ServerJudge,
  { article, text, parent, share, reading }: ServerComment,
): Noted {
  const one = { id: COMMENT, articleId: article.id, text };
  const replied = parent === null ? {} : { parent: { id: PARENT, articleId: article.id, text: parent } };
  const by = (judge: Judging): Result =>
    judge.comment(article, one, [], { ...(share === null ? {} : { share }), ...replied, reading });
  const result = by(judging);
  return { result, hits: notes.hits(one, result, by) };
}
