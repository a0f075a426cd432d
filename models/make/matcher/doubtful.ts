import { DIGIT, INVISIBLE, JAMO, KINDS, LATIN, SPACE, SYLLABLE, SYMBOL } from '../../../src/hangul/letters/characters.js';
import { type CandidateSink, NO_SINK } from './exact.js';
import {
  FIRST_STEPS,
  INSERT_COST,
  MAX_COST,
  MAX_GAP,
  MAX_INSERTED,
  MAX_PAIR_COST,
  MAX_SHORT_COST,
  MAX_UNIT_COST,
  MIN_CHANGE_COST,
  REPEAT_COST,
  SPACE_COST,
  STEPS_PER_UNIT,
  SYMBOL_COST,
} from '../../../src/hangul/matcher/costs.js';
import { Lattice } from './lattice.js';
import {
  codaOf,
  FIRST_SYLLABLE,
  onsetAt,
  onsetOf,
  SILENT_ONSET,
  SYLLABLE_COUNT,
  vowelOf,
} from '../../../src/hangul/letters/syllables.js';
import type { MatcherTables, TrieTables } from '../../../src/hangul/matcher/tables.js';
import type { Trie } from '../../../src/hangul/matcher/trie.js';
import { SOUND_CLASS_COUNT, soundClass, unitCost } from '../../../src/hangul/matcher/units.js';
import { wayBit } from '../../../src/hangul/ways.js';

const GAP = wayBit('gap');
const INSERT = wayBit('insert');
const REPEAT = wayBit('repeat');
const SOUND = wayBit('sound');

/** How doubtful readings are looked for. */
export interface SearchDepth {
  /** Highest cost of a reading, `BUDGET` at most. */
  readonly maxCost: number;
  /** Whether sounds may be changed. */
  readonly sounds: boolean;
}
export const FULL_DEPTH: SearchDepth = { maxCost: MAX_COST, sounds: true };

/** Finds spellings in the lattice of an odd text: in every way of writing, with changed sounds, with letters put in. */
export class DoubtfulWalker {
  readonly #trie: Trie;
  /**
   * Nodes two units deep by the sound classes of the two: all beginnings that two written units can be read as lie together,
   * so that a doubtful reading starts with one look-up instead of one for each first unit.
   */
  readonly #pairFrom: Int32Array;
  readonly #pairFirst: Uint16Array;
  readonly #pairSecond: Uint16Array;
  readonly #pairNode: Int32Array;
  readonly #allowedBy: Int32Array;
  readonly #unitFrom: Int32Array;
  readonly #lattice = new Lattice();
  #text = '';
  #start = 0;
  #depth = FULL_DEPTH;
  #pairBudget = MAX_PAIR_COST;
  #sink: CandidateSink = NO_SINK;
  /** Steps left, and up to which place they were granted. */
  #left = 0;
  #granted = 0;

  constructor(trie: Trie, { spellingAllowed, unitFrom }: MatcherTables, tables: TrieTables) {
    this.#trie = trie;
    this.#pairFrom = tables.soundFrom;
    this.#pairFirst = tables.soundFirst;
    this.#pairSecond = tables.soundSecond;
    this.#pairNode = tables.soundNode;
    this.#allowedBy = spellingAllowed;
    this.#unitFrom = unitFrom;
  }

  /** Takes a text with the marks of its `ObfuscationScan`; `start` then searches from single positions, in order. */
  read(text: string, odd: Uint8Array, depth: SearchDepth, sink: CandidateSink): void {
    this.#text = text;
    this.#sink = sink;
    this.#depth = depth;
    this.#pairBudget = Math.min(MAX_PAIR_COST, depth.maxCost);
    this.#left = FIRST_STEPS;
    this.#granted = 0;
    this.#lattice.read(text, odd);
  }

