import {
  AFTER_ONE_SYLLABLE,
  NOT_AFTER_ONE_SYLLABLE,
  NOT_PEELED,
  NOUNS_LIKE_JOSA,
  PRONOUNS,
  VERB,
  VOWEL,
} from './josa-table.js';
import { LONGEST_TAIL, classOf, stepLeft, tailAfter } from './josa-tails.js';

/** An eojeol cut in two: `stem + josa` is the eojeol; the stem is never empty, the josa may be. */
export interface Peeled {
  readonly stem: string;
  readonly josa: string;
}

/** Where the laughs and tears at the end begin (터졌네ㅋㅋ, 먹통이ㅠㅠ); compatibility jamo only. */
function endOfWords(eojeol: string): number {
  let end = eojeol.length;
  while (end > 0) {
    const code = eojeol.charCodeAt(end - 1);
    if (code < 0x3131 || code > 0x318e) break;
    end--;
  }
  return end;
}

/** Neighbours inside those nouns, `first * 65536 + second`: most cuts are none of them, and need no more look-ups. */
const NOUN_PAIRS = new Set<number>();
for (const noun of NOUNS_LIKE_JOSA) {
  for (let at = 1; at < noun.length; at++)
    NOUN_PAIRS.add(noun.charCodeAt(at - 1) * 0x10000 + noun.charCodeAt(at));
}

/** Does a noun that only looks like noun + 조사 lie across the cut? */
function cutsNoun(eojeol: string, cut: number): boolean {
  if (!NOUN_PAIRS.has(eojeol.charCodeAt(cut - 1) * 0x10000 + eojeol.charCodeAt(cut))) return false;
  for (let before = 1; before <= 3; before++) {
    if (before > cut) break;
    for (let after = 1; before + after <= 4; after++) {
      if (NOUNS_LIKE_JOSA.has(eojeol.slice(cut - before, cut + after))) return true;
    }
  }
  return false;
}

function fitsOneSyllable(stem: string, josa: string, isVerb: boolean, isVowel: boolean): boolean {
  if (isVerb) return true;
  if (josa.length === 1) return AFTER_ONE_SYLLABLE.has(josa) || (PRONOUNS.get(stem)?.includes(josa) ?? false);
  return !NOT_AFTER_ONE_SYLLABLE.has(josa) && !(isVowel && josa.startsWith('이'));
}

/** May `josa`, which can stand after `after`, be peeled off here? */
function mayPeel(eojeol: string, cut: number, end: number, after: number): boolean {
  const before = classOf(eojeol.charCodeAt(cut - 1));
  if ((after & before) === 0) return false;
  const josa = eojeol.slice(cut, end);
  const isVerb = (after & before & VERB) !== 0;
  if (!isVerb && NOT_PEELED.has(josa)) return false;
  if (cut === 1 && !fitsOneSyllable(eojeol.charAt(0), josa, isVerb, before === VOWEL)) return false;
  return !cutsNoun(eojeol, cut);
}

/**
 * Cuts 조사, copula and endings off an eojeol by rule, the longest chain that fits; laughs behind it go with the josa.
 * No dictionary is asked: josa-table.ts says how the ambiguous ones are decided.
 *
 * @example peelJosa('소액주주들에게는') // { stem: '소액주주', josa: '들에게는' }
 * @example peelJosa('장애인') // { stem: '장애인', josa: '' }
 */
export function peelJosa(eojeol: string): Peeled {
  const cut = stemLength(eojeol);
  return { stem: eojeol.slice(0, cut), josa: eojeol.slice(cut) };
}

/** Length of the stem that `peelJosa` gives, in UTF-16 code units. */
export function stemLength(eojeol: string): number {
  const end = endOfWords(eojeol);
  if (end === 0) return eojeol.length;
  let best = end;
  for (let cut = end - 1, node = 0; cut > 0; cut--) {
    node = stepLeft(node, eojeol.charCodeAt(cut));
    if (node < 0) break;
    const after = tailAfter(node);
    if (after !== 0 && mayPeel(eojeol, cut, end, after)) best = cut;
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
  const end = endOfWords(rest);
  if (end === 0) return true;
  if (end > LONGEST_TAIL) return false;
  let node = 0;
  for (let at = end - 1; at >= 0 && node >= 0; at--) node = stepLeft(node, rest.charCodeAt(at));
  const after = node < 0 ? 0 : tailAfter(node);
  if (term === undefined) return after !== 0;
  return (after & classOf(term.charCodeAt(term.length - 1))) !== 0;
}
