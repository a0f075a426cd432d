import type { Comment } from '../article/index.js';
import { readDump, type DumpOptions } from '../dumps/dump.js';
import type { Reject } from '../dumps/reject.js';
import type { Label } from '../dumps/row.js';
import type { ArticleIndex } from '../dumps/article-index.js';

/** Options and callbacks of {@link readLabelledRows}. */
export interface RowTakers {
  /** Files of articles for rows without `type`, read first. */
  readonly articles: readonly string[];
  readonly encoding?: string | undefined;
  readonly onComment: (comment: Comment, label: Label | undefined) => void;
  readonly onReject: (reject: Reject) => void | Promise<void>;
  /** Called after each file, when its articles are the last of the index. */
  readonly onRead?: (file: string) => void;
}

/**
 * Reads the files of `eval` or `train` in their order: articles go into the index, comments and rejects to callbacks.
 *
 * @throws Fault when a file cannot be read
 */
export async function readLabelledRows(
  files: readonly string[],
  index: ArticleIndex,
  { articles, encoding, onComment, onReject, onRead }: RowTakers,
): Promise<void> {
  const sources: [string, DumpOptions['among']][] = [
    ...articles.map((file): [string, 'articles'] => [file, 'articles']),
    ...files.map((file): [string, 'dump'] => [file, 'dump']),
  ];
  for (const [file, among] of sources) {
    for await (const items of readDump(file, { articles: index, among, encoding, labels: true })) {
      for (const item of items) {
        if (item.kind === 'comment') onComment(item.comment, item.label);
        else if (item.kind === 'reject') await onReject(item.reject);
      }
    }
    onRead?.(file);
  }
}
