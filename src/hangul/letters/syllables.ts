/** First and last modern Hangul syllable, 가 and 힣 (Unicode, chapter 3.12). */
export const FIRST_SYLLABLE = 0xac00;
export const LAST_SYLLABLE = 0xd7a3;
export const SYLLABLE_COUNT = 11172;

/** Compatibility jamo of the 19 onsets, the 21 vowels and the 27 codas, in the order of the syllable block. */
export const ONSETS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
export const VOWELS = 'ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ';
export const CODAS = 'ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ';

/** Whether a UTF-16 code unit is a whole modern syllable. */
export function isHangulSyllable(code: number): boolean {
  return code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE;
}

/** Onset 0–18 of the syllable with index `syllable` (code − 0xAC00). */
export function onsetOf(syllable: number): number {
  return (syllable / 588) | 0;
}

/** Vowel 0–20. */
export function vowelOf(syllable: number): number {
  return ((syllable % 588) / 28) | 0;
}

/** Coda 0–27; 0 is none. */
export function codaOf(syllable: number): number {
  return syllable % 28;
}

/** Index of the syllable of an onset, a vowel and a coda. */
export function composeSyllable(onset: number, vowel: number, coda = 0): number {
  return onset * 588 + vowel * 28 + coda;
}

/** Index of the onset ㅇ: silent before a vowel. */
export const SILENT_ONSET = ONSETS.indexOf('ㅇ');

/** Onset of the syllable at a place of a text, −1 when no syllable stands there. */
export function onsetAt(text: string, at: number): number {
  const code = at < text.length ? text.charCodeAt(at) : 0;
  return isHangulSyllable(code) ? onsetOf(code - FIRST_SYLLABLE) : -1;
}

/** In shorter words the anagram search finds every order (`anagram.ts` of the kernel). */
const MIN_SWAP_LENGTH = 5;

/**
 * A word of five or more syllables with two neighbours behind the first in each other's place.
 *
 * @example swappedSpellings('데이터센터') // ['데터이센터', '데이센터터', '데이터터센']
 */
export function swappedSpellings(word: string): string[] {
  if (word.length < MIN_SWAP_LENGTH) return [];
  return Array.from(
    { length: word.length - 2 },
    (_, i) => word.slice(0, i + 1) + word.charAt(i + 2) + word.charAt(i + 1) + word.slice(i + 3),
  ).filter((swapped) => swapped !== word);
}
