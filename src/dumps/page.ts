import { basename, extname } from 'node:path';
import { readPage, type Article, type Page } from '../article/index.js';
import { Fault } from '../fault.js';
import { HEAD_BYTES, PAGE_BYTES } from './limits.js';
import { BlockBuilder, type LineBlock } from './line-block.js';
import { guessEncoding, lineDecoder } from './encoding.js';
import { pageTooLarge } from './faults.js';
import { isSameArticle } from './article-index.js';

/** Gives the article of a page its id. It comes with the one the page gives it, or else with its file's name. */
export type NameArticle = (article: Article, file: string) => string;

/** One page (text, HTML, JSON) as the row of its article and the rows of its comments. */
export async function* pageBlocks(
  source: AsyncIterable<Buffer>,
  { file, among }: Pick<LineBlock, 'file' | 'among'>,
  { encoding, nameArticle }: { encoding?: string | undefined; nameArticle?: NameArticle | undefined },
): AsyncGenerator<LineBlock> {
  const bytes = await wholePage(source, file);
  const builder = new BlockBuilder(file, among);
  for (const row of rowsOfPage(bytes, file, encoding, nameArticle)) {
    // A page's comments have no lines of their own; all are said to stand where the page begins.
    const block = typeof row === 'string' ? builder.add(row, 1) : builder.reject(row);
    if (block !== undefined) yield block;
  }
  const rest = builder.end();
  if (rest !== undefined) yield rest;
}

async function wholePage(source: AsyncIterable<Buffer>, file: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of source) {
    length += chunk.length;
    if (length > PAGE_BYTES) throw pageTooLarge(file);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function* rowsOfPage(
  bytes: Buffer,
  file: string,
  encoding: string | undefined,
  nameArticle: NameArticle | undefined,
): Generator<string | Parameters<BlockBuilder['reject']>[0]> {
  let page: Page;
  try {
    page = readPage(bytes, { encoding, name: file, articleId: basename(file, extname(file)) });
  } catch (error) {
    // An empty or binary file is a wrong call; a page that cannot be understood is one reject among many.
    if (!(error instanceof Fault) || NO_TEXT.has(error.code)) throw error;
    const row = lineDecoder(guessEncoding(bytes))(bytes.subarray(0, HEAD_BYTES)) ?? '';
    yield { line: error.position.line ?? 1, code: error.code, said: error.text, row };
    return;
  }
  const id = nameArticle?.(page.article, file) ?? page.article.id;
  yield JSON.stringify({ type: 'article', ...page.article, id });
  for (const comment of page.comments) yield JSON.stringify({ type: 'comment', ...comment, articleId: id });
}

const NO_TEXT = new Set(['article/empty', 'article/binary', 'article/unknown-encoding']);

/**
 * Names articles of pages so that no two different ones have the same id: a page whose id is taken is called by its
 * file's name, with a number when that is taken too.
 *
 * @param find the article that has an id already
 */
export function freeNames(find: (id: string) => Article | undefined): NameArticle {
  return (article, file) => {
    const there = find(article.id);
    if (there === undefined || isSameArticle(there, article)) return article.id;
    const name = basename(file, extname(file));
    let id = name;
    for (let n = 2; find(id) !== undefined; n++) id = `${name}-${n}`;
    return id;
  };
}
