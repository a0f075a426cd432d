import * as endings from './ending-table.js';
import * as josa from './josa-table.js';
import { ANY, CODA, RIEUL, VERB, VOWEL, type After, type Forms } from './josa-table.js';
import { FIRST_SYLLABLE, LAST_SYLLABLE, SYLLABLES } from './syllable.js';

/** Class of a code unit as what stands before a tail. Latin, digits and jamo take either form. */
export function classOf(unit: number): After {
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

const add = (form: string, after: After): void => {
  let node = 0;
  for (let at = form.length - 1; at >= 0; at--) {
    const code = form.charCodeAt(at);
    node = childOf(node, code) || addChild(node, code);
  }
  afters[node]! |= after;
  if (form.length > longest) longest = form.length;
};
const addAll = (prefix: string, list: string, after: After): void => {
  for (const ending of list.split(' ')) add(prefix + (ending === '-' ? '' : ending), after);
};
const each = (forms: Forms, visit: (form: string, after: After) => void): void => {
  for (const [after, list] of forms) for (const form of list.split(' ')) visit(form, after);
};
const follows = (before: string, after: After): boolean =>
  (classOf(before.charCodeAt(before.length - 1)) & after) !== 0;

/** 이다 behind a noun (an empty chain) or a chain such as 들, 까지, 뿐; without 이 after a vowel only. */
function addCopula(chain: string, after: After): void {
  addAll(chain, endings.COPULA_FULL, after);
  addAll(chain, endings.COPULA_SHAPED, after);
  for (const past of endings.COPULA_PAST) addAll(chain + past, endings.AFTER_PAST, after);
  if (!follows(chain, VOWEL)) return;
  const bare = chain === '' ? VOWEL : after;
  addAll(chain, endings.COPULA_BARE, bare);
  addAll(`${chain}였`, endings.AFTER_PAST, bare);
}

function addClosing(chain: string, after: After): void {
  each(josa.CLOSING_JOSA, (form, own) => {
    if (follows(chain, own)) add(chain + form, after);
  });
}

/** `chain` and what may follow it: closing 조사, the copula, and `depth` more open 조사. */
function addChain(chain: string, after: After, depth: number, nexts: Forms): void {
  add(chain, after);
  addClosing(chain, after);
  if (josa.BEFORE_COPULA.has(chain)) addCopula(chain, after);
  if (depth === 0) return;
  each(nexts, (next, own) => {
    if (!chain.endsWith(next) && follows(chain, own))
      addChain(chain + next, after, depth - 1, josa.SECOND_JOSA);
  });
}

function addVerbs(): void {
  for (const verb of endings.NOUN_VERBS) {
    addAll(verb.plain, endings.AFTER_PLAIN, ANY);
    addAll(verb.n, endings.AFTER_N, ANY);
    addAll(verb.l, endings.AFTER_L, ANY);
    addAll(verb.m, endings.AFTER_M, ANY);
    addAll(verb.b, endings.AFTER_B, ANY);
    addAll(verb.a, endings.AFTER_A, ANY);
    for (const past of verb.past) addAll(past, endings.AFTER_PAST, ANY);
  }
  addAll('', endings.GLUED_ADJECTIVES, ANY);
  addAll('', endings.AFTER_PAST, VERB);
  addAll('', endings.VERB_AFTER_VOWEL, VOWEL);
  addAll('', endings.VERB_AFTER_CODA, RIEUL | CODA);
  addAll('', endings.VERB_AFTER_BIEUP, CODA);
}

each(josa.PLURAL, (form, after) => {
  addChain(form, after, 2, josa.OPEN_JOSA);
});
each(josa.OPEN_JOSA, (form, after) => {
  addChain(form, after, 1, josa.SECOND_JOSA);
});
each(josa.CLOSING_JOSA, add);
addCopula('', ANY);
addVerbs();

/** Length of the longest tail in syllables. */
export const LONGEST_TAIL: number = longest;

/** What else is known of a tail, beside what it may stand after: whether it is one of the sets of josa-table.ts. */
export const IS_NOT_PEELED = 16;
export const IS_AFTER_ONE_SYLLABLE = 32;
export const IS_NOT_AFTER_ONE_SYLLABLE = 64;
const marks: readonly (readonly [tails: ReadonlySet<string>, mark: number])[] = [
  [josa.NOT_PEELED, IS_NOT_PEELED],
  [josa.AFTER_ONE_SYLLABLE, IS_AFTER_ONE_SYLLABLE],
  [josa.NOT_AFTER_ONE_SYLLABLE, IS_NOT_AFTER_ONE_SYLLABLE],
];
for (const [tails, mark] of marks) {
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
const FIRST_STEPS = new Uint16Array(SYLLABLES);
/** The others, as state, code unit and next state by turns. */
const steps: number[] = [];
mergeNodes();
const STATES = Uint8Array.from(states);

/** The steps in an open-addressed table, by threes. */
const TABLE_SIZE = 2 ** Math.ceil(Math.log2(steps.length));
const TABLE = new Uint16Array(TABLE_SIZE * 3);
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
export const firstStep = (code: number): number =>
  code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE ? FIRST_STEPS[code - FIRST_SYLLABLE]! : 0;

/** The state one letter to the left, or 0 where no tail goes on. */
export function stepLeft(state: number, code: number): number {
  for (let slot = slotOf(state, code); ; slot = (slot + 1) & (TABLE_SIZE - 1)) {
    const found = TABLE[slot * 3]!;
    if (found === 0) return 0;
    if (found === state && TABLE[slot * 3 + 1] === code) return TABLE[slot * 3 + 2]!;
  }
}

/** What the tail that begins at a state may stand after, and its marks; 0 where none begins. */
export const tailAt = (state: number): After => STATES[state]!;
