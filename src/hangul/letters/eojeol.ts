/** A run of letters and digits between spaces and punctuation; offsets are UTF-16 code units, `[start, end)`. */
export interface Eojeol {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Ranges of code units that belong to an eojeol, in order: [first, last]. */
const LETTERS: readonly (readonly [number, number])[] = [
  [0x30, 0x39], // digits
  [0x41, 0x5a], // Latin
  [0x61, 0x7a],
  [0xc0, 0xd6], // Latin with marks
  [0xd8, 0xf6],
  [0xf8, 0x24f],
  [0x1100, 0x11ff], // conjoining jamo
  [0x3131, 0x318e], // compatibility jamo
  [0x3400, 0x4dbf], // Hanja
  [0x4e00, 0x9fff],
  [0xa960, 0xa97c], // old jamo
  [0xac00, 0xd7a3], // syllables
  [0xd7b0, 0xd7fb], // old jamo
  [0xd840, 0xd888], // high surrogates of the Hanja planes
  [0xf900, 0xfaff], // compatibility Hanja
  [0xff10, 0xff19], // full-width digits and Latin
  [0xff21, 0xff3a],
  [0xff41, 0xff5a],
  [0xffa1, 0xffdc], // half-width jamo
];

/** One byte per UTF-16 code unit: 1 where it belongs to an eojeol. */
const IS_LETTER: Uint8Array = new Uint8Array(0x10000);
for (const [first, last] of LETTERS) IS_LETTER.fill(1, first, last + 1);

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** Length of the letter at `at` in code units, 0 where there is none (a lone surrogate is none). */
function letterLength(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (IS_LETTER[unit] !== 1) return 0;
  if (!isHighSurrogate(unit)) return 1;
  return isLowSurrogate(text.charCodeAt(at + 1)) ? 2 : 0;
}

/**
 * Whether a test holds for the place `[start, end)` of every eojeol of a text; asks from left to right and stops at the
 * first that fails.
 */
export function everyEojeol(text: string, test: (start: number, end: number) => boolean): boolean {
  let start = -1;
  let at = 0;
  while (at < text.length) {
    const length = letterLength(text, at);
    if (length > 0) {
      if (start < 0) start = at;
    } else if (start >= 0) {
      if (!test(start, at)) return false;
      start = -1;
    }
    at += length || 1;
  }
  return start < 0 || test(start, text.length);
}

/**
 * The eojeols of a text in order, each with its place; a single pass.
 *
 * @example eojeols('카카오톡, 또 먹통?') // 카카오톡 [0,4), 또 [6,7), 먹통 [8,10)
 */
export function eojeols(text: string): Eojeol[] {
  const found: Eojeol[] = [];
  everyEojeol(text, (start, end) => {
    found.push({ text: text.slice(start, end), start, end });
    return true;
  });
  return found;
}
