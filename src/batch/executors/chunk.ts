import type { Article, Comment } from '../../article/article.js';
import type { Language } from '../../fault.js';
import {
  type CampaignMember,
  createTitleSearch,
  noReads,
  type ReadCounts,
  type Reads,
  type TitleIndex,
} from '../../judge/index.js';
import type { BatchJudge, BatchJudging } from '../../judge/index.js';
import { count, noCounts, type VerdictCounts } from '../../judge/result.js';
import type { Encoder } from '../../relevance/index.js';
import { ReportCollector } from '../../report/gather/collect.js';
import { type PackedScoreBins, ScoreBins, type Scoring } from '../../report/gather/foreign-share.js';
import type { ReportPart } from '../../report/gather/part.js';
import { type AlertCount, countAlerts } from '../alerts.js';
import type { Field, RecordFormat } from '../choices.js';
import { formatter } from '../record.js';

/** A part of a dump that any thread or machine can judge independently, with the same result. */
export interface Chunk {
  /** From 0, without gaps within a run. */
  readonly number: number;
  /** The articles of its comments; in whole dumps also the possible homes. */
  readonly articles: readonly Article[];
  readonly comments: readonly NumberedComment[];
}

/** A comment and its index among all comments of the run, from 0. */
export interface NumberedComment {
  readonly seq: number;
  readonly comment: Comment;
  /** The campaign that it is part of. */
  readonly campaign?: CampaignMember | undefined;
}

/** Settings for judging and writing all chunks of a run. */
export interface ChunkOrder {
  /** Judge each comment on its own; otherwise the comments of a chunk are context for each other. */
  readonly single: boolean;
  /** What the second reader reads; nothing when left out. */
  readonly reads?: Reads | undefined;
  readonly format: RecordFormat;
  /** What the lines hold; see {@link formatter}. */
  readonly fields?: readonly Field[] | undefined;
  readonly language: Language;
  /** Whether each result includes its part of the report. */
  readonly report: boolean;
}

/** The result of a chunk; plain values only, since it travels between threads, files and machines. */
export interface ChunkResult {
  readonly number: number;
  /** One for each comment of the chunk, in its order; `line` ends with its line break. */
  readonly lines: readonly NumberedLine[];
  readonly verdicts: VerdictCounts;
  readonly scores: PackedScoreBins;
  /** What the second reader read of the chunk. */
  readonly reading: ReadCounts;
  /** The chunk's contribution to the alerts. */
  readonly alerts: readonly AlertCount[];
  readonly part: ReportPart | null;
}

/** A comment's line of the results. */
interface NumberedLine {
  readonly seq: number;
  readonly line: string;
}

/** A possible home: id and title of an article. All workers of a run know those of every article of the dump. */
export type KnownTitle = Pick<Article, 'id' | 'title'>;

/**
 * Creates the function that judges the chunks of one run. All executors use it, so that their results are the same.
 *
 * @param titles titles of all articles of the dump; undefined when each chunk holds all articles
 */
export function chunkJudge(
  { judging, encoder }: BatchJudge,
  order: ChunkOrder,
  titles: Iterable<KnownTitle> | undefined,
): (chunk: Chunk) => ChunkResult {
  const elsewhere = searchOf(encoder, titles, order.single);
  return (chunk) => judgeChunk(judging, chunk, order, elsewhere);
}

/** What searches all articles of a dump for homes; undefined where a chunk holds them all, or each comment is judged alone. */
export function searchOf(
  encoder: Encoder | undefined,
  titles: Iterable<KnownTitle> | undefined,
  single: boolean,
): TitleIndex | undefined {
  return encoder === undefined || titles === undefined || single
    ? undefined
    : createTitleSearch(encoder, titles);
}

/**
 * Judges a chunk.
 *
 * @param elsewhere searches all articles of the dump for homes; undefined when the chunk holds them all
 */
export function judgeChunk(
  judging: BatchJudging,
  { number, articles, comments }: Chunk,
  order: ChunkOrder,
  elsewhere?: TitleIndex,
): ChunkResult {
  const byId = new Map(articles.map((article) => [article.id, article]));
  const articleOf = (id: string): Article => byId.get(id)!;
  const bare = comments.map(({ comment }) => comment);
  const reading = noReads();
  const read = { reads: order.reads ?? 'none', counts: reading };
  const campaigns = new Map(
    comments.flatMap(({ campaign }, i) => (campaign === undefined ? [] : [[i, campaign] as const])),
  );
  const results = order.single
    ? comments.map(({ comment, campaign }) =>
        judging.comment(articleOf(comment.articleId), comment, [], { ...read, campaign }),
      )
    : judging.dump(articles, bare, elsewhere, { ...read, campaigns });
  const verdicts = noCounts();
  const scoring: Scoring = order.single ? 'alone' : 'together';
  const scores = new ScoreBins();
  const collector = order.report ? new ReportCollector(undefined, undefined, scoring) : undefined;
  const write = formatter(order.format, order.language, order.fields);
  const titleOf = (id: string): string | undefined => byId.get(id)?.title ?? elsewhere?.titleOf(id);
  const lines = comments.map(({ seq, comment }, i) => {
    const result = results[i]!;
    const judged = { article: articleOf(comment.articleId), comment, result };
    count(verdicts, result);
    scores.add(result, scoring);
    collector?.add(judged, seq);
    const homeTitle = result.home === null ? undefined : titleOf(result.home.articleId);
    return { seq, line: write.line({ ...judged, homeTitle }) };
  });
  return {
    number,
    lines,
    verdicts,
    scores: scores.pack(),
    reading,
    alerts: order.single ? [] : countAlerts(results),
    part: collector?.toPart() ?? null,
  };
}
