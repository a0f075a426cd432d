import { basename, extname } from 'node:path';
import { type CsvRecord, CsvRecords } from '../chats/csv-records.js';
import { LINE_BYTES } from '../limits.js';
import { ChannelRows } from './channel-rows.js';
import { textBeside } from './files.js';
import { type DiscordChannel, messageSchema } from './message.js';

/** A row, with the line where its message begins. */
export interface PlainRow {
  readonly text: string;
  readonly line: number;
}

const CSV_HEADER = /^\uFEFF?"?AuthorID"?,"?Author"?,"?Date"?,"?Content"?,"?Attachments"?/u;

/** Whether the first line is of the exporter's CSV (`CsvMessageWriter`). */
export function looksLikeDiscordCsv(lines: readonly string[]): boolean {
  return CSV_HEADER.test(lines[0] ?? '');
}

/** Whether the first lines are of the exporter's plain text (`PlainTextMessageWriter`). */
export function looksLikeDiscordText([first = '', second = '', third = '']: readonly string[]): boolean {
  return /^={20,}$/u.test(first) && second.startsWith('Guild: ') && third.startsWith('Channel: ');
}

/** The exporter's file names: `서버 - 뉴스 - 뉴스-토론 [300].csv`. */
const FILE_NAME = /^(?:.* - )?(.+) \[(\d+)\](?: \(.*\))?$/u;

/** The channel as far as a file's name tells it. */
function channelOf(file: string): DiscordChannel {
  const name = basename(file, extname(file));
  const [, channel, id] = FILE_NAME.exec(name) ?? [];
  return { id: id ?? name, type: '', name: channel ?? name, topic: null };
}

/** What these formats hold of a message. */
interface PlainMessage {
  readonly author: string;
  readonly timestamp: string;
  readonly content: string;
  readonly attachments: readonly { readonly url: string; readonly fileName: string }[];
  readonly embeds?: readonly ReturnType<typeof embedOf>[];
}

/** Puts lines of the exporter's CSV or text together to messages, and these to rows as those of its JSON. */
abstract class PlainLines {
  readonly #file: string;
  protected channel: DiscordChannel;
  #rows: ChannelRows | undefined;
  constructor(file: string) {
    this.#file = file;
    this.channel = channelOf(file);
  }

  /** Takes a line. @returns the rows of the message that it ends */
  abstract take(line: string, number: number): PlainRow[];
  /** Ends the last message. */
  abstract end(): PlainRow[];

  /** Texts in files that the export does not hold. */
  get missingFiles(): number {
    return this.#rows?.missingFiles ?? 0;
  }

  /** The first link whose title stands nowhere. */
  get untitled(): string | undefined {
    return this.#rows?.untitled;
  }

  /** The rows of a message that begins on a line. */
  protected rowsOf(message: PlainMessage, line: number): PlainRow[] {
    const beside = (url: string): string | undefined => textBeside(this.#file, url);
    const rows = (this.#rows ??= new ChannelRows(this.channel, beside, false));
    // These formats have no ids of messages.
    const read = messageSchema.parse({
      ...message,
      id: `${basename(this.#file)}:${line}`,
      author: { name: message.author },
    });
    return rows.rowsOf(read).map((text) => ({ text, line }));
  }
}

/** The exporter's CSV. */
export class DiscordCsvLines extends PlainLines {
  readonly #records = new CsvRecords();

  take(line: string, number: number): PlainRow[] {
    return this.#rowsIn(this.#records.take(line, number));
  }

  end(): PlainRow[] {
    return this.#rowsIn(this.#records.end());
  }

  #rowsIn(record: CsvRecord | undefined): PlainRow[] {
    if (record === undefined || CSV_HEADER.test(record.cells.join(','))) return [];
    const [, author = '', timestamp = '', content = '', attachments = ''] = record.cells;
    const urls = attachments.split(',').filter((url) => url !== '');
    const message = { author, timestamp, content, attachments: urls.map(attachmentOf) };
    return this.rowsOf(message, record.line);
  }
}

/** `[2022-11-29 오후 2:00] user#0 (pinned)`: the date's form depends on the exporter's settings. */
const MESSAGE = /^\[([^\]\n]*\d{1,2}:\d{2}[^\]\n]*)\] (\S.*?)(?: \(pinned\))?$/u;
const PART = /^\{(Attachments|Embed|Stickers|Reactions|Forwarded Message)\}$/u;

/** The exporter's plain text. Below a message's words stand its parts: `{Attachments}`, `{Embed}`, `{Reactions}`. */
export class DiscordTextLines extends PlainLines {
  #open:
    | { line: number; timestamp: string; author: string; parts: { name: string; lines: string[] }[] }
    | undefined;
  #isHeader = true;
  /** Characters held of the open message. */
  #size = 0;

  take(line: string, number: number): PlainRow[] {
    const begun = MESSAGE.exec(line);
    if (begun !== null) {
      const rows = this.end();
      this.#isHeader = false;
      this.#size = 0;
      this.#open = {
        line: number,
        timestamp: begun[1]!,
        author: begun[2]!,
        parts: [{ name: '', lines: [] }],
      };
      return rows;
    }
    if (this.#isHeader) this.#header(line);
    const part = PART.exec(line);
    if (part !== null) this.#open?.parts.push({ name: part[1]!, lines: [] });
    else if (this.#open !== undefined && this.#size < LINE_BYTES) {
      this.#open.parts.at(-1)!.lines.push(line);
      this.#size += line.length + 1;
    }
    return [];
  }

  end(): PlainRow[] {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return [];
    const { line, timestamp, author, parts } = open;
    const textsOf = (name: string): string[] =>
      parts.filter((part) => part.name === name).map(({ lines }) => lines.join('\n').trim());
    // The end of the file: a line of `=`, `Exported 6 message(s)`.
    const content = textsOf('')[0]!
      .replace(/\n*={20,}\n[^]*$/u, '')
      .trim();
    const forwarded = textsOf('Forwarded Message').filter((text) => text !== '');
    return this.rowsOf(
      {
        timestamp,
        author,
        content: [content, ...forwarded].filter((text) => text !== '').join('\n'),
        embeds: textsOf('Embed').map(embedOf),
        attachments: textsOf('Attachments').flatMap((text) => text.split('\n').map(attachmentOf)),
      },
      line,
    );
  }

  #header(line: string): void {
    const [, key, value] = /^(Channel|Topic): (.*)$/u.exec(line) ?? [];
    if (key === 'Channel') this.channel = { ...this.channel, name: value!.split(' / ').at(-1)!.trim() };
    else if (key === 'Topic') this.channel = { ...this.channel, topic: value! };
  }
}

/** An embed's lines have no names: its address, then its title, then the rest; the author may come first. */
function embedOf(text: string): { url?: string; title?: string; description?: string } {
  const lines = text
    .replace(/\n*={20,}\n[^]*$/u, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const at = lines.findIndex((line) => /^https?:\/\/\S+$/u.test(line));
  if (at === -1) return { description: lines.join('\n') };
  const title = lines[at + 1];
  const rest = lines.slice(at + 2).filter((line) => !/^https?:\/\/\S+$/u.test(line));
  return { url: lines[at]!, ...(title === undefined ? {} : { title }), description: rest.join('\n') };
}

function attachmentOf(url: string): { url: string; fileName: string } {
  return {
    url,
    fileName:
      url
        .replace(/[?#].*$/u, '')
        .split('/')
        .at(-1) ?? '',
  };
}
