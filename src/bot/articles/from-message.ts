import type { Message } from 'discord.js';
import { Fault } from '../../fault.js';
import { type ArticleReader, MOST_FILE, type ReadArticle } from './reader.js';

/** Links read from one message; further ones are ignored. */
const MOST = 10;

/**
 * A URL ends at white space, quotes or angle brackets. Hangul is part of it at the start of a path or query segment
 * (`/wiki/한국`), but not directly after other characters, where it is a particle (`https://a.example/1에서`).
 */
const LINK = /https?:\/\/(?:[^\s<>"'`“”‘’「」『』\p{Script=Hangul}]|(?<=[/=_+&-])\p{Script=Hangul}+)+/giu;
const CLOSERS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/**
 * Finds the distinct links of a message, in order: plain, in Discord's `<…>` (no preview) and in markdown `[…](…)`.
 * Trailing punctuation and unmatched closing brackets are not part of a link.
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
  // In `([title](https://a.example/1))` the first unmatched bracket ends the link.
  let link = unopened(match);
  for (;;) {
    const cut = link.replace(/(?:[.,:;!?…*_~|\\。([{]|\u200b)+$/u, '');
    if (cut === link) return link;
    link = cut;
  }
}

/** Cuts a link before its first unmatched closing bracket. */
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

/** Attempts per message: at most this many links and this many files. */
const MOST_TRIED = 3;
/** Minimum length of an article, in UTF-16 code units; shorter messages are remarks. */
const LEAST_TEXT = 80;
const READABLE = /\.(?:txt|md|html?|json)$/i;

/** The article of a message; a Fault if no link or file could be read, null if the message has none. */
type FromMessage = ReadArticle | Fault | null;

type Given = Pick<Message, 'content' | 'attachments'>;

/**
 * Reads the links and files of a message in order and returns the first that is an article.
 *
 * @throws any error other than a Fault; the first Fault is returned if none of them can be read
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
 * Reads the text of a message as an article; null if it is too short.
 *
 * @param title the title, if it is not in the text (a forum post); by default the first line is the title
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

/** Whether the first line of a text can be a title and more text follows. */
export function hasTitleLine(content: string): boolean {
  const [first = '', ...rest] = withoutMarks(content).split('\n');
  return first.length > 0 && first.length <= 100 && rest.join('').trim().length > 0;
}

/** Removes links and the markdown of Discord (headings, quotes, bold and the like). */
function withoutMarks(content: string): string {
  let text = content;
  for (const url of findUrls(content)) text = text.replaceAll(url, '');
  return text
    .replace(/^(?:#{1,3}|>>?>?|-#) /gmu, '')
    .replace(/\*\*|__|~~|\|\||<>/gu, '')
    .trim();
}
