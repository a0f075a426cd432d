/** A line of a dump as bytes, without its line feed. */
export interface RawLine {
  /** From 1. */
  readonly number: number;
  /** The line, or its beginning when it is `tooLong`. */
  readonly bytes: Buffer;
  readonly tooLong: boolean;
  /** Whether a lone carriage return ended it. */
  readonly byReturn?: boolean;
}

/** Bytes kept of a line that is too long: enough for REJECT_CHARACTERS in any encoding. */
export const KEPT_OF_TOO_LONG = 8000;

/** How lines end. */
export interface LineEnds {
  /** The byte order of UTF-16; a line feed is then 0A 00 or 00 0A at an even offset. */
  readonly wide?: 'le' | 'be' | undefined;
  /** Whether a carriage return without a line feed ends a line too. */
  readonly returns?: boolean | undefined;
}

/**
 * Splits a stream of bytes at line feeds; each chunk yields the lines that end in it. Holds at most `limit` bytes of one line
 * and skips the rest of a longer one.
 */
export async function* splitLines(
  source: AsyncIterable<Buffer>,
  limit: number,
  { wide, returns = false }: LineEnds = {},
): AsyncGenerator<RawLine[]> {
  const size = wide === undefined ? 1 : 2;
  let number = 0;
  let held: Buffer[] = [];
  let heldBytes = 0;
  let tooLong = false;
  // The last bytes of a chunk that the next one tells how to read.
  let before: Buffer | undefined;

  const hold = (piece: Buffer): void => {
    if (tooLong || piece.length === 0) return;
    held.push(piece);
    heldBytes += piece.length;
    if (heldBytes <= limit) return;
    tooLong = true;
    held = [Buffer.from(Buffer.concat(held).subarray(0, KEPT_OF_TOO_LONG))];
  };
  const take = (byReturn: boolean): RawLine => {
    const bytes = held.length === 1 ? held[0]! : Buffer.concat(held);
    const line = { number: ++number, bytes, tooLong, ...(byReturn ? { byReturn } : {}) };
    held = [];
    heldBytes = 0;
    tooLong = false;
    return line;
  };

  for await (const chunk of source) {
    let bytes = before === undefined ? chunk : Buffer.concat([before, chunk]);
    let whole = bytes.length - (bytes.length % size);
    if (returns && unitAt(bytes, CR, whole - size, wide) === whole - size) whole -= size;
    before = whole < bytes.length ? bytes.subarray(whole) : undefined;
    bytes = bytes.subarray(0, whole);
    const lines: RawLine[] = [];
    let start = 0;
    let feed = unitAt(bytes, LF, 0, wide);
    let back = returns ? unitAt(bytes, CR, 0, wide) : -1;
    for (;;) {
      // A carriage return before a line feed belongs to it.
      while (back !== -1 && back + size === feed) back = unitAt(bytes, CR, feed + size, wide);
      const byReturn = back !== -1 && (feed === -1 || back < feed);
      const end = byReturn ? back : feed;
      if (end === -1) break;
      hold(bytes.subarray(start, end));
      lines.push(take(byReturn));
      start = end + size;
      if (byReturn) back = unitAt(bytes, CR, start, wide);
      else feed = unitAt(bytes, LF, start, wide);
    }
    hold(bytes.subarray(start));
    if (lines.length > 0) yield lines;
  }
  const byReturn = before !== undefined && before.length >= size;
  if (before !== undefined && !byReturn) hold(before);
  if (heldBytes > 0) yield [take(byReturn)];
}

const LF = 0x0a;
const CR = 0x0d;

/** The offset of the next LF or CR, -1 without one. */
function unitAt(bytes: Buffer, code: number, from: number, wide: 'le' | 'be' | undefined): number {
  if (from < 0) return -1;
  for (let at = bytes.indexOf(code, from); at !== -1; at = bytes.indexOf(code, at + 1)) {
    if (wide === undefined) return at;
    if (wide === 'le' && at % 2 === 0 && bytes[at + 1] === 0) return at;
    if (wide === 'be' && at % 2 === 1 && bytes[at - 1] === 0) return at - 1;
  }
  return -1;
}
