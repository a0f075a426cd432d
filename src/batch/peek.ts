/** The first bytes of a stream, and the stream as if they had not been read. */
export interface Peeked {
  /** At least the bytes asked for, unless the stream is shorter. */
  readonly head: Buffer;
  /** Whether `head` is the whole stream. */
  readonly whole: boolean;
  readonly all: AsyncIterable<Buffer>;
}

/** Looks at the first `bytes` of a stream of bytes. */
export async function peek(source: AsyncIterable<Buffer>, bytes: number): Promise<Peeked> {
  const iterator = source[Symbol.asyncIterator]();
  const chunks: Buffer[] = [];
  let length = 0;
  let whole = false;
  while (length < bytes && !whole) {
    const next = await iterator.next();
    if (next.done === true) whole = true;
    else {
      chunks.push(next.value);
      length += next.value.length;
    }
  }
  return { head: Buffer.concat(chunks), whole, all: rejoin(chunks, iterator) };
}

async function* rejoin(chunks: Buffer[], iterator: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* chunks.splice(0);
    for (;;) {
      const next = await iterator.next();
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}
