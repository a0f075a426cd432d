import { LONGEST_UNLESS, SPACE_COST, UNLESS_DOUBT } from '../../../src/hangul/matcher/costs.js';
import type { CompactLexicon } from '../../../src/hangul/matcher/lexicon.js';
import { type MatcherTables, ownTerms } from '../../../src/hangul/matcher/tables.js';
import { byPlace, type TermHit, type TermSearch } from '../../../src/hangul/matcher/term.js';
import { wayBit, wayListOf } from '../../../src/hangul/ways.js';
import { isAccepted, placeFits, spacesFit, syllablesFit } from './classifier.js';
import type { CandidateSink } from './exact.js';
import { ObfuscationScan } from './obfuscation.js';
import { Walker } from './walker.js';

/**
 * The search for terms in plain TypeScript, as readable as it can be: the kernel (`models/make/kernel/assembly/matcher.ts`)
 * does the same in WebAssembly, and tests hold it to the same hits. The classifier is fitted with the parts of this one,
 * which can be stopped and looked into.
 */

const GAP = wayBit('gap');

/** Weighs the spellings that are found in a text, and keeps those that are believed, in the order in which they come. */
class AcceptedMatches implements CandidateSink {
  hits: TermHit[] = [];
  readonly #tables: MatcherTables;
  readonly #scan: ObfuscationScan;
  readonly #lexicon: CompactLexicon | undefined;
  readonly #sure: Int32Array;
  readonly #places: Uint8Array;
  #text = '';
  #mostCost = Infinity;

  constructor(tables: MatcherTables, odd: ObfuscationScan, lexicon: CompactLexicon | undefined) {
    this.#tables = tables;
    this.#scan = odd;
    this.#lexicon = lexicon;
    this.#sure = tables.spellingSure;
    this.#places = tables.spellingPlace;
  }

  /**
   * Begins a text, which the finder of odd spellings has read.
   *
   * @param mostCost what costs more is dropped
   */
  begin(text: string, mostCost = Infinity): void {
    this.#text = text;
    this.#mostCost = mostCost;
    this.hits = [];
  }

