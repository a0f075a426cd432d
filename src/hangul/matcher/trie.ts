import { classBit, GROUP_RECORD, NODE_RECORD, spread } from './keys.js';
import type { TrieTables } from './tables.js';
import { soundClass } from './units.js';

/**
 * A trie of spellings over units, laid flat. Children of a node lie together, sorted by sound class, so that one look-up
 * gives all children that a written unit could be read as. Nodes that are visited together are stored contiguously: the
 * trie of the shipped packs is larger than the cache of a core, and the search would mostly wait for memory.
 */
export class Trie {
  /** Child of the root for each unit, 0 for none. */
  readonly roots: Int32Array;
  /** Unit of each node; nodes are numbered from 1, the root is 0. */
  readonly unit: Uint16Array;
  /** Spellings that end at a node: `ends[endFrom(node)] … ends[endTo(node) − 1]`. */
  readonly ends: Int32Array;
  readonly #nodes: Int32Array;
  readonly #groups: Int32Array;
  readonly #mask: number;

  constructor({
    roots,
    unit,
    ends,
    nodes,
    groups,
  }: Pick<TrieTables, 'roots' | 'unit' | 'ends' | 'nodes' | 'groups'>) {
    this.roots = roots;
    this.unit = unit;
    this.ends = ends;
    this.#nodes = nodes;
    this.#groups = groups;
    this.#mask = groups.length / GROUP_RECORD - 1;
  }

  /** Where the spellings that end at a node begin in `ends`. */
  endFrom(node: number): number {
    return this.#nodes[node * NODE_RECORD]!;
  }

  /** Where the spellings that end at a node end in `ends`. */
  endTo(node: number): number {
    return this.#nodes[node * NODE_RECORD + 1]!;
  }

  /** Whether a longer spelling goes on from a node. */
  hasChildren(node: number): boolean {
    return this.#nodes[node * NODE_RECORD + 2] !== 0;
  }

  /** Bits of the ways that some spelling which goes through a node lets be undone. */
  allowed(node: number): number {
    return this.#nodes[node * NODE_RECORD + 3]!;
  }

  /** The group of the children of `node` in a sound class, −1 for none. */
  groupOf(node: number, sound: number): number {
    // Most look-ups find nothing, and most of these end here.
    if ((this.#nodes[node * NODE_RECORD + 2]! & classBit(sound)) === 0) return -1;
    const key = node * 256 + sound;
    for (let slot = spread(key) & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const found = this.#groups[slot * GROUP_RECORD]!;
      if (found === key) return slot * GROUP_RECORD;
      if (found < 0) return -1;
    }
  }

  /** The first node of a group. */
  firstOf(group: number): number {
    return this.#groups[group + 1]!;
  }

  /** The node behind the last of a group. */
  behind(group: number): number {
    return this.#groups[group + 1]! + this.#groups[group + 2]!;
  }

  /** The child of `node` for a unit as it stands there, 0 for none. */
  childOf(node: number, unit: number): number {
    const group = this.groupOf(node, soundClass(unit));
    if (group < 0) return 0;
    const end = this.behind(group);
    for (let child = this.firstOf(group); child < end; child++) if (this.unit[child] === unit) return child;
    return 0;
  }
}
