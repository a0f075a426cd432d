import type { DigestEvery } from './settings.js';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** Korea's clock, which knows no summer time (tz: Asia/Seoul, +09:00 since 1961, but for the summers of 1987 and 1988). */
export const KOREA_MS = 9 * HOUR_MS;
/** From Thursday 1970-01-01 to the first Monday. */
const MONDAY_MS = 4 * DAY_MS;

/** Length of what a digest tells of, in ms. */
export const DIGEST_MS: Readonly<Record<DigestEvery, number>> = { daily: DAY_MS, weekly: 7 * DAY_MS };

/**
 * The end of the latest period of digests that is over, in ms since 1970: at that hour in Korea, of weekly ones on a Monday.
 *
 * @param hour 0 to 23
 */
export function digestEnd(every: DigestEvery, hour: number, now: number): number {
  const since = hour * HOUR_MS - KOREA_MS + (every === 'weekly' ? MONDAY_MS : 0);
  return Math.floor((now - since) / DIGEST_MS[every]) * DIGEST_MS[every] + since;
}
