/** The trie of spellings: `src/hangul/matcher/tables.ts` says how it is laid. */
import {
  classOf,
  ends,
  GAP,
  groupMask,
  groups,
  nodes,
  nodeUnit,
  pairFilter,
  pairMask,
  pairSlots,
  roots,
} from './state';
import * as layout from '../../../../../src/hangul/matcher/kernel/layout';

// @inline
export function rootOf(unit: i32): i32 {
  return load<i32>(roots + (<usize>unit << 2));
}

// @inline
export function endFrom(node: i32): i32 {
  return load<i32>(nodes + (<usize>node << 4));
}

// @inline
export function endTo(node: i32): i32 {
  return load<i32>(nodes + (<usize>node << 4), 4);
}

// @inline
export function endAt(place: i32): i32 {
  return load<i32>(ends + (<usize>place << 2));
}

// @inline
export function hasChildren(node: i32): bool {
  return load<i32>(nodes + (<usize>node << 4), 8) !== 0;
}

/** Bits of the ways that some spelling through a node lets be undone. */
// @inline
export function allowed(node: i32): i32 {
  return load<i32>(nodes + (<usize>node << 4), 12);
}

/** Bits of the ways by which no term behind a node may be read. */
// @inline
export function barred(node: i32): i32 {
  return ~(allowed(node) | GAP);
}

/** Where the group of the children of a node in a sound class lies, 0 for none. */
export function groupOf(node: i32, sound: i32): usize {
  if ((load<i32>(nodes + (<usize>node << 4), 8) & (1 << (sound & 31))) === 0) return 0;
  const key = (node << 8) + sound;
  const hash = <u32>key * 0x9e3779b1;
  let slot = (hash ^ (hash >> 15)) & groupMask;
  while (true) {
    const at = groups + (<usize>slot << 4);
    const found = load<i32>(at);
    if (found === key) return at;
    if (found < 0) return 0;
    slot = (slot + 1) & groupMask;
  }
}

// @inline
export function firstOf(group: usize): i32 {
  return load<i32>(group, 4);
}

// @inline
export function behind(group: usize): i32 {
  return load<i32>(group, 4) + load<i32>(group, 8);
}

// @inline
export function unitOfNode(node: i32): i32 {
  return <i32>load<u16>(nodeUnit + (<usize>node << 1));
}

/** The child of a node for a unit as it stands there, 0 for none. */
export function childOf(node: i32, unit: i32): i32 {
  const group = groupOf(node, classOf(unit));
  if (group === 0) return 0;
  const end = behind(group);
  for (let child = firstOf(group); child < end; child++) if (unitOfNode(child) === unit) return child;
  return 0;
}

/** The node of a pair of units two deep, 0 for none. */
export function pairNode(first: i32, second: i32): i32 {
  let hash = (<u32>first * 0x9e3779b1) ^ (<u32>second * 0x85ebca6b);
  hash = hash ^ (hash >> 15);
  const bit = hash >> 14;
  if ((load<u32>(pairFilter + (<usize>(bit >> 5) << 2)) & (1 << (bit & 31))) === 0) return 0;
  const key = first * layout.UNITS + second + 1;
  let slot = hash & pairMask;
  while (true) {
    const at = pairSlots + (<usize>slot << 3);
    const found = load<i32>(at);
    if (found === key) return load<i32>(at, 4);
    if (found === 0) return 0;
    slot = (slot + 1) & pairMask;
  }
}
