import { basename, extname } from 'node:path';
import type { z } from 'zod';
import { ChannelRows } from './channel-rows.js';
import { textBeside } from './files.js';
import { channelSchema, type DiscordChannel, messageSchema } from './message.js';
import { MessagesScan, type ScannedPart } from './messages-scan.js';
import { type Encoding, utf8Bytes } from '../encoding.js';
import { atLine, jsonCutOff } from '../faults.js';
import { INVALID_JSON, LINE_TOO_LONG, type RowFault, wrongFields } from '../reject.js';
import { BlockBuilder, type LineBlock } from '../line-block.js';
import type { OnReading } from '../reading.js';
import { SHAPE_NOTES } from '../../wording/dumps.js';

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
  onReading?: OnReading,
): AsyncGenerator<LineBlock> {
  const builder = new BlockBuilder(file, among);
  const scan = new MessagesScan('messages');
  const chat = new Chat(file);
  onReading?.({ file, format: 'discord' });
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
  const { missingFiles } = chat;
  if (missingFiles > 0)
    onReading?.({ file, format: 'discord', atEnd: true, notes: [SHAPE_NOTES.missingFiles(missingFiles)] });
}

type ChatRow =
  | { readonly text: string; readonly line: number }
  | (RowFault & { readonly line: number; readonly row: string });

/** Turns parts of the export into rows. */
class Chat {
  readonly #file: string;
  #rows: ChannelRows | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  take(part: ScannedPart): ChatRow[] {
    const { key, element, line } = part;
    if (key === 'channel') {
      const channel = read(part, channelSchema);
      if (!('code' in channel)) this.#rows = this.#rowsFor(channel);
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
  #chat(): ChannelRows {
    const name = basename(this.#file, extname(this.#file));
    return (this.#rows ??= this.#rowsFor({ id: name, type: '', name, topic: null }));
  }

  #rowsFor(channel: DiscordChannel): ChannelRows {
    return new ChannelRows(channel, (url) => textBeside(this.#file, url));
  }

  /** Texts in files that the export does not hold. */
  get missingFiles(): number {
    return this.#rows?.missingFiles ?? 0;
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
