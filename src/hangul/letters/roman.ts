import { spoken } from './sound.js';
import {
  CODAS,
  FIRST_SYLLABLE,
  ONSETS,
  VOWELS,
  codaOf,
  composeSyllable,
  isHangulSyllable,
  onsetOf,
  vowelOf,
} from './syllables.js';

/**
 * Romanised spellings. The first of each row is the Revised Romanization (국립국어원 고시 제2000-8호); the others are how people
 * type it without knowing the rule (McCune–Reischauer, English spelling habits).
 */
const ONSET_LETTERS: Readonly<Record<string, string>> = {
  ㄱ: 'g k', ㄲ: 'kk gg', ㄴ: 'n', ㄷ: 'd t', ㄸ: 'tt dd', ㄹ: 'r l', ㅁ: 'm', ㅂ: 'b p', ㅃ: 'pp bb', ㅅ: 's sh', ㅆ: 'ss',
  ㅇ: '', ㅈ: 'j ch', ㅉ: 'jj', ㅊ: 'ch', ㅋ: 'k', ㅌ: 't', ㅍ: 'p', ㅎ: 'h',
}; // prettier-ignore
const VOWEL_LETTERS: Readonly<Record<string, string>> = {
  ㅏ: 'a ah', ㅐ: 'ae e ai', ㅑ: 'ya', ㅒ: 'yae', ㅓ: 'eo u o uh', ㅔ: 'e', ㅕ: 'yeo yu yo', ㅖ: 'ye', ㅗ: 'o oh', ㅘ: 'wa',
  ㅙ: 'wae', ㅚ: 'oe we', ㅛ: 'yo', ㅜ: 'u oo woo', ㅝ: 'wo', ㅞ: 'we', ㅟ: 'wi', ㅠ: 'yu yoo', ㅡ: 'eu u', ㅢ: 'ui', ㅣ: 'i ee',
}; // prettier-ignore
/** Codas as they are heard (표준 발음법 제8항), with the letter of the spelling second. */
const CODA_LETTERS: Readonly<Record<string, string>> = {
  ㄱ: 'k g', ㄲ: 'k', ㄳ: 'k', ㄴ: 'n', ㄵ: 'n', ㄶ: 'n', ㄷ: 't d', ㄹ: 'l', ㄺ: 'k', ㄻ: 'm', ㄼ: 'l', ㄽ: 'l', ㄾ: 'l', ㄿ: 'p',
  ㅀ: 'l', ㅁ: 'm', ㅂ: 'p b', ㅄ: 'p', ㅅ: 't s', ㅆ: 't s', ㅇ: 'ng', ㅈ: 't j', ㅊ: 't', ㅋ: 'k', ㅌ: 't', ㅍ: 'p', ㅎ: 't h',
}; // prettier-ignore

/** Letters that stand for an onset only in mixed writing: 비ze오, fㅏ. */
const MIXED_ONSETS: Readonly<Record<string, string>> = { ㅈ: ' z', ㅉ: ' zz', ㅋ: ' c', ㅍ: ' f' };

const ONSET = 'onset';
const CODA = 'coda';
/** Which spelling of a letter a person keeps to through a word. */
type Habit = Readonly<Record<string, number>>;
const HABITS: readonly Habit[] = [
  {},
  { ㅐ: 1 },
  { ㅜ: 1, ㅠ: 1 },
  { ㅐ: 1, ㅜ: 1, ㅠ: 1 },
  { ㅓ: 1, ㅕ: 1, ㅡ: 1 },
  { ㅓ: 2, ㅕ: 2 },
  { [CODA]: 1 },
  { [ONSET]: 1 },
];
const MAX_SPELLINGS = 8;
/** Shorter spellings are too often English words. */
const MIN_LETTERS = 4;

const pick = (letters: string | undefined, habit: number | undefined): string => {
  const choices = (letters ?? '').split(' ');
  return choices[habit ?? 0] ?? choices[0] ?? '';
};

function spell(word: string, habit: Habit): string {
  let latin = '';
  for (const letter of word) {
    const index = letter.charCodeAt(0) - FIRST_SYLLABLE;
    const onset = ONSETS.charAt(onsetOf(index));
    const vowel = VOWELS.charAt(vowelOf(index));
    const coda = codaOf(index) === 0 ? '' : CODAS.charAt(codaOf(index) - 1);
    // ㄹㄹ is ll; a sibilant before ㅣ is often sh, elsewhere never.
    const doubled = onset === 'ㄹ' && latin.endsWith('l');
    const sibilant = onset === 'ㅅ' && vowel !== 'ㅣ';
    latin += doubled ? 'l' : pick(ONSET_LETTERS[onset], sibilant ? 0 : habit[ONSET]);
    latin += pick(VOWEL_LETTERS[vowel], habit[vowel]);
    latin += coda === '' ? '' : pick(CODA_LETTERS[coda], habit[CODA]);
  }
  return latin;
}

/**
 * Romanised spellings of a Hangul word as people type them, lower case, at most 8.
 * Empty for a word that is not Hangul throughout; spellings under four letters are left out.
 *
 * @example romanSpellings('대유') // daeyu, deyu, daeyoo, deyoo, taeyu
 */
export function romanSpellings(word: string): string[] {
  const isHangul = Array.from(word).every((letter) => isHangulSyllable(letter.charCodeAt(0)));
  if (!isHangul) return [];
  // The standard spells what is spoken (신라 is silla, 독립 dongnip), people often what is written.
  const spellings = new Set([...HABITS.map((habit) => spell(word, habit)), spell(spoken(word), {})]);
  return [...spellings].filter((latin) => latin.length >= MIN_LETTERS).slice(0, MAX_SPELLINGS);
}

/** Codas that mixed writing uses (ka톡, tong); ㄹ and the stops by their heard letter. */
const MIXED_CODAS = ['', 'ㄴ', 'ㅇ', 'ㅁ', 'ㄱ', 'ㄹ', 'ㅂ', 'ㅅ'];

function allSyllables(): ReadonlyMap<string, readonly string[]> {
  const syllables = new Map<string, string[]>();
  const add = (latin: string, syllable: string): void => {
    const all = syllables.get(latin);
    if (all === undefined) syllables.set(latin, [syllable]);
    else if (!all.includes(syllable)) all.push(syllable);
  };
  for (const [onset, onsetLetters] of Object.entries(ONSET_LETTERS)) {
    for (const [vowel, vowelLetters] of Object.entries(VOWEL_LETTERS)) {
      for (const coda of MIXED_CODAS) {
        const index = composeSyllable(
          ONSETS.indexOf(onset),
          VOWELS.indexOf(vowel),
          coda === '' ? 0 : CODAS.indexOf(coda) + 1,
        );
        for (const first of (onsetLetters + (MIXED_ONSETS[onset] ?? '')).split(' ')) {
          for (const middle of vowelLetters.split(' ')) {
            add(first + middle + pick(CODA_LETTERS[coda], 0), String.fromCharCode(FIRST_SYLLABLE + index));
          }
        }
      }
    }
  }
  return syllables;
}

/** Lower-case Latin syllables and the Hangul syllables they may stand for: ka -> 가 카, shi -> 시. */
export const romanSyllables: ReadonlyMap<string, readonly string[]> = allSyllables();
