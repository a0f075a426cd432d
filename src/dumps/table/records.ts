import { LINE_TOO_LONG, type RowFault, UNCLOSED_QUOTE } from '../reject.js';
import { LINE_BYTES } from '../limits.js';

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
function scanQuotes(line: string, delimiter: string, inside: boolean): QuoteState {
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
  /** What is wrong with the line itself. */
  readonly fault?: RowFault | undefined;
}

/** A record: one line, or several with line breaks inside quotes. */
export interface TableRecord {
  /** The number of its first line. */
  readonly line: number;
  readonly text: string;
  readonly fault?: RowFault | undefined;
}

/**
 * Joins lines into records. An unclosed quote must not swallow the rows behind it: when a record of several lines exceeds
 * LINE_BYTES, reaches the end of the input or has unbalanced quotes, only its first line is rejected and reading resumes at the
 * next.
 */
export class RecordCutter {
  readonly #delimiter: string;
  /** Lines of the record whose quotes are still open. */
  #held: TableLine[] = [];
  #heldBytes = 0;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
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
      const { open: stillOpen, misfit } = scanQuotes(withoutReturn(line.text), this.#delimiter, inside);
      this.#held.push(line);
      this.#heldBytes += line.bytes + 1;
      if ((misfit && (inside || stillOpen)) || this.#heldBytes > LINE_BYTES) this.#giveUp(open, records);
      else if (!stillOpen) records.push(this.#record());
    }
  }

  #record(): TableRecord {
    const held = this.#held;
    this.#held = [];
    this.#heldBytes = 0;
    return {
      line: held[0]!.number,
      text: withoutReturn(held.map(({ text }) => text).join('\n')),
      fault: held.find(({ fault }) => fault !== undefined)?.fault,
    };
  }

  /** Rejects the first of the held lines and puts the others back into `open`. */
  #giveUp(open: TableLine[], records: TableRecord[]): void {
    const held = this.#held;
    const first = held[0]!;
    this.#held = [];
    this.#heldBytes = 0;
    records.push({
      line: first.number,
      text: withoutReturn(first.text),
      fault: first.fault ?? UNCLOSED_QUOTE,
    });
    for (let at = held.length - 1; at > 0; at--) open.push(held[at]!);
  }
}

function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}