  /**
   * Gives what begins at `at` of the text that was read to the sink.
   *
   * @returns false where the steps of the text were used up before all was read
   */
  start(at: number): boolean {
    this.#start = at;
    this.#left += (at - this.#granted) * STEPS_PER_UNIT;
    this.#granted = at;
    const lattice = this.#lattice;
    lattice.reach(at);
    for (let edge = lattice.from[at]!; edge < lattice.until[at]!; edge++) {
      const first = lattice.unit[edge]!;
      const [to, cost, ways] = [lattice.to[edge]!, lattice.cost[edge]!, lattice.ways[edge]!];
      const single = this.#trie.roots[first]!;
      if (single !== 0) this.#note(single, to, cost, ways, 0);
      else if (!this.#depth.sounds) continue;
      this.#goOn(0, to, cost, ways, 0, first);
    }
    return this.#left > 0;
  }

  // A path through the text is what was read so far, up to `at`: its node, cost, ways, spaces and the written unit that was
  // read last. Node 0 with a unit stands for a path of one unit. They go as numbers, since an object each would be most
  // of the time.

  #note(node: number, end: number, cost: number, ways: number, spaces: number): void {
    const trie = this.#trie;
    const ends = trie.endTo(node);
    for (let i = trie.endFrom(node); i < ends; i++) {
      const spelling = trie.ends[i]!;
      if ((ways & ~this.#allowedBy[spelling]! & ~GAP) !== 0) continue;
      if (cost > MAX_SHORT_COST && this.#unitFrom[spelling + 1]! - this.#unitFrom[spelling]! < 3) continue;
      this.#sink.add(spelling, this.#start, end, cost, ways, spaces);
    }
  }

  /** Reads on behind a path: at once, and behind whatever may be skipped. */
  #goOn(node: number, at: number, cost: number, ways: number, spaces: number, last: number): void {
    const barred = node === 0 ? 0 : this.#barred(node);
    let gap = 0;
    let inserted = 0;
    let spaced = false;
    for (let place = at; place < this.#text.length && gap < MAX_GAP; place++) {
      if (--this.#left <= 0) return;
      if (node === 0) this.#second(at, place, cost, ways, spaces, last);
      else this.#next(node, place, cost, ways, spaces);
      const code = this.#text.charCodeAt(place);
      const kind = KINDS[code]!;
      if (kind === INVISIBLE) {
        ways |= GAP;
        // No letter begins with what is invisible: a run of it is one step.
        place = this.#lattice.visible(place) - 1;
      } else if (kind === SYMBOL || kind === SPACE) {
        gap++;
        ways |= GAP;
        if (kind === SYMBOL) cost += SYMBOL_COST;
        else if (!spaced) {
          spaced = true;
          spaces++;
          cost += SPACE_COST;
        }
      } else if ((kind === SYLLABLE || kind === JAMO) && isStretch(code, last)) {
        gap++;
        if ((ways & REPEAT) === 0) cost += REPEAT_COST;
        ways |= REPEAT;
      } else if ((kind === JAMO || kind === LATIN || kind === DIGIT) && inserted < MAX_INSERTED) {
        if (inserted++ === 0 || kind === JAMO) cost += INSERT_COST;
        ways |= INSERT;
      } else return;
      if (cost > this.#depth.maxCost || (ways & barred) !== 0) return;
    }
  }

  /** Reads the second unit of a term at a place, the first being the path's `last`, which ends at `at`. */
  #second(at: number, place: number, cost: number, ways: number, spaces: number, last: number): void {
    const lattice = this.#lattice;
    const trie = this.#trie;
    const root = trie.roots[last]!;
    const sound = soundClass(last) * SOUND_CLASS_COUNT;
    const onsetBehind = onsetAt(this.#text, at);
    lattice.reach(place);
    for (let edge = lattice.from[place]!; edge < lattice.until[place]!; edge++) {
      const to = lattice.to[edge]!;
      const written = lattice.unit[edge]!;
      const paid = cost + lattice.cost[edge]!;
      if (paid > this.#pairBudget) continue;
      const undone = ways | lattice.ways[edge]!;
      const plain = root === 0 ? 0 : trie.childOf(root, written);
      const unchanged = !this.#depth.sounds || paid + MIN_CHANGE_COST > this.#pairBudget;
      // The pairs know those nodes that may be read by sound, the node of the written units among them.
      if (plain !== 0 && (unchanged || (trie.allowed(plain) & SOUND) === 0))
        this.#arrive(plain, to, paid, undone, spaces, written);
      if (unchanged) continue;
      const key = sound + soundClass(written);
      const end = this.#pairFrom[key + 1]!;
      let entry = this.#pairFrom[key]!;
      if (entry === end) continue;
      this.#left -= end - entry;
      const onset = onsetAt(this.#text, to);
      let known = -1;
      let firstCost = 0;
      for (; entry < end; entry++) {
        const first = this.#pairFirst[entry]!;
        if (first !== known) {
          known = first;
          firstCost = unitCost(last, first, onsetBehind);
        }
        if (firstCost > MAX_UNIT_COST) continue;
        const reading = firstCost + unitCost(written, this.#pairSecond[entry]!, onset);
        if (paid + reading > this.#pairBudget) continue;
        const read = reading === 0 ? undone : undone | SOUND;
        this.#arrive(this.#pairNode[entry]!, to, paid + reading, read, spaces, written);
      }
    }
  }

  #next(node: number, place: number, cost: number, ways: number, spaces: number): void {
    const lattice = this.#lattice;
    const trie = this.#trie;
    const { maxCost, sounds } = this.#depth;
    lattice.reach(place);
    for (let edge = lattice.from[place]!; edge < lattice.until[place]!; edge++) {
      const written = lattice.unit[edge]!;
      const group = trie.groupOf(node, soundClass(written));
      if (group < 0) continue;
      const to = lattice.to[edge]!;
      const paid = cost + lattice.cost[edge]!;
      const undone = ways | lattice.ways[edge]!;
      const onset = onsetAt(this.#text, to);
      const behind = trie.behind(group);
      this.#left -= behind - trie.firstOf(group);
      for (let child = trie.firstOf(group); child < behind; child++) {
        const reading = unitCost(written, trie.unit[child]!, onset);
        if (reading > MAX_UNIT_COST || paid + reading > maxCost || (reading > 0 && !sounds)) continue;
        const read = reading === 0 ? undone : undone | SOUND;
        this.#arrive(child, to, paid + reading, read, spaces, written);
      }
    }
  }

  /** At a node: note what ends here, and go on. */
  #arrive(node: number, at: number, cost: number, ways: number, spaces: number, last: number): void {
    if ((ways & this.#barred(node)) !== 0) return;
    this.#note(node, at, cost, ways, spaces);
    if (this.#trie.hasChildren(node)) this.#goOn(node, at, cost, ways, spaces, last);
  }

  /** Bits of the ways by which no term behind a node may be read; spaces may be the term's own, so a gap is never barred. */
  #barred(node: number): number {
    return ~(this.#trie.allowed(node) | GAP);
  }
}

/** Whether a letter only draws the last syllable out: the syllable again, its vowel behind ㅇ or bare, or ㅡ. */
function isStretch(code: number, last: number): boolean {
  if (last >= SYLLABLE_COUNT) return false;
  if (code === 0x3161 || code === 0x314f + vowelOf(last)) return true;
  const syllable = code - FIRST_SYLLABLE;
  if (syllable === last) return true;
  return (
    syllable >= 0 &&
    syllable < SYLLABLE_COUNT &&
    onsetOf(syllable) === SILENT_ONSET &&
    codaOf(syllable) === 0 &&
    vowelOf(syllable) === vowelOf(last)
  );
}
