import type { Article } from '../../article/article.js';
import { ARTICLE_TWICE, UNKNOWN_ARTICLE } from '../../dumps/reject.js';
import type { LineBlock } from '../../dumps/line-block.js';
import type { Reject } from '../../dumps/reject.js';
import { articleOf, commentOf, entriesOf, type PlacedRow, toReject } from '../../dumps/rows.js';
import { type BatchJudging, noReads, type ReadCounts, type Reads } from '../../judge/index.js';
import { count, noCounts, type VerdictCounts } from '../../judge/result.js';
import { ReportCollector } from '../../report/gather/collect.js';
import { type PackedScoreBins, ScoreBins } from '../../report/gather/foreign-share.js';
import type { ReportPart } from '../../report/gather/part.js';
import type { BlockCampaigns } from '../campaigns/stream.js';
import type { ChunkOrder } from '../executors/chunk.js';
import { KEPT_ARTICLES } from '../judge-setup.js';
import { formatter, type RecordFormatter } from '../record.js';
import type { Articles } from '../work/articles.js';

/** A block of a stream, as the input of an executor. */
export interface BlockUnit {
  readonly block: LineBlock;
  /** The index of its first line among all lines of the run. */
  readonly row: number;
  /** Indexes (within the block) of rows whose article has the id of an earlier, different article. */
  readonly twice: readonly number[];
  /** The campaigns that are known by then. */
  readonly campaigns?: BlockCampaigns | undefined;
}

/** The result of a block. */
export interface BlockResult {
  /** The lines of its results as bytes of the output. */
  readonly out: Uint8Array;
  readonly rejects: readonly Reject[];
  readonly verdicts: VerdictCounts;
  readonly scores: PackedScoreBins;
  readonly reading: ReadCounts;
  readonly part: ReportPart | null;
}

/** Finds the article with an id that precedes a row of the run. */
type FindArticle = (id: string, row: number) => Article | undefined;

interface BlockJudge {
  readonly judging: BatchJudging;
  readonly formatter: RecordFormatter;
  readonly find: FindArticle;
  readonly report: boolean;
  readonly reads: Reads;
}

/** Creates the function that judges the blocks of one run, each comment on its own. */
export function blockJudge(
  judging: BatchJudging,
  articles: Articles,
  { format, fields, language, report, reads = 'none' }: ChunkOrder,
): (unit: BlockUnit) => BlockResult {
  const find = remembering((id, row) => articles.before(id, row));
  const judge = { judging, formatter: formatter(format, language, fields), find, report, reads };
  return (unit) => judgeBlock(unit, judge);
}

function judgeBlock({ block, row: first, twice, campaigns }: BlockUnit, judge: BlockJudge): BlockResult {
  const members = new Map(campaigns);
  const lines = judge.formatter.gather();
  const rejects: Reject[] = [];
  const verdicts = noCounts();
  const scores = new ScoreBins();
  const reading = noReads();
  const collector = judge.report ? new ReportCollector(undefined, undefined, 'alone') : undefined;
  // Articles of this block; others come from the work database.
  const own = new Map<string, Article>();
  for (const placed of entriesOf(block)) {
    if ('code' in placed) {
      rejects.push(placed);
      continue;
    }
    const about = articleOrFault(placed, twice, own, (id) => judge.find(id, first + placed.index));
    if (about === undefined) continue;
    if ('code' in about) {
      rejects.push(toReject(block, placed, placed.row.kind === 'bad' ? undefined : about));
      continue;
    }
    if (placed.row.kind !== 'comment' && placed.row.kind !== 'pair') continue;
    const comment = commentOf(placed.row.row, { file: block.file, line: placed.line });
    const campaign = members.get(placed.index);
    const beside = { reads: judge.reads, counts: reading, campaign };
    const result = judge.judging.comment(about, comment, [], beside);
    const judged = { article: about, comment, result };
    lines.add(judged);
    count(verdicts, result);
    scores.add(result, 'alone');
    collector?.add(judged, first + placed.index);
  }
  return {
    out: lines.take(),
    rejects,
    verdicts,
    scores: scores.pack(),
    reading,
    part: collector?.toPart() ?? null,
  };
}

/** The article of a comment or pair, or the fault of the row; undefined for article rows. */
function articleOrFault(
  { row, index }: PlacedRow,
  twice: readonly number[],
  own: Map<string, Article>,
  find: (id: string) => Article | undefined,
): Article | typeof UNKNOWN_ARTICLE | undefined {
  if (row.kind === 'bad') return row;
  if (row.kind === 'comment') return own.get(row.row.articleId) ?? find(row.row.articleId) ?? UNKNOWN_ARTICLE;
  if (twice.includes(index)) return ARTICLE_TWICE;
  const article = articleOf(row.row);
  const known = own.get(article.id) ?? article;
  own.set(article.id, known);
  return row.kind === 'pair' ? known : undefined;
}

/** Caches the latest articles: the judge prepares an article once per object, so it must get the same object again. */
function remembering(find: FindArticle): FindArticle {
  const kept = new Map<string, Article>();
  return (id, row) => {
    const there = kept.get(id);
    if (there !== undefined) return there;
    const found = find(id, row);
    if (found === undefined) return undefined;
    if (kept.size >= KEPT_ARTICLES) kept.delete(kept.keys().next().value!);
    kept.set(id, found);
    return found;
  };
}
