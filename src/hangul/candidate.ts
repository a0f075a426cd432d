/**
 * Takes the spellings that are found, before they are weighed: as numbers, since most are dropped at once and an object
 * each would be much of the time.
 */
export interface CandidateSink {
  /**
   * @param spelling index into the spellings of the trie
   * @param ways bits of the ways that were undone
   * @param spaces inside
   */
  add(spelling: number, start: number, end: number, cost: number, ways: number, spaces: number): void;
}

/** Where walkers give to before they were given a text. */
export const NOWHERE: CandidateSink = { add: () => undefined };

/** Costs of what is skipped inside a term, in units of one changed sound. */
export const SYMBOL_COST = 0.02;
export const SPACE_COST = 0.1;
/** Most symbols and spaces that are skipped between two units. */
export const LONGEST_GAP = 12;
