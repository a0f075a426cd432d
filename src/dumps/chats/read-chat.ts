import {
  DiscordCsvLines,
  DiscordTextLines,
  looksLikeDiscordCsv,
  looksLikeDiscordText,
  type PlainRow,
} from '../discord/plain.js';
import { byteOrder, type Encoding, looseDecoder } from '../encoding.js';
import { atLine } from '../faults.js';
import { LINE_BYTES } from '../limits.js';
import { type BlockSource, BlockBuilder, type LineBlock } from '../line-block.js';
import { splitLines } from '../lines.js';
import type { OnReading } from '../reading.js';
import { LINE_TOO_LONG } from '../reject.js';
import { missingArticles, notesOf } from '../shapes/notes.js';
import { ShapeRows } from '../shapes/shape-rows.js';
import { type FormatName, SHAPE_NOTES } from '../../wording/dumps.js';
import type { LocalizedText } from '../../fault.js';
import { CsvRecords } from './csv-records.js';
import { KakaoTalkLines, looksLikeKakaoTalk } from './kakaotalk.js';
import { type ChatMessage, ChatRoom } from './room.js';

/** A chat in lines of text. */
interface ChatShape {
  readonly name: FormatName;
  /** @param lines the first lines without blank ones */
  readonly detects: (lines: readonly string[]) => boolean;
  readonly begin: (about: Source) => ChatReader;
}

type Source = BlockSource;

/** Turns lines into rows. */
interface ChatReader {
  take: (line: string, number: number) => PlainRow[];
  end: () => PlainRow[];
  /** What was left out or is missing, at the end. */
  notes: (hasOthers: boolean) => LocalizedText[];
}

const CHATS: readonly ChatShape[] = [
  {
    name: 'discord-csv',
    detects: looksLikeDiscordCsv,
    begin: ({ file }) => discord(new DiscordCsvLines(file)),
  },
  {
    name: 'discord-txt',
    detects: looksLikeDiscordText,
    begin: ({ file }) => discord(new DiscordTextLines(file)),
  },
  { name: 'kakaotalk', detects: looksLikeKakaoTalk, begin: (about) => kakao(about, new KakaoTalkLines()) },
  { name: 'kakaotalk', detects: looksLikeKakaoCsv, begin: (about) => kakao(about, new KakaoCsv()) },
];

function looksLikeKakaoCsv([first = '', second = '']: readonly string[]): boolean {
  return /^\uFEFF?"?Date"?,"?User"?,"?Message"?$/u.test(first) && /^"?\d{4}-\d{2}-\d{2} \d/u.test(second);
}

function discord(lines: DiscordCsvLines | DiscordTextLines): ChatReader {
  return {
    take: (line, number) => lines.take(line, number),
    end: () => lines.end(),
    notes: (hasOthers) => [
      ...(lines.untitled === undefined || hasOthers
        ? []
        : [SHAPE_NOTES.untitledLink(lines.untitled), SHAPE_NOTES.exportJson]),
      ...(lines.missingFiles === 0 ? [] : [SHAPE_NOTES.missingFiles(lines.missingFiles)]),
    ],
  };
}

/** KakaoTalk's CSV: `Date,User,Message`. What is no message is told by its words, as in its text. */
class KakaoCsv {
  readonly #records = new CsvRecords();
  readonly #lines = new KakaoTalkLines();

  take(line: string, number: number): ChatMessage | undefined {
    return this.#message(this.#records.take(line, number));
  }

  end(): ChatMessage | undefined {
    return this.#message(this.#records.end());
  }

  get notices(): number {
    return this.#lines.notices;
  }

  #message(record: ReturnType<CsvRecords['take']>): ChatMessage | undefined {
    const [date = '', author = '', text = ''] = record?.cells ?? [];
    if (record === undefined || date.endsWith('Date')) return undefined;
    return this.#lines.message({
      line: record.line,
      author,
      createdAt: `${date.replace(' ', 'T')}+09:00`,
      text,
    });
  }
}

function kakao(about: Source, lines: KakaoTalkLines | KakaoCsv): ChatReader {
  const out = new ShapeRows(about.file);
  const room = new ChatRoom(about.file, out);
  let last = 1;
  const rowsOf = (message: ChatMessage | undefined): PlainRow[] => {
    if (message === undefined) return [];
    last = message.line;
    room.take(message);
    return out.taken().map((text) => ({ text, line: message.line }));
  };
  return {
    take: (line, number) => rowsOf(lines.take(line, number)),
    end: () => {
      const rows = rowsOf(lines.end());
      room.end();
      return [...rows, ...out.taken().map((text) => ({ text, line: last }))];
    },
    notes: (hasOthers) => {
      if (lines.notices > 0) out.leave('system', lines.notices);
      const { untitled } = room;
      const missing =
        untitled === undefined || about.article !== undefined
          ? missingArticles(out, {}, about)
          : [SHAPE_NOTES.untitledLink(untitled)];
      return [...(hasOthers ? [] : missing), ...notesOf(out)];
    },
  };
}

/** The chat that first lines begin: a key of `FORMAT_NAMES`. */
export function chatOf(lines: readonly string[]): FormatName | undefined {
  return CHATS.find(({ detects }) => detects(lines))?.name;
}

/**
 * Reads a chat as blocks of JSON Lines: KakaoTalk's text of every system and its CSV, the text and CSV of DiscordChatExporter.
 *
 * @param lines the first lines, for which `chatOf` finds a chat
 * @throws faults of the source, behind all whole messages
 */
export async function* chatBlocks(
  source: AsyncIterable<Buffer>,
  about: Source,
  {
    encoding,
    lines,
    lenient: hasOthers = false,
    onReading,
  }: {
    encoding: Encoding;
    lines: readonly string[];
    /** Whether other inputs may hold the articles. */
    lenient?: boolean | undefined;
    onReading?: OnReading | undefined;
  },
): AsyncGenerator<LineBlock> {
  const { file, among } = about;
  const { name: format, begin } = CHATS.find(({ detects }) => detects(lines))!;
  const reader = begin(about);
  const builder = new BlockBuilder(file, among);
  const decode = looseDecoder(encoding);
  onReading?.({ file, format, rows: 'comments' });
  function* add(rows: readonly PlainRow[]): Generator<LineBlock> {
    for (const { text, line } of rows) {
      const block = builder.add(text, line);
      if (block !== undefined) yield block;
    }
  }
  let at = 1;
  try {
    for await (const some of splitLines(source, LINE_BYTES, { wide: byteOrder(encoding) })) {
      for (const { number, bytes, tooLong } of some) {
        at = number;
        const line = decode(bytes)
          .replace(/^\uFEFF/u, '')
          .replace(/\r$/u, '');
        if (tooLong) {
          const block = builder.reject({ line: number, ...LINE_TOO_LONG, row: line });
          if (block !== undefined) yield block;
        } else yield* add(reader.take(line, number));
      }
    }
  } catch (error) {
    const rest = builder.end();
    if (rest !== undefined) yield rest;
    throw atLine(error, at);
  }
  yield* add(reader.end());
  const rest = builder.end();
  if (rest !== undefined) yield rest;
  const notes = reader.notes(hasOthers);
  if (notes.length > 0) onReading?.({ file, format, atEnd: true, notes });
}
