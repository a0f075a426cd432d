import type { Article, Comment } from '../article/article.js';
import type { Language } from '../fault.js';
import { articleAlerts, type ArticleAlert } from './alerts.js';
import { readDump, type DumpOptions, type Item } from './dump.js';
import type { Judging } from './judging.js';
import type { OutputFile } from './output-file.js';
import type { RecordFormatter } from './record.js';
import { rejectRow, type Reject } from './reject.js';
import type { ReportCollector } from './report/collect.js';
import { Shelf } from './shelf.js';
import { count, noCounts, type VerdictCounts } from './wording/counts.js';

/** One run over dumps, in one thread. */
export interface BatchRun {
  /** Paths or `-`, read in this order. */
  readonly dumps: readonly string[];
  /** The file of articles for rows without `type`, read first. */
  readonly articles?: string | undefined;
  readonly encoding?: string | undefined;
  readonly language: Language;
  readonly judging: Judging;
  /** Each comment alone, written as it is read; else all are held and judged as a whole. */
  readonly single: boolean;
  readonly formatter: RecordFormatter;
  readonly out: OutputFile;
  readonly rejects?: OutputFile | undefined;
  readonly report?: ReportCollector | undefined;
  readonly onReject?: (reject: Reject) => void;
  readonly onProgress?: (counts: BatchCounts) => void;
}

/** What came in and went out: `read` = `results` + `rejects`; article rows and empty lines are counted apart. */
export interface BatchCounts {
  read: number;
  results: number;
  rejects: number;
  articles: number;
  verdicts: VerdictCounts;
  /** Of a dump judged as a whole. */
  alerts: readonly ArticleAlert[];
}

/**
 * Judges dumps: one result per comment in the order they came, every row that cannot be judged to the rejects. As a whole
 * by default: all comments are held (some 1 KB each) until the last is read. With `single` as a stream: memory does not
 * grow with the dump. Waits for its outputs, does not commit them.
 */
export async function runBatch(run: BatchRun): Promise<BatchCounts> {
  const counts: BatchCounts = {
    read: 0,
    results: 0,
    rejects: 0,
    articles: 0,
    verdicts: noCounts(),
    alerts: [],
  };
  const shelf = new Shelf();
  const held: Standing[] = [];
  await run.out.write(run.formatter.head);
  for (const [path, among] of sources(run)) {
    for await (const items of readDump(path, { shelf, among, encoding: run.encoding })) {
      for (const item of items) await take(item, run, shelf, held, counts);
      run.onProgress?.(counts);
    }
  }
  await giveHeld(run, shelf, held, counts);
  counts.articles = shelf.size;
  return counts;
}

/** A comment that waits for the others. */
interface Standing {
  readonly article: Article;
  readonly comment: Comment;
}

/** Judges what was held, as one dump. */
async function giveHeld(
  run: BatchRun,
  shelf: Shelf,
  held: readonly Standing[],
  counts: BatchCounts,
): Promise<void> {
  if (held.length === 0) return;
  const comments = held.map(({ article, comment }) => ({ ...comment, articleId: article.id }));
  const articles = shelf.all();
  const results = run.judging.dump(articles, comments);
  counts.alerts = articleAlerts(articles, results);
  for (const [i, { article, comment }] of held.entries())
    await give(article, [comment], results.slice(i, i + 1), run, counts);
}

function sources(run: BatchRun): [string, DumpOptions['among']][] {
  const dumps = run.dumps.map((path): [string, DumpOptions['among']] => [path, 'dump']);
  return run.articles === undefined ? dumps : [[run.articles, 'articles'], ...dumps];
}

async function take(
  item: Item,
  run: BatchRun,
  shelf: Shelf,
  held: Standing[],
  counts: BatchCounts,
): Promise<void> {
  switch (item.kind) {
    case 'article':
      return;
    case 'comment': {
      const { article, comment } = item;
      if (!run.single) {
        held.push({ article, comment });
        return;
      }
      return give(article, [comment], [run.judging.comment(article, comment, shelf.known)], run, counts);
    }
    case 'page': {
      const { article, comments } = item.page;
      if (!run.single) {
        held.push(...comments.map((comment) => ({ article, comment })));
        return;
      }
      return give(article, comments, run.judging.page(article, comments, shelf.known), run, counts);
    }
    case 'reject': {
      counts.read++;
      counts.rejects++;
      run.onReject?.(item.reject);
      await run.rejects?.write(`${rejectRow(item.reject, run.language)}\n`);
    }
  }
}

async function give(
  article: Article,
  comments: readonly Comment[],
  results: readonly ReturnType<Judging['comment']>[],
  run: BatchRun,
  counts: BatchCounts,
): Promise<void> {
  for (const [index, comment] of comments.entries()) {
    const result = results[index];
    if (result === undefined) throw new Error('the judge gave fewer results than comments');
    const judged = { article, comment, result };
    counts.read++;
    counts.results++;
    count(counts.verdicts, result);
    run.report?.add(judged);
    await run.out.write(run.formatter.line(judged));
  }
}
