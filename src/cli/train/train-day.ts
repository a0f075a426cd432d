/** `2025-11-03…`, `2025.11.3. 오후 2:10`, `2025년 11월 3일`, `20251103`; months and days are checked afterwards. */
const DAY =
  /^\D{0,10}((?:19|20)\d{2})(?:\s?[-./년]\s?(\d{1,2})\s?[-./월]\s?(\d{1,2})(?!\d)|(\d{2})(\d{2})(?!\d))/u;

/**
 * The day that a date of a crawler names, as ISO 8601 writes it; null where it names none. Times of day are left out:
 * crawlers write them in too many ways, and nothing that is learned turns on hours.
 *
 * @example isoDay('2025.11.3. 오후 2:10') // '2025-11-03'
 */
export function isoDay(date: string | undefined): string | null {
  const found = DAY.exec(date ?? '');
  if (found === null) return null;
  const [, year, month, day, bareMonth, bareDay] = found;
  const iso = [year, month ?? bareMonth, day ?? bareDay].map((part = '') => part.padStart(2, '0')).join('-');
  const time = Date.parse(iso);
  // 31 February is read as 3 March, or not at all.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso) ? iso : null;
}
