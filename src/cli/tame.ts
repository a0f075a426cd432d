/**
 * Text of strangers made fit for a terminal: no character of it may move the cursor, recolour, reorder, hide or pile up.
 * What is changed is changed visibly, so that a moderator sees that something was there.
 */

/** C0 and C1 controls, DEL, line and paragraph separators, bidi controls, invisible and format characters, Hangul fillers. */
const WILD =
  // eslint-disable-next-line no-control-regex -- these are what the function is about
  /(?<=\p{Extended_Pictographic}\uFE0F?)\u200D(?=\p{Extended_Pictographic})|(?<=[\p{Extended_Pictographic}\d#*])\uFE0F|([\u0000-\u001F\u007F-\u009F\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E0FFF}])\1*|\p{Surrogate}/gu;

/** More combining marks than any script stacks on one letter: the pile is cut and counted. */
const PILE = /(\p{M}{4})(\p{M}+)/gu;

const LINE_BREAKS = new Set(['\n', '\r', '\u0085', '\u2028', '\u2029']);

/** A line of text without line breaks, escape sequences, bidi overrides or invisible characters. */
export function tame(text: string): string {
  return text
    .replace(/\r\n/g, '\n')
    .replace(PILE, (_, kept: string, rest: string) => `${kept}⟨+${[...rest].length}⟩`)
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
  const times = [...run].length;
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}${times > 1 ? `×${times}` : ''}⟩`;
}
