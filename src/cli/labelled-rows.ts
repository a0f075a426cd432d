import type { Comment } from '../article/index.js';
import { readDump, type DumpOptions } from '../dumps/dump.js';
import type { Reject } from '../dumps/reject.js';
import type { Label } from '../dumps/row.js';
import type { ArticleIndex } from '../dumps/article-index.js';

/** What is done with what the files of `eval` and `train` hold. */
export interface RowTakers {
  /** Files of articles for rows without `type`, read first. */
  readonly articles: readonly string[];
  readonly encoding?: string | undefined;
  readonly onComment: (comment: Comment, label: Label | undefined) => void;
  readonly onReject: (reject: Reject) => void | Promise<void>;
  /** Told when a file was read; its articles are the last on the shelf. */
  readonly onRead?: (file: string) => void;
}

/** Reads files with labels, in their order; the articles go to the shelf. */
export async function readLabelledRows(
  files: readonly string[],
  shelf: ArticleIndex,
  { articles, encoding, onComment, onReject, onRead }: RowTakers,
): Promise<void> {
  const sources: [string, DumpOptions['among']][] = [
    ...articles.map((file): [string, 'articles'] => [file, 'articles']),
    ...files.map((file): [string, 'dump'] => [file, 'dump']),
  ];
  for (const [file, among] of sources) {
    for await (const items of readDump(file, { articles: shelf, among, encoding, labels: true })) {
      for (const item of items) {
        if (item.kind === 'comment') onComment(item.comment, item.label);
        else if (item.kind === 'reject') await onReject(item.reject);
      }
    }
    onRead?.(file);
  }
}
