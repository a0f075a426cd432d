import type { Article, Comment } from '../article/article.js';
import { ARTICLE_TWICE, type Reject, UNKNOWN_ARTICLE, UNKNOWN_LABEL } from './reject.js';
import { type BlockOptions, readBlocks } from './formats.js';
import type { LineBlock } from './line-block.js';
import { type ArticleIndex, freeNames } from './article-index.js';
import type { Label } from './row.js';
import { articleOf, commentOf, entriesOf, type PlacedRow, toReject } from './rows.js';

/** An item of a dump: an article, a comment with its article, or a reject. */
export type Item =
  | { readonly kind: 'article'; readonly article: Article }
  | { readonly kind: 'comment'; readonly article: Article; readonly comment: Comment; readonly label?: Label }
  | { readonly kind: 'reject'; readonly reject: Reject };

/** How to read a dump. */
export interface DumpOptions extends Omit<BlockOptions, 'nameArticle'> {
  /** Receives the dump's articles, and may hold others already. */
  readonly articles: ArticleIndex;
  /** Whether to read labels; a row whose label is none of the three then becomes a reject. */
  readonly labels?: boolean;
}

/**
 * Reads a dump of any format, one array of items per block, in the dump's order. Memory grows with the number of articles but
 * not of comments.
 *
 * @param path a file, an `s3://…` address, or `-` for standard input
 * @throws Fault, Faults as `readBlocks`
 */
export async function* readDump(path: string, options: DumpOptions): AsyncGenerator<Item[]> {
  const { articles, labels = false, ...rest } = options;
  const nameArticle = freeNames((id) => articles.find(id));
  for await (const block of readBlocks(path, { ...rest, nameArticle }))
    yield itemsOf(block, articles, labels);
}

/** The items of a block, with the reader's rejects in their positions among them. */
function itemsOf(block: LineBlock, articles: ArticleIndex, labels: boolean): Item[] {
  return Array.from(entriesOf(block), (entry) =>
    'code' in entry ? { kind: 'reject', reject: entry } : itemOf(block, entry, articles, labels),
  );
}

function itemOf(block: LineBlock, placed: PlacedRow, articles: ArticleIndex, labels: boolean): Item {
  const { row } = placed;
  if (row.kind === 'bad') return { kind: 'reject', reject: toReject(block, placed) };
  const label = labels && row.kind !== 'article' ? row.row.label : undefined;
  if (label === null) return { kind: 'reject', reject: toReject(block, placed, UNKNOWN_LABEL) };
  const labelled = label === undefined ? {} : { label };
  if (row.kind === 'comment') {
    const article = articles.find(row.row.articleId);
    if (article === undefined) return { kind: 'reject', reject: toReject(block, placed, UNKNOWN_ARTICLE) };
    return {
      kind: 'comment',
      article,
      comment: commentOf(row.row, { file: block.file, line: placed.line }),
      ...labelled,
    };
  }
  const article = articles.add(articleOf(row.row));
  if (article === undefined) return { kind: 'reject', reject: toReject(block, placed, ARTICLE_TWICE) };
  if (row.kind === 'article') return { kind: 'article', article };
  return {
    kind: 'comment',
    article,
    comment: commentOf(row.row, { file: block.file, line: placed.line }),
    ...labelled,
  };
}
