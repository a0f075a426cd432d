/** What a UTF-16 code unit is to the matcher. */
export const SYLLABLE = 1;
/** Compatibility jamo ㄱ–ㅣ. */
export const JAMO = 2;
export const LATIN = 3;
export const DIGIT = 4;
export const SPACE = 5;
/** Takes no room: zero-width characters, combining marks, variation selectors, soft hyphens. */
export const INVISIBLE = 6;
/** Punctuation, symbols, emoji, letters of scripts that no reading knows. */
export const SYMBOL = 7;
export const HANJA = 8;
/** Letters under another code: conjoining and half-width jamo, full-width Latin and digits. */
export const CODED_LETTER = 9;

const ranges: readonly (readonly [kind: number, first: number, last: number])[] = [
  [SPACE, 0x09, 0x0d],
  [SPACE, 0x20, 0x20],
  [SPACE, 0x85, 0x85],
  [SPACE, 0xa0, 0xa0],
  [SPACE, 0x1680, 0x1680],
  [SPACE, 0x2000, 0x200a],
  [SPACE, 0x2028, 0x2029],
  [SPACE, 0x202f, 0x202f],
  [SPACE, 0x205f, 0x205f],
  [SPACE, 0x3000, 0x3000],
  [INVISIBLE, 0xad, 0xad],
  [INVISIBLE, 0x0300, 0x036f],
  [INVISIBLE, 0x034f, 0x034f],
  [INVISIBLE, 0x0483, 0x0489],
  [INVISIBLE, 0x115f, 0x1160],
  [INVISIBLE, 0x180b, 0x180f],
  [INVISIBLE, 0x1ab0, 0x1aff],
  [INVISIBLE, 0x1dc0, 0x1dff],
  [INVISIBLE, 0x200b, 0x200f],
  [INVISIBLE, 0x202a, 0x202e],
  [INVISIBLE, 0x2060, 0x206f],
  [INVISIBLE, 0x20d0, 0x20ff],
  [INVISIBLE, 0x3164, 0x3164],
  [INVISIBLE, 0xfe00, 0xfe0f],
  [INVISIBLE, 0xfe20, 0xfe2f],
  [INVISIBLE, 0xfeff, 0xfeff],
  [INVISIBLE, 0xffa0, 0xffa0],
  [DIGIT, 0x30, 0x39],
  [LATIN, 0x41, 0x5a],
  [LATIN, 0x61, 0x7a],
  [JAMO, 0x3131, 0x3163],
  [SYLLABLE, 0xac00, 0xd7a3],
  [HANJA, 0x3400, 0x4dbf],
  [HANJA, 0x4e00, 0x9fff],
  [HANJA, 0xf900, 0xfaff],
  [CODED_LETTER, 0x1100, 0x115e],
  [CODED_LETTER, 0x1161, 0x11ff],
  [CODED_LETTER, 0xffa1, 0xffdc],
  [CODED_LETTER, 0xff10, 0xff19],
  [CODED_LETTER, 0xff21, 0xff3a],
  [CODED_LETTER, 0xff41, 0xff5a],
];

/** Kind of each UTF-16 code unit. Source: Unicode blocks and General_Category (Zs, Mn, Cf). */
export const KINDS = kinds();

function kinds(): Uint8Array {
  const table = new Uint8Array(0x10000).fill(SYMBOL);
  for (const [kind, first, last] of ranges) table.fill(kind, first, last + 1);
  return table;
}

/** Whether the code unit is a letter that makes an eojeol: syllable, jamo, Latin, digit, Hanja, or one under another code. */
export function isLetter(kind: number): boolean {
  return kind <= DIGIT || kind >= HANJA;
}
