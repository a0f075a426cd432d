import {
  type Attachment,
  type Embed,
  EmbedType,
  type Message,
  type MessageSnapshot,
  type Poll,
} from 'discord.js';
import { decodeText } from '../../article/index.js';
import { authorOfEmbed, type ShownEmbed, shownWords } from '../../dumps/discord/message.js';
import { Fault } from '../../fault.js';
import type { ArticleReader } from '../articles/reader.js';

/** Longest text that is stored, in UTF-16 code units; the judge cuts what is longer than it reads. */
export const LONGEST_TEXT = 16_000;
/** Text files that are read of one message, the bytes of each, and the ms for each. */
const MOST_TEXT_FILES = 2;
const MOST_TEXT_BYTES = 256 * 1024;
const TEXT_FILE_MS = 5000;

/** What a message shows, as far as it is read here. */
type Shown = Pick<Message, 'content' | 'embeds' | 'messageSnapshots' | 'poll'>;

/**
 * All that a message shows as text without a file being read: its words, what a bot or a webhook put into embeds, what is
 * forwarded, the question and answers of a poll. Previews that Discord makes of links are no comment's.
 */
export function shownText({ content, embeds, messageSnapshots, poll }: Shown): string {
  const forwarded = [...messageSnapshots.values()];
  return shownWords({
    content,
    embeds: mirrored(embeds, content),
    forwarded: forwarded.map((one) => one.content).join('\n'),
    forwardedEmbeds: forwarded.flatMap((one) => mirrored(one.embeds, one.content)),
    poll: poll === null ? [] : wordsOfPoll(poll),
  }).slice(0, LONGEST_TEXT);
}

/**
 * All that a message shows as text, with its text files (`message.txt`, which Discord makes of what is too long to be sent). A
 * file that cannot be read is left out.
 */
export async function fullText(
  message: Shown & Pick<Message, 'attachments'>,
  articles: Pick<ArticleReader, 'readAttachment'>,
): Promise<string> {
  const files = [...message.attachments.values(), ...forwardedFiles(message)].filter(isText);
  const texts = await Promise.all(files.slice(0, MOST_TEXT_FILES).map((file) => textOf(file, articles)));
  return [shownText(message), ...texts]
    .filter((text) => text.trim() !== '')
    .join('\n')
    .slice(0, LONGEST_TEXT);
}

/** Who wrote what a webhook mirrors, by its embed; undefined where it does not say. */
export function mirroredAuthor({ embeds, content }: Pick<Message, 'embeds' | 'content'>): string | undefined {
  for (const embed of mirrored(embeds, content)) {
    const name = authorOfEmbed(embed)?.trim();
    if (name !== undefined && name !== '') return name.slice(0, 80);
  }
  return undefined;
}

/**
 * The embeds that somebody wrote: of the type `rich`, as bots and webhooks send them. Discord makes others of the links of a text,
 * some of them rich too, but with a provider or with the address that stands in the text.
 */
function mirrored(embeds: readonly Embed[], content: string): ShownEmbed[] {
  return embeds
    .filter(({ data, provider, url }) => {
      const isPreview = provider !== null || (url !== null && content.includes(url));
      return (data.type === undefined || data.type === EmbedType.Rich) && !isPreview;
    })
    .map(({ title, description, author, fields }) => ({
      title,
      description,
      author: author === null ? null : { name: author.name },
      fields: fields.map(({ name, value }) => ({ name, value })),
    }));
}

function wordsOfPoll({ question, answers }: Poll): string[] {
  return [question.text ?? '', ...[...answers.values()].map(({ text }) => text ?? '')];
}

function forwardedFiles({ messageSnapshots }: Pick<Shown, 'messageSnapshots'>): Attachment[] {
  return [...messageSnapshots.values()].flatMap(({ attachments }: MessageSnapshot) => [
    ...attachments.values(),
  ]);
}

function isText({ name, contentType, size }: Attachment): boolean {
  const plain = contentType === null ? /\.txt$/iu.test(name) : /^text\/plain\b/iu.test(contentType);
  return plain && size > 0 && size <= MOST_TEXT_BYTES;
}

async function textOf(file: Attachment, articles: Pick<ArticleReader, 'readAttachment'>): Promise<string> {
  try {
    return decodeText(await articles.readAttachment(file, MOST_TEXT_BYTES, TEXT_FILE_MS)).text;
  } catch (error) {
    // Gone, too slow, or no text after all.
    if (error instanceof Fault) return '';
    throw error;
  }
}
