import { MIN_CHANGE_COST } from './costs.js';
import {
  codaOf,
  CODAS,
  FIRST_SYLLABLE,
  onsetOf,
  ONSETS,
  SYLLABLE_COUNT,
  vowelOf,
  VOWELS,
} from '../letters/syllables.js';

/**
 * A unit is what terms and readings are made of: a syllable (0–11171), a compatibility jamo that stands alone (ㄱ–ㅣ),
 * a Latin letter (lower case) or a digit.
 */
const FIRST_JAMO_UNIT = SYLLABLE_COUNT;
const FIRST_LATIN_UNIT = FIRST_JAMO_UNIT + 51;
const FIRST_DIGIT_UNIT = FIRST_LATIN_UNIT + 26;
export const UNIT_COUNT = FIRST_DIGIT_UNIT + 10;

/** First compatibility jamo ㄱ (U+3131) and last vowel ㅣ (U+3163). */
export const FIRST_COMPAT = 0x3131;
const LAST_COMPAT = 0x3163;

/** The unit of one UTF-16 code unit, or −1 when it is none. */
export function unitOf(code: number): number {
  if (code >= FIRST_SYLLABLE && code < FIRST_SYLLABLE + SYLLABLE_COUNT) return code - FIRST_SYLLABLE;
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
const ONSET_CLASS = [0, 0, 1, 2, 2, 3, 4, 5, 5, 6, 6, 7, 8, 8, 8, 0, 2, 5, 9];
/** Vowels that are written for one another: ㅏㅑㅘ, ㅐㅒㅔㅖㅙㅚㅞ, ㅓㅕㅝ, ㅗㅛ, ㅜㅠ, ㅡㅢㅣㅟ. */
const VOWEL_CLASS = [0, 1, 0, 1, 2, 1, 2, 1, 3, 0, 1, 1, 3, 4, 2, 1, 5, 4, 5, 5, 5];
/** The seven codas that are heard (표준 발음법 제8항), by coda 0–27: none ㄱ ㄴ ㄷ ㄹ ㅁ ㅂ ㅇ. */
const CODA_CLASS = codaClasses();

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
export const SOUND_CLASS_COUNT = 60 + (UNIT_COUNT - SYLLABLE_COUNT);

/** Sound class of each unit: looked up, as the hot path would divide for nothing else. */
export const CLASS_OF = Uint8Array.from({ length: UNIT_COUNT }, (_, unit) =>
  unit >= SYLLABLE_COUNT
    ? 60 + unit - SYLLABLE_COUNT
    : ONSET_CLASS[onsetOf(unit)]! * 6 + VOWEL_CLASS[vowelOf(unit)]!,
);

/** Sound class of a unit. */
export function soundClass(unit: number): number {
  return CLASS_OF[unit]!;
}

/**
 * What it costs to read a written syllable as a term's syllable. One is a sound changed as evaders change it (the term's
 * sound folded forward); more, a change the other way. Directions and pairs were measured on KOTOX (MIT) against clean comments.
 */
const FORWARD = 0.5;
const BACKWARD = 0.9;
const NEVER = 99;

/** Term's onset → onsets written for it. */
const ONSET_FORWARD: Record<string, string> = { ㄱ: 'ㄲㅋ', ㄷ: 'ㄸㅌ', ㅂ: 'ㅃㅍ', ㅅ: 'ㅆ', ㅈ: 'ㅉㅊ' };
/** Term's vowel → vowels written for it. */
const VOWEL_FORWARD: Record<string, string> = {
  ㅏ: 'ㅑㅘ', ㅓ: 'ㅕㅝ', ㅗ: 'ㅛ', ㅜ: 'ㅠ', ㅡ: 'ㅢ', ㅣ: 'ㅟ', ㅢ: 'ㅣ', ㅖ: 'ㅔㅒ', ㅐ: 'ㅔㅒㅙ', ㅔ: 'ㅐㅖㅞ', ㅒ: 'ㅖㅐ', ㅚ: 'ㅙㅞ', ㅙ: 'ㅚㅞ', ㅞ: 'ㅚㅙ',
}; // prettier-ignore

function table(letters: string, classes: readonly number[], forward: Record<string, string>): Float32Array {
  const size = letters.length;
  const costs = new Float32Array(size * size).fill(NEVER);
  for (let written = 0; written < size; written++) {
    for (let term = 0; term < size; term++) {
      if (classes[written] !== classes[term]) continue;
      const folded = (forward[letters[term]!] ?? '').includes(letters[written]!);
      costs[written * size + term] = written === term ? 0 : folded ? FORWARD : BACKWARD;
    }
  }
  return costs;
}

export const ONSET_COST = table(ONSETS, ONSET_CLASS, ONSET_FORWARD);
export const VOWEL_COST = table(VOWELS, VOWEL_CLASS, VOWEL_FORWARD);

/** Class of the sound that each onset would be as a coda: ㄲ as ㄱ, ㅌ as ㄷ; ㅇ is silent and copies nothing. */
const ONSET_AS_CODA = [...ONSETS].map((onset) => {
  const coda = CODAS.indexOf(onset);
  return onset === 'ㅇ'
    ? -1
    : CODA_CLASS[coda < 0 ? 1 + CODAS.indexOf({ ㄸ: 'ㄷ', ㅃ: 'ㅂ', ㅉ: 'ㅈ' }[onset]!) : coda + 1]!;
});

/** Onset that a coda becomes before a vowel (연음, 표준 발음법 제13·14항): its last letter; 0 and ㅇ become none. */
const CODA_AS_ONSET = ['', ...'ㄱㄲㅅㄴㅈㅎㄷㄹㄱㅁㅂㅅㅌㅍㅎㅁㅂㅅㅅㅆ', '', ...'ㅈㅊㅋㅌㅍㅎ'].map(
  (letter) => (letter === '' ? -1 : ONSETS.indexOf(letter)),
);

/** ㄶ and ㅀ before a vowel: ㅎ is not heard and the other letter moves on (제12항): 잖아 as 자나. */
const CODA_WITHOUT_ㅎ: Readonly<Record<number, number>> = {
  [1 + CODAS.indexOf('ㄶ')]: ONSETS.indexOf('ㄴ'),
  [1 + CODAS.indexOf('ㅀ')]: ONSETS.indexOf('ㄹ'),
};

/** Whether a coda has moved on to the onset that follows: 들이 written 드리. */
export function movesOn(coda: number, nextOnset: number): boolean {
  return (
    coda > 0 && nextOnset >= 0 && (CODA_AS_ONSET[coda] === nextOnset || CODA_WITHOUT_ㅎ[coda] === nextOnset)
  );
}

/** Heard codas ㄱ, ㄷ, ㅂ and what they become before ㄴ and ㅁ (비음화, 제18항): ㅇ, ㄴ, ㅁ; by class. */
const NASAL_OF: Readonly<Record<number, number>> = { 1: 7, 3: 2, 6: 5 };
const NASALS = [ONSETS.indexOf('ㄴ'), ONSETS.indexOf('ㅁ')];

/**
 * Cost of a written coda for the term's coda.
 *
 * @param nextOnset onset of the syllable that follows in the text, −1 when none does: a coda that copies it is cheap to drop
 */
function codaCost(written: number, term: number, nextOnset: number): number {
  if (written === term) return 0;
  const heard = CODA_CLASS[written]!;
  if (heard === CODA_CLASS[term]) return MIN_CHANGE_COST;
  if (term === 0) return nextOnset >= 0 && ONSET_AS_CODA[nextOnset] === heard ? 0.3 : 0.6;
  if (written !== 0) return NASAL_OF[CODA_CLASS[term]!] === heard && NASALS.includes(nextOnset) ? 0.3 : 1;
  return movesOn(term, nextOnset) ? 0.3 : 0.9;
}

/** `codaCost` of every written coda, term's coda and next onset (one more than it is, 0 for none). */
const NEXT_ONSETS = ONSETS.length + 1;
const CODA_COUNT = CODAS.length + 1;
export const CODA_COST = new Float64Array(CODA_COUNT * CODA_COUNT * NEXT_ONSETS);
for (let at = 0; at < CODA_COST.length; at++) {
  const pair = Math.floor(at / NEXT_ONSETS);
  CODA_COST[at] = codaCost(Math.floor(pair / CODA_COUNT), pair % CODA_COUNT, (at % NEXT_ONSETS) - 1);
}

/** Onset, vowel and coda of each syllable: looked up here, since the hot path would divide for nothing else. */
export const ONSET_OF = Uint8Array.from({ length: SYLLABLE_COUNT }, (_, syllable) => onsetOf(syllable));
export const VOWEL_OF = Uint8Array.from({ length: SYLLABLE_COUNT }, (_, syllable) => vowelOf(syllable));
export const CODA_OF = Uint8Array.from({ length: SYLLABLE_COUNT }, (_, syllable) => codaOf(syllable));

/** Cost of reading the written unit as the term's unit; `NEVER` or more when nobody writes it so. */
export function unitCost(written: number, term: number, nextOnset: number): number {
  if (written === term) return 0;
  if (written >= SYLLABLE_COUNT || term >= SYLLABLE_COUNT) return NEVER;
  const sounds =
    ONSET_COST[ONSET_OF[written]! * 19 + ONSET_OF[term]!]! +
    VOWEL_COST[VOWEL_OF[written]! * 21 + VOWEL_OF[term]!]!;
  const codas = CODA_OF[written]! * CODA_COUNT + CODA_OF[term]!;
  return sounds + CODA_COST[codas * NEXT_ONSETS + nextOnset + 1]!;
}