  add(spelling: number, start: number, end: number, cost: number, undone: number, spaces: number): void {
    if (undone === 0) {
      const term = this.#sure[spelling]!;
      if (term >= 0) {
        if (syllablesFit(this.#text, this.#places[spelling]!, start, end))
          this.hits.push({ term, start, end, cost: 0, via: NO_WAYS });
        return;
      }
    }
    this.#weigh(spelling, start, end, cost, undone, spaces);
  }

  #weigh(spelling: number, start: number, end: number, read: number, undone: number, spaces: number): void {
    const text = this.#text;
    const tables = this.#tables;
    const term = tables.spellingTerm[spelling]!;
    const own = tables.termSpaces[term]!;
    const all = undone | tables.spellingWays[spelling]!;
    // A space that the term itself is written with is no disguise.
    const isOwn = all === GAP && spaces > 0 && spaces <= own && read === spaces * SPACE_COST;
    const ways = isOwn ? 0 : all;
    const cost = ways === 0 ? 0 : read + tables.spellingCost[spelling]!;
    if (cost > this.#mostCost || (ways & ~tables.spellingAllowed[spelling]!) !== 0) return;
    if (!placeFits(text, tables, spelling, start, end)) return;
    // The plain spelling is never in doubt.
    if (ways !== 0) {
      const length = tables.unitFrom[spelling + 1]! - tables.unitFrom[spelling]!;
      const reading = { start, end, cost, ways, spaces, length };
      const threshold = tables.termThreshold[term]!;
      if (!isAccepted(text, tables, spelling, reading, this.#scan, this.#lexicon, threshold)) return;
      if (!spacesFit(text, length, start, end, spaces, own)) return;
    }
    this.hits.push({ term, start, end, cost, via: wayListOf(ways) });
  }
}

const NO_WAYS = wayListOf(0);

/** Finds compiled terms in texts as they are written. */
export class ReferenceSearch implements TermSearch {
  readonly #tables: MatcherTables;
  /** Numbers of terms from which on they are words of `unless`. */
  readonly #own: number;
  /** What it costs at most to read the spaces that a term is written with, before they are forgiven. */
  readonly #spaceCost: number;
  readonly #scan: ObfuscationScan;
  readonly #accepted: AcceptedMatches;
  readonly #walker: Walker;
  /** Finds the words of `unless` alone. */
  readonly #unlessWalker: Walker;
  /** For each term, while a text is settled: one more than where its last hit was kept, 0 for none. */
  readonly #last: Int32Array;

  constructor(tables: MatcherTables, lexicon: CompactLexicon | undefined) {
    this.#tables = tables;
    this.#own = ownTerms(tables);
    this.#spaceCost = SPACE_COST * tables.termSpaces.reduce((most, spaces) => Math.max(most, spaces), 0);
    this.#scan = new ObfuscationScan(lexicon);
    this.#accepted = new AcceptedMatches(tables, this.#scan, lexicon);
    this.#walker = new Walker(tables, 'all');
    this.#unlessWalker = new Walker(tables, 'unless');
    this.#last = new Int32Array(tables.termPlace.length);
  }

  find(text: string): TermHit[] {
    this.#scan.read(text);
    this.#accepted.begin(text);
    this.#walker.walk(text, this.#scan, this.#accepted);
    return this.#settle(text, this.#accepted.hits);
  }

  findSure(text: string): TermHit[] {
    this.#scan.read(text);
    this.#accepted.begin(text, 0);
    this.#walker.walk(text, this.#scan, this.#accepted, { maxCost: this.#spaceCost, sounds: false });
    const { hits } = this.#accepted;
    // Words of `unless` undo a sure hit though they are read with some doubt; few terms have any.
    const doubted = hits.filter(({ term }) => this.#tables.termHasUnless[term] === 1);
    if (doubted.length > 0) this.#findWordsAround(text, doubted, hits);
    return this.#settle(text, hits).filter(({ cost }) => cost === 0);
  }

  /** Adds to `into` the words of `unless` that could undo one of the hits, as doubtful as they may be. */
  #findWordsAround(text: string, hits: readonly TermHit[], into: TermHit[]): void {
    this.#accepted.begin(text, UNLESS_DOUBT);
    this.#unlessWalker.read(text, this.#scan, this.#accepted, { maxCost: UNLESS_DOUBT, sounds: true });
    let from = 0;
    for (const { start } of hits) {
      this.#unlessWalker.walkFrom(Math.max(from, start - LONGEST_UNLESS), start + 1);
      from = Math.max(from, start + 1);
    }
    for (const hit of this.#accepted.hits) into.push(hit);
  }

  /** Drops what words of `unless` cover, keeps the cheapest of overlapping hits of a term, orders by place. */
  #settle(text: string, believed: TermHit[]): TermHit[] {
    if (believed.length === 0) return [];
    if (!isInOrder(believed)) believed.sort(byPlace);
    const own = this.#own;
    const words = believed.filter((hit) => hit.term >= own);
    const last = this.#last;
    const kept: (TermHit | null)[] = [];
    for (const hit of believed) {
      if (hit.term >= own || (words.length > 0 && this.#isBlocked(text, hit, words))) continue;
      const before = last[hit.term]! - 1;
      const other = before < 0 ? null : kept[before]!;
      if (other !== null && other.end > hit.start) {
        if (isBetter(other, hit)) continue;
        kept[before] = null;
      }
      last[hit.term] = kept.push(hit);
    }
    for (const { term } of believed) last[term] = 0;
    return kept.filter((hit) => hit !== null);
  }

  /** Whether a word of `unless`, in order of their start, covers the hit and is read about as surely. */
  #isBlocked(text: string, hit: TermHit, words: readonly TermHit[]): boolean {
    for (
      let i = firstFrom(words, hit.start - LONGEST_UNLESS);
      i < words.length && words[i]!.start <= hit.start;
      i++
    ) {
      const word = words[i]!;
      if (
        word.end >= hit.end &&
        word.cost <= hit.cost + UNLESS_DOUBT &&
        this.#undoes(word.term, hit.term) &&
        (this.#tables.termSpaces[word.term]! > 0 || !standsApart(text, hit, word))
      )
        return true;
    }
    return false;
  }

  /** Whether a word of `unless` is one of those of a term. */
  #undoes(word: number, term: number): boolean {
    const { blockFrom, blocks } = this.#tables;
    const end = blockFrom[word - this.#own + 1]!;
    for (let i = blockFrom[word - this.#own]!; i < end; i++) if (blocks[i] === term) return true;
    return false;
  }
}

/**
 * Whether the hit is set off by a space from the rest of the word around it: 대유 in `대유 행정소송` is no part of 대유행.
 * Where the hit itself is written with spaces (`화 천 대 유`), they set nothing off.
 */
function standsApart(text: string, hit: TermHit, word: TermHit): boolean {
  return (
    !/\s/u.test(text.slice(hit.start, hit.end)) &&
    ((word.end > hit.end && SPACE_FIRST.test(text.slice(hit.end, word.end))) ||
      (word.start < hit.start && SPACE_LAST.test(text.slice(word.start, hit.start))))
  );
}

/** A space before, or behind, all letters and digits. */
const SPACE_FIRST = /^[^\p{L}\p{N}]*\s/u;
const SPACE_LAST = /\s[^\p{L}\p{N}]*$/u;

/** Index of the first hit that starts at `start` or behind it. */
function firstFrom(hits: readonly TermHit[], start: number): number {
  let low = 0;
  let high = hits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (hits[middle]!.start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a hit is the one to keep of two that overlap: the surer, then the shorter, then the first. */
function isBetter(hit: TermHit, other: TermHit): boolean {
  return hit.cost === other.cost ? hit.end - hit.start <= other.end - other.start : hit.cost < other.cost;
}

/** Whether hits are ordered already, as they mostly come. */
function isInOrder(hits: readonly TermHit[]): boolean {
  for (let i = 1; i < hits.length; i++) if (byPlace(hits[i - 1]!, hits[i]!) > 0) return false;
  return true;
}
