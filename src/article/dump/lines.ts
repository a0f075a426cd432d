import { tooLarge } from '../faults.js';

/** A line that is not blank. `start` and `end` bound its text without the white space around it. */
export interface Line {
  /** From 1, blank lines counted. */
  readonly number: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** No page has more lines; a file that does is a dump for `matgeul batch`. */
const MAX_LINES = 1_000_000;

/**
 * The lines of a text that are not blank, in linear time. Ends are LF, CRLF, CR, U+2028 and U+2029.
 *
 * @throws Fault `article/too-large`
 */
export function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  const ends = /\r\n|[\n\r\u2028\u2029]/g;
  for (let from = 0, number = 1; from <= text.length; number += 1) {
    const found = ends.exec(text);
    const to = found === null ? text.length : found.index;
    const [start, end] = trimRange(text, from, to);
    if (start < end) lines.push({ number, start, end, text: text.slice(start, end) });
    if (lines.length > MAX_LINES) throw tooLarge(undefined, `${MAX_LINES} lines`);
    if (found === null) break;
    from = ends.lastIndex;
  }
  return lines;
}

/** `[start, end)` without blanks at either side. */
export function trimRange(text: string, start: number, end: number): [number, number] {
  let from = start;
  let to = end;
  while (from < to && isBlank(text.charCodeAt(from))) from += 1;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to -= 1;
  return [from, to];
}

/** White space, controls, and what looks like nothing: zero-width spaces, Hangul fillers, the byte order mark. */
function isBlank(code: number): boolean {
  if (code <= 0x20 || (code >= 0x7f && code <= 0xa0)) return true;
  if (code < 0x115f) return false;
  return (
    (code >= 0x2000 && code <= 0x200c) ||
    code === 0x200e ||
    code === 0x200f ||
    (code >= 0x2028 && code <= 0x202f) ||
    (code >= 0x205f && code <= 0x2064) ||
    code === 0x115f ||
    code === 0x1160 ||
    code === 0x1680 ||
    code === 0x3000 ||
    code === 0x3164 ||
    code === 0xfeff ||
    code === 0xffa0
  );
}
