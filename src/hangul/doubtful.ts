import { DIGIT, INVISIBLE, JAMO, KINDS, LATIN, SPACE, SYLLABLE, SYMBOL } from './character.js';
import { LONGEST_GAP, SPACE_COST, SYMBOL_COST } from './candidate.js';
import type { Candidate } from './candidate.js';
import { unitCost } from './cost.js';
import { Lattice } from './lattice.js';
import { PairIndex } from './pair-index.js';
import { FIRST_SYLLABLE, SILENT_ONSET, SYLLABLES, codaOf, onsetAt, onsetOf, vowelOf } from './syllable.js';
import type { Trie } from './trie.js';
import { SOUND_CLASSES, soundClass } from './unit.js';
import { wayBit } from './way.js';

const GAP = wayBit('gap');
const INSERT = wayBit('insert');
const REPEAT = wayBit('repeat');
const SOUND = wayBit('sound');

/** Costs of what only disguised text holds, in units of one changed sound. */
const INSERT_COST = 0.5;
const REPEAT_COST = 0.2;
const LONGEST_INSERT = 3;
/**
 * Highest cost of a reading, of one of two units, of the first two units of a longer one, and of one unit. Of the readings
 * of KOTOX that the gate believes, 99% cost less.
 */
export const BUDGET = 2.65;
const SHORT_BUDGET = 1.85;
const PAIR_BUDGET = 2.3;
const UNIT_BUDGET = 2.2;

/** A path through the text: what was read so far, up to `at`. Node 0 with a first unit stands for a path of one unit. */
interface Path {
  readonly start: number;
  readonly at: number;
  readonly cost: number;
  readonly ways: number;
  readonly spaces: number;
  /** The written unit that was read last. */
  readonly last: number;
}

/** Finds spellings in the lattice of an odd text: in every way of writing, with changed sounds, with letters put in. */
export class DoubtfulWalker {
  readonly #trie: Trie;
  readonly #pairs: PairIndex;
  readonly #lattice = new Lattice();
  #text = '';
  #found: Candidate[] = [];

  constructor(trie: Trie) {
    this.#trie = trie;
    this.#pairs = new PairIndex(trie);
  }

  read(text: string, odd: Uint8Array): void {
    this.#text = text;
    this.#lattice.read(text, odd);
  }

  /** Adds what begins at `at` of the text that was read to `found`. */
  start(at: number, found: Candidate[]): void {
    this.#found = found;
    const { from, unit, to, cost, ways } = this.#lattice;
    for (let edge = from[at]!; edge < from[at + 1]!; edge++) {
      const path = {
        start: at,
        at: to[edge]!,
        cost: cost[edge]!,
        ways: ways[edge]!,
        spaces: 0,
        last: unit[edge]!,
      };
      const single = this.#trie.roots[path.last]!;
      if (single !== 0) this.#note(single, path);
      this.#goOn(0, path);
    }
  }

