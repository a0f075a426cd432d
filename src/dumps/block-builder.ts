import type { Reject } from './reject.js';
import { REJECT_CHARACTERS } from './limits.js';
import { BLOCK_BYTES, BLOCK_LINES, type LineBlock } from './line-block.js';

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
