import { CODAS, FIRST_SYLLABLE, SYLLABLES, onsetOf, vowelOf } from './syllable.js';

/**
 * A unit is what terms and readings are made of: a syllable (0–11171), a compatibility jamo that stands alone (ㄱ–ㅣ),
 * a Latin letter (lower case) or a digit.
 */
const FIRST_JAMO_UNIT = SYLLABLES;
const FIRST_LATIN_UNIT = FIRST_JAMO_UNIT + 51;
const FIRST_DIGIT_UNIT = FIRST_LATIN_UNIT + 26;
export const UNITS = FIRST_DIGIT_UNIT + 10;

/** First compatibility jamo ㄱ (U+3131) and last vowel ㅣ (U+3163). */
export const FIRST_COMPAT = 0x3131;
const LAST_COMPAT = 0x3163;

/** The unit of one UTF-16 code unit, or −1 when it is none. */
export function unitOf(code: number): number {
  if (code >= FIRST_SYLLABLE && code < FIRST_SYLLABLE + SYLLABLES) return code - FIRST_SYLLABLE;
  if (code >= 0x61 && code <= 0x7a) return FIRST_LATIN_UNIT + code - 0x61;
  if (code >= 0x41 && code <= 0x5a) return FIRST_LATIN_UNIT + code - 0x41;
  if (code >= 0x30 && code <= 0x39) return FIRST_DIGIT_UNIT + code - 0x30;
  if (code >= FIRST_COMPAT && code <= LAST_COMPAT) return FIRST_JAMO_UNIT + code - FIRST_COMPAT;
  return -1;
}

/** The units of a term; characters that are none (spaces, symbols) fall out. */
export function unitsOf(text: string): number[] {
  const units: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const unit = unitOf(text.charCodeAt(i));
    if (unit >= 0) units.push(unit);
  }
  return units;
}

/** Onsets that are written for one another: ㄱㄲㅋ, ㄷㄸㅌ, ㅂㅃㅍ, ㅅㅆ, ㅈㅉㅊ; the others stand alone. */
export const ONSET_CLASS = [0, 0, 1, 2, 2, 3, 4, 5, 5, 6, 6, 7, 8, 8, 8, 0, 2, 5, 9];
/** Vowels that are written for one another: ㅏㅑㅘ, ㅐㅒㅔㅖㅙㅚㅞ, ㅓㅕㅝ, ㅗㅛ, ㅜㅠ, ㅡㅢㅣㅟ. */
export const VOWEL_CLASS = [0, 1, 0, 1, 2, 1, 2, 1, 3, 0, 1, 1, 3, 4, 2, 1, 5, 4, 5, 5, 5];
/** The seven codas that are heard (표준 발음법 제8항), by coda 0–27: none ㄱ ㄴ ㄷ ㄹ ㅁ ㅂ ㅇ. */
export const CODA_CLASS = codaClasses();

function codaClasses(): number[] {
  const heard: Record<string, string> = {
    ㄱ: 'ㄱㄲㄳㄺㅋ',
    ㄴ: 'ㄴㄵㄶ',
    ㄷ: 'ㄷㅅㅆㅈㅊㅌㅎ',
    ㄹ: 'ㄹㄼㄽㄾㅀ',
    ㅁ: 'ㅁㄻ',
    ㅂ: 'ㅂㅄㄿㅍ',
    ㅇ: 'ㅇ',
  };
  const order = Object.values(heard);
  return [0, ...[...CODAS].map((coda) => 1 + order.findIndex((letters) => letters.includes(coda)))];
}

/** Sound classes of units: 60 of syllables, by onset and vowel, then one for each other unit. */
export const SOUND_CLASSES = 60 + (UNITS - SYLLABLES);

/** Sound class of each unit: looked up, as the hot path would divide for nothing else. */
const CLASS_OF = Uint8Array.from({ length: UNITS }, (_, unit) =>
  unit >= SYLLABLES ? 60 + unit - SYLLABLES : ONSET_CLASS[onsetOf(unit)]! * 6 + VOWEL_CLASS[vowelOf(unit)]!,
);

/** Sound class of a unit. */
export function soundClass(unit: number): number {
  return CLASS_OF[unit]!;
}
