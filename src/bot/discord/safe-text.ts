import { shorten } from '../../judge/explain.js';
import { sanitizeForTerminal } from '../../wording/sanitize.js';

/** Lines of one comment that a card shows: a post of a thousand line breaks would push all else off the screen. */
const MOST_LINES = 12;

/** Characters that mean something to Discord's markdown wherever they stand; `<` begins mentions, emoji and time marks. */
const ANYWHERE = /[\\*_~`|<[\]@]/g;
/** Those that mean something at the start of a line only: headings, quotations, lists, small print. */
const AT_START = /^(\s*)(#{1,3}|>{1,3}|-#?|\+|\d+(?=\.))/;
/** `//` of an address: without it Discord makes no link. */
const ADDRESS = /:\/\//g;

/**
 * A stranger's text made harmless for a message: markdown, mentions, links and time marks are shown as they were typed,
 * bidi overrides, invisible characters and piled-up marks are named, lines are cut to `MOST_LINES`.
 *
 * @param most code points of the text that are shown; the escapes come on top, at most as many again
 */
export function safeText(text: string, most: number): string {
  const tamed = text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .split('\n')
    .map((line) => sanitizeForTerminal(line).trimEnd());
  // Cut after taming: one invisible character becomes a name of ten.
  const lines = shorten(tamed.join('\n'), most).split('\n');
  const kept = lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), '…'] : lines;
  return kept.map(escapeLine).join('\n');
}

/** As `safeText`, on one line. */
export function safeLine(text: string, most: number): string {
  return escapeLine(shorten(sanitizeForTerminal(text.replace(/\s+/gu, ' ').trim()), most));
}

/** As a block quotation, each line behind its mark; behind a spoiler when asked. */
export function quoted(text: string, most: number, spoiler = false): string {
  const safe = safeText(text, most);
  // A spoiler that spans lines of a quotation breaks in Discord's client, so each line has its own.
  return safe
    .split('\n')
    .map((line) => `> ${spoiler && line !== '' ? `||${line}||` : line}`)
    .join('\n');
}

function escapeLine(line: string): string {
  return line
    .replace(ANYWHERE, '\\$&')
    .replace(ADDRESS, ':\\/\\/')
    .replace(AT_START, (_, space: string, mark: string) =>
      /^\d/.test(mark) ? `${space}${mark}\\` : `${space}${mark.replace(/./g, '\\$&')}`,
    );
}
