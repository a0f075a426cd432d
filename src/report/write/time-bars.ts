import type { HourTally } from '../part.js';

/** Bars at most; more could not be told apart on a phone. */
const MOST_BARS = 90;
const HOUR = 3_600_000;

export type TimeUnit = 'hour' | 'day' | 'week' | 'month';

export interface TimeBar {
  readonly label: string;
  comments: number;
  offTopic: number;
  flagged: number;
}

/** Hours put together to as fine a unit as there is room for, with the empty ones between; days at least where only days are known. */
export function timeBars(
  hours: readonly HourTally[],
  daysOnly: boolean,
): { unit: TimeUnit; bars: TimeBar[] } {
  if (hours.length === 0) return { unit: 'hour', bars: [] };
  const [first, last] = hours.reduce(
    ([least, most], { hour }) => [Math.min(least, hour), Math.max(most, hour)],
    [Infinity, -Infinity],
  );
  const units: TimeUnit[] = daysOnly ? ['day', 'week', 'month'] : ['hour', 'day', 'week', 'month'];
  const unit =
    units.find((candidate) => barOf(last, candidate) - barOf(first, candidate) < MOST_BARS) ?? 'month';
  const start = barOf(first, unit);
  const bars = Array.from({ length: barOf(last, unit) - start + 1 }, (_, index): TimeBar => ({
    label: labelOf(start + index, unit),
    comments: 0,
    offTopic: 0,
    flagged: 0,
  }));
  for (const { hour, comments, offTopic, flagged } of hours) {
    const bar = bars[barOf(hour, unit) - start]!;
    bar.comments += comments;
    bar.offTopic += offTopic;
    bar.flagged += flagged;
  }
  return { unit, bars };
}

/** Which bar of the unit an hour is in, counted from 1970. */
function barOf(hour: number, unit: TimeUnit): number {
  const day = Math.floor(hour / 24);
  if (unit === 'hour') return hour;
  if (unit === 'day') return day;
  // 1970-01-01 was a Thursday; weeks begin on Mondays.
  if (unit === 'week') return Math.floor((day + 3) / 7);
  const date = new Date(day * 24 * HOUR);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function labelOf(bar: number, unit: TimeUnit): string {
  if (unit === 'month') return `${Math.floor(bar / 12)}-${String((bar % 12) + 1).padStart(2, '0')}`;
  const hours = { hour: bar, day: bar * 24, week: (bar * 7 - 3) * 24 }[unit];
  const written = new Date(hours * HOUR).toISOString();
  return unit === 'hour' ? `${written.slice(5, 10)} ${written.slice(11, 16)}` : written.slice(0, 10);
}
