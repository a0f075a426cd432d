import { isPlaceholder } from '../../article/index.js';
import type { Reject } from '../../dumps/reject.js';
import type { Label } from '../../dumps/row.js';
import { ArticleIndex } from '../../dumps/article-index.js';
import type { ArchiveArticle } from '../../training/corpus.js';
import { readLabelledRows } from '../labelled-rows.js';

/** Rows of the files: `read` = `kept` + `labelled` + `empty` + `rejects`. */
export interface ArchiveCounts {
  read: number;
  /** Comments to learn from. */
  kept: number;
  /** Comments labelled off-topic or unclear, which are left out. */
  labelled: number;
  /** Placeholders and blank texts. */
  empty: number;
  rejects: number;
}

interface ArchiveOptions {
  /** Files of articles for rows without `type`, read first. */
  readonly articles: readonly string[];
  readonly encoding?: string | undefined;
  readonly onReject: (reject: Reject) => Promise<void>;
}

/**
 * Reads an archive into memory: the articles that have comments, in the order of the files. Articles of one file form
 * one `set`, wherever their comments stand.
 *
 * @throws Fault when a file cannot be read
 */
export async function gatherArchive(
  files: readonly string[],
  options: ArchiveOptions,
): Promise<{ articles: ArchiveArticle[]; counts: ArchiveCounts }> {
  const index = new ArticleIndex();
  const setOf = new Map<string, string>();
  const comments = new Map<string, string[]>();
  const counts: ArchiveCounts = { read: 0, kept: 0, labelled: 0, empty: 0, rejects: 0 };
  const take = (articleId: string, text: string, label: Label | undefined): void => {
    counts.read++;
    if (text.trim() === '' || isPlaceholder(text)) counts.empty++;
    else if (label === 'off-topic' || label === 'unclear') counts.labelled++;
    else {
      counts.kept++;
      const there = comments.get(articleId);
      if (there === undefined) comments.set(articleId, [text]);
      else there.push(text);
    }
  };
  await readLabelledRows(files, index, {
    ...options,
    onComment: ({ articleId, text }, label) => {
      take(articleId, text, label);
    },
    onReject: async (reject) => {
      counts.read++;
      counts.rejects++;
      await options.onReject(reject);
    },
    onRead: (file) => {
      for (const { id } of index.all().slice(setOf.size)) setOf.set(id, file);
    },
  });
  const articles = index.all().flatMap(({ id, title, body, publishedAt, section }): ArchiveArticle[] => {
    const under = comments.get(id);
    if (under === undefined) return [];
    const set = setOf.get(id) ?? '';
    return [{ id, title, body, date: isoDay(publishedAt), section: section ?? null, set, comments: under }];
  });
  return { articles, counts };
}

/** `2025-11-03…`, `2025.11.3. 오후 2:10`, `2025년 11월 3일`, `20251103`; months and days are checked afterwards. */
const DAY =
  /^\D{0,10}((?:19|20)\d{2})(?:\s?[-./년]\s?(\d{1,2})\s?[-./월]\s?(\d{1,2})(?!\d)|(\d{2})(\d{2})(?!\d))/u;

/**
 * The day of a date as crawlers write it, in ISO 8601; null where there is none. Times of day are left out: crawlers
 * write them in too many ways, and training does not use hours.
 *
 * @example isoDay('2025.11.3. 오후 2:10') // '2025-11-03'
 */
export function isoDay(date: string | undefined): string | null {
  const found = DAY.exec(date ?? '');
  if (found === null) return null;
  const [, year, month, day, bareMonth, bareDay] = found;
  const iso = [year, month ?? bareMonth, day ?? bareDay].map((part = '') => part.padStart(2, '0')).join('-');
  const time = Date.parse(iso);
  // Date.parse reads 31 February as 3 March, or not at all.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso) ? iso : null;
}
