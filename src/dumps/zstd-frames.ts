/** The largest window supported: 128 MiB, the default limit of `zstd` itself (`--long=27`). */
export const WINDOW_BYTES = 128 * 1024 * 1024;

/** A part of a zstd stream. */
export type ZstdPart =
  /** A frame begins: its header. */
  | { readonly kind: 'frame'; readonly bytes: Buffer }
  /** One block with its header, at most 128 KiB decompressed; after the `last` (with its checksum) the frame ends. */
  | { readonly kind: 'block'; readonly bytes: Buffer; readonly last: boolean }
  /** Something else than a frame stands behind the last one. */
  | { readonly kind: 'rest' };

/** A zstd stream that cannot be decompressed, and why. */
export class ZstdError extends Error {
  readonly why: 'broken' | 'window' | 'dictionary';

  constructor(why: ZstdError['why']) {
    super(`zstd: ${why}`);
    this.why = why;
  }
}

/**
 * Splits a zstd stream (RFC 8878, section 3.1) into frame headers and blocks without decompressing them, because decoders stop
 * after the first frame, or expand their whole input at once without a limit. Skippable frames are left out.
 *
 * @throws ZstdError, also where the stream ends within a frame
 */
export async function* zstdParts(source: AsyncIterable<Buffer>): AsyncGenerator<ZstdPart> {
  const input = new Input(source);
  try {
    yield* partsOf(input);
  } finally {
    await input.close();
  }
}

async function* partsOf(input: Input): AsyncGenerator<ZstdPart> {
  for (let frames = 0; await input.has(1); frames++) {
    if (frames > 0 && !(await input.has(4))) {
      yield { kind: 'rest' };
      return;
    }
    const magic = (await input.take(4)).readUInt32LE();
    if ((magic & 0xfffffff0) >>> 0 === 0x184d2a50) {
      await input.skip((await input.take(4)).readUInt32LE());
      continue;
    }
    if (magic !== 0xfd2fb528) {
      if (frames === 0) throw new ZstdError('broken');
      yield { kind: 'rest' };
      return;
    }
    const { bytes, checksum } = await frameHeader(input);
    yield { kind: 'frame', bytes };
    for (let last = false; !last;) {
      const header = await input.take(3);
      const bits = header.readUIntLE(0, 3);
      last = (bits & 1) === 1;
      const type = (bits >> 1) & 3;
      // 0 raw, 1 one byte repeated, 2 compressed; 3 is reserved.
      const size = type === 1 ? 1 : bits >> 3;
      if (type === 3 || bits >> 3 > BLOCK_MAX) throw new ZstdError('broken');
      const body = await input.take(size + (last ? checksum : 0));
      yield { kind: 'block', bytes: Buffer.concat([header, body]), last };
    }
  }
}

/** Maximum bytes of a block, compressed or not (RFC 8878, 3.1.1.2.4). */
const BLOCK_MAX = 128 * 1024;

/** Reads the header of a frame behind its magic number, and the length of the checksum that ends the frame. */
async function frameHeader(input: Input): Promise<{ bytes: Buffer; checksum: 0 | 4 }> {
  const descriptor = await input.take(1);
  const flags = descriptor[0]!;
  const single = (flags & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][flags & 3]!;
  const sizeBytes = flags >> 6 === 0 ? (single ? 1 : 0) : 1 << (flags >> 6);
  const window = await input.take(single ? 0 : 1);
  const dictionary = await input.take(dictionaryBytes);
  const size = await input.take(sizeBytes);
  if ((flags & 8) !== 0) throw new ZstdError('broken');
  if (dictionary.some((byte) => byte !== 0)) throw new ZstdError('dictionary');
  if ((single ? contentSize(size) : windowSize(window[0]!)) > WINDOW_BYTES) throw new ZstdError('window');
  return {
    bytes: Buffer.concat([MAGIC, descriptor, window, dictionary, size]),
    checksum: (flags & 4) === 0 ? 0 : 4,
  };
}

const MAGIC = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

function contentSize(bytes: Buffer): number {
  if (bytes.length === 8) return Number(bytes.readBigUInt64LE());
  return bytes.readUIntLE(0, bytes.length) + (bytes.length === 2 ? 256 : 0);
}

/** A stream from which a given number of bytes can be taken. */
export class Input {
  readonly #iterator: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#iterator = source[Symbol.asyncIterator]();
  }

  async has(bytes: number): Promise<boolean> {
    while (this.#held.length < bytes) {
      const next = await this.#iterator.next();
      if (next.done === true) return false;
      this.#held = this.#held.length === 0 ? next.value : Buffer.concat([this.#held, next.value]);
    }
    return true;
  }

  async take(bytes: number): Promise<Buffer> {
    if (!(await this.has(bytes))) throw new ZstdError('broken');
    const taken = this.#held.subarray(0, bytes);
    this.#held = this.#held.subarray(bytes);
    return taken;
  }

  /** What is there of the next bytes, so many at most; undefined at the end. */
  async some(most: number): Promise<Buffer | undefined> {
    return (await this.has(1)) ? this.take(Math.min(most, this.#held.length)) : undefined;
  }

  /** Gives bytes back that were taken last. */
  giveBack(bytes: Buffer): void {
    if (bytes.length > 0) this.#held = Buffer.concat([bytes, this.#held]);
  }

  async close(): Promise<void> {
    await this.#iterator.return?.();
  }

  async skip(bytes: number): Promise<void> {
    for (let left = bytes; left > 0;) {
      if (!(await this.has(1))) throw new ZstdError('broken');
      left -= (await this.take(Math.min(left, this.#held.length))).length;
    }
  }
}
