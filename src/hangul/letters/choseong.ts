import { FIRST_SYLLABLE, ONSETS, isHangulSyllable, onsetOf } from './syllables.js';

/**
 * Runs of initials that are words of their own in comments, so that they never stand for a term:
 * laughs and cries, agreement and refusal, curses, short forms (ㄱㅅ 감사, ㅊㅋ 축하, ㅇㅋ 오케이, ㅂㅂ 바이바이, ㅁㄹ 몰라).
 */
const COMMON = new Set(
  'ㅋㅋ ㅎㅎ ㅇㅇ ㄴㄴ ㄱㄱ ㄷㄷ ㅂㅂ ㅅㅅ ㅊㅊ ㅈㅈ ㅉㅉ ㅁㅁ ㄹㄹ ㅅㅂ ㅆㅂ ㅂㅅ ㅄ ㅈㄹ ㅈㄴ ㅁㅊ ㅅㄲ ㄱㅅ ㅊㅋ ㅇㅋ ㄹㅇ ㅇㅈ ㄴㅇㅅ ㄱㄷ ㅁㄹ ㅌㅌ ㅇㄷ ㅍㅌ ㅎㅇ ㅂㅇ ㅇㅎ ㅈㅅ ㅅㄱ'.split(
    ' ',
  ),
);

/**
 * Initials of a word: 대유 -> ㄷㅇ. What is no syllable stays as it is.
 */
export function choseongOf(word: string): string {
  let initials = '';
  for (const letter of word) {
    const code = letter.charCodeAt(0);
    initials += isHangulSyllable(code) ? ONSETS.charAt(onsetOf(code - FIRST_SYLLABLE)) : letter;
  }
  return initials;
}

/**
 * The initials of a word as a spelling of it, none where they are too common to stand for it.
 *
 * @example choseongSpellings('카카오') // ['ㅋㅋㅇ']
 * @example choseongSpellings('감사') // [], ㄱㅅ is a word of its own
 */
export function choseongSpellings(word: string): string[] {
  const initials = choseongOf(word);
  return isCommonChoseong(initials) ? [] : [initials];
}

/**
 * Whether initials are too common to be read as a term: one of the short forms that comments are full of, one letter repeated
 * (ㅋㅋㅋㅋ), or fewer than two letters.
 */
export function isCommonChoseong(initials: string): boolean {
  if (initials.length < 2 || COMMON.has(initials)) return true;
  return Array.from(initials).every((letter) => letter === initials.charAt(0));
}
