/** A line of a dump as bytes, without its line feed. */
export interface RawLine {
  /** From 1. */
  readonly number: number;
  /** The line, or its beginning when it is `tooLong`. */
  readonly bytes: Buffer;
  readonly tooLong: boolean;
}

/** Bytes kept of a line that is too long: enough for REJECT_CHARACTERS in any encoding. */
export const KEPT_OF_TOO_LONG = 8000;

/**
 * Splits a stream of bytes at line feeds; each chunk yields the lines that end in it. Holds at most `limit` bytes of one line
 * and skips the rest of a longer one.
 *
 * @param wide the byte order of UTF-16; a line feed is then 0A 00 or 00 0A at an even offset
 */
export async function* splitLines(
  source: AsyncIterable<Buffer>,
  limit: number,
  wide?: 'le' | 'be',
): AsyncGenerator<RawLine[]> {
  const size = wide === undefined ? 1 : 2;
  let number = 0;
  let held: Buffer[] = [];
  let heldBytes = 0;
  let tooLong = false;
  let odd: Buffer | undefined;

  const hold = (piece: Buffer): void => {
    if (tooLong || piece.length === 0) return;
    held.push(piece);
    heldBytes += piece.length;
    if (heldBytes <= limit) return;
    tooLong = true;
    held = [Buffer.from(Buffer.concat(held).subarray(0, KEPT_OF_TOO_LONG))];
  };
  const take = (): RawLine => {
    const line = { number: ++number, bytes: held.length === 1 ? held[0]! : Buffer.concat(held), tooLong };
    held = [];
    heldBytes = 0;
    tooLong = false;
    return line;
  };

  for await (const chunk of source) {
    let bytes = odd === undefined ? chunk : Buffer.concat([odd, chunk]);
    odd = undefined;
    if (size === 2 && bytes.length % 2 === 1) {
      odd = bytes.subarray(-1);
      bytes = bytes.subarray(0, -1);
    }
    const lines: RawLine[] = [];
    let start = 0;
    for (let at = lineFeed(bytes, 0, wide); at !== -1; at = lineFeed(bytes, start, wide)) {
      hold(bytes.subarray(start, at));
      lines.push(take());
      start = at + size;
    }
    hold(bytes.subarray(start));
    if (lines.length > 0) yield lines;
  }
  if (odd !== undefined) hold(odd);
  if (heldBytes > 0) yield [take()];
}

/** The offset of the next line feed, -1 without one. */
function lineFeed(bytes: Buffer, from: number, wide: 'le' | 'be' | undefined): number {
  for (let at = bytes.indexOf(0x0a, from); at !== -1; at = bytes.indexOf(0x0a, at + 1)) {
    if (wide === undefined) return at;
    if (wide === 'le' && at % 2 === 0 && bytes[at + 1] === 0) return at;
    if (wide === 'be' && at % 2 === 1 && bytes[at - 1] === 0) return at - 1;
  }
  return -1;
}
