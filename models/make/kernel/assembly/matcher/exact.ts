/** Finds spellings letter for letter, symbols and spaces between units skipped: the pass over every text. */
import { MAX_GAP, SPACE_COST, SYMBOL_COST } from '../../../../../src/hangul/matcher/costs';
import { add } from './accept';
import {
  begins,
  codeAt,
  GAP,
  INVISIBLE,
  kindAt,
  length,
  SPACE,
  SYMBOL,
  unitAt,
} from './state';
import { childOf, endAt, endFrom, endTo, hasChildren, pairNode, rootOf } from './trie';

/** In `begins`: a spelling of this unit alone. */
const IS_WHOLE: i32 = 2;

let looked: i32 = 0;

/** Other than 0 where some spelling begins with the code unit at a place. */
// @inline
export function beginsAt(at: i32): i32 {
  return <i32>load<u8>(begins + <usize>codeAt(at));
}

// @inline
function isGap(kind: i32): bool {
  return kind >= SPACE && kind <= SYMBOL;
}

/** Weighs what begins at a place, where a spelling may begin; returns the last place that was looked at. */
export function startExact(at: i32): i32 {
  const unit = unitAt(at);
  let next = at + 1;
  while (next < length && isGap(kindAt(next)) && next - at < MAX_GAP) next++;
  looked = next;
  if (beginsAt(at) === IS_WHOLE) {
    enter(rootOf(unit), at, at + 1);
    return looked;
  }
  const second = next < length ? unitAt(next) : -1;
  const node = second < 0 ? 0 : pairNode(unit, second);
  if (node === 0) return next;
  if (next === at + 1) enter(node, at, at + 2);
  else enter(rootOf(unit), at, at + 1);
  return looked;
}

function enter(first: i32, start: i32, behindFirst: i32): void {
  let node = first;
  let place = behindFirst;
  let cost: f64 = 0;
  let ways = 0;
  let spaces = 0;
  for (;;) {
    const end = endTo(node);
    for (let i = endFrom(node); i < end; i++) add(endAt(i), start, place, cost, ways, spaces);
    if (!hasChildren(node)) return;
    let gap = 0;
    let spaced = false;
    let child = 0;
    for (; place < length && gap < MAX_GAP; place++) {
      const kind = kindAt(place);
      if (place > looked) looked = place;
      if (!isGap(kind)) {
        const unit = unitAt(place);
        child = unit < 0 ? 0 : childOf(node, unit);
        break;
      }
      ways |= GAP;
      if (kind !== INVISIBLE) gap++;
      if (kind === SYMBOL) cost += SYMBOL_COST;
      if (kind === SPACE && !spaced) {
        spaced = true;
        spaces++;
        cost += SPACE_COST;
      }
    }
    if (child === 0) return;
    node = child;
    place++;
  }
}
