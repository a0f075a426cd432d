import { basename, extname } from 'node:path';
import { type Page, readPage } from '../article/index.js';
import { Fault } from '../fault.js';
import { HEAD_BYTES, PAGE_BYTES } from './limits.js';
import { type BlockSource, BlockBuilder, type LineBlock } from './line-block.js';
import { encodingOf, guessEncoding, lineDecoder } from './encoding.js';
import { pageTooLarge } from './faults.js';
import type { NameArticle } from './article-index.js';

/**
 * Reads one page (text, HTML, JSON) as a row for its article and rows for its comments. A page that cannot be understood is a
 * reject. Where the user named the article, a text that shows no page's comments holds one comment a line.
 *
 * @throws Fault `dump/page-too-large`, `article/empty`, `article/binary`, `article/unknown-encoding`
 */
export async function* pageBlocks(
  source: AsyncIterable<Buffer>,
  { file, among, article }: BlockSource,
  { encoding, nameArticle }: { encoding?: string | undefined; nameArticle?: NameArticle | undefined },
): AsyncGenerator<LineBlock> {
  const bytes = await wholePage(source, file);
  const builder = new BlockBuilder(file, among);
  const page = pageOrReject(bytes, file, encoding);
  const isPage = !('code' in page) && page.comments.length > 0;
  const lines = article === undefined || isPage ? undefined : plainLines(bytes, encoding);
  if (lines !== undefined) yield* lineBlocks(lines, builder);
  else if ('code' in page) yield* whole(builder.reject(page));
  else {
    // A page's comments have no lines of their own, so all are located on line 1.
    for (const row of rowsOfPage(page, file, nameArticle)) yield* whole(builder.add(row, 1));
  }
  const rest = builder.end();
  if (rest !== undefined) yield rest;
}

/** A block that is full, where there is one. */
function* whole(block: LineBlock | undefined): Generator<LineBlock> {
  if (block !== undefined) yield block;
}

/** All bytes of a page. @throws Fault `dump/page-too-large` */
export async function wholePage(source: AsyncIterable<Buffer>, file: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of source) {
    length += chunk.length;
    if (length > PAGE_BYTES) throw pageTooLarge(file);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The lines of a plain text; undefined for markup, JSON and undecodable bytes. */
function plainLines(bytes: Buffer, encoding: string | undefined): string[] | undefined {
  const text = lineDecoder(encodingOf(bytes, encoding))(bytes)?.replace(/^\uFEFF/, '');
  return text === undefined || /^\s*[<{[]/.test(text) ? undefined : text.split(/\r\n|\r|\n/);
}

function* lineBlocks(lines: readonly string[], builder: BlockBuilder): Generator<LineBlock> {
  for (const [index, text] of lines.entries()) {
    if (text.trim() === '') continue;
    yield* whole(builder.add(JSON.stringify({ type: 'comment', text: text.trim() }), index + 1));
  }
}

/** The page, or why it cannot be understood. @throws Fault where there is no text at all, which is a wrong call */
function pageOrReject(
  bytes: Buffer,
  file: string,
  encoding: string | undefined,
): Page | Parameters<BlockBuilder['reject']>[0] {
  try {
    const articleId = basename(file, extname(file)).normalize('NFC');
    return readPage(bytes, { encoding, name: file, articleId });
  } catch (error) {
    // An empty or binary file is a wrong call; an unintelligible page is one reject among many.
    if (!(error instanceof Fault) || NO_TEXT.has(error.code)) throw error;
    const row = lineDecoder(guessEncoding(bytes))(bytes.subarray(0, HEAD_BYTES)) ?? '';
    return { line: error.position.line ?? 1, code: error.code, said: error.text, row };
  }
}

function* rowsOfPage(page: Page, file: string, nameArticle: NameArticle | undefined): Generator<string> {
  const id = nameArticle?.(page.article, file) ?? page.article.id;
  yield JSON.stringify({ type: 'article', ...page.article, id });
  for (const comment of page.comments) yield JSON.stringify({ type: 'comment', ...comment, articleId: id });
}

const NO_TEXT = new Set(['article/empty', 'article/binary', 'article/unknown-encoding']);
