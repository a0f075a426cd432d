import {
  ANAGRAM_RECORD,
  anagramKeyOf,
  BEGINS_LONGER,
  classBit,
  FILTER_BITS,
  GROUP_RECORD,
  IS_WHOLE,
  NODE_RECORD,
  PAIR_RECORD,
  pairHash,
  pairKey,
  spread,
} from './keys.js';
import { plainSpelling, type Spelling, spellingsOf } from './spellings.js';
import { type MatcherTables, PLACES, type TrieTables } from './tables.js';
import type { Term } from './term.js';
import { Trie } from './trie.js';
import { SOUND_CLASS_COUNT, soundClass, UNIT_COUNT, unitOf } from './units.js';
import { SYLLABLE_COUNT } from '../letters/syllables.js';
import { UNLESS_WAYS, wayBit, waySet } from '../ways.js';

/** Compiles terms to the tables that the matcher reads: the same ones for the same terms, byte by byte. */
export function buildTables(terms: readonly Term[]): MatcherTables {
  const blockers = new Map<string, number[]>();
  terms.forEach((term, index) => {
    for (const word of term.unless) {
      const blocked = blockers.get(word);
      if (blocked === undefined) blockers.set(word, [index]);
      else blocked.push(index);
    }
  });
  const words = [...blockers.keys()].map((text): Term => ({
    text,
    ways: UNLESS_WAYS,
    unless: [],
    place: 'anywhere',
  }));
  const all = [...terms, ...words];
  // Words of `unless` are read in every way that a text offers, but no further spellings are made of them.
  const spellings = all.flatMap((term, index) =>
    index < terms.length ? spellingsOf(term, index) : [plainSpelling(term, index)],
  );
  const blocks = [...blockers.values()];
  const placeOf = ({ place }: Term): number => PLACES.indexOf(place);
  return {
    termPlace: Uint8Array.from(all, placeOf),
    termThreshold: Float64Array.from(all, ({ threshold = 0 }) => threshold),
    termSpaces: Int32Array.from(all, ({ text }) => text.trim().split(/\s+/u).length - 1),
    termHasUnless: Uint8Array.from(all, ({ unless }) => Number(unless.length > 0)),
    termWays: Int32Array.from(all, ({ ways }) => waySet(ways)),
    blockFrom: offsets(blocks),
    blocks: Int32Array.from(blocks.flat()),
    spellingTerm: Int32Array.from(spellings, ({ term }) => term),
    spellingSure: Int32Array.from(spellings, ({ term, units, ways }) =>
      ways === 0 && units[0]! < SYLLABLE_COUNT ? term : -1,
    ),
    spellingPlace: Uint8Array.from(spellings, ({ term }) => placeOf(all[term]!)),
    spellingCost: Float64Array.from(spellings, ({ cost }) => cost),
    spellingWays: Int32Array.from(spellings, ({ ways }) => ways),
    spellingAllowed: Int32Array.from(spellings, ({ allowed }) => allowed),
    spellingHabit: Uint8Array.from(spellings, ({ habit }) => Number(habit)),
    unitFrom: offsets(spellings.map(({ units }) => units)),
    units: Uint16Array.from(spellings.flatMap(({ units }) => units)),
    all: trieTables(spellings, 0),
    unless: trieTables(spellings, spellings.length - words.length),
  };
}

/** Where each of some lists begins when they stand one after the other, and where the last ends. */
function offsets(lists: readonly (readonly number[])[]): Int32Array {
  const from = new Int32Array(lists.length + 1);
  lists.forEach(({ length }, i) => (from[i + 1] = from[i]! + length));
  return from;
}

/** The smallest hash table that some keys fill no more than by half: its slots, a power of two. */
const slotsFor = (keys: number): number => 2 ** Math.ceil(Math.log2(keys * 2 + 2));

/** @param first number of the first spelling that the trie holds; it holds all behind it too */
function trieTables(spellings: readonly Spelling[], first: number): TrieTables {
  const flat = flatten(grow(spellings, first));
  const trie = new Trie(flat);
  return {
    ...flat,
    begins: beginsOf(trie),
    ...unitPairs(trie, spellings.slice(first)),
    ...soundPairs(trie),
    ...anagrams(spellings, first),
  };
}

interface Growing {
  readonly children: Map<number, Growing>;
  readonly spellings: number[];
  allowed: number;
}

function grow(spellings: readonly Spelling[], first: number): Growing {
  const root: Growing = { children: new Map(), spellings: [], allowed: 0 };
  for (let number = first; number < spellings.length; number++) {
    const { units, allowed } = spellings[number]!;
    let node = root;
    for (const unit of units) {
      let child = node.children.get(unit);
      if (child === undefined)
        node.children.set(unit, (child = { children: new Map(), spellings: [], allowed: 0 }));
      node = child;
      node.allowed |= allowed;
    }
    node.spellings.push(number);
  }
  return root;
}

