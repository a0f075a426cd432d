/**
 * Plain letters are those of ordinary Korean text: they stand composed, and lower case is told by ASCII alone, so that
 * a text of them needs no normalisation. Plain spaces are all that parts words and composes with no letter. What is
 * neither (conjoining jamo, combining marks, full-width and accented Latin, Greek …) is 0.
 */
export const PLAIN_LETTER = 1;
export const PLAIN_SPACE = 2;

/** Ranges of UTF-16 code units, [first, last]; later ones go over earlier ones. The letters are eojeol letters. */
const RANGES: readonly (readonly [kind: number, first: number, last: number])[] = [
  [PLAIN_SPACE, 0x00, 0xbf],
  [PLAIN_LETTER, 0x30, 0x39], // digits
  [PLAIN_LETTER, 0x41, 0x5a], // Latin
  [PLAIN_LETTER, 0x61, 0x7a],
  [PLAIN_SPACE, 0xd7, 0xd7], // ×
  [PLAIN_SPACE, 0x2010, 0x205e], // dashes, quotes, ellipses
  [PLAIN_SPACE, 0x2190, 0x21ff], // arrows
  [PLAIN_SPACE, 0x2460, 0x2aff], // circled digits, boxes, signs
  [0, 0x2adc, 0x2adc], // has a decomposition
  [PLAIN_SPACE, 0x3000, 0x3029], // CJK punctuation
  [PLAIN_LETTER, 0x3131, 0x318e], // compatibility jamo
  [PLAIN_LETTER, 0x3400, 0x4dbf], // Hanja
  [PLAIN_LETTER, 0x4e00, 0x9fff],
  [PLAIN_LETTER, 0xac00, 0xd7a3], // syllables
  [PLAIN_SPACE, 0xd83c, 0xd83e], // halves of emoji
  [PLAIN_SPACE, 0xdc00, 0xdfff],
  [PLAIN_SPACE, 0xfe0f, 0xfe0f], // makes an emoji of a sign
  [PLAIN_SPACE, 0xff01, 0xff0f], // full-width punctuation
  [PLAIN_SPACE, 0xff1a, 0xff20],
];
const KINDS = new Uint8Array(0x1_0000);
for (const [kind, first, last] of RANGES) KINDS.fill(kind, first, last + 1);

/** `PLAIN_LETTER`, `PLAIN_SPACE` or 0, of a UTF-16 code unit. */
export const plainKind = (code: number): number => KINDS[code]!;

/** Lower case of a plain letter. */
export const lowerCase = (code: number): number => (code >= 0x41 && code <= 0x5a ? code + 0x20 : code);
