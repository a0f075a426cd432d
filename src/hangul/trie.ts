import { UNITS, soundClass } from './unit.js';

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

/**
 * A trie of spellings over units, laid flat. Children of a node lie together, sorted by sound class, so that one look-up
 * gives all children that a written unit could be read as.
 */
export class Trie {
  readonly spellings: readonly Spelling[];
  /** Child of the root for each unit, 0 for none. */
  readonly roots = new Int32Array(UNITS);
  /** Unit of each node; nodes are numbered from 1, the root is 0. */
  readonly unit: Int32Array;
  /** Spellings that end at a node: `ends[endFrom[node]] … ends[endFrom[node + 1] − 1]`. */
  readonly endFrom: Int32Array;
  readonly ends: Int32Array;
  /** 1 for nodes that a longer spelling goes on from. */
  readonly hasChildren: Uint8Array;
  /** Bits of the ways that some spelling which goes through a node lets be undone. */
  readonly allowed: Int32Array;
  /** First child and number of children of a group; `groupOf` gives the index. */
  readonly first: Int32Array;
  readonly count: Int32Array;
  readonly #keys: Int32Array;
  readonly #mask: number;

  constructor(spellings: readonly Spelling[]) {
    this.spellings = spellings;
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
    this.endFrom = new Int32Array(nodes.length + 1);
    nodes.forEach((node, i) => (this.endFrom[i + 1] = this.endFrom[i]! + node.spellings.length));
    this.ends = Int32Array.from(nodes.flatMap((node) => node.spellings));
    this.hasChildren = Uint8Array.from(nodes, (node) => Number(node.children.size > 0));
    this.allowed = Int32Array.from(nodes, (node) => node.allowed);
    const size = 2 ** Math.ceil(Math.log2(groups.length * 2 + 2));
    this.#mask = size - 1;
    this.#keys = new Int32Array(size).fill(-1);
    this.first = new Int32Array(size);
    this.count = new Int32Array(size);
    for (const [key, first, count] of groups) {
      let slot = spread(key) & this.#mask;
      while (this.#keys[slot]! >= 0) slot = (slot + 1) & this.#mask;
      this.#keys[slot] = key;
      this.first[slot] = first;
      this.count[slot] = count;
    }
  }

  /** Index into `first` and `count` of the children of `node` in a sound class, −1 for none. */
  groupOf(node: number, sound: number): number {
    const key = node * 256 + sound;
    for (let slot = spread(key) & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const found = this.#keys[slot]!;
      if (found === key) return slot;
      if (found < 0) return -1;
    }
  }

  /** The child of `node` for a unit as it stands there, 0 for none. */
  childOf(node: number, unit: number): number {
    const group = this.groupOf(node, soundClass(unit));
    if (group < 0) return 0;
    const first = this.first[group]!;
    for (let child = first; child < first + this.count[group]!; child++)
      if (this.unit[child] === unit) return child;
    return 0;
  }
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
