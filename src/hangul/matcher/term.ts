import type { ShownText } from '../shown/shown-text.js';
import type { Way } from '../ways.js';

/** A word to find, and how. */
export interface Term {
  /** Hangul syllables, Latin letters, digits; a space means "a space or none". */
  readonly text: string;
  /** The ways of writing that are undone for this term; the plain spelling always counts. */
  readonly ways: readonly Way[];
  /** Longer words that hold the term but are not it: 대유행, 화천대유 for 대유. */
  readonly unless: readonly string[];
  /**
   * Where in an eojeol the term may stand: `anywhere`; `start` at its start (비 오 but not 장비 오); `edge` at its start,
   * or at its end before josa and endings; `word` as the whole eojeol before josa and endings.
   */
  readonly place: 'anywhere' | 'start' | 'edge' | 'word';
  /**
   * Logits that the match classifier must exceed for a doubtful reading; default 0. An error that is rare for one term is
   * common for thousands.
   */
  readonly threshold?: number;
}

/** A term found in a text. Offsets are UTF-16 code units of the text as it was given, `[start, end)`. */
export interface TermHit {
  /** Index into the compiled terms. */
  readonly term: number;
  readonly start: number;
  readonly end: number;
  /** Empty for the plain spelling. */
  readonly via: readonly Way[];
  /** 0 for a sure reading; grows with every doubtful step, in the unit of one changed sound. */
  readonly cost: number;
}

/** Order by place, of hits at one place by term. */
export function byPlace(a: TermHit, b: TermHit): number {
  return a.start - b.start || a.end - b.end || a.term - b.term;
}

/** Finds compiled terms in texts as they are written: `TermMatcher` says what. */
export type TermSearch = Pick<TermMatcher, 'find' | 'findSure'>;

/** Finds compiled terms in texts as their readers see them (`shown/shown-text.ts`). */
export interface TermMatcher {
  /** Hits in order of their start; of hits of one term that overlap, the cheapest. */
  find(text: string): TermHit[];
  /** Those of `find` that cost nothing, in less time: for texts which nobody disguises. */
  findSure(text: string): TermHit[];
  /** As `find`, in a text as it is shown: offsets are those of `shown.text`. */
  findShown(shown: ShownText): TermHit[];
}

/**
 * How often words stand in clean Korean comments: the known-word veto and word rarity both ask it.
 * A word is asked for by its letters; every prefix of an eojeol counts as a word.
 */
export interface Lexicon {
  /** Estimated number of clean comments in `documents` that hold an eojeol that begins with `prefix`. */
  count(prefix: string): number;
  readonly documents: number;
}
