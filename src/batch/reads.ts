import { type Reads, SUSPECT_SHARE } from '../judge/index.js';

/**
 * What the second reader reads of a run: nothing, every comment, or the suspect ones: in a dump judged as a whole its
 * most suspect tenth and whatever the budget allows, in a stream those that score from `READ_FROM` on without it.
 */
export const READERS = ['auto', 'off', 'all'] as const;
export type ReaderOrder = (typeof READERS)[number];

/**
 * Comments that a run reads beyond the most suspect tenth: about a minute of one core, at some 25 ms for a comment
 * (`docs/reader.md`). A count and not a clock: the same dump gives the same results everywhere.
 */
const READ_BUDGET = 2400;

/**
 * What the judges are told.
 *
 * @param comments comments of a dump that is judged as a whole
 */
export function readsOf(reader: ReaderOrder | undefined, comments = Infinity): Reads {
  if (reader === undefined || reader === 'off') return 'none';
  if (reader === 'all') return 'all';
  return Math.max(SUSPECT_SHARE, Math.min(1, READ_BUDGET / comments));
}
