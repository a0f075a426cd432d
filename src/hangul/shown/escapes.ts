import { decodeHTML } from 'entities';

/** What readers see instead of `[start, end)` of a text. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly shown: string;
  /** What evidence points to, where that is more than the replaced: the link around an escape. */
  readonly origin?: readonly [start: number, end: number];
}

/**
 * A character reference, or one whose `&` is itself written as one (`&amp;lt;`). Without a semicolon only numbers and what
 * browsers read so; a name of a query (`&copy=1`) is none.
 */
const REFERENCE =
  /&(?:(?:amp|#0{0,5}38|#[xX]0{0,5}26);)?(#\d{1,10};?|#[xX][\da-fA-F]{1,8};?|[A-Za-z][A-Za-z\d]{1,30};|(?:nbsp|amp|lt|gt|quot)(?![A-Za-z\d=]))/g;
/** How JSON writes characters, left over where it was read half: `\uB300`. */
const CODE_ESCAPE = /\\u([\da-fA-F]{4})/g;

/** HTML character references and `\u` escapes of a text, undone. */
export function characterReferences(text: string): Replacement[] {
  const found: Replacement[] = [];
  if (text.includes('&'))
    for (const { 0: written, 1: name, index } of text.matchAll(REFERENCE)) {
      const reference = `&${name!.endsWith(';') ? name! : `${name!};`}`;
      const shown = decodeHTML(reference);
      if (shown !== reference) found.push({ start: index, end: index + written.length, shown });
    }
  if (text.includes('\\u'))
    for (const { 0: written, 1: code, index } of text.matchAll(CODE_ESCAPE))
      found.push({
        start: index,
        end: index + written.length,
        shown: String.fromCharCode(parseInt(code!, 16)),
      });
  return found.sort((a, b) => a.start - b.start);
}

const ATTRIBUTES = String.raw`(?:\s{1,9}[A-Za-z-]{1,30}\s?=\s?(?:"[^"<>]{0,2000}"|'[^'<>]{0,2000}'|[^\s"'<>]{1,2000})){0,20}\s{0,9}\/?`;
const LINE_TAG = new RegExp(
  String.raw`<(?:br|hr|\/?(?:p|div|li|ul|ol|tr|td|h[1-6]|blockquote))${ATTRIBUTES}>`,
  'gi',
);
const INLINE_TAG = new RegExp(
  String.raw`(?:<\/?(?:a|b|i|u|s|em|strong|span|font|wbr|img|mark|small|big|sub|sup|code|del|ins)${ATTRIBUTES}>){1,50}`,
  'gi',
);

/** HTML tags of a text: ends of lines for those that end one, nothing for the others. */
export function tags(text: string): Replacement[] {
  const found = (pattern: RegExp, shown: string): Replacement[] =>
    Array.from(text.matchAll(pattern), ({ 0: written, index }) => ({
      start: index,
      end: index + written.length,
      shown,
    }));
  return [...found(LINE_TAG, '\n'), ...found(INLINE_TAG, '')].sort((a, b) => a.start - b.start);
}

const ESCAPED_BYTES = /(?:%(?:25)?[\da-fA-F]{2})+/g;
const SPACE_OR_QUOTE = /[\s<>"'「」()[\]]/;
const LINK = /:\/\/|www\.|\.(?:com|net|org|kr|me|gg|ly)\b/i;
// Neither is fatal: throwing takes longer than all the rest.
const utf8 = new TextDecoder('utf-8');
const eucKr = new TextDecoder('euc-kr');

/** Percent escapes of a text undone, in UTF-8 or EUC-KR; what is read points to the link around it. */
export function percentEscapes(text: string): Replacement[] {
  const found: Replacement[] = [];
  let link: readonly [number, number] = [0, 0];
  let isLink = false;
  for (const { 0: written, index } of text.matchAll(ESCAPED_BYTES)) {
    if (index >= link[1]) {
      link = chunkAround(text, index);
      isLink = LINK.test(text.slice(link[0], Math.min(link[1], link[0] + MAX_HOST)));
    }
    const shown = shownBytes(written, isLink);
    if (shown !== null) found.push({ start: index, end: index + written.length, shown, origin: link });
  }
  return found;
}

/** Code units of a chunk in which its host stands. */
const MAX_HOST = 300;

function chunkAround(text: string, at: number): readonly [number, number] {
  let start = at;
  while (start > 0 && !SPACE_OR_QUOTE.test(text[start - 1]!)) start--;
  let end = at;
  while (end < text.length && !SPACE_OR_QUOTE.test(text[end]!)) end++;
  return [start, end];
}

/** What escaped bytes read; null where they are none, such as `50%20대` outside of a link. */
function shownBytes(written: string, inLink: boolean): string | null {
  const bytes = Uint8Array.from(written.match(/[\da-fA-F]{2}(?=%|$)/g) ?? [], (byte) => parseInt(byte, 16));
  if (bytes.every((byte) => byte < 0x80)) {
    const shown = String.fromCharCode(...bytes.subarray(0, 1000));
    return inLink && bytes.every((byte) => byte >= 0x20 && byte < 0x7f) ? shown : null;
  }
  // A link that was cut off ends inside of a letter.
  for (let cut = 0; cut < 3 && cut < bytes.length; cut++) {
    const part = bytes.subarray(0, bytes.length - cut);
    if (!isUtf8(part)) continue;
    const shown = utf8.decode(part);
    return /[^\p{ASCII}]/u.test(shown) ? shown : null;
  }
  const korean = eucKr.decode(bytes);
  return /^[\p{ASCII}가-힣ㄱ-ㅣ]+$/u.test(korean) ? korean : null;
}

/** Whether bytes are UTF-8 from end to end: no byte alone, no longer form than needed, no surrogate (RFC 3629). */
function isUtf8(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at]!;
    const length =
      first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    if (length === 0) return false;
    const least = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
    const most = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    for (let i = 1; i < length; i++) {
      const byte = bytes[at + i];
      if (byte === undefined || byte < (i === 1 ? least : 0x80) || byte > (i === 1 ? most : 0xbf))
        return false;
    }
    at += length;
  }
  return true;
}
