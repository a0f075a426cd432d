import stringWidth from 'string-width';
import type { Context } from './context.js';

/** Text in the columns of a terminal, where Hangul takes two: wrapped, padded, laid out as a table. */

/** A piece of text with a style of any kind; pieces of a line are shown one after the other. */
export interface Styled<S> {
  readonly text: string;
  readonly style: S;
}

/** Columns a line may leave empty so that a word is not broken; Korean eojeols are short. */
const SLACK = 16;

const graphemes = new Intl.Segmenter('ko', { granularity: 'grapheme' });

/** Breaks styled text into lines of at most `width` columns: at the last space when one is near, else inside a word. */
export function wrapStyled<S>(pieces: readonly Styled<S>[], width: number): Styled<S>[][] {
  const cells = pieces.flatMap(({ text, style }) =>
    [...graphemes.segment(text)].map(({ segment }) => ({
      text: segment,
      style,
      columns: columnsOf(segment),
    })),
  );
  const lines: Styled<S>[][] = [];
  let start = 0;
  while (start < cells.length) {
    let end = start;
    let used = 0;
    let space = -1;
    let usedToSpace = 0;
    for (let cell = cells[end]; cell !== undefined && used + cell.columns <= width; cell = cells[end]) {
      used += cell.columns;
      if (cell.text === ' ') {
        space = end;
        usedToSpace = used;
      }
      end++;
    }
    // A single grapheme wider than the line still has to go somewhere.
    if (end === start) end++;
    const next = cells[end];
    if (next !== undefined && next.text !== ' ' && space > start && used - usedToSpace <= SLACK)
      end = space + 1;
    lines.push(joined(cells.slice(start, end)));
    start = end;
    while (cells[start]?.text === ' ') start++;
  }
  return lines;
}

/** Joins neighbours of one style. */
function joined<S>(cells: readonly Styled<S>[]): Styled<S>[] {
  const line: Styled<S>[] = [];
  for (const { text, style } of cells) {
    const last = line.at(-1);
    if (last !== undefined && last.style === style) line[line.length - 1] = { text: last.text + text, style };
    else line.push({ text, style });
  }
  return line;
}

/** The columns of a text in a terminal. */
export function columnsOf(text: string): number {
  // Printable ASCII is by far the commonest and string-width is slow.
  return /^[\x20-\x7e]*$/.test(text) ? text.length : stringWidth(text);
}

/** A text padded with spaces to so many columns: `left` puts them before it, `right` after it. */
export function padColumns(text: string, columns: number, side: 'left' | 'right' = 'right'): string {
  const fill = ' '.repeat(Math.max(0, columns - columnsOf(text)));
  return side === 'left' ? fill + text : text + fill;
}

/** A row of figures; without cells it is a heading. */
export interface Row {
  readonly name: string;
  readonly cells?: readonly string[];
}

const GAP = '  ';

/** A table of rows under a head, with columns as wide as they need; an empty line stands above a heading. */
export function layOut(head: readonly string[], rows: readonly Row[], { colors }: Context): string[] {
  const filled = rows.filter(({ cells }) => cells !== undefined);
  const first = Math.max(...filled.map(({ name }) => columnsOf(name) + GAP.length));
  const widths = head.map((name, column) =>
    Math.max(columnsOf(name), ...filled.map(({ cells }) => columnsOf(cells?.[column] ?? ''))),
  );
  const line = (name: string, cells: readonly string[]): string =>
    [padColumns(name, first), ...cells.map((cell, column) => padColumns(cell, widths[column] ?? 0))]
      .join(GAP)
      .trimEnd();
  const width = first + widths.reduce((sum, column) => sum + GAP.length + column, 0);
  return [
    colors.dim(line('', head)),
    colors.dim('─'.repeat(width)),
    ...rows.flatMap(({ name, cells }) =>
      cells === undefined ? ['', colors.bold(name)] : [line(`${GAP}${name}`, cells)],
    ),
    colors.dim('─'.repeat(width)),
  ];
}
