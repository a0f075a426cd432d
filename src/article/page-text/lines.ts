import { tooLarge } from '../faults.js';
import {
  isCounter,
  isMaskedName,
  isNameLike,
  isNotice,
  isPlaceholder,
  MAX_CHROME,
  readButtons,
} from '../portal-vocabulary.js';

/** A line that is not blank; `[start, end)` is its text in the page, without surrounding white space. */
export interface Line {
  /** From 1; blank lines count. */
  readonly number: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The raw text range of one comment, with reply marks and placeholders still in it. */
export interface Block {
  /** Its first line, from 1. */
  readonly line: number;
  /** `[start, end)` in UTF-16 code units of the page's text. */
  readonly start: number;
  readonly end: number;
  readonly author?: string;
  readonly date?: string;
}

/** A line that is no comment, and a short code for the reason. */
export interface Stray {
  readonly line: Line;
  readonly why: string;
}

/** No page has more lines; a longer file is a dump for `matgeul batch`. */
const MAX_LINES = 1_000_000;

/**
 * Splits a text into its non-blank lines, in linear time. Lines end with LF, CRLF, CR, U+2028 or U+2029.
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

/** Narrows `[start, end)` until no blank is left at either side. */
export function trimRange(text: string, start: number, end: number): [number, number] {
  let from = start;
  let to = end;
  while (from < to && isBlank(text.charCodeAt(from))) from += 1;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to -= 1;
  return [from, to];
}

/** White space, controls and invisible characters: zero-width spaces, Hangul fillers, the byte order mark. */
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

const DAY = String.raw`(?:\d{4}|\d{2})\s?[.\-/년]\s?\d{1,2}\s?[.\-/월]\s?\d{1,2}\s?[.일]?`;
const WEEKDAY = String.raw`\(?[월화수목금토일](?:요일)?\)?`;
const CLOCK = String.raw`(?:(?:오전|오후|[ap]m)\s?)?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?`;
const SHORT = String.raw`\d{1,2}\s?[.\-/월]\s?\d{1,2}\s?[.일]?\s?${CLOCK}`;
const AGO = String.raw`방금(?:\s?전)?|(?:\d{1,3}|몇)\s?(?:초|분|시간|일|주일?|개월|달|년)\s?전|(?:어제|그제|오늘)\s?${CLOCK}`;
const DATE = String.raw`(?:${DAY}(?:\s?${WEEKDAY})?,?(?:\s{0,3}${CLOCK})?|${SHORT}|${CLOCK}|${AGO})`;
const AFTER = String.raw`(?:[\s|·,/()]{0,3}(?:신고|수정됨?|작성|답글|삭제|차단))*`;

const WHOLE = new RegExp(String.raw`^(?:작성일?|등록일?|입력)?[\s:]{0,3}(${DATE})${AFTER}$`, 'iu');
const AUTHORED = new RegExp(String.raw`^(\S.{0,28}?)[\s|·,/(]{1,3}(${DATE})\)?${AFTER}$`, 'iu');
const CALENDAR = new RegExp(DAY, 'u');

/** A line that holds a date, and perhaps the author. */
interface DateLine {
  /** As the page prints it: `2022.10.17. 09:12`, `3시간 전`. */
  readonly date: string;
  readonly author?: string;
  /** Whether it names a calendar day; `3일 전` alone may as well be a comment. */
  readonly sure: boolean;
}

/** Reads a line that is only a date (and buttons copied along with it); null for any other. */
export function readDate(line: string): DateLine | null {
  const whole = WHOLE.exec(line);
  return whole === null ? null : { date: whole[1]!, sure: CALENDAR.test(whole[1]!) };
}

/** Reads author and date from one line (`홍길동 2022.10.17 09:12`, `abc1 | 3시간 전`); null for any other. */
function readAuthoredDate(line: string): DateLine | null {
  const found = AUTHORED.exec(line);
  if (found === null) return null;
  return { author: found[1]!.trim(), date: found[2]!, sure: CALENDAR.test(found[2]!) };
}

/** A line below the comment heading, with its classification. */
export interface Token {
  readonly line: Line;
  readonly kind: 'text' | 'placeholder' | 'notice' | 'date' | 'authored' | 'button' | 'count' | 'name';
  /** Whether nobody would write this as a comment. */
  readonly sure: boolean;
  readonly date?: DateLine;
}

/** Classifies one line by itself; the layout of the whole list settles doubtful ones, see {@link settle}. */
export function tokenOf(line: Line): Token {
  const { text } = line;
  if (isPlaceholder(text)) return { line, kind: 'placeholder', sure: true };
  if (text.length > MAX_CHROME) return { line, kind: 'text', sure: true };
  const date = readDate(text);
  if (date !== null) return { line, kind: 'date', sure: date.sure, date };
  const buttons = readButtons(text);
  if (buttons !== null) return { line, kind: 'button', sure: buttons.sure };
  if (isNotice(text)) return { line, kind: 'notice', sure: true };
  if (isCounter(text)) return { line, kind: 'count', sure: false };
  const authored = readAuthoredDate(text);
  if (authored !== null) return { line, kind: 'authored', sure: authored.sure, date: authored };
  if (isMaskedName(text)) return { line, kind: 'name', sure: false };
  return { line, kind: 'text', sure: false };
}

/**
 * The layout of a list of comments on its site, inferred from the list as a whole.
 * - `lines`: one comment per line (perhaps with an ordinal glued to it)
 * - `date-first`: nickname, date, text, buttons (Daum and most small sites)
 * - `date-last`: nickname, text, date, buttons (Naver)
 * - `buttons`: nickname, text, buttons
 * - `names`: masked nickname, text
 */
export interface Layout {
  readonly kind: 'lines' | 'date-first' | 'date-last' | 'buttons' | 'names';
  /** The first (before a date: the last) line of a block is a nickname. */
  readonly named: boolean;
  /** Nicknames are masked (`hong****`), so that each of them marks the beginning of a block. */
  readonly masked: boolean;
}

const isText = (token: Token): boolean =>
  token.kind === 'text' || token.kind === 'name' || token.kind === 'placeholder';
const isStop = (token: Token): boolean => token.kind === 'button' || token.kind === 'count';

/**
 * Infers the layout and reclassifies doubtful lines: dates, authors and buttons become text where too few lines of the
 * list have them for the layout to depend on them.
 */
export function settle(tokens: readonly Token[]): { layout: Layout; tokens: Token[] } {
  const texts = tokens.filter(isText).length;
  const sure = tokens.filter((token) => token.sure && token.kind === 'date').length;
  const dates = tokens.filter((token) => token.kind === 'date').length;
  const buttons = tokens.filter((token) => token.kind === 'button' && token.sure).length;
  const authored = tokens.filter((token) => token.kind === 'authored').length;
  const names = tokens.filter((token) => token.kind === 'name').length;

  const datesServe = (sure > 0 || dates > 1 || buttons > 0) && dates * 6 >= texts;
  const authoredServe = !datesServe && authored * 4 >= texts && (authored > 1 || texts <= 3);
  const dated = datesServe || authoredServe;
  const buttonsServe = dated || (buttons > 0 && buttons * 6 >= texts);
  const namesServe = !dated && !buttonsServe && names > 1 && names * 3 >= texts;

  const settled = tokens.map((token): Token => {
    if (token.kind === 'authored')
      return authoredServe ? { ...token, kind: 'date' } : { ...token, kind: 'text' };
    if (token.kind === 'date' && !datesServe) return { ...token, kind: 'text' };
    // A single button in a list without any others is a comment (`추천 100개`).
    if (token.kind === 'button' && !buttonsServe && (!token.sure || buttons < 2))
      return { ...token, kind: 'text' };
    return token;
  });
  const masked = names > 1 && names * 2 >= dates;
  if (dated) return { layout: { ...datedLayout(settled, authoredServe), masked }, tokens: settled };
  if (buttonsServe)
    return { layout: { kind: 'buttons', named: runsAreNamed(settled, isStop), masked }, tokens: settled };
  return {
    layout: { kind: namesServe ? 'names' : 'lines', named: namesServe, masked: namesServe },
    tokens: settled,
  };
}

function datedLayout(tokens: readonly Token[], authored: boolean): Omit<Layout, 'masked'> {
  const seen = tokens.filter((token) => token.kind !== 'notice');
  const after: boolean[] = [];
  let named = 0;
  seen.forEach((token, index) => {
    if (token.kind !== 'date') return;
    const next = seen[index + 1];
    after.push(next !== undefined && isText(next));
    const previous = seen[index - 1];
    if (previous !== undefined && isText(previous) && isNameLike(previous.line.text)) named += 1;
  });
  // With buttons, a date at the end of a block is followed by them; without, only the last date is conclusive.
  const first = seen.some(isStop) ? after.filter(Boolean).length * 2 > after.length : after.at(-1) === true;
  if (first) {
    const opening = seen[0] !== undefined && isText(seen[0]);
    return { kind: 'date-first', named: !authored && opening && named * 10 >= after.length * 6 };
  }
  return { kind: 'date-last', named: !authored && runsAreNamed(seen, (token) => token.kind === 'date') };
}

/** Whether nearly every run of lines between stops has two or more lines, the first of them like a nickname. */
function runsAreNamed(tokens: readonly Token[], stops: (token: Token) => boolean): boolean {
  let runs = 0;
  let named = 0;
  let masked = 0;
  let size = 0;
  let name: Token | null = null;
  for (const token of tokens) {
    if (isText(token)) {
      name ??= token;
      size += 1;
    } else if (stops(token) && name !== null) {
      // A deleted comment may have lost its nickname.
      if (size > 1 || name.kind !== 'placeholder') runs += 1;
      if (size > 1 && isNameLike(name.line.text)) named += 1;
      if (name.kind === 'name') masked += 1;
      name = null;
      size = 0;
    }
  }
  return (
    runs > 0 &&
    named * 10 >= runs * 9 &&
    (runs > 1 || masked > 0 || tokens.some((token) => token.kind === 'date'))
  );
}
