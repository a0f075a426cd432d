import { buildTables } from './build-tables.js';
import { KernelSearch } from './kernel/kernel-search.js';
import { CompactLexicon } from './lexicon.js';
import type { MatcherTables } from './tables.js';
import { byPlace, type Lexicon, type Term, type TermHit, type TermMatcher, type TermSearch } from './term.js';
import { type ShownText, showText } from '../shown/shown-text.js';
import { SHOWN_WAYS, wayListOf, waySet } from '../ways.js';

const SHOWN = waySet(SHOWN_WAYS);

/**
 * Compiles terms to be found together. Ten times the terms cost little more.
 *
 * @param lexicon the words of clean comments; without it unbroken words are found in their plain spelling only, since
 *   nothing tells an odd spelling from an ordinary word
 */
export function compileTerms(terms: readonly Term[], lexicon?: Lexicon): TermMatcher {
  return matcherOf(buildTables(terms), lexicon);
}

/**
 * The matcher of terms that were compiled before.
 *
 * @param tables as `buildTables` made them
 * @param lexicon as for `compileTerms`
 */
export function matcherOf(tables: MatcherTables, lexicon?: Lexicon): TermMatcher {
  const words = lexicon instanceof CompactLexicon ? lexicon : undefined;
  return new CompiledMatcher(tables, new KernelSearch(tables, words));
}

/** Looks for terms in texts as their readers see them. */
export class CompiledMatcher implements TermMatcher {
  readonly #tables: MatcherTables;
  readonly #search: TermSearch;

  /** @param search finds the terms of the tables in texts as they are written */
  constructor(tables: MatcherTables, search: TermSearch) {
    this.#tables = tables;
    this.#search = search;
  }

  find(text: string): TermHit[] {
    const shown = showText(text);
    return shown === null ? this.#search.find(text) : inRawText(this.findShown(shown), shown);
  }

  findSure(text: string): TermHit[] {
    const shown = showText(text);
    return shown === null
      ? this.#search.findSure(text)
      : inRawText(this.#asShown(this.#search.findSure(shown.text), shown), shown);
  }

  findShown(shown: ShownText): TermHit[] {
    return this.#asShown(this.#search.find(shown.text), shown);
  }

  /** Adds the ways by which the words of hits are shown; drops those that a term does not allow, and second readings. */
  #asShown(hits: readonly TermHit[], shown: ShownText): TermHit[] {
    const kept: TermHit[] = [];
    // Behind the text words stand a second time, with the names of their emoji: raw spans of what is kept, by term.
    const named = shown.text.length > shown.length ? new Map<number, Spans>() : null;
    for (const hit of hits) {
      const ways = shown.ways(hit.start, hit.end);
      if ((ways & ~SHOWN & ~this.#tables.termWays[hit.term]!) !== 0) continue;
      if (named !== null) {
        const raw = shown.rawSpan(hit.start, hit.end);
        const own = named.get(hit.term) ?? new Spans();
        if (hit.start >= shown.length && own.meet(...raw)) continue;
        named.set(hit.term, own);
        own.add(...raw);
      }
      kept.push(ways === 0 ? hit : { ...hit, via: wayListOf(waySet(hit.via) | ways) });
    }
    return kept;
  }
}

/** A union of spans `[start, end)`, as parts that do not meet, in order. */
class Spans {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];

  /** Whether one of them shares a place with `[start, end)`. */
  meet(start: number, end: number): boolean {
    const last = firstFrom(this.#starts, end) - 1;
    return last >= 0 && this.#ends[last]! > start;
  }

  add(start: number, end: number): void {
    const to = firstFrom(this.#starts, end);
    let from = to;
    while (from > 0 && this.#ends[from - 1]! > start) from--;
    const least = from < to ? Math.min(start, this.#starts[from]!) : start;
    const most = from < to ? Math.max(end, this.#ends[to - 1]!) : end;
    this.#starts.splice(from, to - from, least);
    this.#ends.splice(from, to - from, most);
  }
}

/** Index of the first of ascending numbers that is not below `least`. */
function firstFrom(numbers: readonly number[], least: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Hits of a text as it is shown, at their places in the raw text, by these. */
function inRawText(hits: readonly TermHit[], shown: ShownText): TermHit[] {
  return hits
    .map((hit) => {
      const [start, end] = shown.rawSpan(hit.start, hit.end);
      return { ...hit, start, end };
    })
    .sort(byPlace);
}
