/** Milliseconds of an hour. */
const HOUR_MS = 3_600_000;

/** Offset of Korean time from UTC in hours. */
const KOREA = 9;

/** Accepted years; others are crawler errors. This bounds the number of hours to about 960,000. */
const YEARS = [1990, 2099] as const;

/**
 * A date with an optional time as portals and crawlers write it: `2022-10-15T15:30:00+09:00`, `2022.10.15. 15:30`,
 * `2022년 10월 15일 오후 3:30`, `20221015153000`.
 */
const WRITTEN =
  /^\s*(\d{4})(?:\s*[-./년]\s*)?(\d{1,2})(?:\s*[-./월]\s*)?(\d{1,2})(?:\s*[.일T,]\s*|\s+)?(?:(오전|오후|AM|PM)?\s*(\d{1,2})(?::|시\s*)?(\d{2})?(?:[:분\s]*\d{2}(?:[.,]\d+)?초?)?\s*(AM|PM)?\s*(Z|[+-]\d{2}:?(?:\d{2})?)?)?\s*$/i;

/** The time of a comment, to the hour. */
interface WrittenHour {
  /** Whole hours since 1970 in Korean time. */
  readonly hour: number;
  readonly minute: number;
  /** Whether only the day is known; `hour` is then its first hour. */
  readonly dayOnly: boolean;
}

/**
 * Parses a time as crawlers write it, or a Unix timestamp in seconds or ms. Without a zone it is Korean time. Returns null
 * if there is no date, as in `3시간 전`.
 *
 * @example hourOf('2022.10.15. 15:30') // { hour: 494127, minute: 30, dayOnly: false }
 */
export function hourOf(written: string): WrittenHour | null {
  if (written.length > 64) return null;
  if (/^\d{10}(?:\d{3})?$/.test(written)) {
    const seconds = written.length === 13 ? Number(written) / 1000 : Number(written);
    return atMinute(Math.floor(seconds / 60) + KOREA * 60);
  }
  const match = WRITTEN.exec(written);
  if (match === null) return null;
  const [, year, month, day, before, hour, minute = '0', after, zone] = match;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const date = new Date(midnight);
  // Reject dates such as 2022-02-31, which would roll over into March.
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return null;
  if (Number(year) < YEARS[0] || Number(year) > YEARS[1]) return null;
  const start = midnight / HOUR_MS;
  if (hour === undefined) return { hour: start, minute: 0, dayOnly: true };
  const clock = hourOfDay(Number(hour), before ?? after);
  if (clock > 23 || Number(minute) > 59) return null;
  const ahead = zone === undefined ? 0 : KOREA - offsetOf(zone);
  return atMinute(Math.round((start + clock + ahead) * 60) + Number(minute));
}

/** A time of ISO 8601 with its zone, to the second. */
const EXACT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})$/;

/** A time as {@link hourOf} reads it, in milliseconds since 1970; to the second where it is written so. */
export function instantOf(written: string): number | null {
  const exact = EXACT.test(written) ? Date.parse(written) : NaN;
  if (!Number.isNaN(exact)) return exact;
  const read = hourOf(written);
  return read === null ? null : (read.hour - KOREA) * HOUR_MS + read.minute * 60_000;
}

/** Formats a time for the report, `2022-10-15 15:30`; null if there is no date. */
export function shownTime(written: string): string | null {
  const read = hourOf(written);
  if (read === null) return null;
  const [day, time] = new Date(read.hour * HOUR_MS + read.minute * 60_000)
    .toISOString()
    .split(/T|:\d\d\.\d+Z/);
  return read.dayOnly ? day! : `${day} ${time}`;
}

/** Formats a stretch of time, the day once where both ends are on one; null where an end has no date. */
export function shownPeriod(first: string | null, last: string | null): string | null {
  const [from, to] = [first, last].map((at) => (at === null ? null : shownTime(at)));
  if (from == null || to == null) return null;
  if (from === to) return from;
  return `${from} – ${from.slice(0, 10) === to.slice(0, 10) ? to.slice(11) : to}`;
}

function atMinute(minutes: number): WrittenHour {
  return { hour: Math.floor(minutes / 60), minute: ((minutes % 60) + 60) % 60, dayOnly: false };
}

function hourOfDay(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return (hour % 12) + (/^(오후|pm)$/i.test(half) ? 12 : 0);
}

/** Offset of a zone from UTC in hours. */
function offsetOf(zone: string): number {
  if (/^z$/i.test(zone)) return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) + Number(zone.slice(3).replace(':', '') || 0) / 60);
}
