import { soundClass, UNIT_COUNT } from './units.js';

/** One spelling of a term as units: the plain one or one that is generated when terms are compiled. */
export interface Spelling {
  readonly term: number;
  readonly units: readonly number[];
  /** Cost of the spelling itself, before what the text adds. */
  readonly cost: number;
  /** Bits of the ways that this spelling undoes. */
  readonly ways: number;
  /** Bits of the ways that its term lets be undone. */
  readonly allowed: number;
  /** Whether many write so without a thought (데이타), so that clean comments hold it: the known-word veto lets it be. */
  readonly habit: boolean;
}

interface Growing {
  readonly children: Map<number, Growing>;
  readonly spellings: number[];
  allowed: number;
}

/** Numbers of a node's record in `nodes`. */
const RECORD = 4;

/**
 * A trie of spellings over units, laid flat. Children of a node lie together, sorted by sound class, so that one look-up
 * gives all children that a written unit could be read as. Nodes that are visited together are stored contiguously: the
 * trie of the shipped packs is larger than the cache of a core, and the search would mostly wait for memory.
 */
export class Trie {
  readonly spellings: readonly Spelling[];
  /** Child of the root for each unit, 0 for none. */
  readonly roots = new Int32Array(UNIT_COUNT);
  /** Unit of each node; nodes are numbered from 1, the root is 0. */
  readonly unit: Int32Array;
  /** Spellings that end at a node: `ends[endFrom(node)] … ends[endTo(node) − 1]`. */
  readonly ends: Int32Array;
  /** Bits of the ways that a spelling lets be undone, and its units, by its number. */
  readonly allowedBy: Int32Array;
  readonly lengthOf: Uint8Array;
  /** For each node: its first end, the end of them, a bit for the class of each child, the ways that some spelling behind it allows. */
  readonly #nodes: Int32Array;
  /** For each slot: the key of a group of children (−1 for none), its first child, how many they are. */
  readonly #groups: Int32Array;
  readonly #mask: number;

  constructor(spellings: readonly Spelling[]) {
    this.spellings = spellings;
    this.allowedBy = Int32Array.from(spellings, ({ allowed }) => allowed);
    this.lengthOf = Uint8Array.from(spellings, ({ units }) => Math.min(255, units.length));
    const root = grow(spellings);
    const nodes: Growing[] = [root];
    const units: number[] = [0];
    const groups: [key: number, first: number, count: number][] = [];
    // Breadth first, children by sound class: the children of a class get consecutive numbers.
    for (let at = 0; at < nodes.length; at++) {
      const children = [...nodes[at]!.children].sort(
        (a, b) => soundClass(a[0]) - soundClass(b[0]) || a[0] - b[0],
      );
      let last = -1;
      for (const [unit, child] of children) {
        const sound = soundClass(unit);
        if (sound !== last) groups.push([at * 256 + sound, nodes.length, 0]);
        last = sound;
        groups[groups.length - 1]![2]++;
        if (at === 0) this.roots[unit] = nodes.length;
        nodes.push(child);
        units.push(unit);
      }
    }
    this.unit = Int32Array.from(units);
    this.ends = Int32Array.from(nodes.flatMap((node) => node.spellings));
    this.#nodes = new Int32Array(nodes.length * RECORD);
    let ends = 0;
    for (const [at, { spellings: own, children, allowed }] of nodes.entries()) {
      const classes = [...children.keys()].reduce((bits, unit) => bits | classBit(soundClass(unit)), 0);
      this.#nodes.set([ends, (ends += own.length), classes, allowed], at * RECORD);
    }
    const size = 2 ** Math.ceil(Math.log2(groups.length * 2 + 2));
    this.#mask = size - 1;
    this.#groups = new Int32Array(size * RECORD).fill(-1);
    for (const group of groups) {
      let slot = spread(group[0]) & this.#mask;
      while (this.#groups[slot * RECORD]! >= 0) slot = (slot + 1) & this.#mask;
      this.#groups.set(group, slot * RECORD);
    }
  }

  /** Where the spellings that end at a node begin in `ends`. */
  endFrom(node: number): number {
    return this.#nodes[node * RECORD]!;
  }

  /** Where the spellings that end at a node end in `ends`. */
  endTo(node: number): number {
    return this.#nodes[node * RECORD + 1]!;
  }

  /** Whether a longer spelling goes on from a node. */
  hasChildren(node: number): boolean {
    return this.#nodes[node * RECORD + 2] !== 0;
  }

  /** Bits of the ways that some spelling which goes through a node lets be undone. */
  allowed(node: number): number {
    return this.#nodes[node * RECORD + 3]!;
  }

  /** The group of the children of `node` in a sound class, −1 for none. */
  groupOf(node: number, sound: number): number {
    // Most look-ups find nothing, and most of these end here.
    if ((this.#nodes[node * RECORD + 2]! & classBit(sound)) === 0) return -1;
    const key = node * 256 + sound;
    for (let slot = spread(key) & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const found = this.#groups[slot * RECORD]!;
      if (found === key) return slot * RECORD;
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

/** Classes that share a bit are told apart by the look-up. */
function classBit(sound: number): number {
  return 1 << (sound & 31);
}

function spread(key: number): number {
  const h = Math.imul(key, 0x9e3779b1);
  return (h ^ (h >>> 15)) >>> 0;
}

function grow(spellings: readonly Spelling[]): Growing {
  const root: Growing = { children: new Map(), spellings: [], allowed: 0 };
  spellings.forEach((spelling, index) => {
    let node = root;
    for (const unit of spelling.units) {
      let child = node.children.get(unit);
      if (child === undefined)
        node.children.set(unit, (child = { children: new Map(), spellings: [], allowed: 0 }));
      node = child;
      node.allowed |= spelling.allowed;
    }
    node.spellings.push(index);
  });
  return root;
}
