import { byteOrder, type Encoding, lineDecoder } from './encoding.js';
import { atLine } from './faults.js';
import { LINE_TOO_LONG, type Reject, WRONG_ENCODING } from './reject.js';
import { LINE_BYTES } from './limits.js';
import { BLOCK_BYTES, BLOCK_LINES, BlockBuilder, type LineBlock } from './line-block.js';
import { KEPT_OF_TOO_LONG, splitLines } from './lines.js';
import { isOfContract, areOtherwiseTyped } from './shapes/contract.js';
import { isObject } from './shapes/fields.js';
import { parseLoose } from './shapes/parse.js';
import type { Columns } from './table/columns.js';

/**
 * Reads JSON Lines as blocks.
 *
 * @throws Fault of the source (`dump/broken-archive`, `file/…`) with the line where it broke, behind all whole lines
 */
export function jsonLines(
  source: AsyncIterable<Buffer>,
  about: Pick<LineBlock, 'file' | 'among'>,
  encoding: Encoding,
): AsyncGenerator<LineBlock> {
  return encoding === 'utf-8' ? utf8Blocks(source, about) : lineBlocks(source, about, encoding);
}

/**
 * Tells JSON Lines from one page in JSON, by the beginning of an input.
 *
 * @param lines its lines without blank ones
 * @param whole whether it is the whole input
 * @returns undefined when it is no JSON
 */
