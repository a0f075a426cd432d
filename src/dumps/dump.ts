import type { Article, Comment } from '../article/article.js';
import type { Reject } from './reject.js';
import { type BlockOptions, type LineBlock, readBlocks } from './formats.js';
import { ARTICLE_TWICE, UNKNOWN_ARTICLE, UNKNOWN_LABEL } from './faults.js';
import { freeNames } from './page.js';
import type { Label } from './row.js';
import { articleOf, commentOf, entriesOf, type PlacedRow, toReject } from './rows.js';
import type { ArticleIndex } from './article-index.js';

/** What a dump gives, in its order. */
export type Item =
  | { readonly kind: 'article'; readonly article: Article }
  | { readonly kind: 'comment'; readonly article: Article; readonly comment: Comment; readonly label?: Label }
  | { readonly kind: 'reject'; readonly reject: Reject };

export interface DumpOptions extends Omit<BlockOptions, 'nameArticle'> {
  /** Where articles are kept and looked up. */
  readonly shelf: ArticleIndex;
  /** Whether the labels of rows are read; a row whose label is none of the three is then a reject. */
  readonly labels?: boolean;
}

/** Reads a dump, whatever it is, in pieces of some rows; memory does not grow with the number of comments. */
export async function* readDump(path: string, options: DumpOptions): AsyncGenerator<Item[]> {
  const { shelf, labels = false, ...rest } = options;
  const nameArticle = freeNames((id) => shelf.find(id));
  for await (const block of readBlocks(path, { ...rest, nameArticle })) yield itemsOf(block, shelf, labels);
}

/** What the rows of a block are, with what was rejected while reading at its place among them. */
function itemsOf(block: LineBlock, shelf: ArticleIndex, labels: boolean): Item[] {
  return Array.from(entriesOf(block), (entry) =>
    'code' in entry ? { kind: 'reject', reject: entry } : itemOf(block, entry, shelf, labels),
  );
}

function itemOf(block: LineBlock, placed: PlacedRow, shelf: ArticleIndex, labels: boolean): Item {
  const { row } = placed;
  if (row.kind === 'bad') return { kind: 'reject', reject: toReject(block, placed) };
  const label = labels && row.kind !== 'article' ? row.row.label : undefined;
  if (label === null) return { kind: 'reject', reject: toReject(block, placed, UNKNOWN_LABEL) };
  const labelled = label === undefined ? {} : { label };
  if (row.kind === 'comment') {
    const article = shelf.find(row.row.articleId);
    if (article === undefined) return { kind: 'reject', reject: toReject(block, placed, UNKNOWN_ARTICLE) };
    return {
      kind: 'comment',
      article,
      comment: commentOf(row.row, { file: block.file, line: placed.line }),
      ...labelled,
    };
  }
  const article = shelf.add(articleOf(row.row));
  if (article === undefined) return { kind: 'reject', reject: toReject(block, placed, ARTICLE_TWICE) };
  if (row.kind === 'article') return { kind: 'article', article };
  return {
    kind: 'comment',
    article,
    comment: commentOf(row.row, { file: block.file, line: placed.line }),
    ...labelled,
  };
}
