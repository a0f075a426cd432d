import { SPACE_COST } from '../costs.js';
import type { CompactLexicon } from '../lexicon.js';
import { layTables, type MatcherTables, sizeOfTables } from '../tables.js';
import type { TermHit, TermSearch } from '../term.js';
import { wayListOf } from '../../ways.js';
import { CLASS_PAIRS_SIZE, HIT_SIZE } from './layout.js';
import { type Hits, type Resident, search, type Search } from './machine.js';

/** Finds the compiled terms in texts as they are written: the kernel (WebAssembly) of this thread does all of it. */
export class KernelSearch implements TermSearch {
  readonly #all: Search;
  readonly #sure: Search;

  constructor(tables: MatcherTables, lexicon: CompactLexicon | undefined) {
    const size = sizeOfTables(tables);
    const search = {
      tables: {
        byteLength: size + 2 * CLASS_PAIRS_SIZE,
        write: (to: Uint8Array) => {
          layTables(tables, to.subarray(0, size));
          layClassPairs(tables.all.soundFrom, to.subarray(size));
          layClassPairs(tables.unless.soundFrom, to.subarray(size + CLASS_PAIRS_SIZE));
        },
      },
      terms: tables.termPlace.length,
      lexicon: lexicon === undefined ? undefined : residentOf(lexicon),
    };
    this.#all = { ...search, spaceCost: undefined };
    const spaces = tables.termSpaces.reduce((most, own) => Math.max(most, own), 0);
    this.#sure = { ...search, spaceCost: SPACE_COST * spaces };
  }

  /** Hits in order of their start; of hits of one term that overlap, the cheapest. */
  find(text: string): TermHit[] {
    return hitsOf(search(this.#all, text));
  }

  /** Those of `find` that cost nothing. */
  findSure(text: string): TermHit[] {
    return hitsOf(search(this.#sure, text));
  }
}

/** Sets a bit for each pair of sound classes that has entries: so few bytes stay in the nearest cache of a core. */
function layClassPairs(soundFrom: Int32Array, to: Uint8Array): void {
  to.fill(0, 0, CLASS_PAIRS_SIZE);
  for (let key = 0; key + 1 < soundFrom.length; key++)
    if (soundFrom[key] !== soundFrom[key + 1]) to[key >> 3]! |= 1 << (key & 7);
}

/** One for each lexicon, so that matchers with the same one share it in memory. */
const lexicons = new WeakMap<CompactLexicon, Resident>();
function residentOf(lexicon: CompactLexicon): Resident {
  let resident = lexicons.get(lexicon);
  if (resident === undefined) {
    const { slots } = lexicon;
    const bytes = new Uint8Array(slots.buffer, slots.byteOffset, slots.byteLength);
    resident = {
      byteLength: bytes.length,
      write: (to) => {
        to.set(bytes);
      },
    };
    lexicons.set(lexicon, resident);
  }
  return resident;
}

function hitsOf({ count, ints, costs }: Hits): TermHit[] {
  const hits: TermHit[] = [];
  for (let i = 0; i < count; i++) {
    const at = (i * HIT_SIZE) / 4;
    hits.push({
      term: ints[at]!,
      start: ints[at + 1]!,
      end: ints[at + 2]!,
      cost: costs[(i * HIT_SIZE) / 8 + 2]!,
      via: wayListOf(ints[at + 3]!),
    });
  }
  return hits;
}
