import { type Reads, SUSPECT_SHARE } from '../judge/index.js';
import type { ReaderOrder } from './choices.js';

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
