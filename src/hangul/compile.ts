import { SPACE_COST } from './candidate.js';
import type { Candidate } from './candidate.js';
import { isBelieved, placeFits, spacesFit } from './gate.js';
import { CompactLexicon } from './lexicon.js';
import { OddFinder } from './odd.js';
import { plainSpelling, spellingsOf } from './spelling.js';
import type { Lexicon, Term, TermHit, TermMatcher } from './term.js';
import { SYLLABLES } from './syllable.js';
import { Trie } from './trie.js';
import type { Spelling } from './trie.js';
import { Walker } from './walker.js';
import { WAYS, wayBit, waysOf } from './way.js';
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

class CompiledTerms implements TermMatcher {
  readonly #terms: readonly Term[];
  /** Spaces that each term is written with. */
  readonly #spaces: readonly number[];
  /** What it costs at most to read the spaces that a term is written with, before they are forgiven. */
  readonly #spaceCost: number;
  readonly #spellings: readonly Spelling[];
  /** For each term after the own ones, which are words of `unless`: the terms that it undoes. */
  readonly #undoes: readonly (readonly number[])[];
  /** For each spelling that is believed wherever it stands as it is: its term; −1 for the others. */
  readonly #sure: Int32Array;
  readonly #lexicon: CompactLexicon | undefined;
  readonly #odd: OddFinder;
  readonly #walker: Walker;
  /** Finds the words of `unless` alone. */
  readonly #undoer: Walker;
  /** For each term, while a text is settled: one more than where its last hit was kept, 0 for none. */
  readonly #last: Int32Array;

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
    this.#spaces = this.#terms.map((term) => term.text.trim().split(/\s+/u).length - 1);
    this.#spaceCost = SPACE_COST * this.#spaces.reduce((most, spaces) => Math.max(most, spaces), 0);
    // Words of `unless` are read in every way that a text offers, but no further spellings are made of them.
    this.#spellings = this.#terms.flatMap((term, index) =>
      index < terms.length ? spellingsOf(term, index) : [plainSpelling(term, index)],
    );
    this.#sure = Int32Array.from(this.#spellings, ({ term, units, ways }) =>
      ways === 0 && units[0]! < SYLLABLES && this.#terms[term]!.place === 'anywhere' ? term : -1,
    );
    this.#lexicon = lexicon;
    this.#odd = new OddFinder(lexicon);
    this.#walker = new Walker(new Trie(this.#spellings));
    this.#undoer = new Walker(new Trie(this.#spellings.slice(this.#spellings.length - blocking.length)));
    this.#last = new Int32Array(this.#terms.length);
  }

  find(text: string): TermHit[] {
    this.#odd.read(text);
    return this.#settle(this.#believed(text, this.#walker.walk(text, this.#odd)));
  }

  findSure(text: string): TermHit[] {
    this.#odd.read(text);
    const depth = { budget: this.#spaceCost, sounds: false };
    const believed = this.#believed(text, this.#walker.walk(text, this.#odd, depth));
    // Words of `unless` undo a sure hit though they are read with some doubt; few terms have any.
    if (believed.some(({ term }) => this.#terms[term]!.unless.length > 0))
      believed.push(...this.#believed(text, this.#undoing(text)));
    return this.#settle(believed).filter(({ cost }) => cost === 0);
  }

  /** The words of `unless` in a text, as doubtful as they may be to undo a sure hit. */
  #undoing(text: string): Candidate[] {
    const found = this.#undoer.walk(text, this.#odd, { budget: DOUBT, sounds: true });
    // They are the last of all spellings.
    const first = this.#spellings.length - this.#undoes.length;
    return found.map((candidate) => ({ ...candidate, spelling: first + candidate.spelling }));
  }

  #believed(text: string, candidates: readonly Candidate[]): TermHit[] {
    const believed: TermHit[] = [];
    for (const candidate of candidates) {
      const hit = this.#weigh(text, candidate);
      if (hit !== null) believed.push(hit);
    }
    return believed;
  }

  #weigh(text: string, candidate: Candidate): TermHit | null {
    const { start, end } = candidate;
    if (candidate.ways === 0) {
      const term = this.#sure[candidate.spelling]!;
      if (term >= 0) return { term, start, end, cost: 0, via: NO_WAYS };
    }
    const spelling = this.#spellings[candidate.spelling]!;
    const ways = this.#waysUndone(candidate, spelling);
    if ((ways & ~spelling.allowed) !== 0) return null;
    const term = this.#terms[spelling.term]!;
    if (!placeFits(text, term, spelling, start, end)) return null;
    const cost = ways === 0 ? 0 : candidate.cost + spelling.cost;
    // The plain spelling is never in doubt.
    if (ways !== 0) {
      const reading = { start, end, cost, ways, spaces: candidate.spaces, length: spelling.units.length };
      if (!isBelieved(text, spelling, reading, this.#odd, this.#lexicon, term.caution)) return null;
      if (!spacesFit(text, spelling, start, end, candidate.spaces, this.#spaces[spelling.term]!)) return null;
    }
    return { term: spelling.term, start, end, cost, via: memoWays(ways) };
  }

  #waysUndone({ ways, spaces, cost }: Candidate, spelling: Spelling): number {
    const all = ways | spelling.ways;
    // A space that the term itself is written with is no disguise.
    const own =
      all === GAP && spaces > 0 && spaces <= this.#spaces[spelling.term]! && cost === spaces * SPACE_COST;
    return own ? 0 : all;
  }

  /** Drops what words of `unless` cover, keeps the cheapest of overlapping hits of a term, orders by place. */
  #settle(believed: TermHit[]): TermHit[] {
    if (believed.length === 0) return [];
    believed.sort(byPlace);
    const own = this.#terms.length - this.#undoes.length;
    const words = believed.filter((hit) => hit.term >= own);
    const last = this.#last;
    const kept: (TermHit | null)[] = [];
    for (const hit of believed) {
      if (hit.term >= own || (words.length > 0 && this.#isUndone(hit, words, own))) continue;
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
  #isUndone(hit: TermHit, words: readonly TermHit[], own: number): boolean {
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

/** Order by place, of hits at one place by term. */
function byPlace(a: TermHit, b: TermHit): number {
  return a.start - b.start || a.end - b.end || a.term - b.term;
}

/** Lists of ways by their bits. */
const lists: (readonly Way[] | undefined)[] = Array.from({ length: 1 << WAYS.length });
function memoWays(bits: number): readonly Way[] {
  return (lists[bits] ??= waysOf(bits));
}
const NO_WAYS = memoWays(0);
