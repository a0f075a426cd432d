import type { ChannelRecord } from '../world/records.js';
import { byAge } from '../world/snowflake.js';
import { invalidForm } from './form-errors.js';

/** The ids of one page of a channel's history, newest first, as `before`, `after`, `around` and `limit` ask. */
export function page(channel: ChannelRecord, query: URLSearchParams): string[] {
  const limit = Number(query.get('limit') ?? 50);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    invalidForm(['limit'], 'NUMBER_TYPE_RANGE', 'int value should be between 1 and 100.');
  const ids = channel.messageIds;
  const before = query.get('before');
  const after = query.get('after');
  const around = query.get('around');
  const newestFirst = (some: string[]): string[] => some.toReversed();
  if (before !== null) return newestFirst(ids.slice(0, placeOf(ids, before)).slice(-limit));
  if (after !== null) {
    const start = placeOf(ids, after);
    return newestFirst(ids.slice(ids[start] === after ? start + 1 : start).slice(0, limit));
  }
  if (around !== null) {
    const middle = placeOf(ids, around);
    const start = Math.max(0, middle - Math.floor(limit / 2));
    return newestFirst(ids.slice(start, start + limit));
  }
  return newestFirst(ids.slice(-limit));
}

/** Where an id stands, or would stand, in a list sorted by age. */
function placeOf(ids: readonly string[], id: string): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (byAge(ids[middle]!, id) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
