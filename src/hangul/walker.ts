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
      if (odd[at] === 0) {
        if (begins[code] === 1) this.#exact.start(at);
        continue;
      }
      const kind = KINDS[code]!;
      if (kind === SPACE || kind === INVISIBLE) continue;
      if (odd[at] !== BROKEN && knownEnd[at]! - at >= ORDINARY) {
        if (begins[code] === 1) this.#exact.start(at);
        continue;
      }
      this.#doubtful.start(at);
      if (kind === SYLLABLE && (at === 0 || KINDS[text.charCodeAt(at - 1)] !== SYLLABLE))
        this.#anagram.start(text, at, this.#sink);
    }
  }
}
