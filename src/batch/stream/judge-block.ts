import type { Article } from '../../article/article.js';
import { ARTICLE_TWICE, UNKNOWN_ARTICLE } from '../../dumps/reject.js';
import type { LineBlock } from '../../dumps/line-block.js';
import type { Reject } from '../../dumps/reject.js';
import { articleOf, commentOf, entriesOf, type PlacedRow, toReject } from '../../dumps/rows.js';
import type { BatchJudging } from '../../judge/index.js';
import { count, noCounts, type VerdictCounts } from '../../judge/result.js';
import { ReportCollector } from '../../report/gather/collect.js';
import type { ReportPart } from '../../report/gather/part.js';
import { KEPT_ARTICLES } from '../judge-setup.js';
import type { RecordFormatter } from '../record.js';

/** A block on its way to a thread. */
export interface BlockTask {
  readonly block: LineBlock;
  /** The place of its first line among all lines of the run. */
  readonly row: number;
  /** Places (among its lines) of rows whose article has the id of another. */
  readonly twice: readonly number[];
}

/** What became of a block. */
export interface BlockAnswer {
  readonly out: Uint8Array;
  readonly rejects: readonly Reject[];
  readonly verdicts: VerdictCounts;
  readonly part: ReportPart | null;
}

/** Finds the article of an id that came before a row of the run. */
type FindArticle = (id: string, row: number) => Article | undefined;

/** What judges the blocks of a run. */
interface BlockJudge {
  readonly judging: BatchJudging;
  readonly formatter: RecordFormatter;
  readonly find: FindArticle;
  readonly report: boolean;
}

/** Judges the comments of a block one by one, each alone. */
export function judgeBlock({ block, row: first, twice }: BlockTask, judge: BlockJudge): BlockAnswer {
  const lines = judge.formatter.gather();
  const rejects: Reject[] = [];
  const verdicts = noCounts();
  const collector = judge.report ? new ReportCollector() : undefined;
  // Articles of this very block are at hand; the others are found by their id.
  const own = new Map<string, Article>();
  for (const placed of entriesOf(block)) {
    if ('code' in placed) {
      rejects.push(placed);
      continue;
    }
    const stood = standing(placed, twice, own, (id) => judge.find(id, first + placed.index));
    if (stood === undefined) continue;
    if ('code' in stood) {
      rejects.push(toReject(block, placed, placed.row.kind === 'bad' ? undefined : stood));
      continue;
    }
    if (placed.row.kind !== 'comment' && placed.row.kind !== 'pair') continue;
    const comment = commentOf(placed.row.row, { file: block.file, line: placed.line });
    const result = judge.judging.comment(stood, comment, []);
    const judged = { article: stood, comment, result };
    lines.add(judged);
    count(verdicts, result);
    collector?.add(judged, first + placed.index);
  }
  return {
    out: lines.take(),
    rejects,
    verdicts,
    part: collector?.toPart() ?? null,
  };
}

/** The article a row brings or stands under; why it cannot be; undefined for what is no comment. */
function standing(
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

/** Keeps the articles found last, so that comments of one article are judged under one and the same object. */
export function remembering(find: FindArticle): FindArticle {
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
