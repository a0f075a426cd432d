import type { Candidate } from './candidate.js';
import { KINDS, SYLLABLE } from './character.js';
import { unitCost } from './cost.js';
import { BUDGET } from './doubtful.js';
import { FIRST_SYLLABLE, SYLLABLES, onsetOf } from './syllable.js';
import type { Trie } from './trie.js';
import { SOUND_CLASSES, soundClass } from './unit.js';
import { wayBit } from './way.js';

const ANAGRAM = wayBit('anagram');
const SOUND = wayBit('sound');

/** Cost of another order, in units of one changed sound; from how many syllables on; how far syllables stray. */
const ANAGRAM_COST = 0.8;
const SHORTEST = 3;
const WINDOW = 6;
/** Highest cost of one syllable: those of another order are hard enough to read as they are. */
const UNIT_BUDGET = 1.3;

/**
 * Finds terms whose syllables behind the first stand in another order within an eojeol: 남친구자가 for 남자친구. Readers know a
 * word by its first letter and what is in it.
 */
export class AnagramWalker {
  readonly #trie: Trie;
  /** 1 for sound classes of a first unit and of one behind it in some spelling: most runs of syllables end here. */
  readonly #together = new Uint8Array(SOUND_CLASSES * SOUND_CLASSES);
  #text = '';
  #found: Candidate[] = [];

  constructor(trie: Trie) {
    this.#trie = trie;
    for (const { units, ways } of trie.spellings) {
      if (ways !== 0 || units.length < SHORTEST) continue;
      const first = soundClass(units[0]!) * SOUND_CLASSES;
      for (const unit of units.slice(1)) this.#together[first + soundClass(unit)] = 1;
    }
  }

  /** Adds what begins at the start `at` of a run of syllables to `found`. */
  start(text: string, at: number, found: Candidate[]): void {
    let end = at;
    while (end < text.length && end - at < WINDOW && KINDS[text.charCodeAt(end)] === SYLLABLE) end++;
    if (end - at < SHORTEST) return;
    const sound = soundClass(text.charCodeAt(at) - FIRST_SYLLABLE) * SOUND_CLASSES;
    let fitting = 0;
    for (let place = at + 1; place < end; place++) {
      fitting += this.#together[sound + soundClass(text.charCodeAt(place) - FIRST_SYLLABLE)]!;
    }
    if (fitting < SHORTEST - 1) return;
    this.#text = text;
    this.#found = found;
    this.#shuffle(0, at, end, 0, at, ANAGRAM_COST, true);
  }

  /** Reads any syllable of the window that is not read yet; `used` has bit i for the syllable at `at + i`. */
  #shuffle(node: number, at: number, end: number, used: number, reach: number, cost: number, inOrder: boolean): void {
    const trie = this.#trie;
    if (!inOrder) this.#note(node, at, reach, cost);
    const last = used === 0 ? at + 1 : end;
    for (let place = at; place < last; place++) {
      const bit = 1 << (place - at);
      if ((used & bit) !== 0) continue;
      const written = this.#text.charCodeAt(place) - FIRST_SYLLABLE;
      const group = trie.groupOf(node, soundClass(written));
      if (group < 0) continue;
      const next = this.#text.charCodeAt(place + 1) - FIRST_SYLLABLE;
      const onset = next >= 0 && next < SYLLABLES ? onsetOf(next) : -1;
      const first = trie.first[group]!;
      for (let child = first; child < first + trie.count[group]!; child++) {
        if (trie.hasLong[child] === 0) continue;
        const reading = unitCost(written, trie.unit[child]!, onset);
        if (reading > UNIT_BUDGET || cost + reading > BUDGET) continue;
        this.#shuffle(child, at, end, used | bit, Math.max(reach, place + 1), cost + reading, inOrder && place === reach);
      }
    }
  }

  #note(node: number, start: number, end: number, cost: number): void {
    const trie = this.#trie;
    for (let i = trie.endFrom[node]!; i < trie.endFrom[node + 1]!; i++) {
      const spelling = trie.ends[i]!;
      const { ways, units } = trie.spellings[spelling]!;
      if (ways !== 0 || units.length < SHORTEST) continue;
      this.#found.push({ spelling, start, end, cost, ways: ANAGRAM | (cost > ANAGRAM_COST ? SOUND : 0), spaces: 0 });
    }
  }
}
