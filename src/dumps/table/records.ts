import { LINE_TOO_LONG, type RowFault, UNCLOSED_QUOTE } from '../reject.js';
import { LINE_BYTES } from '../limits.js';
import { backslashesBefore, type Dialect } from './cells.js';

/** The state of quotes at the end of a line. */
interface QuoteState {
  /** Whether the line ends inside quotes. */
  readonly open: boolean;
  /** Whether a quote inside quotes was neither doubled nor closing. */
  readonly misfit: boolean;
}

/**
 * Follows the quotes of one line as papaparse does (RFC 4180, leniently): quotes open only at the beginning of a cell and close
 * only before a delimiter or the end of the line, with optional spaces in between.
 *
 * @param inside whether the line begins inside quotes
 */
function scanQuotes(line: string, { delimiter, escape = false }: Dialect, inside: boolean): QuoteState {
  let open = inside;
  let misfit = false;
  let at = 0;
  for (;;) {
    if (!open) {
      // The beginning of a cell.
      if (line[at] === '"') {
        open = true;
        at++;
        continue;
      }
      const next = line.indexOf(delimiter, at);
      if (next === -1) return { open, misfit };
      at = next + 1;
      continue;
    }
    const quote = line.indexOf('"', at);
    if (quote === -1) return { open, misfit };
    if (escape && backslashesBefore(line, quote) % 2 === 1) {
      at = quote + 1;
      continue;
    }
    if (line[quote + 1] === '"') {
      at = quote + 2;
      continue;
    }
    const next = afterSpaces(line, quote + 1, delimiter);
    if (next === line.length) return { open: false, misfit };
    open = line[next] !== delimiter;
    misfit ||= open;
    at = open ? quote + 1 : next + 1;
  }
}

function afterSpaces(line: string, from: number, delimiter: string): number {
  let at = from;
  while (at < line.length && line[at] !== delimiter && line[at]!.trim() === '') at++;
  return at;
}

/** A raw line of a table, without its line feed. */
export interface TableLine {
  readonly number: number;
  /** The text, perhaps with a carriage return at its end, and with U+FFFD for undecodable bytes. */
  readonly text: string;
  /** Its bytes in the input, to limit the length of records. */
  readonly bytes: number;
  /** Whether a lone carriage return ended it, which is text inside quotes. */
  readonly byReturn?: boolean | undefined;
  /** What is wrong with the line itself. */
  readonly fault?: RowFault | undefined;
}

/** A record: one line, or several with line breaks inside quotes. */
export interface TableRecord {
  /** The number of its first line. */
  readonly line: number;
  readonly text: string;
  /** Whether its quotes are text: a program wrote the table without quoting. */
  readonly bare?: boolean | undefined;
  readonly fault?: RowFault | undefined;
}

/**
 * Joins lines into records. An unclosed quote must not swallow the rows behind it: when a record of several lines exceeds
 * LINE_BYTES, reaches the end of the input or has unbalanced quotes, only its first line is rejected and reading resumes at the
 * next. Where tabs separate cells, many programs quote nothing: a line with all its cells is then a record, and its quotes are text.
 */
export class RecordCutter {
  readonly #dialect: Dialect;
  /** Lines of the record whose quotes are still open. */
  #held: TableLine[] = [];
  #heldBytes = 0;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  /** Takes the next lines and returns the records that end in them. */
  add(lines: readonly TableLine[]): TableRecord[] {
    const records: TableRecord[] = [];
    const open: TableLine[] = [];
    for (const line of lines) {
      open.push(line);
      this.#read(open, records);
    }
    return records;
  }

  /** Ends the input and returns the remaining records. */
  end(): TableRecord[] {
    const records: TableRecord[] = [];
    while (this.#held.length > 0) {
      const open: TableLine[] = [];
      this.#giveUp(open, records);
      this.#read(open, records);
    }
    return records;
  }

  /** @param open lines to read, the next one last */
  #read(open: TableLine[], records: TableRecord[]): void {
    for (let line = open.pop(); line !== undefined; line = open.pop()) {
      const inside = this.#held.length > 0;
      if (line.fault === LINE_TOO_LONG) {
        if (inside) {
          open.push(line);
          this.#giveUp(open, records);
        } else records.push({ line: line.number, text: line.text, fault: line.fault });
        continue;
      }
      if (!inside && !line.text.includes('"')) {
        records.push({ line: line.number, text: withoutReturn(line.text), fault: line.fault });
        continue;
      }
      if (this.#held.length === 1 && this.#isWhole(this.#held[0]!) && this.#isWhole(line)) {
        // The quote that is open is text: both lines have all their cells.
        open.push(line);
        this.#giveUp(open, records);
        continue;
      }
      const { open: stillOpen, misfit } = scanQuotes(withoutReturn(line.text), this.#dialect, inside);
      if (misfit && !inside && !stillOpen && this.#isWhole(line)) {
        records.push(this.#bare(line));
        continue;
      }
      this.#held.push(line);
      this.#heldBytes += line.bytes + 1;
      if ((misfit && (inside || stillOpen)) || this.#heldBytes > LINE_BYTES) this.#giveUp(open, records);
      else if (!stillOpen) records.push(this.#record());
    }
  }

  /** Whether a line of a table with tabs has all its cells, quotes or not. */
  #isWhole({ text }: TableLine): boolean {
    const { delimiter, width = 0 } = this.#dialect;
    return delimiter === '\t' && width > 1 && text.split('\t').length === width;
  }

  #bare({ number, text, fault }: TableLine): TableRecord {
    return { line: number, text: withoutReturn(text), bare: true, fault };
  }

  #record(): TableRecord {
    const held = this.#held;
    this.#held = [];
    this.#heldBytes = 0;
    return {
      line: held[0]!.number,
      text: withoutReturn(joined(held)),
      fault: held.find(({ fault }) => fault !== undefined)?.fault,
    };
  }

  /** Rejects the first of the held lines and puts the others back into `open`. */
  #giveUp(open: TableLine[], records: TableRecord[]): void {
    const held = this.#held;
    const first = held[0]!;
    this.#held = [];
    this.#heldBytes = 0;
    if (this.#isWhole(first)) records.push(this.#bare(first));
    else {
      records.push({
        line: first.number,
        text: withoutReturn(first.text),
        fault: first.fault ?? UNCLOSED_QUOTE,
      });
    }
    for (let at = held.length - 1; at > 0; at--) open.push(held[at]!);
  }
}

function joined(lines: readonly TableLine[]): string {
  if (lines.length === 1) return lines[0]!.text;
  const last = lines.length - 1;
  return lines
    .map(({ text, byReturn }, at) => (at === last ? text : text + (byReturn === true ? '\r' : '\n')))
    .join('');
}

function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}
