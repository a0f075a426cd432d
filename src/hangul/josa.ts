import { NOUNS_LIKE_JOSA, PRONOUNS, VERB, VOWEL } from './josa-table.js';
import {
  classOf,
  firstStep,
  IS_AFTER_ONE_SYLLABLE,
  IS_NOT_AFTER_ONE_SYLLABLE,
  IS_NOT_PEELED,
  LONGEST_TAIL,
  stepLeft,
  tailAt,
} from './josa-tails.js';

/** An eojeol cut in two: `stem + josa` is the eojeol; the stem is never empty, the josa may be. */
export interface Peeled {
  readonly stem: string;
  readonly josa: string;
}

/** Where the laughs and tears at the end of `[start, end)` begin (터졌네ㅋㅋ, 먹통이ㅠㅠ); compatibility jamo only. */
function endOfWords(text: string, start: number, end: number): number {
  let last = end;
  while (last > start) {
    const code = text.charCodeAt(last - 1);
    if (code < 0x3131 || code > 0x318e) break;
    last--;
  }
  return last;
}

/** Neighbours inside those nouns, `first * 65536 + second`: most cuts are none of them, and need no more look-ups. */
const NOUN_PAIRS = new Set<number>();
/** First letters of such neighbours: most cuts are told by them. */
const BEFORE_CUT = new Uint8Array(0x10000);
for (const noun of NOUNS_LIKE_JOSA) {
  for (let at = 1; at < noun.length; at++) {
    NOUN_PAIRS.add(noun.charCodeAt(at - 1) * 0x10000 + noun.charCodeAt(at));
    BEFORE_CUT[noun.charCodeAt(at - 1)] = 1;
  }
}

/** Does a noun that only looks like noun + 조사 lie across the cut of the eojeol `[start, end)`? */
function cutsNoun(text: string, start: number, cut: number, end: number): boolean {
  const before = text.charCodeAt(cut - 1);
  if (BEFORE_CUT[before] === 0 || !NOUN_PAIRS.has(before * 0x10000 + text.charCodeAt(cut))) return false;
  for (let from = cut - 1; from >= Math.max(start, cut - 3); from--) {
    for (let to = cut + 1; to - from <= 4; to++) {
      if (NOUNS_LIKE_JOSA.has(text.slice(from, Math.min(to, end)))) return true;
    }
  }
  return false;
}

/** Does the tail `[start + 1, end)` stand after the one syllable before it? */
function fitsOneSyllable(text: string, start: number, end: number, tail: number): boolean {
  const cut = start + 1;
  if (end - cut > 1) {
    if ((tail & IS_NOT_AFTER_ONE_SYLLABLE) !== 0) return false;
    return text.charAt(cut) !== '이' || classOf(text.charCodeAt(start)) !== VOWEL;
  }
  if ((tail & IS_AFTER_ONE_SYLLABLE) !== 0) return true;
  return PRONOUNS.get(text.charAt(start))?.includes(text.charAt(cut)) ?? false;
}

/**
 * Cuts 조사, copula and endings off an eojeol by rule, the longest chain that fits; laughs behind it go with the josa.
 * No dictionary is asked: josa-table.ts says how the ambiguous ones are decided.
 *
 * @example peelJosa('소액주주들에게는') // { stem: '소액주주', josa: '들에게는' }
 * @example peelJosa('장애인') // { stem: '장애인', josa: '' }
 */
export function peelJosa(eojeol: string): Peeled {
  const cut = endOfStem(eojeol, 0, eojeol.length);
  return { stem: eojeol.slice(0, cut), josa: eojeol.slice(cut) };
}

/** Where the stem of the eojeol `[start, end)` of a text ends, as `peelJosa` cuts it. */
export function endOfStem(text: string, start: number, end: number): number {
  const last = endOfWords(text, start, end);
  if (last === start) return end;
  let best = last;
  let state = firstStep(text.charCodeAt(last - 1));
  for (let cut = last - 1; state !== 0 && cut > start; state = stepLeft(state, text.charCodeAt(--cut))) {
    const tail = tailAt(state);
    const fits = tail & classOf(text.charCodeAt(cut - 1));
    if (fits === 0) continue;
    if ((fits & VERB) === 0) {
      if ((tail & IS_NOT_PEELED) !== 0) continue;
      if (cut - start === 1 && !fitsOneSyllable(text, start, last, tail)) continue;
    }
    if (!cutsNoun(text, start, cut, end)) best = cut;
  }
  return best;
}

/**
 * Is the rest of an eojeol behind a term only 조사, endings and laughs? True for an empty rest.
 * With the term given, its 받침 must fit as well (대유 + 가, not 대유 + 이라).
 *
 * @example isJosaTail('하려고') // true
 * @example isJosaTail('행') // false, 대유행
 * @example isJosaTail('인') // false, 장애인
 */
export function isJosaTail(rest: string, term?: string): boolean {
  const tail = tailOf(rest, 0, rest.length);
  if (term === undefined) return tail !== 0;
  return tail === NO_TAIL || (tail & classOf(term.charCodeAt(term.length - 1))) !== 0;
}

/** `isJosaTail` of `[start, end)` of a text. */
export function isJosaTailBetween(text: string, start: number, end: number): boolean {
  return tailOf(text, start, end) !== 0;
}

/** What stands there before laughs: nothing. */
const NO_TAIL = -1;

/** What the tail `[start, end)` may stand behind, laughs aside; 0 where it is none, `NO_TAIL` where nothing is left. */
function tailOf(text: string, start: number, end: number): number {
  const last = endOfWords(text, start, end);
  if (last === start) return NO_TAIL;
  if (last - start > LONGEST_TAIL) return 0;
  let state = firstStep(text.charCodeAt(last - 1));
  for (let at = last - 2; at >= start && state !== 0; at--) state = stepLeft(state, text.charCodeAt(at));
  return tailAt(state);
}
