const FIRST_ROOM = 1 << 16;
/** A code unit takes at most so many bytes, as `\u001f`. */
const WIDEST = 6;
const [QUOTE, BACKSLASH, ZERO] = [0x22, 0x5c, 0x30];
/** Whole numbers under this are written digit by digit. */
const SHORT = 1000;

/** By ASCII code: 1 where it stands in a string as it is. */
const AS_IT_IS = new Uint8Array(0x80).fill(1, 0x20);
AS_IT_IS[QUOTE] = AS_IT_IS[BACKSLASH] = 0;

/** Gathers JSON as UTF-8: what `TextEncoder` makes of the text of `JSON.stringify`, though no such text is made. */
export class JsonBytes {
  #bytes = new Uint8Array(FIRST_ROOM);
  #length = 0;

  /** Adds punctuation, keys and other parts that were encoded before. */
  add(part: Uint8Array): void {
    this.#makeRoom(part.length);
    const bytes = this.#bytes;
    const to = this.#length;
    // Faster than `set` and than an iterator, for parts this short.
    for (let i = 0; i < part.length; i++) bytes[to + i] = part[i]!;
    this.#length = to + part.length;
  }

  addString(text: string): void {
    this.#makeRoom(WIDEST * text.length + 2);
    const bytes = this.#bytes;
    let to = this.#length;
    bytes[to++] = QUOTE;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code < 0x80) {
        if (AS_IT_IS[code] === 1) bytes[to++] = code;
        else to = escape(bytes, to, text.charAt(i));
      } else if (code < 0x800) {
        bytes[to++] = 0xc0 | (code >> 6);
        bytes[to++] = 0x80 | (code & 0x3f);
      } else if (code < 0xd800 || code > 0xdfff) {
        bytes[to++] = 0xe0 | (code >> 12);
        bytes[to++] = 0x80 | ((code >> 6) & 0x3f);
        bytes[to++] = 0x80 | (code & 0x3f);
      } else {
        const point = text.codePointAt(i)!;
        if (point < 0x10000) {
          // Half a pair.
          to = escape(bytes, to, text.charAt(i));
          continue;
        }
        i++;
        bytes[to++] = 0xf0 | (point >> 18);
        bytes[to++] = 0x80 | ((point >> 12) & 0x3f);
        bytes[to++] = 0x80 | ((point >> 6) & 0x3f);
        bytes[to++] = 0x80 | (point & 0x3f);
      }
    }
    bytes[to++] = QUOTE;
    this.#length = to;
  }

  addNumber(value: number): void {
    if (value >= 0 && value < SHORT && Number.isInteger(value)) this.#addDigits(value);
    else this.#addAscii(Number.isFinite(value) ? String(value) : 'null');
  }

  /** All that was added since the last time. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    return taken;
  }

  #addDigits(value: number): void {
    this.#makeRoom(3);
    if (value >= 100) this.#bytes[this.#length++] = ZERO + Math.floor(value / 100);
    if (value >= 10) this.#bytes[this.#length++] = ZERO + (Math.floor(value / 10) % 10);
    this.#bytes[this.#length++] = ZERO + (value % 10);
  }

  #addAscii(text: string): void {
    this.#makeRoom(text.length);
    const bytes = this.#bytes;
    let to = this.#length;
    for (let i = 0; i < text.length; i++) bytes[to++] = text.charCodeAt(i);
    this.#length = to;
  }

  #makeRoom(most: number): void {
    if (this.#length + most <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * (this.#length + most));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/** Writes a character as JSON escapes it; returns where it ends. */
function escape(bytes: Uint8Array, from: number, character: string): number {
  const escaped = JSON.stringify(character);
  let to = from;
  for (let i = 1; i < escaped.length - 1; i++) bytes[to++] = escaped.charCodeAt(i);
  return to;
}
