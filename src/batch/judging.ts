import type { Article, Comment } from '../article/article.js';
import type { Result } from '../judge/result.js';

/** What the streams and the tables want of the judge: `createJudge` of src/judge gives it, tests give a stand-in. */
export interface Judging {
  /** The comments of one page, judged beside each other; one result per comment, in their order. */
  page(article: Article, comments: readonly Comment[], known?: readonly Article[]): Result[];
  /** One comment alone, as a stream gives it. */
  comment(article: Article, comment: Comment, known?: readonly Article[]): Result;
  /** Comments of many articles as a whole; results in the order of the comments. */
  dump(articles: readonly Article[], comments: readonly Comment[]): Result[];
}

/** A comment with its article and what was said of it: what tables and reports show. */
export interface Judged {
  readonly article: Article;
  readonly comment: Comment;
  readonly result: Result;
}
