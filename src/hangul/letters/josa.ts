import * as tables from './josa-table.js';
import {
  type After,
  ANY,
  CODA,
  type Forms,
  NOUNS_LIKE_JOSA,
  PRONOUNS,
  RIEUL,
  VERB,
  VOWEL,
} from './josa-table.js';
import { FIRST_SYLLABLE, LAST_SYLLABLE, SYLLABLE_COUNT } from './syllables.js';

/** An eojeol cut in two: `stem + josa` is the eojeol; the stem is never empty, the josa may be. */
interface Peeled {
  readonly stem: string;
  readonly josa: string;
}

/** Where the laughs and tears at the end of `[start, end)` begin (터졌네ㅋㅋ, 먹통이ㅠㅠ); compatibility jamo only. */
function beforeLaughs(text: string, start: number, end: number): number {
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
  const last = beforeLaughs(text, start, end);
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
  const last = beforeLaughs(text, start, end);
  if (last === start) return NO_TAIL;
  if (last - start > MAX_TAIL) return 0;
  let state = firstStep(text.charCodeAt(last - 1));
  for (let at = last - 2; at >= start && state !== 0; at--) state = stepLeft(state, text.charCodeAt(at));
  return tailAt(state);
}

/** Class of a code unit as what stands before a tail. Latin, digits and jamo take either form. */
function classOf(unit: number): After {
  const code = unit - 0xac00;
  if (!(code >= 0 && code <= 0xd7a3 - 0xac00)) return ANY;
  switch (code % 28) {
    case 0:
      return VOWEL;
    case 8: // ㄹ
      return RIEUL;
    case 6: // ㄶ
    case 15: // ㅀ
    case 18: // ㅄ
    case 20: // ㅆ
    case 27: // ㅎ
      return CODA | VERB;
    default:
      return CODA;
  }
}

/**
 * The tails as a tree that is walked from their last letter to the first, so that an eojeol without one costs one look-up.
 * By node, 0 being the root: its letter, what the tail that begins there may stand after, its first child (0 where there
 * is none) and the next child of its parent. What is walked is made of it below.
 */
const codes: number[] = [0];
const afters: After[] = [0];
const firstChild: number[] = [0];
const nextChild: number[] = [0];
/** Children of the root: there are too many to look through. */
const children = new Map<number, number>();
let longest = 0;

function childOf(node: number, code: number): number {
  if (node === 0) return children.get(code) ?? 0;
  let child = firstChild[node]!;
  while (child !== 0 && codes[child] !== code) child = nextChild[child]!;
  return child;
}

function addChild(node: number, code: number): number {
  const child = codes.push(code) - 1;
  afters.push(0);
  firstChild.push(0);
  nextChild.push(firstChild[node]!);
  firstChild[node] = child;
  if (node === 0) children.set(code, child);
  return child;
}

const addTail = (form: string, after: After): void => {
  let node = 0;
  for (let at = form.length - 1; at >= 0; at--) {
    const code = form.charCodeAt(at);
    node = childOf(node, code) || addChild(node, code);
  }
  afters[node]! |= after;
  if (form.length > longest) longest = form.length;
};
const addAll = (prefix: string, list: string, after: After): void => {
  for (const ending of list.split(' ')) addTail(prefix + (ending === '-' ? '' : ending), after);
};
const eachForm = (forms: Forms, visit: (form: string, after: After) => void): void => {
  for (const [after, list] of forms) for (const form of list.split(' ')) visit(form, after);
};
const follows = (before: string, after: After): boolean =>
  (classOf(before.charCodeAt(before.length - 1)) & after) !== 0;

/** 이다 behind a noun (an empty chain) or a chain such as 들, 까지, 뿐; without 이 after a vowel only. */
function addCopula(chain: string, after: After): void {
  addAll(chain, tables.COPULA_FULL, after);
  addAll(chain, tables.COPULA_SHAPED, after);
  for (const past of tables.COPULA_PAST) addAll(chain + past, tables.AFTER_PAST, after);
  if (!follows(chain, VOWEL)) return;
  const bare = chain === '' ? VOWEL : after;
  addAll(chain, tables.COPULA_BARE, bare);
  addAll(`${chain}였`, tables.AFTER_PAST, bare);
}

function addClosing(chain: string, after: After): void {
  eachForm(tables.CLOSING_JOSA, (form, own) => {
    if (follows(chain, own)) addTail(chain + form, after);
  });
}

/** `chain` and what may follow it: closing 조사, the copula, and `depth` more open 조사. */
function addChain(chain: string, after: After, depth: number, nexts: Forms): void {
  addTail(chain, after);
  addClosing(chain, after);
  if (tables.BEFORE_COPULA.has(chain)) addCopula(chain, after);
  if (depth === 0) return;
  eachForm(nexts, (next, own) => {
    if (!chain.endsWith(next) && follows(chain, own))
      addChain(chain + next, after, depth - 1, tables.SECOND_JOSA);
  });
}

