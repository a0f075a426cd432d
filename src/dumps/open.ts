import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { fileFault } from '../assets/file-fault.js';
import { isRemote } from '../storage/remote-address.js';
import { openRemote } from '../storage/remote.js';
import { gunzip } from './gzip.js';
import { peek } from './peek.js';
import { unzstd } from './zstd.js';

/** How standard input is named on the command line. */
export const STANDARD = '-';

/** How a path is called in messages. */
export function shownName(path: string): string {
  return path === STANDARD ? 'stdin' : path;
}

/**
 * The bytes of a file or of standard input, with gzip (1f 8b, RFC 1952) and zstd (RFC 8878) undone by what the first bytes
 * are. Memory stays the same however far they unpack.
 *
 * @param onRead hears how many bytes more were read of the file as it lies there
 * @throws Fault `dump/broken-archive` after the bytes before the break; `dump/zstd-window`, `dump/zstd-dictionary`; `file/…`
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

/** A frame, or one of the frames to be skipped (1 of 16 magic numbers), by which some archives begin. */
function isZstd(head: Buffer): boolean {
  if (head.length < 4) return false;
  const magic = head.readUInt32LE();
  return magic === 0xfd2fb528 || (magic & 0xfffffff0) >>> 0 === 0x184d2a50;
}

/** Bytes read at once: each reading costs a turn of the event loop. */
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
