import { type AnyArray, type ArrayKind, type Arrays, layArrays, readArrays, sizeOfArrays } from './arrays.js';

/**
 * Everything that the matcher has compiled from its terms, as flat arrays of numbers: they are written into a file, shared
 * by threads and copied into the memory of WebAssembly as they are. `build-tables.ts` makes them from terms; `Trie`, the
 * walkers, `AnagramFinder` and `CompiledMatcher` read nothing else of a term.
 *
 * Numbers: terms 0 … T − 1 as they were given, then one term for each word of `unless`; spellings 0 … S − 1 in the order of
 * their terms, so that those of the words of `unless` (one each) are the last; units 0 … 11,258 (`units.ts`); nodes of a trie
 * from 1, its root 0; ways are bits (`ways.ts`). Costs are in units of one changed sound.
 */
export const TERM_TABLES = {
  /** For each term and word of `unless`, where it may stand: index into `PLACES`. */
  termPlace: Uint8Array,
  /** Logits that a doubtful reading must exceed. */
  termThreshold: Float64Array,
  /** Spaces that it is written with. */
  termSpaces: Int32Array,
  /** 1 where words of `unless` undo it. */
  termHasUnless: Uint8Array,
  /** The ways that it allows. */
  termWays: Int32Array,
  /** For each word of `unless`, the terms that it undoes: `blocks[blockFrom[word]] … blocks[blockFrom[word + 1] − 1]`. */
  blockFrom: Int32Array,
  blocks: Int32Array,
  /** For each spelling, its term. */
  spellingTerm: Int32Array,
  /** Its term where it is believed as it stands (the plain spelling, in syllables), −1 for the others. */
  spellingSure: Int32Array,
  /** Where its term may stand: index into `PLACES`. */
  spellingPlace: Uint8Array,
  /** Cost of the spelling itself, before what the text adds. */
  spellingCost: Float64Array,
  /** The ways that it undoes by itself. */
  spellingWays: Int32Array,
  /** The ways that its term lets be undone. */
  spellingAllowed: Int32Array,
  /** 1 where many write so without a thought (데이타): the known-word veto lets it be. */
  spellingHabit: Uint8Array,
  /**
   * The units of a spelling: `units[unitFrom[spelling]] … units[unitFrom[spelling + 1] − 1]`, at least one; none where a word
   * of `unless` is symbols alone, which no walker finds.
   */
  unitFrom: Int32Array,
  units: Uint16Array,
} as const;

/** The tables of one trie, and of what its walkers look up in it. */
export const TRIE_TABLES = {
  /** 4 numbers for each node: where its ends begin and end in `ends`; bits of the sound classes of its children, class modulo 32; the ways that some spelling through it allows. */
  nodes: Int32Array,
  /** Unit of each node. */
  unit: Uint16Array,
  /** Numbers of the spellings that end at nodes. */
  ends: Int32Array,
  /** Child of the root for each unit, 0 for none. */
  roots: Int32Array,
  /**
   * Hash table of the children of nodes by sound class: 4 numbers for each slot, its key `node · 256 + class` (−1 for an
   * empty slot), the first child, how many they are, and one that is not used; children of a group have consecutive
   * numbers. 2^n slots; a key is looked for from slot `spread(key) modulo 2^n` (`trie.ts`) on, up to an empty one.
   */
  groups: Int32Array,
  /** For each UTF-16 code unit: 0 where no spelling begins with it, 1 where only longer ones do, 2 where one of this unit alone does too. */
  begins: Uint8Array,
  /** Filter of the first two units of spellings: 2^18 bits, bit `pairHash >>> 14` (`exact.ts`) set. */
  pairFilter: Uint32Array,
  /** Hash table of the same pairs: 2 numbers for each slot, its key `first · 11,259 + second + 1` (0 for an empty slot), and the node. 2^n slots, from `pairHash` on. */
  pairSlots: Int32Array,
  /**
   * Nodes two units deep that may be read by sound, by the sound classes of the two: entries `soundFrom[key] …
   * soundFrom[key + 1] − 1` of the three arrays below, where the key is `class of the first · 147 + class of the second`;
   * ordered by first unit, then second.
   */
  soundFrom: Int32Array,
  soundFirst: Uint16Array,
  soundSecond: Uint16Array,
  soundNode: Int32Array,
  /** 1 for each of 147 sound classes with which a term begins that may be read in another order. */
  anagramFirsts: Uint8Array,
  /**
   * Hash table of spellings that may be read in another order, by `anagramKey` (`anagram.ts`) of their units: 3 numbers for
   * each slot, its key (0 for an empty slot), where its spellings begin in `anagrams`, how many they are. 2^n slots, from
   * `spread(key)` on.
   */
  anagramSlots: Int32Array,
  anagrams: Int32Array,
} as const;

export type TrieTables = Arrays<typeof TRIE_TABLES>;
export interface MatcherTables extends Arrays<typeof TERM_TABLES> {
  /** The trie of all spellings. */
  readonly all: TrieTables;
  /** The trie of the words of `unless` alone; its `ends` are numbers of spellings as in the other. */
  readonly unless: TrieTables;
}

/** Where a term may stand (`Term.place`), by number. */
export const PLACES = ['anywhere', 'start', 'edge', 'word'] as const;

/** How many terms there are besides the words of `unless`. */
export function ownTerms({ termPlace, blockFrom }: MatcherTables): number {
  return termPlace.length - (blockFrom.length - 1);
}

/** Name and kind of every table, in the order in which they are laid. */
const LAYOUT: readonly (readonly [trie: 'all' | 'unless' | null, name: string, kind: ArrayKind])[] = [
  ...Object.entries(TERM_TABLES).map(([name, kind]) => [null, name, kind] as const),
  ...(['all', 'unless'] as const).flatMap((trie) =>
    Object.entries(TRIE_TABLES).map(([name, kind]) => [trie, name, kind] as const),
  ),
];

function tablesInOrder(tables: MatcherTables): AnyArray[] {
  return LAYOUT.map(([trie, name]) => {
    const holder: object = trie === null ? tables : tables[trie];
    return (holder as Readonly<Record<string, AnyArray>>)[name]!;
  });
}

/**
 * Lays all tables into one piece of memory as `layArrays` does, in the order of `TERM_TABLES`, then `TRIE_TABLES` of `all`
 * and of `unless`.
 *
 * @param into `sizeOfTables` bytes, new ones by default
 */
export function layTables(tables: MatcherTables, into?: Uint8Array): Uint8Array<ArrayBuffer> {
  return layArrays(tablesInOrder(tables), into);
}

/** How many bytes `layTables` fills. */
export function sizeOfTables(tables: MatcherTables): number {
  return sizeOfArrays(tablesInOrder(tables));
}

/**
 * The tables that `layTables` laid, as views of the same memory.
 *
 * @throws RangeError as `readArrays`
 */
export function readTables(bytes: Uint8Array): MatcherTables {
  const own: Record<string, AnyArray> = {};
  const tries: Record<'all' | 'unless', Record<string, AnyArray>> = { all: {}, unless: {} };
  const arrays = readArrays(
    bytes,
    LAYOUT.map(([, , kind]) => kind),
  );
  LAYOUT.forEach(([trie, name], i) => ((trie === null ? own : tries[trie])[name] = arrays[i]!));
  return { ...own, ...tries } as unknown as MatcherTables;
}
