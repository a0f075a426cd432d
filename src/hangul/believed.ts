import { type CandidateSink, SPACE_COST } from './candidate.js';
import { isBelieved, placeFits, spacesFit, syllablesFit } from './gate.js';
import type { CompactLexicon } from './lexicon.js';
import type { OddFinder } from './odd.js';
import { SYLLABLES } from './syllable.js';
import type { Term, TermHit } from './term.js';
import type { Spelling } from './trie.js';
import { type Way, WAYS, wayBit, waysOf } from './way.js';

const GAP = wayBit('gap');

/** Weighs the spellings that are found in a text, and keeps those that are believed, in the order in which they come. */
export class Believed implements CandidateSink {
  hits: TermHit[] = [];
  readonly #terms: readonly Term[];
  /** Spaces that each term is written with. */
  readonly #spaces: readonly number[];
  readonly #spellings: readonly Spelling[];
  readonly #odd: OddFinder;
  readonly #lexicon: CompactLexicon | undefined;
  /** For each spelling that is believed as it is, where it may stand: its term; −1 for the others. */
  readonly #sure: Int32Array;
  /** Where each of these may stand. */
  readonly #places: readonly Term['place'][];
  #text = '';
  #first = 0;
  #mostCost = Infinity;

  constructor(
    terms: readonly Term[],
    spaces: readonly number[],
    spellings: readonly Spelling[],
    odd: OddFinder,
    lexicon: CompactLexicon | undefined,
  ) {
    this.#terms = terms;
    this.#spaces = spaces;
    this.#spellings = spellings;
    this.#odd = odd;
    this.#lexicon = lexicon;
    this.#sure = Int32Array.from(spellings, ({ term, units, ways }) =>
      ways === 0 && units[0]! < SYLLABLES ? term : -1,
    );
    this.#places = spellings.map(({ term }) => terms[term]!.place);
  }

  /**
   * Begins a text, which the finder of odd spellings has read.
   *
   * @param first added to the numbers of spellings, where a trie holds the last of them only
   * @param mostCost what costs more is dropped
   */
  begin(text: string, first = 0, mostCost = Infinity): void {
    this.#text = text;
    this.#first = first;
    this.#mostCost = mostCost;
    this.hits = [];
  }

  add(number: number, start: number, end: number, cost: number, undone: number, spaces: number): void {
    const spelling = this.#first + number;
    if (undone === 0) {
      const term = this.#sure[spelling]!;
      if (term >= 0) {
        if (syllablesFit(this.#text, this.#places[spelling]!, start, end))
          this.hits.push({ term, start, end, cost: 0, via: NO_WAYS });
        return;
      }
    }
    this.#weigh(this.#spellings[spelling]!, start, end, cost, undone, spaces);
  }

  #weigh(spelling: Spelling, start: number, end: number, read: number, undone: number, spaces: number): void {
    const text = this.#text;
    const term = this.#terms[spelling.term]!;
    const own = this.#spaces[spelling.term]!;
    const all = undone | spelling.ways;
    // A space that the term itself is written with is no disguise.
    const isOwn = all === GAP && spaces > 0 && spaces <= own && read === spaces * SPACE_COST;
    const ways = isOwn ? 0 : all;
    const cost = ways === 0 ? 0 : read + spelling.cost;
    if (cost > this.#mostCost || (ways & ~spelling.allowed) !== 0) return;
    if (!placeFits(text, term, spelling, start, end)) return;
    // The plain spelling is never in doubt.
    if (ways !== 0) {
      const reading = { start, end, cost, ways, spaces, length: spelling.units.length };
      if (!isBelieved(text, spelling, reading, this.#odd, this.#lexicon, term.caution)) return;
      if (!spacesFit(text, spelling, start, end, spaces, own)) return;
    }
    this.hits.push({ term: spelling.term, start, end, cost, via: memoWays(ways) });
  }
}

/** Lists of ways by their bits. */
const lists: (readonly Way[] | undefined)[] = Array.from({ length: 1 << WAYS.length });
function memoWays(bits: number): readonly Way[] {
  return (lists[bits] ??= waysOf(bits));
}
const NO_WAYS = memoWays(0);
