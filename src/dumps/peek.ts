/** The first bytes of a stream, and the stream as if they had not been read. */
export interface Peeked {
  /** At least the bytes asked for, unless the stream is shorter or breaks. */
  readonly head: Buffer;
  /** Whether `head` is the whole stream. */
  readonly whole: boolean;
  /** An error met while peeking comes after the bytes that stood before it. */
  readonly all: AsyncIterable<Buffer>;
}

/** Looks at the first `bytes` of a stream of bytes. */
export async function peek(source: AsyncIterable<Buffer>, bytes: number): Promise<Peeked> {
  const iterator = source[Symbol.asyncIterator]();
  const chunks: Buffer[] = [];
  let length = 0;
  let whole = false;
  let broken: { readonly error: unknown } | undefined;
  while (length < bytes && !whole && broken === undefined) {
    try {
      const next = await iterator.next();
      if (next.done === true) whole = true;
      else {
        chunks.push(next.value);
        length += next.value.length;
      }
    } catch (error) {
      broken = { error };
    }
  }
  return { head: Buffer.concat(chunks), whole, all: rejoin(chunks, iterator, broken) };
}

async function* rejoin(
  chunks: Buffer[],
  iterator: AsyncIterator<Buffer>,
  broken: { readonly error: unknown } | undefined,
): AsyncGenerator<Buffer> {
  try {
    yield* chunks.splice(0);
    if (broken !== undefined) throw broken.error;
    for (;;) {
      const next = await iterator.next();
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}
