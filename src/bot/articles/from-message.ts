import type { Message } from 'discord.js';
import { Fault } from '../../fault.js';
import { type ArticleReader, MOST_FILE, type ReadArticle } from './reader.js';

/** More links than this in one message are not looked at. */
const MOST = 10;

/**
 * Up to white space, quotes and angle brackets. Hangul belongs to an address where a part of it begins (`/wiki/한국`), not
 * where it follows one (`https://a.example/1에서`).
 */
const LINK = /https?:\/\/(?:[^\s<>"'`“”‘’「」『』\p{Script=Hangul}]|(?<=[/=_+&-])\p{Script=Hangul}+)+/giu;
const CLOSERS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/**
 * The links of a message in their order, each once: plain, in Discord's `<…>` (no preview) and in markdown `[…](…)`.
 * Signs that end a sentence do not belong to a link, nor a closing bracket that was not opened in it.
 */
export function findUrls(text: string): string[] {
  const found = new Set<string>();
  for (const [match] of text.matchAll(LINK)) {
    const link = withoutTail(match);
    if (isAddress(link)) found.add(link);
    if (found.size === MOST) break;
  }
  return [...found];
}

function withoutTail(match: string): string {
  // `[title](https://a.example/1)` with another bracket right behind it: the first one that closes ends it.
  let link = unopened(match);
  for (;;) {
    const cut = link.replace(/(?:[.,:;!?…*_~|\\。([{]|\u200b)+$/u, '');
    if (cut === link) return link;
    link = cut;
  }
}

/** Cut before the first bracket that closes what was not opened. */
function unopened(link: string): string {
  const open: string[] = [];
  for (let i = 0; i < link.length; i += 1) {
    const sign = link[i]!;
    if ('([{'.includes(sign)) open.push(sign);
    else if (sign in CLOSERS && open.pop() !== CLOSERS[sign]) return link.slice(0, i);
  }
  return link;
}

function isAddress(link: string): boolean {
  try {
    return new URL(link).hostname.length > 0;
  } catch {
    return false;
  }
}

/** Links that are tried, and files. */
const MOST_TRIED = 3;
/** A text shorter than this is a remark, not an article. */
const LEAST_TEXT = 80;
const READABLE = /\.(?:txt|md|html?|json)$/i;

/** The article of a message; a fault when a link or file could not be read, null when there was nothing to read. */
type FromMessage = ReadArticle | Fault | null;

type Given = Pick<Message, 'content' | 'attachments'>;

/**
 * The first of a message's links and files that reads as an article.
 *
 * @throws any error other than a Fault; a Fault of a link or file is returned when no other one reads
 */
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
 * @param title the title where it stands elsewhere (a forum post); else the first line is the title
 * @throws any error other than a Fault
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
