import type { Article, Comment } from '../article/index.js';
import { DumpCensus, type DumpCounts, odditiesOf, type Oddity } from './census.js';
import { type DumpOptions, readDump } from './dump.js';
import type { Reading } from './reading.js';
import { isOrphan, type Reject } from './reject.js';

/** How a dump would be read. */
export interface Inspection {
  /** How the input is understood; several for one with several parts (sheets, members of an archive). */
  readonly readings: readonly Reading[];
  readonly counts: DumpCounts;
  /** Rows that cannot be read, by the code of what is wrong. */
  readonly rejects: Readonly<Record<string, number>>;
  /** The first of them. */
  readonly firstRejects: readonly Reject[];
  /** The first comments with their articles. */
  readonly samples: readonly { readonly article: Article; readonly comment: Comment }[];
  readonly oddities: readonly Oddity[];
  /** Whether rows were left unread, for want of time. */
  readonly cut: boolean;
}

const REJECTS_SHOWN = 3;

/**
 * Reads a dump as `batch` would, and tells how it was understood.
 *
 * @param path a file, an `s3://…` address, or `-` for standard input
 * @param most rows to read, rejects included
 * @param samples comments to show
 * @throws Fault, Faults as `readDump`
 */
export async function inspectDump(
  path: string,
  options: DumpOptions,
  { most, samples: wanted }: { readonly most: number; readonly samples: number },
): Promise<Inspection> {
  const readings: Reading[] = [];
  const census = new DumpCensus();
  const rejects: Record<string, number> = {};
  const firstRejects: Reject[] = [];
  const samples: { article: Article; comment: Comment }[] = [];
  const counted = new Set<string>();
  let orphans = 0;
  let rows = 0;
  const count = (article: Article): void => {
    if (counted.has(article.id)) return;
    counted.add(article.id);
    census.article(article);
  };
  const reading = { ...options, onReading: (one: Reading) => readings.push(one) };
  for await (const items of readDump(path, reading)) {
    for (const item of items) {
      rows++;
      if (item.kind === 'reject') {
        const { code } = item.reject;
        rejects[code] = (rejects[code] ?? 0) + 1;
        if (isOrphan(item.reject)) orphans++;
        if (firstRejects.length < REJECTS_SHOWN) firstRejects.push(item.reject);
        continue;
      }
      count(item.article);
      if (item.kind === 'article') continue;
      census.comment(item.comment);
      if (samples.length < wanted) samples.push({ article: item.article, comment: item.comment });
    }
    if (rows >= most) break;
  }
  return {
    readings,
    counts: census.counts,
    rejects,
    firstRejects,
    samples,
    oddities: odditiesOf(census.counts, orphans).filter(
      ({ code }) => options.among === 'dump' || code !== 'no-comments',
    ),
    cut: rows >= most,
  };
}
