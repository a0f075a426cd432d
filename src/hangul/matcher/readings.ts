import { CIRCLED, CONSONANT_SHAPES, SYLLABLE_SHAPES, VOWEL_SHAPES } from '../letters/shapes.js';
import { CODAS, FIRST_SYLLABLE, ONSETS, VOWELS } from '../letters/syllables.js';
import { wayBit } from '../ways.js';
import { FIRST_COMPAT } from './units.js';

/** What characters other than whole syllables can be read as, as the lattice of a text needs it. */

const SCRIPT = wayBit('script');
const ROMAN = wayBit('roman');
const UNICODE = wayBit('unicode');
const LOOKALIKE = wayBit('lookalike');

/** How many compatibility jamo there are: ㄱ–ㅣ, by index from ㄱ (U+3131). */
export const JAMO_COUNT = 51;

/** Onset, vowel and coda that a compatibility jamo can be; −1 when it cannot. */
export const AS_ONSET = compat(ONSETS);
export const AS_VOWEL = compat(VOWELS);
export const AS_CODA = compat(CODAS).map((coda) => (coda < 0 ? -1 : coda + 1));

function compat(order: string): number[] {
  return Array.from({ length: JAMO_COUNT }, (_, i) => order.indexOf(String.fromCharCode(FIRST_COMPAT + i)));
}

const jamoIndex = (letter: string): number => letter.charCodeAt(0) - FIRST_COMPAT;

/** What a row of characters reads as: `reads` is the index of a jamo, or a unit. */
export interface Shape {
  readonly written: string;
  readonly reads: number;
  readonly cost: number;
  readonly ways: number;
}

function addShape(shapes: Map<number, Shape[]>, shape: Shape): void {
  const first = shape.written.charCodeAt(0);
  shapes.set(first, [...(shapes.get(first) ?? []), shape]);
}

/** Doubt of a romanised letter beside jamo: nㅐng, ㄱa. */
const ROMAN_LETTER_COST = 0.25;
const ROMAN_LETTERS =
  'g=ㄱ k=ㅋ c=ㅋ kk=ㄲ n=ㄴ d=ㄷ dd=ㄸ tt=ㄸ r=ㄹ l=ㄹ m=ㅁ b=ㅂ p=ㅍ pp=ㅃ bb=ㅃ s=ㅅ ss=ㅆ sh=ㅅ j=ㅈ z=ㅈ jj=ㅉ ch=ㅊ t=ㅌ f=ㅍ h=ㅎ ng=ㅇ ' +
  'a=ㅏ ya=ㅑ eo=ㅓ yeo=ㅕ o=ㅗ yo=ㅛ u=ㅜ oo=ㅜ yu=ㅠ eu=ㅡ i=ㅣ ee=ㅣ ae=ㅐ e=ㅔ';

/** Letters written by characters of other scripts, by their first UTF-16 code unit; romanised letters come last. */
const jamoShapes = new Map<number, Shape[]>();
for (const [written, reads, doubt] of [...CONSONANT_SHAPES, ...VOWEL_SHAPES])
  addShape(jamoShapes, { written, reads: jamoIndex(reads), cost: 0.15 + 0.5 * doubt, ways: SCRIPT });
const BY_SHAPE: ReadonlySet<number> = new Set(jamoShapes.keys());
for (const pair of ROMAN_LETTERS.split(' ')) {
  const reads = jamoIndex(pair.slice(-1));
  addShape(jamoShapes, { written: pair.slice(0, -2), reads, cost: ROMAN_LETTER_COST, ways: ROMAN });
}
export const JAMO_SHAPES: ReadonlyMap<number, readonly Shape[]> = jamoShapes;

/** Whether a character may stand for a jamo by its shape. */
export function isJamoShape(code: number): boolean {
  return BY_SHAPE.has(code);
}

const NFD_ONSET = 0x1100;
const NFD_VOWEL = 0x1161;
const NFD_CODA = 0x11a8;

/** Jamo index of a conjoining (U+1100 …) or half-width (U+FFA1 …) jamo, −1 for other characters. */
export function codedJamo(code: number): number {
  if (code >= NFD_ONSET && code < NFD_ONSET + 19) return jamoIndex(ONSETS[code - NFD_ONSET]!);
  if (code >= NFD_VOWEL && code < NFD_VOWEL + 21) return jamoIndex(VOWELS[code - NFD_VOWEL]!);
  if (code >= NFD_CODA && code < NFD_CODA + 27) return jamoIndex(CODAS[code - NFD_CODA]!);
  // Half-width consonants run as the compatibility ones do; half-width vowels come in groups of six with gaps of two.
  if (code >= 0xffa1 && code <= 0xffbe) return code - 0xffa1;
  if (code >= 0xffc2 && code <= 0xffdc) {
    const place = code - 0xffc2;
    return place % 8 < 6 ? 30 + Math.floor(place / 8) * 6 + (place % 8) : -1;
  }
  return -1;
}

const joined = new Map(
  ['ㅗㅏㅘ', 'ㅗㅐㅙ', 'ㅗㅣㅚ', 'ㅜㅓㅝ', 'ㅜㅔㅞ', 'ㅜㅣㅟ', 'ㅡㅣㅢ', 'ㅏㅣㅐ', 'ㅓㅣㅔ', 'ㅑㅣㅒ', 'ㅕㅣㅖ', 'ㄱㅅㄳ', 'ㄴㅈㄵ', 'ㄴㅎㄶ', 'ㄹㄱㄺ', 'ㄹㅁㄻ', 'ㄹㅂㄼ', 'ㄹㅅㄽ', 'ㄹㅌㄾ', 'ㄹㅍㄿ', 'ㄹㅎㅀ', 'ㅂㅅㅄ', 'ㄱㄱㄲ', 'ㄷㄷㄸ', 'ㅂㅂㅃ', 'ㅅㅅㅆ', 'ㅈㅈㅉ'].map(
    ([first, second, both]) => [jamoIndex(first!) * JAMO_COUNT + jamoIndex(second!), jamoIndex(both!)] as const,
  ),
); // prettier-ignore

/** What two keystrokes make together, ㅗ+ㅏ=ㅘ, ㄱ+ㅅ=ㄳ, by jamo index; −1 when they make nothing. */
export function joinJamo(first: number, second: number): number {
  return joined.get(first * JAMO_COUNT + second) ?? -1;
}

/** Doubt of readings that ordinary text has too; in units of one changed sound. */
const LOOKALIKE_COST = 0.5;

/** Syllables written by other characters (circled letters, shapes), by their first UTF-16 code unit. */
const syllableShapes = new Map<number, Shape[]>();
const unitOfSyllable = (syllable: string): number => syllable.charCodeAt(0) - FIRST_SYLLABLE;
for (const [written, reads] of CIRCLED)
  addShape(syllableShapes, { written, reads: unitOfSyllable(reads), cost: 0, ways: UNICODE });
for (const [written, reads] of SYLLABLE_SHAPES)
  addShape(syllableShapes, { written, reads: unitOfSyllable(reads), cost: LOOKALIKE_COST, ways: LOOKALIKE });
export const SYLLABLE_READINGS: ReadonlyMap<number, readonly Shape[]> = syllableShapes;

/** Whether a syllable may be written by what begins with this character (㉮, ユ). */
export function isSyllableShape(code: number): boolean {
  return syllableShapes.has(code);
}

/** Syllables that sound as each digit does. */
export const DIGIT_SOUNDS: readonly string[] = [
  '영공',
  '일',
  '이',
  '삼',
  '사',
  '오',
  '육륙',
  '칠',
  '팔',
  '구',
];
