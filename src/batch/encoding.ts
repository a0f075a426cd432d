import iconv from 'iconv-lite';
import { Fault } from '../fault.js';

/** The encodings a dump of rows may have. */
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

/** The encoding a user named (`--encoding`), or a fault that lists them. */
export function namedEncoding(name: string): Encoding {
  const known = NAMES[name.toLowerCase().replace(/[^a-z0-9]/g, '')];
  if (known !== undefined) return known;
  const all = 'utf-8, utf-16le, utf-16be, cp949 (euc-kr)';
  throw new Fault('usage/encoding', {
    ko: `모르는 인코딩 ${JSON.stringify(name)}; 쓸 수 있는 것: ${all}`,
    en: `unknown encoding ${JSON.stringify(name)}; known: ${all}`,
  });
}

/**
 * The encoding of a dump by its first bytes: BOM, then NUL bytes of UTF-16, then line by line. UTF-8 with a few broken
 * lines stays UTF-8 (those lines are rejected); CP949 is taken when more lines are wrong as UTF-8 than right.
 */
export function guessEncoding(head: Buffer): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  // Rows begin with ASCII (`{"`): in UTF-16 every other byte there is NUL.
  if (head.length >= 4 && head[1] === 0 && head[3] === 0) return 'utf-16le';
  if (head.length >= 4 && head[0] === 0 && head[2] === 0) return 'utf-16be';
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

/** Turns the bytes of one line into text; undefined when they are not of the encoding. */
export function lineDecoder(encoding: Encoding): (bytes: Buffer) => string | undefined {
  if (encoding === 'cp949') {
    return (bytes) => {
      const text = iconv.decode(bytes, 'cp949');
      return text.includes('\uFFFD') ? undefined : text;
    };
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

/** The whole lines of the head; its last, possibly cut line only when it is the only one. */
function linesOf(head: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  let start = 0;
  for (let at = head.indexOf(0x0a); at !== -1; at = head.indexOf(0x0a, start)) {
    lines.push(head.subarray(start, at));
    start = at + 1;
  }
  return lines.length > 0 ? lines : [head];
}
