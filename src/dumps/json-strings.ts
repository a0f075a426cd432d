const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Skips the strings of streamed JSON, which may go on in the next chunk. Strings are most of a dump's bytes. */
export class JsonStrings {
  /** Whether the stream is inside a string. */
  inside = false;
  #escaped = false;

  /** Skips the string that the stream is in. @returns the offset of its last byte in this chunk, or of its closing quote */
  past(chunk: Buffer, from: number): number {
    if (this.#escaped) {
      this.#escaped = false;
      return from;
    }
    const quote = chunk.indexOf(QUOTE, from);
    const end = quote === -1 ? chunk.length : quote;
    let slashes = 0;
    while (end - slashes > from && chunk[end - slashes - 1] === BACKSLASH) slashes++;
    const escaped = slashes % 2 === 1;
    if (quote === -1) {
      this.#escaped = escaped;
      return chunk.length - 1;
    }
    this.inside = escaped;
    return quote;
  }
}
