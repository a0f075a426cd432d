import type { Article, Comment } from '../../article/article.js';
import type { Language } from '../../fault.js';
import type { TitleSearch } from '../../judge/index.js';
import type { BatchJudging } from '../../judge/index.js';
import type { Result } from '../../judge/result.js';
import { count, noCounts, type VerdictCounts } from '../../judge/result.js';
import { ReportCollector } from '../../report/gather/collect.js';
import type { ReportPart } from '../../report/gather/part.js';
import type { AlertCount } from '../alerts.js';
import { formatter, type RecordFormat } from '../record.js';

/** A part of a dump that is judged by itself, by any thread or machine, with the same result. */
export interface Chunk {
  /** From 0, without gaps within a run. */
  readonly number: number;
  /** The articles under which its comments stand; in whole dumps each other's possible homes. */
  readonly articles: readonly Article[];
  readonly comments: readonly NumberedComment[];
}

/** A comment and its place among all comments of the run, from 0. */
export interface NumberedComment {
  readonly seq: number;
  readonly comment: Comment;
}

/** How the chunks of a run are judged and written: the same for all of them. */
export interface ChunkOrder {
  /** Each comment alone; else those of a chunk are each other's context. */
  readonly single: boolean;
  readonly format: RecordFormat;
  readonly language: Language;
  /** Whether a part of the report is wanted. */
  readonly report: boolean;
}

/** What became of a chunk: plain values, fit for threads, files and other machines. */
export interface ChunkResult {
  readonly number: number;
  /** One for each comment of the chunk, in its order; `line` ends with its line break. */
  readonly lines: readonly NumberedLine[];
  readonly verdicts: VerdictCounts;
  /** Articles under which several comments fit the same other one, by their ids. */
  readonly alerts: readonly AlertCount[];
  readonly part: ReportPart | null;
}

interface NumberedLine {
  readonly seq: number;
  readonly line: string;
}

/** A possible home: what all workers of a run know of every article of the dump. */
export type KnownTitle = Pick<Article, 'id' | 'title'>;

/** Judges chunks: threads of this machine, or other machines by a queue. */
export interface Executor {
  /**
   * Judges all chunks and gives each result once, in any order; chunks are drawn as they are needed. Stops at the first
   * chunk that cannot be judged, with its fault, unless it sets such chunks aside itself.
   */
  run(chunks: Iterable<Chunk>, signal?: AbortSignal): AsyncIterable<ChunkResult>;
  close(): Promise<void>;
}

/**
 * Judges a chunk.
 *
 * @param elsewhere finds possible homes among all articles of the dump; undefined where the chunk holds them all
 */
export function judgeChunk(
  judging: BatchJudging,
  { number, articles, comments }: Chunk,
  order: ChunkOrder,
  elsewhere?: TitleSearch,
): ChunkResult {
  const byId = new Map(articles.map((article) => [article.id, article]));
  const articleOf = (id: string): Article => byId.get(id)!;
  const bare = comments.map(({ comment }) => comment);
  const results = order.single
    ? bare.map((comment) => judging.comment(articleOf(comment.articleId), comment, []))
    : judging.dump(articles, bare, elsewhere);
  const verdicts = noCounts();
  const collector = order.report ? new ReportCollector() : undefined;
  const write = formatter(order.format, order.language);
  const lines = comments.map(({ seq, comment }, i) => {
    const result = results[i]!;
    const judged = { article: articleOf(comment.articleId), comment, result };
    count(verdicts, result);
    collector?.add(judged, seq);
    return { seq, line: write.line(judged) };
  });
  return {
    number,
    lines,
    verdicts,
    alerts: order.single ? [] : pairs(results),
    part: collector?.toPart() ?? null,
  };
}

/** How many comments in review under each article fit each other one. */
function pairs(results: readonly Result[]): AlertCount[] {
  const found = new Map<string, AlertCount>();
  for (const { articleId: article, home, review } of results) {
    if (home === null || !review) continue;
    const key = JSON.stringify([article, home.articleId]);
    found.set(key, { article, home: home.articleId, count: 1 + (found.get(key)?.count ?? 0) });
  }
  return [...found.values()];
}
