import { isPlaceholder } from '../../article/index.js';
import type { Reject } from '../../dumps/reject.js';
import type { Label } from '../../dumps/row.js';
import { ArticleIndex } from '../../dumps/article-index.js';
import type { ArchiveArticle } from '../../training/corpus.js';
import { readLabelledRows } from '../labelled-rows.js';
import { isoDay } from './train-day.js';

/** What the files held: `read` = `kept` + `labelled` + `empty` + `rejects`. */
export interface ArchiveCounts {
  read: number;
  /** Comments that are learned from. */
  kept: number;
  /** Left out, as they are labelled off-topic or unclear. */
  labelled: number;
  /** Placeholders and blank texts. */
  empty: number;
  rejects: number;
}

export interface ArchiveOptions {
  /** Files of articles for rows without `type`, read first. */
  readonly articles: readonly string[];
  readonly encoding?: string | undefined;
  readonly onReject: (reject: Reject) => Promise<void>;
}

/**
 * Reads an archive whole: the articles that have comments, in the order of the files. Articles of one file are one
 * `set`, wherever their comments stand.
 */
export async function gatherArchive(
  files: readonly string[],
  options: ArchiveOptions,
): Promise<{ articles: ArchiveArticle[]; counts: ArchiveCounts }> {
  const shelf = new ArticleIndex();
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
  await readLabelledRows(files, shelf, {
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
      for (const { id } of shelf.all().slice(setOf.size)) setOf.set(id, file);
    },
  });
  const articles = shelf.all().flatMap(({ id, title, body, publishedAt, section }): ArchiveArticle[] => {
    const under = comments.get(id);
    if (under === undefined) return [];
    const set = setOf.get(id) ?? '';
    return [{ id, title, body, date: isoDay(publishedAt), section: section ?? null, set, comments: under }];
  });
  return { articles, counts };
}
