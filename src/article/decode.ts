import { iconv } from './iconv.js';
import { tooLarge, unknownEncoding } from './faults.js';
import { utf16Of } from './utf16.js';

/** A page of more bytes is refused: V8 strings end at 512 Mi code units. */
const MAX_BYTES = 256 * 1024 * 1024;

/** Decoded text and the encoding it was decoded from. */
export interface Decoded {
  readonly text: string;
  /** `utf-8`, `utf-16le`, `utf-16be`, `cp949`, or the name the caller gave. */
  readonly encoding: string;
}

/**
 * Decodes bytes to text. Without an encoding it tries, in order: the byte order mark, UTF-16 by its NULs, strict UTF-8,
 * UTF-8 with a few broken bytes, and CP949 (a superset of EUC-KR). Undecodable bytes become U+FFFD; lone surrogates stay.
 *
 * @param encoding a name that iconv-lite knows; detected when left out
 * @param hint the encoding that the text itself declares (HTML meta); tried after UTF-8 and before CP949
 * @throws Fault `article/unknown-encoding`, `article/too-large`
 * @example decodeText(Uint8Array.of(0xb4, 0xf1, 0xb1, 0xdb)) // { text: '댓글', encoding: 'cp949' }
 */
export function decodeText(bytes: Uint8Array, encoding?: string, hint?: string): Decoded {
  if (bytes.length > MAX_BYTES) throw tooLarge(undefined, '256 MiB');
  if (encoding !== undefined) {
    if (!iconv().encodingExists(encoding)) throw unknownEncoding(encoding);
    return { text: iconv().decode(bufferOf(bytes), encoding), encoding };
  }
  const wide = hasUtf8Mark(bytes) ? 'utf-8' : utf16Of(bytes);
  if (wide !== undefined) return { text: iconv().decode(bufferOf(bytes), wide), encoding: wide };
  const strict = strictUtf8(bytes);
  if (strict !== null) return { text: strict, encoding: 'utf-8' };
  const lossy = new TextDecoder('utf-8').decode(bytes);
  if (mostlyUtf8(lossy)) return { text: lossy, encoding: 'utf-8' };
  const declared =
    hint !== undefined && iconv().encodingExists(hint) && !/^utf-?8$/i.test(hint) ? hint : 'cp949';
  return { text: iconv().decode(bufferOf(bytes), declared), encoding: declared };
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function hasUtf8Mark([a, b, c]: Uint8Array): boolean {
  return a === 0xef && b === 0xbb && c === 0xbf;
}

function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Whether this is a truncated or slightly damaged UTF-8 file; CP949 read as UTF-8 gives far more U+FFFD than Korean letters. */
function mostlyUtf8(lossy: string): boolean {
  let broken = 0;
  let whole = 0;
  for (let i = 0; i < lossy.length; i += 1) {
    const code = lossy.charCodeAt(i);
    if (code === 0xfffd) broken += 1;
    else if (code >= 0x0800) whole += 1;
  }
  return whole >= broken * 4;
}
