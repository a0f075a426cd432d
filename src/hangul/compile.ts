import { SPACE_COST } from './candidate.js';
import type { Candidate } from './candidate.js';
import { isBelieved, placeFits, spacesFit } from './gate.js';
import { CompactLexicon } from './lexicon.js';
import { OddFinder } from './odd.js';
import { plainSpelling, spellingsOf } from './spelling.js';
import type { Lexicon, Term, TermHit, TermMatcher } from './term.js';
import { Trie } from './trie.js';
import type { Spelling } from './trie.js';
import { Walker } from './walker.js';
import { WAYS, wayBit, waySet, waysOf } from './way.js';
import type { Way } from './way.js';

const GAP = wayBit('gap');

/** Ways in which a word of `unless` is recognised: as the term itself, but not by its first consonants. */
const UNLESS_WAYS = WAYS.filter((way) => way !== 'choseong' && way !== 'anagram' && way !== 'roman');

/**
 * Compiles terms to be found together. Ten times the terms cost little more.
 *
 * @param lexicon the words of clean comments; without it unbroken words are found in their plain spelling only, since
 *   nothing tells an odd spelling from an ordinary word
 */
export function compileTerms(terms: readonly Term[], lexicon?: Lexicon): TermMatcher {
  return new CompiledTerms(terms, lexicon instanceof CompactLexicon ? lexicon : undefined);
}

/** A hit whose ways are still bits. */
interface Weighed extends Omit<TermHit, 'via'> {
  readonly ways: number;
}

class CompiledTerms implements TermMatcher {
  readonly #terms: readonly Term[];
  readonly #allowed: readonly number[];
  /** Spaces that each term is written with. */
  readonly #spaces: readonly number[];
  readonly #spellings: readonly Spelling[];
  /** For each term after the own ones, which are words of `unless`: the terms that it undoes. */
  readonly #undoes: readonly (readonly number[])[];
  readonly #lexicon: CompactLexicon | undefined;
  readonly #odd: OddFinder;
  readonly #walker: Walker;

  constructor(terms: readonly Term[], lexicon: CompactLexicon | undefined) {
    const blockers = new Map<string, number[]>();
    terms.forEach((term, index) => {
      for (const word of term.unless) blockers.set(word, [...(blockers.get(word) ?? []), index]);
    });
    const blocking = [...blockers.keys()].map((text): Term => ({
      text,
      ways: UNLESS_WAYS,
      unless: [],
      place: 'anywhere',
    }));
    this.#terms = [...terms, ...blocking];
    this.#undoes = [...blockers.values()];
    this.#allowed = this.#terms.map((term) => waySet(term.ways));
    this.#spaces = this.#terms.map((term) => term.text.trim().split(/\s+/u).length - 1);
    // Words of `unless` are read in every way that a text offers, but no further spellings are made of them.
    this.#spellings = this.#terms.flatMap((term, index) =>
      index < terms.length ? spellingsOf(term, index) : [plainSpelling(term, index)],
    );
    this.#lexicon = lexicon;
    this.#odd = new OddFinder(lexicon);
    this.#walker = new Walker(new Trie(this.#spellings));
  }

  find(text: string): TermHit[] {
    this.#odd.read(text);
    const candidates = this.#walker.walk(text, this.#odd);
    if (candidates.length === 0) return [];
    const believed: Weighed[] = [];
    for (const candidate of candidates) {
      const hit = this.#weigh(text, candidate);
      if (hit !== null) believed.push(hit);
    }
    return this.#settle(believed);
  }

  #weigh(text: string, candidate: Candidate): Weighed | null {
    const { start, end } = candidate;
    const spelling = this.#spellings[candidate.spelling]!;
    let ways = candidate.ways | spelling.ways;
    const own = this.#spaces[spelling.term]!;
    // A space that the term itself is written with is no disguise.
    if (
      ways === GAP &&
      candidate.spaces > 0 &&
      candidate.spaces <= own &&
      candidate.cost === candidate.spaces * SPACE_COST
    )
      ways = 0;
    const term = this.#terms[spelling.term]!;
    if ((ways & ~this.#allowed[spelling.term]!) !== 0) return null;
    const cost = ways === 0 ? 0 : candidate.cost + spelling.cost;
    const reading = { start, end, cost, ways, spaces: candidate.spaces, length: spelling.units.length };
    if (!isBelieved(text, spelling, reading, this.#odd, this.#lexicon, term.caution)) return null;
    if (!spacesFit(text, spelling, start, end, candidate.spaces, own)) return null;
    if (!placeFits(text, term, spelling, start, end)) return null;
    return { term: spelling.term, start, end, cost, ways };
  }

  /** Drops what words of `unless` cover, keeps the cheapest of overlapping hits of a term, orders by place. */
  #settle(believed: Weighed[]): TermHit[] {
    const own = this.#terms.length - this.#undoes.length;
    believed.sort((a, b) => a.start - b.start || a.end - b.end || a.term - b.term);
    const words = believed.filter((hit) => hit.term >= own);
    const last = new Map<number, number>();
    const kept: (Weighed | null)[] = [];
    for (const hit of believed) {
      if (hit.term >= own || this.#isUndone(hit, words, own)) continue;
      const before = last.get(hit.term);
      const other = before === undefined ? null : kept[before]!;
      if (other !== null && other.end > hit.start) {
        if (isBetter(other, hit)) continue;
        kept[before!] = null;
      }
      last.set(hit.term, kept.push(hit) - 1);
    }
    return kept
      .filter((hit) => hit !== null)
      .map(({ term, start, end, cost, ways }) => ({ term, start, end, cost, via: memoWays(ways) }));
  }

  /** Whether a word of `unless`, in order of their start, covers the hit and is read about as surely. */
  #isUndone(hit: Weighed, words: readonly Weighed[], own: number): boolean {
    for (
      let i = firstFrom(words, hit.start - LONGEST_WORD);
      i < words.length && words[i]!.start <= hit.start;
      i++
    ) {
      const word = words[i]!;
      if (
        word.end >= hit.end &&
        word.cost <= hit.cost + DOUBT &&
        this.#undoes[word.term - own]!.includes(hit.term)
      )
        return true;
    }
    return false;
  }
}

/** Farthest that a word of `unless` begins before the term in it, with what may stand between its letters. */
const LONGEST_WORD = 64;
/** How much more doubtful than the hit the word around it may be read, in units of one changed sound. */
const DOUBT = 0.6;

/** Index of the first hit that starts at `start` or behind it. */
function firstFrom(hits: readonly Weighed[], start: number): number {
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
function isBetter(hit: Weighed, other: Weighed): boolean {
  return hit.cost === other.cost ? hit.end - hit.start <= other.end - other.start : hit.cost < other.cost;
}

const lists = new Map<number, readonly Way[]>();
function memoWays(bits: number): readonly Way[] {
  let list = lists.get(bits);
  if (list === undefined) lists.set(bits, (list = waysOf(bits)));
  return list;
}
