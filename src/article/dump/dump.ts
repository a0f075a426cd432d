import type { Page } from '../article.js';
import { noArticle } from '../faults.js';
import { isArticleLine, looksLikeProse, readArticlePart } from './article-part.js';
import { readCommentsPart } from './comments-part.js';
import { type Line, splitLines } from './lines.js';
import { readMarker } from './vocabulary.js';

/** Less text than this between the title and a comment heading is a count beside the title, not the article's end. */
const LEAST_BODY = 30;

/**
 * The text of an article's page copied as a whole, the comments last, after a line like `댓글 0개`.
 *
 * @throws Fault `article/no-article`
 */
export function readDump(text: string, articleId: string, file?: string): Page {
  const lines = splitLines(text);
  const heading = commentHeading(lines);
  const article = readArticlePart(heading === null ? lines : lines.slice(0, heading));
  if (article === null) throw noArticle(file);
  const under = heading === null ? [] : lines.slice(heading);
  return { article: { id: articleId, ...article }, ...readCommentsPart(text, under, articleId) };
}

/** Index of the line where the comments begin, or null when the page shows none. */
function commentHeading(lines: readonly Line[]): number | null {
  let first: number | null = null;
  let last: number | null = null;
  let titled = false;
  let letters = 0;
  for (const [index, { text }] of lines.entries()) {
    if (readMarker(text) !== null) {
      if (letters >= LEAST_BODY) return index;
      first ??= index;
      last = index;
    } else if (letters < LEAST_BODY && isArticleLine(text)) {
      letters += titled ? text.length : 0;
      titled = true;
    }
  }
  // No body before any heading: a title with its comments, unless a newspaper's prose follows the heading.
  return last === null || looksLikeProse(lines.slice(last + 1)) ? null : first;
}
