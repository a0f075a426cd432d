import * as endings from './ending-table.js';
import * as josa from './josa-table.js';
import { ANY, CODA, RIEUL, VERB, VOWEL, type After, type Forms } from './josa-table.js';

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
 * A step is `node * 65536 + code unit`; node 0 is the root. The map grows it, `TABLE` below is what is walked.
 */
const steps = new Map<number, number>();
const afterOfNode: After[] = [0];
let longest = 0;

const add = (form: string, after: After): void => {
  let node = 0;
  for (let at = form.length - 1; at >= 0; at--) {
    const step = node * 0x10000 + form.charCodeAt(at);
    const known = steps.get(step);
    node = known ?? afterOfNode.push(0) - 1;
    if (known === undefined) steps.set(step, node);
  }
  afterOfNode[node] = (afterOfNode[node] ?? 0) | after;
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

/** The steps in an open-addressed table, as node, code unit and next node; most eojeols of a text ask it several times. */
const TABLE_SIZE = 2 ** Math.ceil(Math.log2(steps.size * 2));
const TABLE = new Int32Array(TABLE_SIZE * 3).fill(-1);
for (const [step, next] of steps) {
  const node = Math.floor(step / 0x10000);
  const code = step % 0x10000;
  let slot = slotOf(node, code);
  while (TABLE[slot * 3]! >= 0) slot = (slot + 1) & (TABLE_SIZE - 1);
  TABLE.set([node, code, next], slot * 3);
}
steps.clear();

function slotOf(node: number, code: number): number {
  const hash = Math.imul(node, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b);
  return (hash ^ (hash >>> 15)) & (TABLE_SIZE - 1);
}

/** The node one letter to the left, or -1 where no tail goes on. */
export function stepLeft(node: number, code: number): number {
  for (let slot = slotOf(node, code); ; slot = (slot + 1) & (TABLE_SIZE - 1)) {
    const found = TABLE[slot * 3]!;
    if (found < 0) return -1;
    if (found === node && TABLE[slot * 3 + 1] === code) return TABLE[slot * 3 + 2]!;
  }
}

/** What the tail that begins at a node may stand after; 0 where none begins. */
export const tailAfter = (node: number): After => afterOfNode[node] ?? 0;
