/** A spelling found at a place, before it is weighed. */
export interface Candidate {
  /** Index into the spellings of the trie. */
  readonly spelling: number;
  readonly start: number;
  readonly end: number;
  readonly cost: number;
  /** Bits of the ways that were undone. */
  readonly ways: number;
  /** Spaces inside. */
  readonly spaces: number;
}

/** Costs of what is skipped inside a term, in units of one changed sound. */
export const SYMBOL_COST = 0.02;
export const SPACE_COST = 0.1;
/** Most symbols and spaces that are skipped between two units. */
export const LONGEST_GAP = 12;
