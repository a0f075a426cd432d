import { AnagramFinder } from './anagram.js';
import { type CandidateSink, ExactWalker, NO_SINK } from './exact.js';
import { INVISIBLE, KINDS, SPACE, SYLLABLE } from '../../../src/hangul/letters/characters.js';
import { type SearchDepth, DoubtfulWalker, FULL_DEPTH } from './doubtful.js';
import { MIN_ORDINARY } from '../../../src/hangul/matcher/costs.js';
import { MIXED_LETTERS, ObfuscationScan } from './obfuscation.js';
import type { MatcherTables } from '../../../src/hangul/matcher/tables.js';
import { Trie } from '../../../src/hangul/matcher/trie.js';

const EMPTY_SCAN = new ObfuscationScan(undefined);

/** Finds all spellings of a trie in a text: letter for letter everywhere, in every way where the text is spelt oddly. */
export class Walker {
  readonly #exact: ExactWalker;
  readonly #doubtful: DoubtfulWalker;
  readonly #anagram: AnagramFinder;
  #text = '';
  #scan: ObfuscationScan = EMPTY_SCAN;
  #sink: CandidateSink = NO_SINK;
  #depth = FULL_DEPTH;
  /** Where the next chunk that mixes letters begins, once it was looked for. */
  #nextMixed = -1;

  /** @param of which of the tries to walk */
  constructor(tables: MatcherTables, of: 'all' | 'unless') {
    const trie = new Trie(tables[of]);
    this.#exact = new ExactWalker(trie, tables[of]);
    this.#doubtful = new DoubtfulWalker(trie, tables, tables[of]);
    this.#anagram = new AnagramFinder(tables, tables[of]);
  }

  /** Gives all spellings in a text to the sink, by where they begin. */
  walk(text: string, scan: ObfuscationScan, sink: CandidateSink, depth = FULL_DEPTH): void {
    this.read(text, scan, sink, depth);
    this.walkFrom(0, text.length);
  }

  /** Takes a text of which parts are walked. */
  read(text: string, scan: ObfuscationScan, sink: CandidateSink, depth: SearchDepth): void {
    this.#text = text;
    this.#scan = scan;
    this.#depth = depth;
    this.#nextMixed = -1;
    this.#sink = sink;
    this.#exact.read(text, sink);
    if (scan.anyMarked) this.#doubtful.read(text, scan.marks, depth, sink);
  }

  /** Gives the spellings that begin at `[from, to)` of the text to the sink. */
  walkFrom(from: number, to: number): void {
    const { begins } = this.#exact;
    const { marks, knownEnd } = this.#scan;
    const text = this.#text;
    for (let at = from; at < to; at++) {
      const code = text.charCodeAt(at);
      const how = marks[at]!;
      if (how !== 0) {
        const kind = KINDS[code]!;
        if (kind === SPACE || kind === INVISIBLE) continue;
        if (how === MIXED_LETTERS || knownEnd[at]! - at < MIN_ORDINARY) {
          this.#startMarked(at, kind);
          continue;
        }
      }
      if (begins[code] !== 0) this.#exact.start(at);
    }
  }

  #startMarked(at: number, kind: number): void {
    if (this.#depth.sounds) {
      this.#startDoubtful(at);
      const text = this.#text;
      if (kind === SYLLABLE && (at === 0 || KINDS[text.charCodeAt(at - 1)] !== SYLLABLE))
        this.#anagram.start(text, at, this.#sink);
    } else if (this.#scan.marks[at] === MIXED_LETTERS || !this.#isReadPlainly(at)) this.#startDoubtful(at);
  }

  #startDoubtful(at: number): void {
    if (!this.#doubtful.start(at) && this.#exact.begins[this.#text.charCodeAt(at)] !== 0)
      this.#exact.start(at);
  }

  /**
   * Where sounds are not changed, whole syllables have the one reading that costs nothing, as they stand: gives what begins
   * here letter for letter. False when a chunk was looked into that mixes letters, and might be read in other ways too.
   */
  #isReadPlainly(at: number): boolean {
    if (this.#exact.begins[this.#text.charCodeAt(at)] === 0) return true;
    if (this.#nextMixed < at) {
      // The marks of an earlier, longer text stand behind this one.
      const next = this.#scan.marks.subarray(at, this.#text.length).indexOf(MIXED_LETTERS);
      this.#nextMixed = next < 0 ? Infinity : at + next;
    }
    return this.#exact.start(at) < this.#nextMixed;
  }
}
