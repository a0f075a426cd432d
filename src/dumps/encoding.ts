import { iconv } from '../article/iconv.js';
import { isUtf8 } from 'node:buffer';
import { utf16Of } from '../article/index.js';
import { Fault } from '../fault.js';
import { INPUT_FAULTS } from '../wording/dumps.js';

/** The encodings of dumps. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'cp949';

const NAMES: Record<string, Encoding> = {
  utf8: 'utf-8',
  utf16le: 'utf-16le',
  utf16: 'utf-16le',
  utf16be: 'utf-16be',
  cp949: 'cp949',
  euckr: 'cp949',
  ms949: 'cp949',
  windows949: 'cp949',
  uhc: 'cp949',
  ksc56011987: 'cp949',
};

/**
 * The encoding that a user named (`--encoding`), in any common spelling.
 *
 * @throws Fault `usage/encoding`
 * @example namedEncoding('EUC-KR') // 'cp949'
 */
export function namedEncoding(name: string): Encoding {
  const known = NAMES[name.toLowerCase().replace(/[^a-z0-9]/g, '')];
  if (known !== undefined) return known;
  const all = 'utf-8, utf-16le, utf-16be, cp949 (euc-kr)';
  throw new Fault('usage/encoding', INPUT_FAULTS.unknownEncoding(JSON.stringify(name), all));
}

/**
 * Detects a dump's encoding by its first bytes: UTF-16 first, then line by line. UTF-8 with a few
 * broken lines stays UTF-8 (those lines become rejects); when more lines are invalid than valid, it is CP949.
 */
export function guessEncoding(head: Buffer): Encoding {
  const wide = utf16Of(head);
  if (wide !== undefined) return wide;
  let right = 0;
  let wrong = 0;
  const utf8 = lineDecoder('utf-8');
  const cp949 = lineDecoder('cp949');
  for (const line of linesOf(head)) {
    if (line.every((byte) => byte < 0x80)) continue;
    if (utf8(line) !== undefined) right++;
    else if (cp949(line) !== undefined) wrong++;
  }
  return wrong > right ? 'cp949' : 'utf-8';
}

/**
 * The encoding of an input: the named one, or else detected from its beginning.
 *
 * @throws Fault `usage/encoding`
 */
export function encodingOf(head: Buffer, named: string | undefined): Encoding {
  return named === undefined ? guessEncoding(head) : namedEncoding(named);
}

/** Decodes the beginning of an input, to detect its format. Cut or broken characters become U+FFFD. */
export function textOfHead(head: Buffer, encoding: Encoding): string {
  return new TextDecoder(encoding === 'cp949' ? 'euc-kr' : encoding).decode(head);
}

/** The byte order of UTF-16, undefined for other encodings. */
export function byteOrder(encoding: Encoding): 'le' | 'be' | undefined {
  return encoding === 'utf-16le' ? 'le' : encoding === 'utf-16be' ? 'be' : undefined;
}

/** A decoder of single lines; it returns undefined for invalid bytes. */
export function lineDecoder(encoding: Encoding): (bytes: Buffer) => string | undefined {
  if (encoding === 'cp949') {
    return (bytes) => {
      const text = iconv().decode(bytes, 'cp949');
      return text.includes('\uFFFD') ? undefined : text;
    };
  }
  if (encoding === 'utf-8') {
    // Equivalent to a strict TextDecoder, but three times as fast.
    return (bytes) => (isUtf8(bytes) ? bytes.toString('utf8').replace(/^\uFEFF/, '') : undefined);
  }
  const decoder = new TextDecoder(encoding, { fatal: true });
  return (bytes) => {
    try {
      return decoder.decode(bytes);
    } catch {
      return undefined;
    }
  };
}

/** As `lineDecoder`, but invalid bytes become U+FFFD. */
export function looseDecoder(encoding: Encoding): (bytes: Buffer) => string {
  if (encoding === 'cp949') return (bytes) => iconv().decode(bytes, 'cp949');
  const decoder = new TextDecoder(encoding);
  return (bytes) => decoder.decode(bytes);
}

/** The whole lines of the head. A single line is taken up to its last ASCII byte, because a character behind it may be cut. */
function linesOf(head: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let at = head.indexOf(0x0a); at !== -1; at = head.indexOf(0x0a, start)) {
    lines.push(head.subarray(start, at));
    start = at + 1;
  }
  if (lines.length > 0) return lines;
  let end = head.length;
  while (end > 0 && head[end - 1]! >= 0x80) end--;
  return [end === 0 ? head : head.subarray(0, end)];
}

/** Converts a stream of bytes to UTF-8; invalid bytes become U+FFFD. */
export async function* utf8Bytes(source: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<Buffer> {
  if (encoding === 'utf-8') {
    yield* source;
    return;
  }
  const decoder = iconv().getDecoder(encoding);
  for await (const chunk of source) yield Buffer.from(decoder.write(chunk));
  yield Buffer.from(decoder.end() ?? '');
}