function addVerbs(): void {
  for (const verb of tables.NOUN_VERBS) {
    addAll(verb.plain, tables.AFTER_PLAIN, ANY);
    addAll(verb.n, tables.AFTER_N, ANY);
    addAll(verb.l, tables.AFTER_L, ANY);
    addAll(verb.m, tables.AFTER_M, ANY);
    addAll(verb.b, tables.AFTER_B, ANY);
    addAll(verb.a, tables.AFTER_A, ANY);
    for (const past of verb.past) addAll(past, tables.AFTER_PAST, ANY);
  }
  addAll('', tables.GLUED_ADJECTIVES, ANY);
  addAll('', tables.AFTER_PAST, VERB);
  addAll('', tables.VERB_AFTER_VOWEL, VOWEL);
  addAll('', tables.VERB_AFTER_CODA, RIEUL | CODA);
  addAll('', tables.VERB_AFTER_BIEUP, CODA);
}

eachForm(tables.PLURAL, (form, after) => {
  addChain(form, after, 2, tables.OPEN_JOSA);
});
eachForm(tables.OPEN_JOSA, (form, after) => {
  addChain(form, after, 1, tables.SECOND_JOSA);
});
eachForm(tables.CLOSING_JOSA, addTail);
addCopula('', ANY);
addVerbs();

/** Length of the longest tail in syllables: a longer run of syllables is none, and nobody need look for its end. */
export const MAX_TAIL: number = longest;

/** What else is known of a tail, beside what it may stand after: whether it is one of the sets of josa-table.ts. */
const IS_NOT_PEELED = 16;
const IS_AFTER_ONE_SYLLABLE = 32;
const IS_NOT_AFTER_ONE_SYLLABLE = 64;
const markedTails: readonly (readonly [tails: ReadonlySet<string>, mark: number])[] = [
  [tables.NOT_PEELED, IS_NOT_PEELED],
  [tables.AFTER_ONE_SYLLABLE, IS_AFTER_ONE_SYLLABLE],
  [tables.NOT_AFTER_ONE_SYLLABLE, IS_NOT_AFTER_ONE_SYLLABLE],
];
for (const [tails, mark] of markedTails) {
  for (const tail of tails) {
    let node = childOf(0, tail.charCodeAt(tail.length - 1));
    for (let at = tail.length - 2; at >= 0 && node !== 0; at--) node = childOf(node, tail.charCodeAt(at));
    // What is no tail is never found.
    if (afters[node] !== 0) afters[node]! |= mark;
  }
}

/** By state: what the tail that begins there may stand after, and its marks; 0 is no state. */
const states = [0];
/** The first steps by the syllable, as every eojeol asks for one; 0 where no tail ends with it. */
export const FIRST_STEPS = new Uint16Array(SYLLABLE_COUNT);
/** The others, as state, code unit and next state by turns. */
const steps: number[] = [];
mergeNodes();
export const STATES = Uint8Array.from(states);

/** The steps in an open-addressed table, by threes. */
const TABLE_SIZE = 2 ** Math.ceil(Math.log2(steps.length));
export const TABLE = new Uint16Array(TABLE_SIZE * 3);
for (let i = 0; i < steps.length; i += 3) {
  let slot = slotOf(steps[i]!, steps[i + 1]!);
  while (TABLE[slot * 3] !== 0) slot = (slot + 1) & (TABLE_SIZE - 1);
  for (let j = 0; j < 3; j++) TABLE[slot * 3 + j] = steps[i + j]!;
}
for (const made of [codes, afters, firstChild, nextChild, states, steps]) made.length = 0;
children.clear();

/**
 * Nodes from which the tails go on alike are one state: of some 44,000 nodes there are under 300, so that what is walked
 * stays in the processor's cache.
 */
function mergeNodes(): void {
  const stateOf = new Uint16Array(afters.length);
  const known = new Map<string, number>();
  // A node comes after its parent.
  for (let node = afters.length - 1; node > 0; node--) {
    let key = String.fromCharCode(afters[node]!);
    for (let child = firstChild[node]!; child !== 0; child = nextChild[child]!)
      key += String.fromCharCode(codes[child]!, stateOf[child]!);
    let state = known.get(key);
    if (state === undefined) {
      known.set(key, (state = states.push(afters[node]!) - 1));
      for (let child = firstChild[node]!; child !== 0; child = nextChild[child]!)
        steps.push(state, codes[child]!, stateOf[child]!);
    }
    stateOf[node] = state;
  }
  for (const [code, child] of children) FIRST_STEPS[code - FIRST_SYLLABLE] = stateOf[child]!;
}

function slotOf(state: number, code: number): number {
  const hash = Math.imul(state, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b);
  return (hash ^ (hash >>> 15)) & (TABLE_SIZE - 1);
}

/** The first step, from the last letter of an eojeol: a state, or 0 where no tail ends with the letter. */
const firstStep = (code: number): number =>
  code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE ? FIRST_STEPS[code - FIRST_SYLLABLE]! : 0;

/** The state one letter to the left, or 0 where no tail goes on. */
function stepLeft(state: number, code: number): number {
  for (let slot = slotOf(state, code); ; slot = (slot + 1) & (TABLE_SIZE - 1)) {
    const found = TABLE[slot * 3]!;
    if (found === 0) return 0;
    if (found === state && TABLE[slot * 3 + 1] === code) return TABLE[slot * 3 + 2]!;
  }
}

/** What the tail that begins at a state may stand after, and its marks; 0 where none begins. */
const tailAt = (state: number): After => STATES[state]!;
