import type { Article } from '../../article/index.js';
import type { Reading } from '../../relevance/index.js';

/** Start-up data of a reading thread. */
export interface ReadingThreadData {
  /** The file of the second reader. */
  readonly file: string;
}

/** A comment to read, for a reading thread. */
export interface ReadTask {
  readonly number: number;
  readonly text: string;
  /** The number of its article, which comes along where the thread does not hold it. */
  readonly key: number;
  readonly article?: Article;
}

/** What a reading thread answers; null when the comment could not be read. */
export interface ReadAnswer {
  readonly number: number;
  readonly reading: Reading | null;
}

/** Articles that a reading thread holds: the channels of some hundred servers. */
const HELD = 512;

/**
 * Holds something in a thread, an article say, or notes that the thread holds it; the one held longest goes. Both sides see the same
 * tasks in the same order, so both know what the thread holds.
 */
export function hold<T>(held: Map<number, T>, key: number, value: T): void {
  if (held.size >= HELD) held.delete(held.keys().next().value!);
  held.set(key, value);
}
