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
  const lines = article === undefined ? undefined : plainLines(bytes, file, encoding);
  if (lines !== undefined) yield* lineBlocks(lines, builder);
  else
    for (const row of rowsOfPage(bytes, file, encoding, nameArticle)) {
      // A page's comments have no lines of their own, so all are located on line 1.
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

/** The lines of a plain text that is no page with comments: neither markup nor JSON. */
function plainLines(bytes: Buffer, file: string, encoding: string | undefined): string[] | undefined {
  const text = lineDecoder(encodingOf(bytes, encoding))(bytes)?.replace(/^\uFEFF/, '');
  if (text === undefined || /^\s*[<{[]/.test(text)) return undefined;
  try {
    if (readPage(bytes, { encoding, name: file }).comments.length > 0) return undefined;
  } catch (error) {
    if (!(error instanceof Fault) || NO_TEXT.has(error.code)) throw error;
  }
  return text.split(/\r\n|\r|\n/);
}

function* lineBlocks(lines: readonly string[], builder: BlockBuilder): Generator<LineBlock> {
  for (const [index, text] of lines.entries()) {
    if (text.trim() === '') continue;
    const block = builder.add(JSON.stringify({ type: 'comment', text: text.trim() }), index + 1);
    if (block !== undefined) yield block;
  }
}

function* rowsOfPage(
  bytes: Buffer,
  file: string,
  encoding: string | undefined,
  nameArticle: NameArticle | undefined,
): Generator<string | Parameters<BlockBuilder['reject']>[0]> {
  let page: Page;
  try {
    page = readPage(bytes, {
      encoding,
      name: file,
      articleId: basename(file, extname(file)).normalize('NFC'),
    });
  } catch (error) {
    // An empty or binary file is a wrong call; an unintelligible page is one reject among many.
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
