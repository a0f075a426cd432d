import { AnagramFinder } from './anagram.js';
import { type CandidateSink, NOWHERE } from './candidate.js';
import { INVISIBLE, KINDS, SPACE, SYLLABLE } from './character.js';
import { type Depth, DoubtfulWalker, EVERYTHING } from './doubtful.js';
import { ExactWalker } from './exact.js';
import { BROKEN, OddFinder } from './odd.js';
import type { Trie } from './trie.js';

/** Syllables of an ordinary word from a place on, from which only terms that stand there letter for letter are looked for. */
const ORDINARY = 4;

const NOTHING = new OddFinder(undefined);

/** Finds all spellings of a trie in a text: letter for letter everywhere, in every way where the text is spelt oddly. */
export class Walker {
  readonly #exact: ExactWalker;
  readonly #doubtful: DoubtfulWalker;
  readonly #anagram: AnagramFinder;
  #text = '';
  #finder: OddFinder = NOTHING;
  #sink: CandidateSink = NOWHERE;
  #depth = EVERYTHING;
  /** Where the next chunk that mixes letters begins, once it was looked for. */
  #broken = -1;

  constructor(trie: Trie) {
    this.#exact = new ExactWalker(trie);
    this.#doubtful = new DoubtfulWalker(trie);
    this.#anagram = new AnagramFinder(trie.spellings);
  }

  /** Gives all spellings in a text to the sink, by where they begin. */
  walk(text: string, finder: OddFinder, sink: CandidateSink, depth = EVERYTHING): void {
    this.read(text, finder, sink, depth);
    this.walkFrom(0, text.length);
  }

  /** Takes a text of which parts are walked. */
  read(text: string, finder: OddFinder, sink: CandidateSink, depth: Depth): void {
    this.#text = text;
    this.#finder = finder;
    this.#depth = depth;
    this.#broken = -1;
    this.#sink = sink;
    this.#exact.read(text, sink);
    if (finder.anyOdd) this.#doubtful.read(text, finder.odd, depth, sink);
  }

  /** Gives the spellings that begin at `[from, to)` of the text to the sink. */
  walkFrom(from: number, to: number): void {
    const { begins } = this.#exact;
    const { odd, knownEnd } = this.#finder;
    const text = this.#text;
    for (let at = from; at < to; at++) {
      const code = text.charCodeAt(at);
      const how = odd[at]!;
      if (how !== 0) {
        const kind = KINDS[code]!;
        if (kind === SPACE || kind === INVISIBLE) continue;
        if (how === BROKEN || knownEnd[at]! - at < ORDINARY) {
          this.#startOdd(at, kind);
          continue;
        }
      }
      if (begins[code] !== 0) this.#exact.start(at);
    }
  }

  #startOdd(at: number, kind: number): void {
    if (this.#depth.sounds) {
      this.#doubtful.start(at);
      const text = this.#text;
      if (kind === SYLLABLE && (at === 0 || KINDS[text.charCodeAt(at - 1)] !== SYLLABLE))
        this.#anagram.start(text, at, this.#sink);
    } else if (this.#finder.odd[at] === BROKEN || !this.#isReadPlainly(at)) this.#doubtful.start(at);
  }

  /**
   * Where sounds are not changed, whole syllables have the one reading that costs nothing, as they stand: gives what begins
   * here letter for letter. False when a chunk was looked into that mixes letters, and might be read in other ways too.
   */
  #isReadPlainly(at: number): boolean {
    if (this.#exact.begins[this.#text.charCodeAt(at)] === 0) return true;
    if (this.#broken < at) {
      const next = this.#finder.odd.indexOf(BROKEN, at);
      this.#broken = next < 0 ? Infinity : next;
    }
    return this.#exact.start(at) < this.#broken;
  }
}
