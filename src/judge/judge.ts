import type { Article, Comment } from '../article/index.js';
import type { Lexicon } from '../hangul/index.js';
import type { RuleBook } from '../rules/index.js';
import { decide, isFiller } from './decide.js';
import type { Context, Evidence, KnownArticle, ReadComment } from './evidence.js';
import { homesOf } from './judges/home.js';
import { judges } from './judges/index.js';
import { prepareArticle, readComment } from './prepare.js';
import type { Result } from './result.js';

/** What a judge is made from. */
export interface JudgeOptions {
  readonly book: RuleBook;
  /** The words of clean comments; without it disguised words are found only where no ordinary word could stand. */
  readonly lexicon?: Lexicon | undefined;
  /** Articles that comments may have been meant for. */
  readonly known?: readonly Article[] | undefined;
}

/** Judges comments. Pure: the same article, comments and packs give the same results. */
export interface Judging {
  /** Judges all comments of an article, with each other as context; results in the order of the comments. */
  page(article: Article, comments: readonly Comment[], known?: readonly Article[]): Result[];
  /** Judges one comment. */
  comment(article: Article, comment: Comment, known?: readonly Article[]): Result;
}

/** Articles kept ready: batches come article by article, servers have some hundred bound. */
const KEPT = 256;

/** Makes a judge of the packs and the words it is given. */
export function createJudge(options: JudgeOptions): Judging {
  const { book, lexicon } = options;
  const ready = new Map<Article, KnownArticle>();
  const prepare = (article: Article): KnownArticle => {
    let known = ready.get(article);
    if (known === undefined) {
      known = prepareArticle(article, book, lexicon);
      if (ready.size >= KEPT) ready.delete(ready.keys().next().value!);
      ready.set(article, known);
    }
    return known;
  };
  const always = (options.known ?? []).map(prepare);
  const page: Judging['page'] = (article, comments, known = []) => {
    const own = prepare(article);
    const articles = [...always, ...known.map(prepare)];
    const reads = comments.map((comment) => readComment(comment, book, lexicon));
    const byId = new Map(reads.map((read) => [read.comment.id, read]));
    return reads.map((read) => {
      const { parentId } = read.comment;
      const parent = parentId === undefined ? null : (byId.get(parentId) ?? null);
      return judgeOne(own, read, { articles, siblings: reads, parent });
    });
  };
  return { page, comment: (article, comment, known) => page(article, [comment], known)[0]! };
}

function judgeOne(article: KnownArticle, read: ReadComment, context: Context): Result {
  const evidence: Evidence[] = [];
  for (const judge of judges) {
    evidence.push(...judge(article, read, context));
    // The first judge says whether there is anything to judge.
    if (isFiller(evidence)) break;
  }
  const homes = homesOf(article, read, context.articles).map(({ articleId, score }) => ({
    articleId,
    score,
  }));
  return {
    commentId: read.comment.id,
    articleId: article.article.id,
    ...decide(read, evidence),
    reasons: [...evidence].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)),
    home: homes[0] ?? null,
    ...(homes.length > 1 ? { homes } : {}),
    campaign: null,
  };
}
