import { Believed } from './believed.js';
import { SPACE_COST } from './candidate.js';
import { CompactLexicon } from './lexicon.js';
import { OddFinder } from './odd.js';
import { plainSpelling, spellingsOf } from './spelling.js';
import type { Lexicon, Term, TermHit, TermMatcher } from './term.js';
import { Trie } from './trie.js';
import type { Spelling } from './trie.js';
import { Walker } from './walker.js';
import { WAYS } from './way.js';

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
  /** What it costs at most to read the spaces that a term is written with, before they are forgiven. */
  readonly #spaceCost: number;
  readonly #spellings: readonly Spelling[];
  /** For each term after the own ones, which are words of `unless`: the terms that it undoes. */
  readonly #undoes: readonly (readonly number[])[];
  /** 1 for terms that words of `unless` undo. */
  readonly #hasUnless: Uint8Array;
  readonly #odd: OddFinder;
  readonly #believed: Believed;
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
    this.#hasUnless = Uint8Array.from(this.#terms, ({ unless }) => Number(unless.length > 0));
    const spaces = this.#terms.map((term) => term.text.trim().split(/\s+/u).length - 1);
    this.#spaceCost = SPACE_COST * spaces.reduce((most, spaces) => Math.max(most, spaces), 0);
    this.#odd = new OddFinder(lexicon);
    // Words of `unless` are read in every way that a text offers, but no further spellings are made of them.
    this.#spellings = this.#terms.flatMap((term, index) =>
      index < terms.length ? spellingsOf(term, index) : [plainSpelling(term, index)],
    );
    this.#believed = new Believed(this.#terms, spaces, this.#spellings, this.#odd, lexicon);
    this.#walker = new Walker(new Trie(this.#spellings));
    this.#undoer = new Walker(new Trie(this.#spellings.slice(this.#spellings.length - blocking.length)));
    this.#last = new Int32Array(this.#terms.length);
  }

  find(text: string): TermHit[] {
    this.#odd.read(text);
    this.#believed.begin(text);
    this.#walker.walk(text, this.#odd, this.#believed);
    return this.#settle(this.#believed.hits);
  }

  findSure(text: string): TermHit[] {
    this.#odd.read(text);
    this.#believed.begin(text, 0, 0);
    this.#walker.walk(text, this.#odd, this.#believed, { budget: this.#spaceCost, sounds: false });
    const { hits } = this.#believed;
    // Words of `unless` undo a sure hit though they are read with some doubt; few terms have any.
    const doubted = hits.filter(({ term }) => this.#hasUnless[term] === 1);
    if (doubted.length > 0) this.#findWordsAround(text, doubted, hits);
    return this.#settle(hits).filter(({ cost }) => cost === 0);
  }

  /** Adds to `into` the words of `unless` that could undo one of the hits, as doubtful as they may be. */
  #findWordsAround(text: string, hits: readonly TermHit[], into: TermHit[]): void {
    // They are the last of all spellings.
    this.#believed.begin(text, this.#spellings.length - this.#undoes.length, DOUBT);
    this.#undoer.read(text, this.#odd, this.#believed, { budget: DOUBT, sounds: true });
    let from = 0;
    for (const { start } of hits) {
      this.#undoer.walkFrom(Math.max(from, start - LONGEST_WORD), start + 1);
      from = Math.max(from, start + 1);
    }
    into.push(...this.#believed.hits);
  }

  /** Drops what words of `unless` cover, keeps the cheapest of overlapping hits of a term, orders by place. */
  #settle(believed: TermHit[]): TermHit[] {
    if (believed.length === 0) return [];
    if (!isInOrder(believed)) believed.sort(byPlace);
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

/** Whether hits are ordered already, as they mostly come. */
function isInOrder(hits: readonly TermHit[]): boolean {
  for (let i = 1; i < hits.length; i++) if (byPlace(hits[i - 1]!, hits[i]!) > 0) return false;
  return true;
}

/** Order by place, of hits at one place by term. */
function byPlace(a: TermHit, b: TermHit): number {
  return a.start - b.start || a.end - b.end || a.term - b.term;
}
