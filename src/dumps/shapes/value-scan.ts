import { JsonStrings } from '../json-strings.js';
import { DOCUMENT_BYTES, PAGE_BYTES } from '../limits.js';
import { KEPT_OF_TOO_LONG } from '../lines.js';

/** A JSON value of a stream. */
export interface ScannedValue {
  /** The line where it begins, from 1. */
  readonly line: number;
  /** Whether it is an element of an outermost array rather than a value of its own. */
  readonly element: boolean;
  /** The value as JSON, or its beginning when it is `tooLong`. */
  readonly bytes: Buffer;
  /** The limit in bytes that it exceeds. */
  readonly tooLong: number | undefined;
}

/**
 * Splits a stream into its outermost JSON values, one after the other, and outermost arrays into their elements, so that arrays of
 * records are never held. Anything between values is skipped: `callback(…);` of JSONP, commas, line breaks. Inside a value it only
 * follows strings and the depth of brackets.
 */
export class ValueScan {
  #line = 1;
  #depth = 0;
  /** The depth at which values begin: 1 inside an outermost array. */
  #base = 0;
  readonly #strings = new JsonStrings();
  #value: { line: number; element: boolean; pieces: Buffer[]; bytes: number; tooLong?: number } | undefined;

  /** The number of the current line. */
  get line(): number {
    return this.#line;
  }

  /** Whether a value or an array is not yet closed. */
  get open(): boolean {
    return this.#value !== undefined || this.#base > 0;
  }

  /** The value that the end of the input cut off. */
  rest(): ScannedValue | undefined {
    return this.#value === undefined ? undefined : this.#taken();
  }

  /** Takes the next bytes (UTF-8) and yields the values that end in them. */
  *take(chunk: Buffer): Generator<ScannedValue> {
    // Where the current value continues in this chunk.
    let start = 0;
    for (let at = 0; at < chunk.length; at++) {
      if (this.#strings.inside) {
        at = this.#strings.past(chunk, at);
        continue;
      }
      const byte = chunk[at]!;
      if (byte === LINE_FEED) this.#line++;
      if (byte <= SPACE) continue;
      if (this.#value === undefined) {
        if (!this.#begins(byte)) continue;
        start = at;
      } else if (this.#depth === this.#base && (byte === COMMA || byte === CLOSE_ARRAY)) {
        // Elements that are no objects end only here.
        this.#hold(chunk.subarray(start, at));
        yield this.#taken();
        if (byte === CLOSE_ARRAY) this.#endArray();
        continue;
      }
      this.#step(byte);
      if (this.#depth === this.#base && (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY)) {
        this.#hold(chunk.subarray(start, at + 1));
        yield this.#taken();
      }
    }
    if (this.#value !== undefined) this.#hold(chunk.subarray(start));
  }

  /** Whether a byte outside of values begins one; opens and closes outermost arrays. */
  #begins(byte: number): boolean {
    if (this.#base === 0) {
      if (byte === OPEN_ARRAY) this.#base = this.#depth = 1;
      if (byte !== OPEN_OBJECT) return false;
    } else if (byte === CLOSE_ARRAY) {
      this.#endArray();
      return false;
    } else if (byte === COMMA || byte === CLOSE_OBJECT) return false;
    this.#value = { line: this.#line, element: this.#base > 0, pieces: [], bytes: 0 };
    return true;
  }

  #endArray(): void {
    this.#base = this.#depth = 0;
  }

  #step(byte: number): void {
    if (byte === QUOTE) this.#strings.inside = true;
    else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) this.#depth++;
    else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) this.#depth--;
  }

  #hold(piece: Buffer): void {
    const value = this.#value!;
    if (value.tooLong !== undefined || piece.length === 0) return;
    value.pieces.push(piece);
    value.bytes += piece.length;
    const limit = value.element ? PAGE_BYTES : DOCUMENT_BYTES;
    if (value.bytes <= limit) return;
    value.tooLong = limit;
    value.pieces = [Buffer.from(Buffer.concat(value.pieces).subarray(0, KEPT_OF_TOO_LONG))];
  }

  #taken(): ScannedValue {
    const { line, element, pieces, tooLong } = this.#value!;
    this.#value = undefined;
    const bytes = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
    return { line, element, bytes, tooLong };
  }
}

const LINE_FEED = 0x0a;
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
