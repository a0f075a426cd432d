import { AnagramFinder } from './anagram.js';
import type { Candidate } from './candidate.js';
import { INVISIBLE, KINDS, SPACE, SYLLABLE } from './character.js';
import { DoubtfulWalker, EVERYTHING } from './doubtful.js';
import { ExactWalker } from './exact.js';
import { BROKEN } from './odd.js';
import type { OddFinder } from './odd.js';
import type { Trie } from './trie.js';

/** Syllables of an ordinary word from a place on, from which only terms that stand there letter for letter are looked for. */
const ORDINARY = 4;

/** Finds all spellings of a trie in a text: letter for letter everywhere, in every way where the text is spelt oddly. */
export class Walker {
  readonly #exact: ExactWalker;
  readonly #doubtful: DoubtfulWalker;
  readonly #anagram: AnagramFinder;

  constructor(trie: Trie) {
    this.#exact = new ExactWalker(trie);
    this.#doubtful = new DoubtfulWalker(trie);
    this.#anagram = new AnagramFinder(trie.spellings);
  }

  walk(text: string, { odd, anyOdd, knownEnd }: OddFinder, depth = EVERYTHING): Candidate[] {
    const found: Candidate[] = [];
    if (anyOdd) this.#doubtful.read(text, odd, depth);
    for (let at = 0; at < text.length; at++) {
      const kind = KINDS[text.charCodeAt(at)]!;
      if (kind === SPACE || kind === INVISIBLE) continue;
      if (odd[at] === 0 || (odd[at] !== BROKEN && knownEnd[at]! - at >= ORDINARY))
        this.#exact.start(text, at, found);
      else {
        this.#doubtful.start(at, found);
        if (kind === SYLLABLE && (at === 0 || KINDS[text.charCodeAt(at - 1)] !== SYLLABLE))
          this.#anagram.start(text, at, found);
      }
    }
    return found;
  }
}
