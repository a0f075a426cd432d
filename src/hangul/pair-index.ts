import type { Trie } from './trie.js';
import { SOUND_CLASSES, soundClass } from './unit.js';

/**
 * The nodes of a trie that lie two units deep, by the sound classes of the two: all beginnings that two written units can
 * be read as lie together, so that a doubtful reading starts with one look-up instead of one for each first unit. Only
 * nodes whose spellings may be read in some way are kept, since most terms are not to be read by sound.
 */
export class PairIndex {
  /** Entries of a class pair: `from[key] … from[key + 1] − 1`, ordered by first unit. */
  readonly from = new Int32Array(SOUND_CLASSES * SOUND_CLASSES + 1);
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly node: Int32Array;

  /** @param way bit of the way that a node must allow */
  constructor(trie: Trie, way: number) {
    const entries: (readonly [key: number, first: number, second: number, node: number])[] = [];
    trie.roots.forEach((root, unit) => {
      if (root === 0) return;
      const sound = soundClass(unit) * SOUND_CLASSES;
      for (let next = 0; next < SOUND_CLASSES; next++) {
        const group = trie.groupOf(root, next);
        if (group < 0) continue;
        for (let child = trie.firstOf(group); child < trie.behind(group); child++) {
          if ((trie.allowed(child) & way) !== 0) entries.push([sound + next, unit, trie.unit[child]!, child]);
        }
      }
    });
    entries.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
    for (const [key] of entries) this.from[key + 1]!++;
    for (let key = 0; key < this.from.length - 1; key++) this.from[key + 1]! += this.from[key]!;
    this.first = Int32Array.from(entries, (entry) => entry[1]);
    this.second = Int32Array.from(entries, (entry) => entry[2]);
    this.node = Int32Array.from(entries, (entry) => entry[3]);
  }
}
