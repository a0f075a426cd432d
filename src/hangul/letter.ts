import { CODED, JAMO, KINDS } from './character.js';
import { CONSONANT_SHAPES, VOWEL_SHAPES } from './shapes.js';
import { CODAS, ONSETS, VOWELS } from './syllable.js';
import { FIRST_COMPAT } from './unit.js';
import { wayBit } from './way.js';

/** A jamo that can be read at a place: where it ends, which it is (index from ㄱ U+3131), its doubt and its ways. */
export interface Letter {
  readonly to: number;
  readonly jamo: number;
  readonly cost: number;
  readonly ways: number;
}

/** Onset, vowel and coda that a compatibility jamo (index from ㄱ) can be; −1 when it cannot. */
export const AS_ONSET = compat(ONSETS);
export const AS_VOWEL = compat(VOWELS);
export const AS_CODA = compat(CODAS).map((coda) => (coda < 0 ? -1 : coda + 1));

function compat(order: string): number[] {
  return Array.from({ length: 51 }, (_, i) => order.indexOf(String.fromCharCode(FIRST_COMPAT + i)));
}

const NFD_ONSET = 0x1100;
const NFD_VOWEL = 0x1161;
const NFD_CODA = 0x11a8;

const jamoIndex = (letter: string): number => letter.charCodeAt(0) - FIRST_COMPAT;

/** Letters written by characters of other scripts, by their first UTF-16 code unit. */
const shapes = new Map<number, { written: string; jamo: number; cost: number }[]>();
for (const [written, reads, doubt] of [...CONSONANT_SHAPES, ...VOWEL_SHAPES]) {
  const first = written.charCodeAt(0);
  shapes.set(first, [
    ...(shapes.get(first) ?? []),
    { written, jamo: jamoIndex(reads), cost: 0.15 + 0.5 * doubt },
  ]);
}

/** Doubt of a romanised letter beside jamo: nㅐng, ㄱa. */
const ROMAN_COST = 0.25;
const ROMAN_LETTERS =
  'g=ㄱ k=ㅋ c=ㅋ kk=ㄲ n=ㄴ d=ㄷ dd=ㄸ tt=ㄸ r=ㄹ l=ㄹ m=ㅁ b=ㅂ p=ㅍ pp=ㅃ bb=ㅃ s=ㅅ ss=ㅆ sh=ㅅ j=ㅈ z=ㅈ jj=ㅉ ch=ㅊ t=ㅌ f=ㅍ h=ㅎ ng=ㅇ ' +
  'a=ㅏ ya=ㅑ eo=ㅓ yeo=ㅕ o=ㅗ yo=ㅛ u=ㅜ oo=ㅜ yu=ㅠ eu=ㅡ i=ㅣ ee=ㅣ ae=ㅐ e=ㅔ';
const romanLetters = new Map<number, { written: string; jamo: number }[]>();
for (const pair of ROMAN_LETTERS.split(' ')) {
  const written = pair.slice(0, -2);
  const first = written.charCodeAt(0);
  romanLetters.set(first, [...(romanLetters.get(first) ?? []), { written, jamo: jamoIndex(pair.slice(-1)) }]);
}

/** 1 for code units that begin a letter of another script: most do not, and the maps need not be asked. */
const BEGINS_LETTER = new Uint8Array(0x10000);
for (const code of [...shapes.keys(), ...romanLetters.keys()]) BEGINS_LETTER[code] = 1;
const NO_LETTERS: readonly Letter[] = [];

/** Whether a character may stand for a jamo by its shape. */
export function isShape(code: number): boolean {
  return shapes.has(code);
}

const UNICODE = wayBit('unicode');
const SCRIPT = wayBit('script');
const ROMAN = wayBit('roman');
const JAMO_WAY = wayBit('jamo');

/** All letters that can be read at `at`: the jamo that stands there, under whatever code, and look-alikes of other scripts. */
export function lettersAt(text: string, at: number): readonly Letter[] {
  if (at >= text.length) return NO_LETTERS;
  const code = text.charCodeAt(at);
  const kind = KINDS[code];
  if (kind === JAMO) {
    const own: Letter = { to: at + 1, jamo: code - FIRST_COMPAT, cost: 0, ways: JAMO_WAY };
    return shapes.has(code) ? [own, ...shapesAt(text, at, code)] : [own];
  }
  if (kind === CODED) {
    const jamo = codedJamo(code);
    return jamo < 0 ? NO_LETTERS : [{ to: at + 1, jamo, cost: 0, ways: UNICODE }];
  }
  return BEGINS_LETTER[code] === 1 ? shapesAt(text, at, code) : NO_LETTERS;
}

function shapesAt(text: string, at: number, code: number): Letter[] {
  const letters: Letter[] = [];
  for (const { written, jamo, cost } of shapes.get(code) ?? []) {
    if (text.startsWith(written, at)) letters.push({ to: at + written.length, jamo, cost, ways: SCRIPT });
  }
  for (const { written, jamo } of romanLetters.get(code) ?? []) {
    if (text.startsWith(written, at))
      letters.push({ to: at + written.length, jamo, cost: ROMAN_COST, ways: ROMAN });
  }
  return letters;
}

/** Jamo index of a conjoining (U+1100 …) or half-width (U+FFA1 …) jamo, −1 for other characters. */
function codedJamo(code: number): number {
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

/** What two keystrokes make together, ㅗ+ㅏ=ㅘ, ㄱ+ㅅ=ㄳ, by jamo index; −1 when they make nothing. */
export function joinJamo(first: number, second: number): number {
  return joined.get(first * 51 + second) ?? -1;
}

const joined = new Map(
  ['ㅗㅏㅘ', 'ㅗㅐㅙ', 'ㅗㅣㅚ', 'ㅜㅓㅝ', 'ㅜㅔㅞ', 'ㅜㅣㅟ', 'ㅡㅣㅢ', 'ㅏㅣㅐ', 'ㅓㅣㅔ', 'ㅑㅣㅒ', 'ㅕㅣㅖ', 'ㄱㅅㄳ', 'ㄴㅈㄵ', 'ㄴㅎㄶ', 'ㄹㄱㄺ', 'ㄹㅁㄻ', 'ㄹㅂㄼ', 'ㄹㅅㄽ', 'ㄹㅌㄾ', 'ㄹㅍㄿ', 'ㄹㅎㅀ', 'ㅂㅅㅄ', 'ㄱㄱㄲ', 'ㄷㄷㄸ', 'ㅂㅂㅃ', 'ㅅㅅㅆ', 'ㅈㅈㅉ'].map(
    ([first, second, both]) => [jamoIndex(first!) * 51 + jamoIndex(second!), jamoIndex(both!)] as const,
  ),
); // prettier-ignore