function flatten(root: Growing): Pick<TrieTables, 'nodes' | 'unit' | 'ends' | 'roots' | 'groups'> {
  const nodes: Growing[] = [root];
  const units: number[] = [0];
  const groups: [key: number, first: number, count: number][] = [];
  const roots = new Int32Array(UNIT_COUNT);
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
      if (at === 0) roots[unit] = nodes.length;
      nodes.push(child);
      units.push(unit);
    }
  }
  const records = new Int32Array(nodes.length * NODE_RECORD);
  let ends = 0;
  for (const [at, { spellings: own, children, allowed }] of nodes.entries()) {
    const classes = [...children.keys()].reduce((bits, unit) => bits | classBit(soundClass(unit)), 0);
    records.set([ends, (ends += own.length), classes, allowed], at * NODE_RECORD);
  }
  const size = slotsFor(groups.length);
  const slots = new Int32Array(size * GROUP_RECORD).fill(-1);
  for (const group of groups) {
    let slot = spread(group[0]) & (size - 1);
    while (slots[slot * GROUP_RECORD]! >= 0) slot = (slot + 1) & (size - 1);
    slots.set(group, slot * GROUP_RECORD);
  }
  return {
    nodes: records,
    unit: Uint16Array.from(units),
    ends: Int32Array.from(nodes.flatMap((node) => node.spellings)),
    roots,
    groups: slots,
  };
}

function beginsOf(trie: Trie): Uint8Array {
  const begins = new Uint8Array(0x10000);
  for (let code = 0; code < begins.length; code++) {
    const unit = unitOf(code);
    const root = unit < 0 ? 0 : trie.roots[unit]!;
    if (root !== 0) begins[code] = trie.endTo(root) > trie.endFrom(root) ? IS_WHOLE : BEGINS_LONGER;
  }
  return begins;
}

function unitPairs(trie: Trie, spellings: readonly Spelling[]): Pick<TrieTables, 'pairFilter' | 'pairSlots'> {
  const nodes = new Map<number, readonly [hash: number, node: number]>();
  for (const { units } of spellings) {
    if (units.length < 2) continue;
    const [first, second] = [units[0]!, units[1]!];
    nodes.set(pairKey(first, second), [pairHash(first, second), trie.childOf(trie.roots[first]!, second)]);
  }
  const size = slotsFor(nodes.size);
  const pairFilter = new Uint32Array(1 << (FILTER_BITS - 5));
  const pairSlots = new Int32Array(size * PAIR_RECORD);
  for (const [key, [hash, node]] of nodes) {
    const bit = hash >>> (32 - FILTER_BITS);
    pairFilter[bit >>> 5]! |= 1 << (bit & 31);
    let slot = hash & (size - 1);
    while (pairSlots[slot * PAIR_RECORD] !== 0) slot = (slot + 1) & (size - 1);
    pairSlots.set([key, node], slot * PAIR_RECORD);
  }
  return { pairFilter, pairSlots };
}

/** Nodes whose spellings may be read by sound: most terms are not. */
function soundPairs(trie: Trie): Pick<TrieTables, 'soundFrom' | 'soundFirst' | 'soundSecond' | 'soundNode'> {
  const way = wayBit('sound');
  const entries: (readonly [key: number, first: number, second: number, node: number])[] = [];
  trie.roots.forEach((root, unit) => {
    if (root === 0) return;
    const sound = soundClass(unit) * SOUND_CLASS_COUNT;
    for (let next = 0; next < SOUND_CLASS_COUNT; next++) {
      const group = trie.groupOf(root, next);
      if (group < 0) continue;
      for (let child = trie.firstOf(group); child < trie.behind(group); child++) {
        if ((trie.allowed(child) & way) !== 0) entries.push([sound + next, unit, trie.unit[child]!, child]);
      }
    }
  });
  entries.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
  const soundFrom = new Int32Array(SOUND_CLASS_COUNT * SOUND_CLASS_COUNT + 1);
  for (const [key] of entries) soundFrom[key + 1]!++;
  for (let key = 0; key < soundFrom.length - 1; key++) soundFrom[key + 1]! += soundFrom[key]!;
  return {
    soundFrom,
    soundFirst: Uint16Array.from(entries, (entry) => entry[1]),
    soundSecond: Uint16Array.from(entries, (entry) => entry[2]),
    soundNode: Int32Array.from(entries, (entry) => entry[3]),
  };
}

function anagrams(
  spellings: readonly Spelling[],
  first: number,
): Pick<TrieTables, 'anagramFirsts' | 'anagramSlots' | 'anagrams'> {
  const byKey = new Map<number, number[]>();
  const anagramFirsts = new Uint8Array(SOUND_CLASS_COUNT);
  for (let number = first; number < spellings.length; number++) {
    const spelling = spellings[number]!;
    const key = anagramKeyOf(spelling);
    if (key === null) continue;
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, [number]);
    else known.push(number);
    anagramFirsts[soundClass(spelling.units[0]!)] = 1;
  }
  const size = slotsFor(byKey.size);
  const anagramSlots = new Int32Array(size * ANAGRAM_RECORD);
  const found: number[] = [];
  for (const [key, numbers] of byKey) {
    let slot = spread(key) & (size - 1);
    while (anagramSlots[slot * ANAGRAM_RECORD] !== 0) slot = (slot + 1) & (size - 1);
    anagramSlots.set([key, found.length, numbers.length], slot * ANAGRAM_RECORD);
    for (const number of numbers) found.push(number);
  }
  return { anagramFirsts, anagramSlots, anagrams: Int32Array.from(found) };
}
