import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { fileFault } from '../assets/file-fault.js';
import { isRemote } from '../storage/storage.js';
import { openRemote } from '../storage/open-storage.js';
import { gunzip, unzstd } from './decompress.js';

/** The first bytes of a stream, and the whole stream including them. */
interface Peeked {
  /** At least the requested bytes, unless the stream is shorter or breaks. */
  readonly head: Buffer;
  /** Whether `head` is the whole stream. */
  readonly whole: boolean;
  /** Throws an error met while peeking behind the bytes before it. */
  readonly all: AsyncIterable<Buffer>;
}

/** Reads the first `bytes` of a stream ahead; errors are thrown only when `all` reaches them. */
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

/** Standard input on the command line. */
export const STANDARD = '-';

/** A path's name in messages. */
export function shownName(path: string): string {
  return path === STANDARD ? 'stdin' : path;
}

/**
 * Streams the bytes of a file, an S3 object or standard input, decompressing gzip (1f 8b, RFC 1952) and zstd (RFC 8878) by their
 * magic numbers. Memory is constant, whatever the compression ratio.
 *
 * @param onRead called with the number of raw bytes of each read
 * @throws Fault `dump/broken-archive` behind the bytes before the break; `dump/zstd-window`, `dump/zstd-dictionary`; `file/…`;
 * `storage/…`
 */
export async function* openBytes(path: string, onRead?: (bytes: number) => void): AsyncGenerator<Buffer> {
  const { head, all } = await peek(counted(rawBytes(path), onRead), 4);
  if (head[0] === 0x1f && head[1] === 0x8b) yield* gunzip(all, shownName(path));
  else if (isZstd(head)) yield* unzstd(all, shownName(path));
  else yield* all;
}

async function* counted(
  source: AsyncIterable<Buffer>,
  onRead: ((bytes: number) => void) | undefined,
): AsyncGenerator<Buffer> {
  for await (const piece of source) {
    onRead?.(piece.length);
    yield piece;
  }
}

/** Whether bytes begin a zstd frame, or one of the skippable frames (16 magic numbers) with which some archives begin. */
function isZstd(head: Buffer): boolean {
  if (head.length < 4) return false;
  const magic = head.readUInt32LE();
  return magic === 0xfd2fb528 || (magic & 0xfffffff0) >>> 0 === 0x184d2a50;
}

/** Bytes per read: each read costs a turn of the event loop. */
const READ_BYTES = 256 * 1024;

async function* rawBytes(path: string): AsyncGenerator<Buffer> {
  if (isRemote(path)) {
    yield* openRemote(path);
    return;
  }
  const stream: Readable =
    path === STANDARD ? process.stdin : createReadStream(path, { highWaterMark: READ_BYTES });
  try {
    yield* stream as AsyncIterable<Buffer>;
  } catch (error) {
    throw fileFault(error, path);
  }
}
