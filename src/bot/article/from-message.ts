import type { Message } from 'discord.js';
import { Fault } from '../../fault.js';
import { findUrls } from './find-urls.js';
import { type ArticleReader, MOST_FILE, type ReadArticle } from './reader.js';

/** Links that are tried, and files. */
const MOST_TRIED = 3;
/** A text shorter than this is a remark, not an article. */
const LEAST_TEXT = 80;
const READABLE = /\.(?:txt|md|html?|json)$/i;

/** The article of a message; a fault when a link or file could not be read, null when there was nothing to read. */
export type FromMessage = ReadArticle | Fault | null;

type Given = Pick<Message, 'content' | 'attachments'>;

/** The first of a message's links and files that reads as an article. */
export async function fromLinksAndFiles(
  { content, attachments }: Given,
  articles: Pick<ArticleReader, 'fromUrl' | 'fromBytes' | 'readAttachment'>,
): Promise<FromMessage> {
  const files = [...attachments.values()].filter(
    ({ name, contentType }) => READABLE.test(name) || contentType?.startsWith('text/') === true,
  );
  const tries = [
    ...findUrls(content)
      .slice(0, MOST_TRIED)
      .map((url) => () => articles.fromUrl(url)),
    ...files
      .slice(0, MOST_TRIED)
      .map(
        (file) => async () => articles.fromBytes(await articles.readAttachment(file, MOST_FILE), file.name),
      ),
  ];
  let first: Fault | null = null;
  for (const read of tries) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      first ??= error;
    }
  }
  return first;
}

/**
 * The text of a message as an article; null when it is too short for one.
 *
 * @param title given where the title stands elsewhere (a forum's post); else the first line is it
 */
export function fromOwnText(
  { content }: Pick<Message, 'content'>,
  articles: Pick<ArticleReader, 'fromText'>,
  title?: string,
): ReadArticle | null {
  const text = withoutMarks(content);
  if (text.length < LEAST_TEXT) return null;
  try {
    return articles.fromText(text, title);
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

/** Whether a text begins with a line that can be a title, and goes on under it. */
export function hasTitleLine(content: string): boolean {
  const [first = '', ...rest] = withoutMarks(content).split('\n');
  return first.length > 0 && first.length <= 100 && rest.join('').trim().length > 0;
}

/** Without links and without the marks of Discord's headings and bold type, which are no words. */
function withoutMarks(content: string): string {
  let text = content;
  for (const url of findUrls(content)) text = text.replaceAll(url, '');
  return text
    .replace(/^(?:#{1,3}|>>?>?|-#) /gmu, '')
    .replace(/\*\*|__|~~|\|\||<>/gu, '')
    .trim();
}