  #note(node: number, { start, at: end, cost, ways, spaces }: Path): void {
    const trie = this.#trie;
    for (let i = trie.endFrom[node]!; i < trie.endFrom[node + 1]!; i++) {
      const spelling = trie.ends[i]!;
      if (cost > SHORT_BUDGET && trie.spellings[spelling]!.units.length < 3) continue;
      this.#found.push({ spelling, start, end, cost, ways, spaces });
    }
  }

  /** Reads on behind a path: at once, and behind whatever may be skipped. */
  #goOn(node: number, path: Path): void {
    let { cost, ways, spaces } = path;
    let gap = 0;
    let inserted = 0;
    let spaced = false;
    for (let place = path.at; place < this.#text.length && gap < LONGEST_GAP; place++) {
      if (node === 0) this.#second(path, place, cost, ways, spaces);
      else this.#next(node, path, place, cost, ways, spaces);
      const code = this.#text.charCodeAt(place);
      const kind = KINDS[code]!;
      if (kind === INVISIBLE) ways |= GAP;
      else if (kind === SYMBOL || kind === SPACE) {
        gap++;
        ways |= GAP;
        if (kind === SYMBOL) cost += SYMBOL_COST;
        else if (!spaced) {
          spaced = true;
          spaces++;
          cost += SPACE_COST;
        }
      } else if ((kind === SYLLABLE || kind === JAMO) && isStretch(code, path.last)) {
        gap++;
        if ((ways & REPEAT) === 0) cost += REPEAT_COST;
        ways |= REPEAT;
      } else if ((kind === JAMO || kind === LATIN || kind === DIGIT) && inserted < LONGEST_INSERT) {
        if (inserted++ === 0 || kind === JAMO) cost += INSERT_COST;
        ways |= INSERT;
      } else return;
      if (cost > BUDGET) return;
    }
  }

  /** Reads the second unit of a term at a place, the first being the path's. */
  #second(path: Path, place: number, cost: number, ways: number, spaces: number): void {
    const lattice = this.#lattice;
    const pairs = this.#pairs;
    const sound = soundClass(path.last) * SOUND_CLASSES;
    const onsetBehind = onsetAt(this.#text, path.at);
    for (let edge = lattice.from[place]!; edge < lattice.from[place + 1]!; edge++) {
      const written = lattice.unit[edge]!;
      const key = sound + soundClass(written);
      const end = pairs.from[key + 1]!;
      let entry = pairs.from[key]!;
      if (entry === end) continue;
      const behind = this.#read(path, edge, cost, ways, spaces);
      const onset = onsetAt(this.#text, behind.at);
      let known = -1;
      let firstCost = 0;
      for (; entry < end; entry++) {
        const first = pairs.first[entry]!;
        if (first !== known) {
          known = first;
          firstCost = unitCost(path.last, first, onsetBehind);
        }
        if (firstCost > UNIT_BUDGET) continue;
        const reading = firstCost + unitCost(written, pairs.second[entry]!, onset);
        if (behind.cost + reading > PAIR_BUDGET) continue;
        this.#arrive(pairs.node[entry]!, behind, reading);
      }
    }
  }

  #next(node: number, path: Path, place: number, cost: number, ways: number, spaces: number): void {
    const lattice = this.#lattice;
    const trie = this.#trie;
    for (let edge = lattice.from[place]!; edge < lattice.from[place + 1]!; edge++) {
      const written = lattice.unit[edge]!;
      const group = trie.groupOf(node, soundClass(written));
      if (group < 0) continue;
      const behind = this.#read(path, edge, cost, ways, spaces);
      const onset = onsetAt(this.#text, behind.at);
      const first = trie.first[group]!;
      for (let child = first; child < first + trie.count[group]!; child++) {
        const reading = unitCost(written, trie.unit[child]!, onset);
        if (reading > UNIT_BUDGET || behind.cost + reading > BUDGET) continue;
        this.#arrive(child, behind, reading);
      }
    }
  }

  /** The path with one edge more, what was skipped before it paid for. */
  #read({ start }: Path, edge: number, cost: number, ways: number, spaces: number): Path {
    const lattice = this.#lattice;
    return {
      start,
      at: lattice.to[edge]!,
      cost: cost + lattice.cost[edge]!,
      ways: ways | lattice.ways[edge]!,
      spaces,
      last: lattice.unit[edge]!,
    };
  }

  /** At a node, its units read from the path at the cost `reading`: note what ends here, and go on. */
  #arrive(node: number, behind: Path, reading: number): void {
    const path =
      reading === 0 ? behind : { ...behind, cost: behind.cost + reading, ways: behind.ways | SOUND };
    this.#note(node, path);
    if (this.#trie.hasChildren[node] === 1) this.#goOn(node, path);
  }
}

/** Whether a letter only draws the last syllable out: the syllable again, its vowel behind ㅇ or bare, or ㅡ. */
function isStretch(code: number, last: number): boolean {
  if (last >= SYLLABLES) return false;
  if (code === 0x3161 || code === 0x314f + vowelOf(last)) return true;
  const syllable = code - FIRST_SYLLABLE;
  if (syllable === last) return true;
  return (
    syllable >= 0 &&
    syllable < SYLLABLES &&
    onsetOf(syllable) === SILENT_ONSET &&
    codaOf(syllable) === 0 &&
    vowelOf(syllable) === vowelOf(last)
  );
}
