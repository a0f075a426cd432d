/**
 * Finds spellings in the lattice of a marked text: in every way of writing, with changed sounds, with letters put in. A
 * path through the text is what was read so far: its node, where it ends, its cost, ways and spaces, and the written unit
 * that was read last. Node 0 stands for a path of one unit.
 */
import {
  FIRST_STEPS,
  INSERT_COST,
  MAX_GAP,
  MAX_INSERTED,
  MAX_SHORT_COST,
  MAX_UNIT_COST,
  MIN_CHANGE_COST,
  REPEAT_COST,
  SPACE_COST,
  STEPS_PER_UNIT,
  SYMBOL_COST,
} from '../../../../../src/hangul/matcher/costs';
import { add } from './accept';
import { behindEdges, edge, firstEdge, reach, visible } from './lattice';
import {
  begins,
  classOf,
  classPairs,
  codeAt,
  DIGIT,
  FIRST_SYLLABLE,
  flagsAt,
  GAP,
  INSERT,
  INVISIBLE,
  JAMO,
  kindAt,
  LATIN,
  length,
  maxCost,
  onsetAt,
  pairBudget,
  REPEAT,
  SOUND,
  soundFirst,
  soundFrom,
  soundNode,
  sounds,
  soundSecond,
  SPACE,
  spellingAllowed,
  SYLLABLE,
  SYMBOL,
  unitFrom,
} from './state';
import * as layout from '../../../../../src/hangul/matcher/kernel/layout';
import {
  allowed,
  barred,
  behind,
  endAt,
  endFrom,
  endTo,
  firstOf,
  groupOf,
  hasChildren,
  pairNode,
  rootOf,
  unitOfNode,
} from './trie';
import { unitCost } from './units';

const SILENT_ONSET: i32 = 11;
/** In `begins`: a spelling of this unit alone. */
const IS_WHOLE: i32 = 2;

let start: i32 = 0;
/** Steps left, and up to which place they were granted. */
let left: i32 = 0;
let granted: i32 = 0;

/** Begins a search of a text. */
export function grantSteps(): void {
  left = FIRST_STEPS;
  granted = 0;
}

/** Weighs what begins at a place: false where the steps of the text were used up before all was read. */
export function startDoubtful(at: i32): bool {
  start = at;
  left += (at - granted) * STEPS_PER_UNIT;
  granted = at;
  if (isHopeless(at)) {
    // One step, as the search would take there.
    if (sounds || rootOf(codeAt(at) - FIRST_SYLLABLE) !== 0) left--;
    return left > 0;
  }
  reach(at);
  const end = behindEdges(at);
  for (let number = firstEdge(at); number < end; number++) {
    const e = edge(number);
    const to = load<i32>(e);
    const first = load<i32>(e, 4);
    const cost = <f64>load<f32>(e, 8);
    const ways = load<i32>(e, 12);
    const single = rootOf(first);
    if (single !== 0) note(single, to, cost, ways, 0);
    else if (!sounds) continue;
    goOn(0, to, cost, ways, 0, first);
  }
  return left > 0;
}

/**
 * Whether two whole syllables stand at a place that can be read as themselves only, and no term begins with what the two
 * sound like: so it is at most places of a marked text, which need no lattice.
 */
function isHopeless(at: i32): bool {
  const plain = layout.KIND | layout.SYLLABLE_SHAPE;
  if ((flagsAt(at) & plain) !== SYLLABLE || (flagsAt(at + 1) & plain) !== SYLLABLE) return false;
  const first = codeAt(at) - FIRST_SYLLABLE;
  const second = codeAt(at + 1) - FIRST_SYLLABLE;
  if (drawsOut(first, second)) return false;
  if (load<u8>(<usize>second, layout.CODA_AT) === 0) {
    // An open syllable may be drawn out, or get a coda from what follows.
    const flag = flagsAt(at + 2);
    const kind = flag & layout.KIND;
    if (kind !== SPACE && kind !== SYLLABLE) return false;
    if (kind === SYLLABLE && drawsOut(second, codeAt(at + 2) - FIRST_SYLLABLE)) return false;
  }
  if (load<u8>(begins + <usize>codeAt(at)) === IS_WHOLE) return false;
  const key = classOf(first) * layout.CLASSES + classOf(second);
  const bits = load<u8>(classPairs + <usize>(key >> 3));
  return ((<i32>bits >> (key & 7)) & 1) === 0 && pairNode(first, second) === 0;
}

/** Whether a syllable behind another may only draw it out: the same one, or its vowel behind a silent onset. */
// @inline
function drawsOut(syllable: i32, next: i32): bool {
  if (syllable === next) return true;
  const vowel = <i32>load<u8>(<usize>syllable, layout.VOWEL_AT);
  const silent = SILENT_ONSET * 588 + vowel * 28;
  return next >= silent && next < silent + 28;
}

function note(node: i32, end: i32, cost: f64, ways: i32, spaces: i32): void {
  const last = endTo(node);
  for (let i = endFrom(node); i < last; i++) {
    const spelling = <usize>endAt(i) << 2;
    if ((ways & ~load<i32>(spellingAllowed + spelling) & ~GAP) !== 0) continue;
    if (cost > MAX_SHORT_COST && load<i32>(unitFrom + spelling, 4) - load<i32>(unitFrom + spelling) < 3) continue;
    add(endAt(i), start, end, cost, ways, spaces);
  }
}

