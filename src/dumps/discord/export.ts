import { basename, extname } from 'node:path';
import { z } from 'zod';
import { MessagesScan, type ScannedPart } from './messages-scan.js';
import { type Encoding, utf8Bytes } from '../encoding.js';
import { atLine, jsonCutOff } from '../faults.js';
import { INVALID_JSON, LINE_TOO_LONG, type RowFault, wrongFields } from '../reject.js';
import { BlockBuilder, type LineBlock } from '../line-block.js';

// The keys read of a DiscordChatExporter export (`JsonMessageWriter` in its source; version 2 of the format, since 2019).
// Malformed optional keys are ignored.

const text = z.string().catch('');

const channelSchema = z.object({
  id: z.string().min(1),
  name: text,
  topic: z.string().nullish().catch(null),
});

const messageSchema = z.object({
  id: z.string().min(1),
  type: text,
  timestamp: z.string().optional().catch(undefined),
  content: z.string(),
  author: z.object({
    name: text,
    nickname: z.string().nullish().catch(null),
    isBot: z.boolean().catch(false),
  }),
  embeds: z
    .array(
      z.object({
        title: z.string().nullish().catch(null),
        url: z.string().nullish().catch(null),
        description: z.string().nullish().catch(null),
        timestamp: z.string().nullish().catch(null),
      }),
    )
    .catch([]),
  reference: z.object({ messageId: z.string().nullish() }).nullish().catch(null),
});

type DiscordChannel = z.infer<typeof channelSchema>;
type DiscordMessage = z.infer<typeof messageSchema>;

/** Types of messages that a user or a bot wrote; all others are notices of Discord (joined, pinned, called). */
const WRITTEN = new Set(['', 'Default', 'Reply']);

/** Whether a user or a bot wrote a message. */
function isWritten({ type }: DiscordMessage): boolean {
  return WRITTEN.has(type);
}

/** Whether a message is the one that a thread was opened on; exporters write its type as a number (21). */
function opensThread({ type }: DiscordMessage): boolean {
  return type === '21' || type === 'ThreadStarterMessage';
}

/**
 * Turns a channel and its messages into rows of JSON Lines. The channel is the article: title and body come from the link
 * preview of its first message, or else from its name and topic. Users' messages with text of their own are the comments;
 * bots, notices of Discord, and messages with nothing but files or the article's link are left out.
 */
class ChatRows {
  readonly #channel: DiscordChannel;
  #begun = false;
  /** The article's URL. */
  #url: string | undefined;

  constructor(channel: DiscordChannel) {
    this.#channel = channel;
  }

  /** The rows of the next message, behind the article's row for the first. */
  rowsOf(message: DiscordMessage): string[] {
    const written = isWritten(message);
    const rows = !this.#begun && (written || opensThread(message)) ? [this.#article(message)] : [];
    if (written && !message.author.isBot && this.#hasWords(message.content)) {
      if (!this.#begun && rows.length === 0) rows.push(this.#article(undefined));
      rows.push(this.#comment(message));
    }
    return rows;
  }

  /** The rows left at the end: the article's when no message came before. */
  end(): string[] {
    return this.#begun ? [] : [this.#article(undefined)];
  }

  #article(first: DiscordMessage | undefined): string {
    this.#begun = true;
    const { id, name, topic } = this.#channel;
    const link = first?.embeds.find((embed) => filled(embed.title) && filled(embed.url));
    this.#url = link?.url ?? undefined;
    if (link === undefined) return JSON.stringify({ type: 'article', id, title: name, body: orNull(topic) });
    return JSON.stringify({
      type: 'article',
      id,
      title: link.title,
      body: orNull(link.description),
      url: link.url,
      publishedAt: link.timestamp ?? undefined,
    });
  }

  #hasWords(content: string): boolean {
    const own = this.#url === undefined ? content : content.replaceAll(this.#url, '');
    return own.replace(/[\s<>]+/g, '') !== '';
  }