export function jsonKind(
  head: string,
  lines: readonly string[],
  whole: boolean,
): 'lines' | 'page' | undefined {
  const first = lines[0] ?? '';
  // Pretty-printed JSON: some of its lines may be objects too, so it is recognised first.
  if (first === '{') return 'page';
  for (const line of lines) {
    const value = objectOf(line);
    if (value === undefined) continue;
    const lonePage = whole && lines.length === 1 && 'article' in value && !('comment' in value);
    return lonePage || Array.isArray(value.comments) ? 'page' : 'lines';
  }
  if (!first.startsWith('{')) return undefined;
  if (/^\{\s*"article"\s*:\s*\{.*"comments"\s*:\s*\[/s.test(head)) return 'page';
  // Pretty-printed JSON continues with a key, broken JSON Lines with another `{`.
  return /^\s*["}\]]/.test(lines[1] ?? '') ? 'page' : 'lines';
}

/** How rows of the contract begin. */
const CONTRACT_START = /^\{\s*"type"\s*:\s*"(?:article|comment)"/;

/** Lines of the head that are looked at. */
const LOOKED_AT = 50;

/**
 * Tells JSON that is read by its shape from JSON Lines of the contract, which are cut into blocks without being parsed.
 *
 * @param kind as `jsonKind` tells
 * @param columns the columns that the user named: rows that have one are a table
 * @param whole whether the head is the whole input
 * @param isShape whether rows that are not the contract's can be read at all
 * @returns how it is split, undefined for JSON Lines of the contract and for what is no JSON
 */
export function shapedJson(
  head: string,
  lines: readonly string[],
  {
    kind,
    among,
    columns,
    whole,
    isShape,
  }: {
    kind: ReturnType<typeof jsonKind>;
    among: LineBlock['among'];
    columns: Columns;
    whole: boolean;
    isShape: (rows: readonly object[]) => boolean;
  },
): 'lines' | 'values' | undefined {
  const start = head.slice(0, 1000).replace(/^[\uFEFF\s]+/, '');
  if (/^\[\s*(?:[[{]|$|\])/.test(start)) return 'values';
  if (kind === 'page') return 'values';
  if (kind === 'lines') {
    const some = lines.slice(0, LOOKED_AT).filter((line) => line.startsWith('{'));
    const strict = some.map(objectOf).filter((row) => row !== undefined);
    // Python writes NaN, which the rows of the contract may not hold.
    const loose = strict.length === some.length ? strict : some.map(parseLoose).filter(isObject);
    const isLoose = loose.length > strict.length;
    const rows = isLoose ? loose : strict;
    // The first line is longer than the head: most likely a document, and read as well if it is a row. One that begins as rows of the
    // contract do is such a row, too long perhaps.
    if (rows.length === 0 && CONTRACT_START.test(start)) return undefined;
    if (rows.length === 0)
      return lines.length === 1 && (!whole || /\}\s*\{/.test(lines[0]!)) ? 'values' : undefined;
    const named = Object.values(columns).map((column) => column.split('.')[0]!);
    const isNamed = rows.some((row) => named.some((key) => Object.hasOwn(row, key)));
    const isContract = rows.some((row) => isOfContract(row, among)) && !areOtherwiseTyped(rows);
    if (!isNamed && !isLoose && isContract) return undefined;
    if (!isShape(rows)) return undefined;
    return lines.length > 1 ? 'lines' : 'values';
  }
  // JSONP, and what Google puts in front of its JSON.
  return /^(?:\/\*.{0,20}?\*\/\s*)?(?:(?:typeof\s+)?[\w$.]+\s*(?:&&\s*[\w$.]+\s*)?\(|\)\]\}')\s*[[{]\s*["{[\]}]/.test(
    start,
  )
    ? 'values'
    : undefined;
}

function objectOf(line: string): Record<string, unknown> | undefined {
  // Rows begin at the margin; an indented object is part of something larger.
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/**
 * As {@link jsonLines}, for UTF-8: only cuts the bytes without decoding or parsing them, because one thread does this for all
 * workers. A line of more than LINE_BYTES becomes a reject; its rest is skipped.
 *
 * @throws Fault as {@link jsonLines}
 */
async function* utf8Blocks(
  source: AsyncIterable<Buffer>,
  { file, among }: Pick<LineBlock, 'file' | 'among'>,
): AsyncGenerator<LineBlock> {
  const cutter = new Cutter(file, among);
  try {
    for await (const chunk of source) yield* cutter.take(chunk);
  } catch (error) {
    // The archive ends in the middle of a line; the lines before it are whole.
    const rest = cutter.end(false);
    if (rest !== undefined) yield rest;
    throw atLine(error, cutter.number);
  }
  const rest = cutter.end(true);
  if (rest !== undefined) yield rest;
}

class Cutter {
  /** The number of the current line. */
  number = 1;
  readonly #file: string;
  readonly #among: LineBlock['among'];
  /** Whole lines of the block. */
  #whole: Buffer[] = [];
  #wholeBytes = 0;
  #lines = 0;
  #first = 1;
  /** The beginning of the current line. */
  #part: Buffer[] = [];
  #partBytes = 0;
  /** The beginning of a line that is too long, while its rest is skipped. */
  #tooLong: Buffer | undefined;
  #rejects: Reject[] = [];

  constructor(file: string, among: LineBlock['among']) {
    this.#file = file;
    this.#among = among;
  }

  *take(chunk: Buffer): Generator<LineBlock> {
    // The lines from `start` to `from` are whole and contiguous, and are kept as one piece.
    let start = 0;
    let from = 0;
    for (let at = chunk.indexOf(0x0a); at !== -1; at = chunk.indexOf(0x0a, from)) {
      if (this.#tooLong !== undefined || this.#partBytes + at - from > LINE_BYTES) {
        this.#keep(chunk.subarray(start, from));
        this.#hold(chunk.subarray(from, at));
        this.#rejectLine();
        start = at + 1;
      } else if (this.#partBytes > 0) {
        this.#keepPart();
      }
      this.#lines++;
      this.number++;
      from = at + 1;
      if (this.#lines >= BLOCK_LINES || this.#wholeBytes + from - start >= BLOCK_BYTES) {
        this.#keep(chunk.subarray(start, from));
        start = from;
        yield this.#block();
      }
    }
    this.#keep(chunk.subarray(start, from));
    this.#hold(chunk.subarray(from));
  }

  /** Returns the last block. @param whole whether a last line without a line feed counts */
  end(whole: boolean): LineBlock | undefined {
    if (whole && this.#tooLong !== undefined) {
      this.#rejectLine();
      this.#lines++;
    } else if (whole && this.#partBytes > 0) {
      this.#keepPart();
      this.#keep(LINE_FEED);
      this.#lines++;
    }
    return this.#lines === 0 ? undefined : this.#block();
  }

  #keep(piece: Buffer): void {
    if (piece.length === 0) return;
    this.#whole.push(piece);
    this.#wholeBytes += piece.length;
  }

  #keepPart(): void {
    for (const piece of this.#part) this.#keep(piece);
    this.#part = [];
    this.#partBytes = 0;
  }

  #hold(piece: Buffer): void {
    if (piece.length === 0 || this.#tooLong !== undefined) return;
    this.#part.push(piece);
    this.#partBytes += piece.length;
    if (this.#partBytes <= LINE_BYTES) return;
    this.#tooLong = Buffer.from(Buffer.concat(this.#part).subarray(0, KEPT_OF_TOO_LONG));
    this.#part = [];
    this.#partBytes = 0;
  }

  /** Replaces the line that is too long by an empty one. */
  #rejectLine(): void {
    const row = this.#tooLong!.toString();
    this.#rejects.push({ file: this.#file, line: this.number, ...LINE_TOO_LONG, row });
    this.#tooLong = undefined;
    this.#keep(LINE_FEED);
  }

  #block(): LineBlock {
    const bytes = new Uint8Array(this.#wholeBytes);
    let at = 0;
    for (const piece of this.#whole) {
      bytes.set(piece, at);
      at += piece.length;
    }
    const block: LineBlock = {
      file: this.#file,
      among: this.#among,
      line: this.#first,
      bytes,
      rejects: this.#rejects,
    };
    this.#first += this.#lines;
    this.#whole = [];
    this.#wholeBytes = 0;
    this.#lines = 0;
    this.#rejects = [];
    return block;
  }
}

const LINE_FEED = Buffer.from('\n');

/** As {@link jsonLines}, for any other encoding than UTF-8. */
async function* lineBlocks(
  source: AsyncIterable<Buffer>,
  { file, among }: Pick<LineBlock, 'file' | 'among'>,
  encoding: Encoding,
): AsyncGenerator<LineBlock> {
  const builder = new BlockBuilder(file, among);
  const decode = lineDecoder(encoding);
  let number = 0;
  const add = (bytes: Buffer, tooLong: boolean): LineBlock | undefined => {
    const text = tooLong ? undefined : decode(bytes);
    if (text !== undefined) return builder.add(text, number);
    return builder.reject({
      line: number,
      ...(tooLong ? LINE_TOO_LONG : WRONG_ENCODING),
      row: bytes.toString(),
    });
  };
  try {
    for await (const lines of splitLines(source, LINE_BYTES, { wide: byteOrder(encoding) })) {
      for (const { bytes, tooLong } of lines) {
        number++;
        const block = add(bytes, tooLong);
        if (block !== undefined) yield block;
      }
    }
  } catch (error) {
    const rest = builder.end();
    if (rest !== undefined) yield rest;
    throw atLine(error, number + 1);
  }
  const rest = builder.end();
  if (rest !== undefined) yield rest;
}