/** Reads on behind a path: at once, and behind whatever may be skipped. */
function goOn(node: i32, at: i32, paid: f64, undone: i32, within: i32, last: i32): void {
  let cost = paid;
  let ways = undone;
  let spaces = within;
  const never = node === 0 ? 0 : barred(node);
  let gap = 0;
  let inserted = 0;
  let spaced = false;
  for (let place = at; place < length && gap < MAX_GAP; place++) {
    if (--left <= 0) return;
    if (node === 0) second(at, place, cost, ways, spaces, last);
    else next(node, place, cost, ways, spaces);
    const kind = kindAt(place);
    if (kind === INVISIBLE) {
      ways |= GAP;
      // No letter begins with what is invisible: a run of it is one step.
      place = visible(place) - 1;
    } else if (kind === SYMBOL || kind === SPACE) {
      gap++;
      ways |= GAP;
      if (kind === SYMBOL) cost += SYMBOL_COST;
      else if (!spaced) {
        spaced = true;
        spaces++;
        cost += SPACE_COST;
      }
    } else if ((kind === SYLLABLE || kind === JAMO) && isStretch(codeAt(place), last)) {
      gap++;
      if ((ways & REPEAT) === 0) cost += REPEAT_COST;
      ways |= REPEAT;
    } else if ((kind === JAMO || kind === LATIN || kind === DIGIT) && inserted < MAX_INSERTED) {
      if (inserted++ === 0 || kind === JAMO) cost += INSERT_COST;
      ways |= INSERT;
    } else return;
    if (cost > maxCost || (ways & never) !== 0) return;
  }
}

// @inline
function intAt(array: usize, place: i32): i32 {
  return load<i32>(array + (<usize>place << 2));
}

// @inline
function shortAt(array: usize, place: i32): i32 {
  return <i32>load<u16>(array + (<usize>place << 1));
}

/** Reads the second unit of a term at a place, the first being the path's `last`, which ends at `at`. */
function second(at: i32, place: i32, cost: f64, ways: i32, spaces: i32, last: i32): void {
  reach(place);
  const until = behindEdges(place);
  let number = firstEdge(place);
  if (number === until) return;
  const root = rootOf(last);
  const sound = classOf(last) * layout.CLASSES;
  const onsetBehind = onsetAt(at);
  for (; number < until; number++) {
    const e = edge(number);
    const to = load<i32>(e);
    const written = load<i32>(e, 4);
    const paid = cost + <f64>load<f32>(e, 8);
    if (paid > pairBudget) continue;
    const undone = ways | load<i32>(e, 12);
    const unchanged = !sounds || paid + MIN_CHANGE_COST > pairBudget;
    const plain = root === 0 ? 0 : pairNode(last, written);
    // The pairs know those nodes that may be read by sound, the node of the written units among them.
    if (plain !== 0 && (unchanged || (allowed(plain) & SOUND) === 0))
      arrive(plain, to, paid, undone, spaces, written);
    if (unchanged) continue;
    const key = sound + classOf(written);
    const end = intAt(soundFrom, key + 1);
    let entry = intAt(soundFrom, key);
    if (entry === end) continue;
    left -= end - entry;
    const onset = onsetAt(to);
    let known = -1;
    let firstCost: f64 = 0;
    for (; entry < end; entry++) {
      const first = shortAt(soundFirst, entry);
      if (first !== known) {
        known = first;
        firstCost = unitCost(last, first, onsetBehind);
      }
      if (firstCost > MAX_UNIT_COST) continue;
      const reading = firstCost + unitCost(written, shortAt(soundSecond, entry), onset);
      if (paid + reading > pairBudget) continue;
      arrive(
        intAt(soundNode, entry),
        to,
        paid + reading,
        reading === 0 ? undone : undone | SOUND,
        spaces,
        written,
      );
    }
  }
}

function next(node: i32, place: i32, cost: f64, ways: i32, spaces: i32): void {
  reach(place);
  const until = behindEdges(place);
  for (let number = firstEdge(place); number < until; number++) {
    const e = edge(number);
    const written = load<i32>(e, 4);
    const group = groupOf(node, classOf(written));
    if (group === 0) continue;
    const to = load<i32>(e);
    const paid = cost + <f64>load<f32>(e, 8);
    const undone = ways | load<i32>(e, 12);
    const onset = onsetAt(to);
    const end = behind(group);
    left -= end - firstOf(group);
    for (let child = firstOf(group); child < end; child++) {
      const reading = unitCost(written, unitOfNode(child), onset);
      if (reading > MAX_UNIT_COST || paid + reading > maxCost || (reading > 0 && !sounds)) continue;
      arrive(child, to, paid + reading, reading === 0 ? undone : undone | SOUND, spaces, written);
    }
  }
}

/** At a node: note what ends here, and go on. */
function arrive(node: i32, at: i32, cost: f64, ways: i32, spaces: i32, last: i32): void {
  if ((ways & barred(node)) !== 0) return;
  note(node, at, cost, ways, spaces);
  if (hasChildren(node)) goOn(node, at, cost, ways, spaces, last);
}

/** Whether a letter only draws the last syllable out: the syllable again, its vowel behind ㅇ or bare, or ㅡ. */
function isStretch(code: i32, last: i32): bool {
  if (last >= layout.SYLLABLES) return false;
  const vowel = <i32>load<u8>(<usize>last, layout.VOWEL_AT);
  if (code === 0x3161 || code === 0x314f + vowel) return true;
  const syllable = code - FIRST_SYLLABLE;
  return syllable === last || syllable === SILENT_ONSET * 588 + vowel * 28;
}
