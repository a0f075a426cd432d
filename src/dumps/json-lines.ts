import { byteOrder, type Encoding, lineDecoder } from './encoding.js';
import { atLine, LINE_TOO_LONG, WRONG_ENCODING } from './faults.js';
import { LINE_BYTES } from './limits.js';
import { BLOCK_BYTES, BLOCK_LINES, BlockBuilder, type LineBlock } from './line-block.js';
import { KEPT_OF_TOO_LONG, splitLines } from './lines.js';
import type { Reject } from './reject.js';

/**
 * JSON Lines in UTF-8 as blocks: the bytes are only cut, neither decoded nor looked into, as one thread does this for all.
 * A line of more than LINE_BYTES is a reject and is read past.
 */
export async function* utf8Blocks(
  source: AsyncIterable<Buffer>,
  { file, among }: Pick<LineBlock, 'file' | 'among'>,
): AsyncGenerator<LineBlock> {
  const cutter = new Cutter(file, among);
  try {
    for await (const chunk of source) yield* cutter.take(chunk);
  } catch (error) {
    // The archive ends in the middle of a line: what stands before it is whole.
    const rest = cutter.end(false);
    if (rest !== undefined) yield rest;
    throw atLine(error, cutter.number);
  }
  const rest = cutter.end(true);
  if (rest !== undefined) yield rest;
}

class Cutter {
  /** The number of the line that is being read. */
  number = 1;
  readonly #file: string;
  readonly #among: LineBlock['among'];
  /** Whole lines of the block. */
  #whole: Buffer[] = [];
  #wholeBytes = 0;
  #lines = 0;
  #first = 1;
  /** The line that is being read, so far. */
  #part: Buffer[] = [];
  #partBytes = 0;
  /** The beginning of a line that is too long, while it is read past. */
  #tooLong: Buffer | undefined;
  #rejects: Reject[] = [];

  constructor(file: string, among: LineBlock['among']) {
    this.#file = file;
    this.#among = among;
  }

  *take(chunk: Buffer): Generator<LineBlock> {
    // Lines from `start` to `from` are whole, stand in one piece, and are taken at once.
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

  /** The last block. @param whole whether the last line counts without a line feed */
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

  /** The line that is too long leaves an empty one. */
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

/** JSON Lines in another encoding than UTF-8 as blocks. */
export async function* lineBlocks(
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
    for await (const lines of splitLines(source, LINE_BYTES, byteOrder(encoding))) {
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
