import { REJECT_CHARACTERS } from './limits.js';
import type { Reject } from './reject.js';

/** A block ends after so many lines … */
export const BLOCK_LINES = 1000;

/** … or with the line that brings it to so many bytes, whichever comes first. */
export const BLOCK_BYTES = 512 * 1024;

/** Rows of one input that follow each other, as UTF-8 JSON Lines: every format is turned into this. */
export interface LineBlock {
  /** As shown to users: the path as given, `stdin` for `-`. */
  readonly file: string;
  /** What rows without `type` are. */
  readonly among: 'dump' | 'articles';
  /** The number of the first line (from 1). */
  readonly line: number;
  /**
   * Whole lines, each ended by \n. Of JSON Lines in UTF-8 these are the bytes of the input as they are (so possibly not
   * valid in places). Its ArrayBuffer is its own, so that it can be handed to a thread.
   */
  readonly bytes: Uint8Array;
  /** The line in the input of each line of `bytes`, where they do not simply follow each other (CSV, pages). */
  readonly lines?: Int32Array;
  /** What was found wrong while reading. Each stands in `bytes` as an empty line, so that the order is kept. */
  readonly rejects: readonly Reject[];
}

/** The first `lines` lines of a block, and the rest; undefined for none. */
export function cutBlock(block: LineBlock, lines: number): [LineBlock | undefined, LineBlock | undefined] {
  if (lines <= 0) return [undefined, block];
  let at = 0;
  let index = 0;
  for (; index < lines && at < block.bytes.length; index++) at = block.bytes.indexOf(0x0a, at) + 1;
  if (at >= block.bytes.length) return [block, undefined];
  const last = block.lines?.[index - 1] ?? block.line + index - 1;
  const isOld = ({ line }: { line: number }): boolean => line <= last;
  const first = {
    ...block,
    bytes: block.bytes.slice(0, at),
    ...(block.lines === undefined ? {} : { lines: block.lines.slice(0, index) }),
    rejects: block.rejects.filter(isOld),
  };
  const rest = {
    ...block,
    line: block.lines?.[index] ?? block.line + index,
    bytes: block.bytes.slice(at),
    ...(block.lines === undefined ? {} : { lines: block.lines.slice(index) }),
    rejects: block.rejects.filter((reject) => !isOld(reject)),
  };
  return [first, rest];
}

/** Puts lines together to blocks, for formats whose rows are written anew. */
export class BlockBuilder {
  readonly #file: string;
  readonly #among: LineBlock['among'];
  #texts: string[] = [];
  #numbers: number[] = [];
  #rejects: Reject[] = [];
  #bytes = 0;

  constructor(file: string, among: LineBlock['among']) {
    this.#file = file;
    this.#among = among;
  }

  /** Adds one line, without its line feed; gives the block when that fills one. */
  add(text: string, line: number): LineBlock | undefined {
    this.#texts.push(text);
    this.#numbers.push(line);
    this.#bytes += Buffer.byteLength(text) + 1;
    return this.#texts.length >= BLOCK_LINES || this.#bytes >= BLOCK_BYTES ? this.end() : undefined;
  }

  /** Adds what cannot be read, its row cut to what rejects keep; gives the block when that fills one. */
  reject(reject: Omit<Reject, 'file'>): LineBlock | undefined {
    this.#rejects.push({ ...reject, row: shortCopy(reject.row), file: this.#file });
    return this.add('', reject.line);
  }

  /** What was added since the last block; undefined for nothing. */
  end(): LineBlock | undefined {
    if (this.#texts.length === 0) return undefined;
    const bytes = new Uint8Array(this.#bytes);
    Buffer.from(bytes.buffer).write(`${this.#texts.join('\n')}\n`);
    const first = this.#numbers[0]!;
    const inOrder = this.#numbers.every((line, index) => line === first + index);
    const block: LineBlock = {
      file: this.#file,
      among: this.#among,
      line: first,
      bytes,
      ...(inOrder ? {} : { lines: Int32Array.from(this.#numbers) }),
      rejects: this.#rejects,
    };
    this.#texts = [];
    this.#numbers = [];
    this.#rejects = [];
    this.#bytes = 0;
    return block;
  }
}

/** The beginning of a text that does not keep the whole of it in memory, as a slice would. */
function shortCopy(text: string): string {
  if (text.length <= REJECT_CHARACTERS) return text;
  return Buffer.from(text.slice(0, REJECT_CHARACTERS), 'utf16le').toString('utf16le');
}
