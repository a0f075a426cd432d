import { JsonStrings } from '../json-strings.js';
import { LINE_BYTES } from '../limits.js';
import { KEPT_OF_TOO_LONG } from '../lines.js';

/** A value of a JSON text's outermost object. */
export interface ScannedPart {
  /** Its key. */
  readonly key: string;
  /** Whether it is one element of the array with that key rather than the whole value. */
  readonly element: boolean;
  /** The line where it begins, from 1. */
  readonly line: number;
  /** The value as JSON, or its beginning when it is `tooLong`. */
  readonly bytes: Buffer;
  readonly tooLong: boolean;
}

/** The most bytes held of a key. */
const KEY_BYTES = 1000;

/**
 * Splits a streamed JSON object into the values of its keys, and the array of one key into its elements. (A streaming parser of
 * values would hold the whole array, or strings of any length.) Inside a value it only follows strings and the depth of
 * brackets, because JSON may nest without limit.
 */
export class MessagesScan {
  readonly #arrayKey: string;
  #line = 1;
  #depth = 0;
  readonly #strings = new JsonStrings();
  /** Whether the next byte of a key is escaped. */
  #escaped = false;
  /** The last string at depth 1: a key when a colon follows. */
  #key = '';
  #keyPart: number[] = [];
  #afterColon = false;
  /** Whether the array that is split into elements is open. */
  #inArray = false;
  #value: { line: number; pieces: Buffer[]; bytes: number; tooLong: boolean } | undefined;
  /** Whether the object was closed; anything behind it is ignored. */
  ended = false;

  constructor(arrayKey: string) {
    this.#arrayKey = arrayKey;
  }

  /** The number of the current line. */
  get line(): number {
    return this.#line;
  }

  /** Takes the next bytes (UTF-8) and yields the parts that end in them. */
  *take(chunk: Buffer): Generator<ScannedPart> {
    // Where the current value continues in this chunk.
    let start = 0;
    for (let at = 0; at < chunk.length && !this.ended; at++) {
      if (this.#strings.inside) {
        at = this.#isKey() ? this.#keyByte(chunk, at) : this.#strings.past(chunk, at);
        continue;
      }
      const byte = chunk[at]!;
      if (byte <= SPACE) {
        if (byte === LINE_FEED) this.#line++;
        continue;
      }
      const top = this.#depth === (this.#inArray ? 2 : 1);
      if (
        top &&
        this.#value !== undefined &&
        (byte === COMMA || byte === CLOSE_OBJECT || byte === CLOSE_ARRAY)
      ) {
        this.#hold(chunk.subarray(start, at));
        yield this.#part();
      }
      if (top && this.#value === undefined && this.#begins(byte)) {
        start = at;
        this.#value = { line: this.#line, pieces: [], bytes: 0, tooLong: false };
      }
      this.#step(byte, top);
    }
    if (this.#value !== undefined) this.#hold(chunk.subarray(start));
  }

  /** Whether a byte begins a value. */
  #begins(byte: number): boolean {
    if (byte === COMMA || byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) return false;
    if (this.#inArray) return true;
    if (!this.#afterColon) return false;
    // The array itself is not held.
    return !(byte === OPEN_ARRAY && this.#key === this.#arrayKey);
  }

  #step(byte: number, top: boolean): void {
    switch (byte) {
      case QUOTE:
        this.#strings.inside = true;
        this.#keyPart = [];
        return;
      case OPEN_OBJECT:
      case OPEN_ARRAY:
        if (top && !this.#inArray && this.#afterColon && byte === OPEN_ARRAY && this.#key === this.#arrayKey)
          this.#inArray = true;
        this.#depth++;
        return;
      case CLOSE_OBJECT:
      case CLOSE_ARRAY:
        if (top && this.#inArray) {
          this.#inArray = false;
          this.#afterColon = false;
        }
        this.#depth--;
        this.ended = this.#depth <= 0;
        return;
      case COLON:
        if (top && !this.#inArray) this.#afterColon = true;
        return;
      case COMMA:
        if (top && !this.#inArray) this.#afterColon = false;
    }
  }

  /** Reads one byte of a string that may be a key. @returns its offset */
  #keyByte(chunk: Buffer, at: number): number {
    const byte = chunk[at]!;
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) {
      this.#strings.inside = false;
      this.#key = Buffer.from(this.#keyPart).toString();
      return at;
    }
    if (this.#keyPart.length < KEY_BYTES) this.#keyPart.push(byte);
    return at;
  }

  #isKey(): boolean {
    return this.#depth === 1 && !this.#afterColon;
  }

  #hold(piece: Buffer): void {
    const value = this.#value!;
    if (value.tooLong || piece.length === 0) return;
    value.pieces.push(piece);
    value.bytes += piece.length;
    if (value.bytes <= LINE_BYTES) return;
    value.tooLong = true;
    value.pieces = [Buffer.from(Buffer.concat(value.pieces).subarray(0, KEPT_OF_TOO_LONG))];
  }

  #part(): ScannedPart {
    const { line, pieces, tooLong } = this.#value!;
    this.#value = undefined;
    return { key: this.#key, element: this.#inArray, line, bytes: Buffer.concat(pieces), tooLong };
  }
}

const LINE_FEED = 0x0a;
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
