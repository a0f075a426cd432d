import { type Comment, readPage, type Page } from '../article/index.js';
import { fileFault } from '../assets/file-fault.js';
import { pageTooLarge } from '../dumps/faults.js';
import { PAGE_BYTES } from '../dumps/limits.js';
import { ArticleIndex } from '../dumps/article-index.js';
import { readDump } from '../dumps/dump.js';
import { openBytes, shownName, STANDARD } from '../dumps/input.js';
import { Fault, Faults } from '../fault.js';
import { GENERAL } from '../wording/cli/usage.js';

/**
 * Reads a page from a file; `-` is standard input. JSON of another shape than a page's (an answer of an API, a crawled article with
 * its comments) is a page where it holds one article.
 *
 * @param encoding found out by content when left out
 * @throws Fault, with the file's name, when the file cannot be read, is empty, larger than {@link PAGE_BYTES} or no page
 */
export async function readPageFile(path: string, encoding?: string): Promise<Page> {
  const file = shownName(path);
  const bytes = await readWhole(path);
  if (bytes.length === 0) throw new Fault('page/empty', GENERAL.emptyFile, { file });
  try {
    return readPage(bytes, { encoding, name: file });
  } catch (error) {
    const other =
      error instanceof Fault && error.code === 'article/bad-json'
        ? await shapedPage(path, encoding)
        : undefined;
    if (other !== undefined) return other;
    if (error instanceof Fault && error.position.file === undefined) {
      throw new Fault(error.code, error.text, { ...error.position, file }, { cause: error });
    }
    throw fileFault(error, file);
  }
}

/** The one article of a JSON dump with its comments; undefined for a dump of several, or none. */
async function shapedPage(path: string, encoding: string | undefined): Promise<Page | undefined> {
  if (path === STANDARD) return undefined;
  const articles = new ArticleIndex();
  const comments: Comment[] = [];
  try {
    for await (const items of readDump(path, { articles, among: 'dump', encoding })) {
      for (const item of items) if (item.kind === 'comment') comments.push(item.comment);
    }
  } catch (error) {
    if (error instanceof Fault || error instanceof Faults) return undefined;
    throw error;
  }
  const [article, ...others] = articles.all();
  return article === undefined || others.length > 0 ? undefined : { article, comments, dropped: [] };
}

async function readWhole(path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of openBytes(path)) {
    length += chunk.length;
    if (length > PAGE_BYTES) throw pageTooLarge(shownName(path));
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
