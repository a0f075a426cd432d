import { LINE_TOO_LONG, type RowFault, UNCLOSED_QUOTE } from '../faults.js';
import { LINE_BYTES } from '../limits.js';

/** What the quotes of a line leave. */
interface QuoteState {
  /** Whether the line ends within quotes. */
  readonly open: boolean;
  /** Whether a quote stood within quotes that neither doubles nor closes. */
  readonly misfit: boolean;
}

/**
 * Follows the quotes through one line as papaparse does (RFC 4180, and forgiving): quotes open only at the beginning of a
 * cell and close only before a delimiter or the line's end, spaces between allowed.
 *
 * @param inside whether the line begins within quotes
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

/** A line of a table as it stands in the input, without its line feed. */
export interface TableLine {
  readonly number: number;
  /** The text, perhaps with a carriage return at its end. What could not be decoded is U+FFFD. */
  readonly text: string;
  /** Its bytes in the input, to know when a record grows too long. */
  readonly bytes: number;
  /** What is wrong with the line itself. */
  readonly fault?: RowFault | undefined;
}

/** A record: a line, or several where line breaks stand in quotes. */
export interface TableRecord {
  /** Of its first line. */
  readonly line: number;
  readonly text: string;
  readonly fault?: RowFault | undefined;
}

/**
 * Puts lines together to records. A quote that is opened and never closed must not swallow what follows: a record over
 * several lines that is cut by the end or by LINE_BYTES, or whose quotes do not fit, is rejected by its first line, and
 * reading goes on at the next.
 */
export class RecordCutter {
  readonly #delimiter: string;
  /** Lines of the record whose quotes are still open. */
  #held: TableLine[] = [];
  #heldBytes = 0;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  /** Takes the next lines; gives the records that end in them. */
  add(lines: readonly TableLine[]): TableRecord[] {
    const records: TableRecord[] = [];
    const open: TableLine[] = [];
    for (const line of lines) {
      open.push(line);
      this.#read(open, records);
    }
    return records;
  }

  /** Says that there are no more lines. */
  end(): TableRecord[] {
    const records: TableRecord[] = [];
    while (this.#held.length > 0) {
      const open: TableLine[] = [];
      this.#giveUp(open, records);
      this.#read(open, records);
    }
    return records;
  }

  /** @param open lines to be read, the next one last */
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

  /** Rejects the first of the lines that are held; the others are to be read again. */
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