  #comment({ id, content, author, timestamp, reference }: DiscordMessage): string {
    return JSON.stringify({
      type: 'comment',
      id,
      articleId: this.#channel.id,
      text: content,
      parentId: orUndefined(reference?.messageId),
      author: orUndefined(author.nickname) ?? orUndefined(author.name),
      createdAt: timestamp,
    });
  }
}

function filled(text: string | null | undefined): text is string {
  return text !== null && text !== undefined && text.trim() !== '';
}

function orNull(text: string | null | undefined): string | null {
  return filled(text) ? text : null;
}

function orUndefined(text: string | null | undefined): string | undefined {
  return filled(text) ? text : undefined;
}

/** Whether a text begins with the keys of a DiscordChatExporter export (`JsonMessageWriter`): guild, channel, …, messages. */
export function looksLikeDiscord(head: string): boolean {
  return (
    /^[\s\uFEFF]*\{\s*"guild"\s*:\s*\{/.test(head) &&
    /"channel"\s*:\s*\{/.test(head) &&
    /"messages"\s*:\s*\[/.test(head)
  );
}

/**
 * Reads a DiscordChatExporter export as blocks of JSON Lines. Messages are streamed, because exports of years are gigabytes.
 *
 * @throws Fault `dump/cut-off`, or a fault of the source with the line where it broke, behind all whole messages
 */
export async function* discordBlocks(
  source: AsyncIterable<Buffer>,
  { file, among }: Pick<LineBlock, 'file' | 'among'>,
  encoding: Encoding,
): AsyncGenerator<LineBlock> {
  const builder = new BlockBuilder(file, among);
  const scan = new MessagesScan('messages');
  const chat = new Chat(file);
  function* add(rows: readonly ChatRow[]): Generator<LineBlock> {
    for (const row of rows) {
      const block = 'text' in row ? builder.add(row.text, row.line) : builder.reject(row);
      if (block !== undefined) yield block;
    }
  }
  try {
    for await (const chunk of utf8Bytes(source, encoding)) {
      for (const part of scan.take(chunk)) yield* add(chat.take(part));
    }
    if (!scan.ended) throw jsonCutOff(file);
  } catch (error) {
    const rest = builder.end();
    if (rest !== undefined) yield rest;
    throw atLine(error, scan.line);
  }
  yield* add(chat.end(scan.line));
  const rest = builder.end();
  if (rest !== undefined) yield rest;
}

type ChatRow =
  | { readonly text: string; readonly line: number }
  | (RowFault & { readonly line: number; readonly row: string });

/** Turns parts of the export into rows. */
class Chat {
  readonly #file: string;
  #rows: ChatRows | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  take(part: ScannedPart): ChatRow[] {
    const { key, element, line } = part;
    if (key === 'channel') {
      const channel = read(part, channelSchema);
      if (!('code' in channel)) this.#rows = new ChatRows(channel);
      return [];
    }
    if (key !== 'messages' || !element) return [];
    const message = read(part, messageSchema);
    if ('code' in message) return [{ ...message, line, row: part.bytes.toString() }];
    return this.#chat()
      .rowsOf(message)
      .map((text) => ({ text, line }));
  }

  end(line: number): ChatRow[] {
    return this.#chat()
      .end()
      .map((text) => ({ text, line }));
  }

  /** A channel without metadata gets its file's name. */
  #chat(): ChatRows {
    const name = basename(this.#file, extname(this.#file));
    const unknown: DiscordChannel = { id: name, name, topic: null };
    return (this.#rows ??= new ChatRows(unknown));
  }
}

function read<T extends object>({ bytes, tooLong }: ScannedPart, schema: z.ZodType<T>): T | RowFault {
  if (tooLong) return LINE_TOO_LONG;
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString());
  } catch {
    return INVALID_JSON;
  }
  const found = schema.safeParse(value);
  return found.success ? found.data : wrongFields(found.error);
}
