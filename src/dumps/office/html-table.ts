import { htmlText } from '../html-text.js';
import { LINE_BYTES } from '../limits.js';
import type { LineBlock } from '../line-block.js';
import { LINE_TOO_LONG } from '../reject.js';
import { type Columns, COLUMNS } from '../table/columns.js';
import { countKnown, HEADER_ROWS, leastKnown } from '../table/header-row.js';
import { Table, type TableOptions, type TableRow } from '../table/table.js';
import { type Encoding, utf8Bytes } from '../encoding.js';
import { atLine } from '../faults.js';

/**
 * Whether a text is a table in HTML, as programs write it under the name `.xls`: nothing of a page stands before it, and one of its
 * first rows is a header.
 */
export function looksLikeHtmlTable(head: string, columns: Columns): boolean {
  const at = head.search(/<table[\s>]/i);
  if (at === -1 || /<(?:script|article|main|nav|header|div|section|h[1-6])[\s>]/i.test(head.slice(0, at)))
    return false;
  const rows = new HtmlRows();
  const first = rows.take(head.slice(at)).slice(0, HEADER_ROWS);
  return [...first, ...rows.end()].some(({ cells }) => countKnown(cells, columns) >= leastKnown(columns));
}

/**
 * Reads a table in HTML as blocks of JSON Lines; its rows are numbered from 1.
 *
 * @throws Fault `dump/columns`, `dump/too-many-columns`, or a fault of the source behind all whole rows; Faults
 * `dump/unknown-column`
 */
export async function* htmlTableBlocks(
  source: AsyncIterable<Buffer>,
  encoding: Encoding,
  options: Omit<TableOptions, 'format'>,
): AsyncGenerator<LineBlock> {
  const table = new Table({ ...options, format: 'html-table', hasSureCells: true });
  const rows = new HtmlRows();
  const decoder = new TextDecoder();
  try {
    for await (const piece of utf8Bytes(source, encoding))
      yield* table.take(rows.take(decoder.decode(piece, { stream: true })));
  } catch (error) {
    yield* table.rest();
    throw atLine(error, rows.number + 1);
  }
  yield* table.take(rows.end());
  yield* table.end();
}

/** A cell that goes on in the rows below. */
interface Spanning {
  readonly text: string;
  rows: number;
}

/** Cuts HTML into the rows of its tables. */
class HtmlRows {
  /** The number of the last row. */
  number = 0;
  #text = '';
  #spanning = new Map<number, Spanning>();

  /** Takes a piece and returns the rows that end in it: a row ends where the next begins. */
  take(piece: string): TableRow[] {
    this.#text += piece;
    const rows: TableRow[] = [];
    let from = 0;
    for (const { index } of this.#text.matchAll(/<tr[\s>]/gi)) {
      if (index > from) rows.push(...this.#row(this.#text.slice(from, index)));
      from = index;
    }
    this.#text = this.#text.slice(from);
    // What is too long for a row is kept only as far as it shows that it is.
    if (this.#text.length > 2 * LINE_BYTES)
      this.#text = this.#text.slice(0, LINE_BYTES + 1) + this.#text.slice(-8);
    return rows;
  }

  /** Ends the text and returns the last row. */
  end(): TableRow[] {
    const rows = this.#row(this.#text);
    this.#text = '';
    return rows;
  }

  #row(html: string): TableRow[] {
    if (!/^<tr[\s>]/i.test(html)) return [];
    const line = ++this.number;
    if (html.length > LINE_BYTES)
      return [{ line, cells: [], text: html.slice(0, LINE_BYTES), fault: LINE_TOO_LONG }];
    const cells: string[] = [];
    const goOn = (): void => {
      for (
        let above = this.#spanning.get(cells.length);
        above !== undefined;
        above = this.#spanning.get(cells.length)
      ) {
        if (--above.rows === 0) this.#spanning.delete(cells.length);
        cells.push(above.text);
      }
    };
    const end = /<\/t(?:r|able)\s*>/i.exec(html)?.index ?? html.length;
    for (const [, attributes = '', inner = ''] of html.slice(0, end).matchAll(CELL)) {
      goOn();
      if (cells.length > COLUMNS) break;
      const text = htmlText(inner);
      const rows = spanOf(attributes, 'rowspan');
      for (let span = spanOf(attributes, 'colspan'); span > 0; span--) {
        const own = span === spanOf(attributes, 'colspan') ? text : '';
        if (rows > 1) this.#spanning.set(cells.length, { text: own, rows: rows - 1 });
        cells.push(own);
      }
    }
    goOn();
    return cells.every((cell) => cell === '') ? [] : [{ line, cells }];
  }
}

const CELL = /<t[dh](?=[\s>])([^>]*)>((?:(?!<\/?t[dh][\s>])[^])*)/gi;

function spanOf(attributes: string, name: string): number {
  const [, digits] = new RegExp(`${name}\\s*=\\s*["']?(\\d{1,4})`, 'i').exec(attributes) ?? [];
  return Math.min(Math.max(Number(digits ?? 1), 1), COLUMNS);
}
