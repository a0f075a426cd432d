import { REJECT_CHARACTERS } from './limits.js';
import type { Reject } from './reject.js';

/** A block ends after this many lines … */
export const BLOCK_LINES = 1000;

/** … or with the line that brings it to this many bytes, whichever comes first. */
export const BLOCK_BYTES = 512 * 1024;

/** Consecutive rows of one input as UTF-8 JSON Lines, into which every format is converted. */
export interface LineBlock {
  /** As shown to users: the path as given, `stdin` for `-`. */
  readonly file: string;
  /** The kind of rows without `type`. */
  readonly among: 'dump' | 'articles';
  /** The id of the article of all comments, where the user named one; what rows say themselves then does not count. */
  readonly article?: string | undefined;
  /** The id of the article of comments that name none: the name of the file, where there is a list of articles. */
  readonly elseArticle?: string | undefined;
  /** The number of the first line (from 1). */
  readonly line: number;
  /**
   * Whole lines, each ended by \n. For JSON Lines in UTF-8 these are the raw bytes of the input, which may be invalid in
   * places. The ArrayBuffer is not shared, so that it can be transferred to a thread.
   */
  readonly bytes: Uint8Array;
  /** The input's line number of each line in `bytes`, where they are not consecutive (CSV, pages). */
  readonly lines?: Int32Array;
  /** Rejects of the reader. Each is an empty line in `bytes`, which preserves the order. */
  readonly rejects: readonly Reject[];
}

/** What all blocks of an input have in common. */
export type BlockSource = Pick<LineBlock, 'file' | 'among' | 'article' | 'elseArticle'>;

/** Splits a block behind its first `lines` lines; undefined stands for an empty part. */
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

/** Collects lines into blocks, for formats whose rows are converted to JSON. */
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

  /** Adds one line without its line feed; returns the block that it fills, if any. */
  add(text: string, line: number): LineBlock | undefined {
    this.#texts.push(text);
    this.#numbers.push(line);
    this.#bytes += Buffer.byteLength(text) + 1;
    return this.#texts.length >= BLOCK_LINES || this.#bytes >= BLOCK_BYTES ? this.end() : undefined;
  }

  /** Adds a reject, its row cut to REJECT_CHARACTERS; returns the block that it fills, if any. */
  reject(reject: Omit<Reject, 'file'>): LineBlock | undefined {
    this.#rejects.push({ ...reject, row: shortCopy(reject.row), file: this.#file });
    return this.add('', reject.line);
  }

  /** Returns the rest as a block, undefined when there is none. */
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

/** The beginning of a text as a copy: a slice would keep the whole text in memory. */
function shortCopy(text: string): string {
  if (text.length <= REJECT_CHARACTERS) return text;
  return Buffer.from(text.slice(0, REJECT_CHARACTERS), 'utf16le').toString('utf16le');
}
