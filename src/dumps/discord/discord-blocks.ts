import { basename, extname } from 'node:path';
import type { z } from 'zod';
import { BlockBuilder } from '../block-builder.js';
import type { Encoding } from '../encoding.js';
import { atLine, CUT_OFF, LINE_TOO_LONG, type RowFault } from '../faults.js';
import type { LineBlock } from '../line-block.js';
import { utf8Bytes } from '../utf8-bytes.js';
import { ChatRows } from './chat-rows.js';
import { channelSchema, type DiscordChannel, messageSchema } from './export.js';
import { MessagesScan, type ScannedPart } from './messages-scan.js';

/** An export of DiscordChatExporter as blocks of JSON Lines. Messages stream: exports of years are gigabytes. */
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
    if (!scan.ended) throw CUT_OFF(file);
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

/** Parts of the export to rows. */
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

  /** A channel that says nothing of itself is called by its file. */
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
    return { code: 'invalid-json', said: { ko: 'JSON으로 읽을 수 없습니다', en: 'not valid JSON' } };
  }
  const found = schema.safeParse(value);
  if (found.success) return found.data;
  const where = [...new Set(found.error.issues.map((issue) => issue.path.join('.')))].join(', ');
  return {
    code: 'wrong-fields',
    said: { ko: `빠졌거나 꼴이 틀린 칸: ${where}`, en: `missing or of the wrong kind: ${where}` },
  };
}
