import type { Article, Comment } from '../article/article.js';
import type { Judging as FullJudging } from './index.js';
import type { Result } from './result.js';
import type { Encoder } from '../relevance/index.js';

/** What batches want of the judge: `createJudge` of src/judge gives it, tests give a stand-in. */
export type Judging = Pick<FullJudging, 'page' | 'comment' | 'dump'>;

/** The judge of a batch, and what reads texts for it; without a model there is no such thing. */
export interface BatchJudge {
  readonly judging: Judging;
  readonly encoder?: Encoder | undefined;
}

/** A comment with its article and what was said of it: what tables and reports show. */
export interface Judged {
  readonly article: Article;
  readonly comment: Comment;
  readonly result: Result;
}
