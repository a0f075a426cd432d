import { LINE_BYTES } from '../limits.js';
import { cellsOf } from '../table/cells.js';

/** A record of a CSV file that a program wrote (RFC 4180). */
export interface CsvRecord {
  /** The number of its first line. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Splits lines of a CSV that a chat program wrote into records; quotes hold line breaks, doubled quotes stand for one. */
export class CsvRecords {
  #held: string[] = [];
  #size = 0;
  #isOpen = false;
  #line = 0;

  /** Takes a line without its line feed. @returns the record that it ends */
  take(line: string, number: number): CsvRecord | undefined {
    if (this.#held.length === 0) {
      if (line.trim() === '') return undefined;
      this.#line = number;
    }
    this.#held.push(line);
    this.#size += line.length + 1;
    if (quotesIn(line) % 2 === 1) this.#isOpen = !this.#isOpen;
    // A quote that is never closed must not swallow the rest of the file.
    return this.#isOpen && this.#size < LINE_BYTES ? undefined : this.end();
  }

  /** Ends the record that is open. */
  end(): CsvRecord | undefined {
    if (this.#held.length === 0) return undefined;
    const cells = cellsOf(this.#held.join('\n'), ',');
    this.#held = [];
    this.#size = 0;
    this.#isOpen = false;
    return { line: this.#line, cells };
  }
}

function quotesIn(text: string): number {
  let quotes = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) quotes++;
  return quotes;
}
