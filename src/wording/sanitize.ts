/**
 * Text of strangers made fit for a terminal: no character of it may move the cursor, recolour, reorder, hide or pile up.
 * What is changed is changed visibly, so that a moderator sees that something was there.
 */

/** What may not reach a terminal, as ranges of code points. */
const WILD_RANGES: readonly (readonly [from: number, to: number])[] = [
  [0x00, 0x1f], // C0 controls: escape sequences begin here
  [0x7f, 0x9f], // DEL and the C1 controls
  [0xad, 0xad], // soft hyphen
  [0x34f, 0x34f], // combining grapheme joiner
  [0x61c, 0x61c], // Arabic letter mark (bidi)
  [0x115f, 0x1160], // Hangul fillers
  [0x17b4, 0x17b5], // Khmer inherent vowels, invisible
  [0x180b, 0x180f], // Mongolian variation selectors
  [0x200b, 0x200f], // zero-width characters and bidi marks
  [0x2028, 0x202e], // line and paragraph separators, bidi embeddings and overrides
  [0x2060, 0x206f], // word joiner, invisible operators, bidi isolates
  [0x3164, 0x3164], // Hangul filler
  [0xfe00, 0xfe0f], // variation selectors
  [0xfeff, 0xfeff], // zero-width no-break space
  [0xffa0, 0xffa0], // half-width Hangul filler
  [0xfff9, 0xfffb], // interlinear annotation
  [0xe0000, 0xe0fff], // tags and more variation selectors
];

const hex = (code: number): string => `\\u{${code.toString(16)}}`;
const wildClass = WILD_RANGES.map(([from, to]) => `${hex(from)}-${hex(to)}`).join('');

/** Joiner and selector inside an emoji are let be; a run of one wild character is one match. */
const WILD = new RegExp(
  [
    String.raw`(?<=\p{Extended_Pictographic}\uFE0F?)\u200D(?=\p{Extended_Pictographic})`,
    String.raw`(?<=[\p{Extended_Pictographic}\d#*])\uFE0F`,
    String.raw`([${wildClass}])\1*`,
    String.raw`\p{Surrogate}`,
  ].join('|'),
  'gu',
);

/** More combining marks than any script stacks on one letter: the pile is cut and counted. */
const PILE = /(\p{M}{4})(\p{M}+)/gu;

const LINE_BREAKS = new Set(['\n', '\r', '\u0085', '\u2028', '\u2029']);

/** A line of text without line breaks, escape sequences, bidi overrides or invisible characters. */
export function sanitizeForTerminal(text: string): string {
  return text
    .replace(/\r\n/g, '\n')
    .replace(PILE, (_, kept: string, rest: string) => `${kept}⟨+${Array.from(rest).length}⟩`)
    .replace(WILD, shown);
}

function shown(run: string, character: string | undefined): string {
  if (character === undefined) return /\p{Surrogate}/u.test(run) ? '\uFFFD' : run;
  const code = character.codePointAt(0) ?? 0;
  if (LINE_BREAKS.has(character)) return ' ⏎ ';
  if (character === '\t') return ' ';
  // U+2400 on: the control pictures, one column each.
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '␡';
  const times = Array.from(run).length;
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}${times > 1 ? `×${times}` : ''}⟩`;
}
