/** How a workbook writes dates and numbers. */
export interface NumberStyle {
  /** Whether a number with this format is a date or a time. */
  readonly isDate: boolean;
  /** Digits to which a whole number is filled with zeros, as in ids. */
  readonly digits: number;
}

/** Built-in formats of dates and times, ECMA-376 part 1, 18.8.30; 27 to 36 and 50 to 58 are those of East Asian Excel. */
const DATE_FORMATS = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const;

const PLAIN: NumberStyle = { isDate: false, digits: 0 };

/** The style of a number format. @param code the format's own code, where it is not built in */
export function numberStyle(id: number, code: string | undefined): NumberStyle {
  if (code === undefined) return DATE_FORMATS.some(([from, to]) => id >= from && id <= to) ? DATE : PLAIN;
  // Letters in quotes, behind backslashes and in brackets (colours, locales, but not elapsed hours) are text.
  const bare = code.split(';')[0]!.replace(/"[^"]*"|\\.|_.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  if (/^0+$/.test(bare)) return { isDate: false, digits: bare.length };
  return /[ymdhs]/i.test(bare) && !/general|[#0?]\.?[#0?]*e/i.test(bare) ? DATE : PLAIN;
}

const DATE: NumberStyle = { isDate: true, digits: 0 };

/** Milliseconds of a day. */
const DAY = 86_400_000;
/** Day 0 of the two date systems: 1899-12-30 (so that days after the leap day that 1900 never had are right) and 1904-01-01. */
const EPOCH = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) } as const;
/** The last day that Excel knows, 9999-12-31. */
const LAST_DAY = 2_958_465;

/**
 * The text of a number in a cell: dates as ISO 8601 (`2022-11-30`, `2022-11-30T14:00:00`), whole numbers with all their digits.
 *
 * @example numberText(44895.5, dateStyle, 1900) // '2022-11-30T12:00:00'
 */
export function numberText(value: number, { isDate, digits }: NumberStyle, system: 1900 | 1904): string {
  if (!isDate || value < 0 || value > LAST_DAY) {
    const text = String(value);
    return digits > 0 && /^\d+$/.test(text) ? text.padStart(digits, '0') : text;
  }
  // Times are fractions of days, rounded to seconds.
  const at = new Date(EPOCH[system] + Math.round((value * DAY) / 1000) * 1000).toISOString();
  if (value < 1) return at.slice(11, 19);
  return at.endsWith('T00:00:00.000Z') ? at.slice(0, 10) : at.slice(0, 19);
}

/** A text as Excel stores it, with characters that XML forbids written `_x000D_`. */
export function storedText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** The index of a cell's column from its address: `B7` is 1. -1 for anything else. */
export function columnIndex(address: string): number {
  let index = 0;
  let at = 0;
  for (; at < address.length; at++) {
    const letter = (address.charCodeAt(at) & ~0x20) - 0x40;
    if (letter < 1 || letter > 26) break;
    index = index * 26 + letter;
  }
  return at === 0 || index > MOST_COLUMNS ? -1 : index - 1;
}

/** Columns of a worksheet (XFD). */
const MOST_COLUMNS = 16_384;
