import { type Comment, readPage, type Page } from '../article/index.js';
import { fileFault } from '../assets/file-fault.js';
import { ArticleIndex } from '../dumps/article-index.js';
import { readDump } from '../dumps/dump.js';
import { openBytes, shownName, STANDARD } from '../dumps/input.js';
import { wholePage } from '../dumps/page.js';
import { Fault, Faults } from '../fault.js';
import { GENERAL } from '../wording/cli/usage.js';

/**
 * Reads a page from a file; `-` is standard input. JSON of another shape than a page's (an answer of an API, a crawled article with
 * its comments) is a page where it holds one article.
 *
 * @param encoding found out by content when left out
 * @param articleId the article's id where the page gives none
 * @throws Fault, with the file's name, when the file cannot be read, is empty, too large or no page
 */
export async function readPageFile(path: string, encoding?: string, articleId?: string): Promise<Page> {
  const file = shownName(path);
  const bytes = await wholePage(openBytes(path), file);
  if (bytes.length === 0) throw new Fault('page/empty', GENERAL.emptyFile, { file });
  try {
    return readPage(bytes, { encoding, name: file, articleId });
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

/** The one article of a JSON dump with its comments; undefined for a dump of several, of none, or of one that is only a number. */
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
  if (article === undefined || others.length > 0 || (article.title === '' && article.body === null))
    return undefined;
  return { article, comments, dropped: [] };
}
