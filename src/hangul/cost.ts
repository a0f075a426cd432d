import { CODAS, ONSETS, SYLLABLES, VOWELS, codaOf, onsetOf, vowelOf } from './syllable.js';
import { CODA_CLASS, ONSET_CLASS, VOWEL_CLASS } from './unit.js';

/**
 * What it costs to read a written syllable as a term's syllable. One is a sound changed as evaders change it (the term's
 * sound folded forward); more, a change the other way. Directions and pairs were measured on KOTOX (MIT) against clean comments.
 */
const FORWARD = 0.5;
const BACKWARD = 0.9;
const NEVER = 99;
/** What the least change of a syllable costs: a coda written for another that sounds alike. */
export const LEAST_CHANGE = 0.25;

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

const ONSET_COST = table(ONSETS, ONSET_CLASS, ONSET_FORWARD);
const VOWEL_COST = table(VOWELS, VOWEL_CLASS, VOWEL_FORWARD);

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
const WITHOUT_ㅎ: Readonly<Record<number, number>> = {
  [1 + CODAS.indexOf('ㄶ')]: ONSETS.indexOf('ㄴ'),
  [1 + CODAS.indexOf('ㅀ')]: ONSETS.indexOf('ㄹ'),
};

/** Whether a coda has moved on to the onset that follows: 들이 written 드리. */
export function movesOn(coda: number, nextOnset: number): boolean {
  return coda > 0 && nextOnset >= 0 && (CODA_AS_ONSET[coda] === nextOnset || WITHOUT_ㅎ[coda] === nextOnset);
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
  if (heard === CODA_CLASS[term]) return LEAST_CHANGE;
  if (term === 0) return nextOnset >= 0 && ONSET_AS_CODA[nextOnset] === heard ? 0.3 : 0.6;
  if (written !== 0) return NASAL_OF[CODA_CLASS[term]!] === heard && NASALS.includes(nextOnset) ? 0.3 : 1;
  return movesOn(term, nextOnset) ? 0.3 : 0.9;
}

/** `codaCost` of every written coda, term's coda and next onset (one more than it is, 0 for none). */
const NEXT_ONSETS = ONSETS.length + 1;
const CODA_COUNT = CODAS.length + 1;
const CODA_COST = new Float64Array(CODA_COUNT * CODA_COUNT * NEXT_ONSETS);
for (let at = 0; at < CODA_COST.length; at++) {
  const pair = Math.floor(at / NEXT_ONSETS);
  CODA_COST[at] = codaCost(Math.floor(pair / CODA_COUNT), pair % CODA_COUNT, (at % NEXT_ONSETS) - 1);
}

/** Onset, vowel and coda of each syllable: looked up here, since the hot path would divide for nothing else. */
const ONSET_OF = Uint8Array.from({ length: SYLLABLES }, (_, syllable) => onsetOf(syllable));
const VOWEL_OF = Uint8Array.from({ length: SYLLABLES }, (_, syllable) => vowelOf(syllable));
const CODA_OF = Uint8Array.from({ length: SYLLABLES }, (_, syllable) => codaOf(syllable));

/** Cost of reading the written unit as the term's unit; `NEVER` or more when nobody writes it so. */
export function unitCost(written: number, term: number, nextOnset: number): number {
  if (written === term) return 0;
  if (written >= SYLLABLES || term >= SYLLABLES) return NEVER;
  const sounds =
    ONSET_COST[ONSET_OF[written]! * 19 + ONSET_OF[term]!]! +
    VOWEL_COST[VOWEL_OF[written]! * 21 + VOWEL_OF[term]!]!;
  const codas = CODA_OF[written]! * CODA_COUNT + CODA_OF[term]!;
  return sounds + CODA_COST[codas * NEXT_ONSETS + nextOnset + 1]!;
}
