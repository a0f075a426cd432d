import { createReadStream } from 'node:fs';
import { pipeline, type Readable, type Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { Fault } from '../fault.js';
import { fileFault, systemCode } from '../shipped/file-fault.js';
import { peek } from './peek.js';

/** How standard input is named on the command line. */
export const STANDARD = '-';

/**
 * The bytes of a file or of standard input, with gzip and zstd undone by what the first bytes are.
 * A broken or cut archive is a fault: nobody could say which rows are missing.
 */
export async function* openBytes(path: string): AsyncGenerator<Buffer> {
  const { head, all } = await peek(rawBytes(path), 4);
  const undo = unpacker(head, path);
  if (undo === undefined) yield* all;
  else yield* unpacked(all, undo, path);
}

async function* rawBytes(path: string): AsyncGenerator<Buffer> {
  const stream: Readable = path === STANDARD ? process.stdin : createReadStream(path);
  try {
    yield* stream as AsyncIterable<Buffer>;
  } catch (error) {
    throw fileFault(error, path);
  }
}

async function* unpacked(
  packed: AsyncIterable<Buffer>,
  undo: Transform,
  file: string,
): AsyncGenerator<Buffer> {
  // `pipeline` carries an error of the source into `undo`, whose reader below then gets it.
  pipeline(packed, undo, () => undefined);
  try {
    yield* undo as AsyncIterable<Buffer>;
  } catch (error) {
    if (error instanceof Fault || !(systemCode(error)?.startsWith('Z') ?? false)) throw error;
    throw new Fault(
      'dump/broken-archive',
      { ko: '압축이 깨졌거나 중간에 끊겼습니다', en: 'the archive is broken or cut off' },
      { file },
      { cause: error },
    );
  }
}

/** The transform that undoes the packing the first bytes tell of: gzip 1f 8b (RFC 1952), zstd 28 b5 2f fd (RFC 8878). */
function unpacker(head: Buffer, file: string): Transform | undefined {
  if (head[0] === 0x1f && head[1] === 0x8b) return zlib.createGunzip();
  if (head.length < 4 || head.readUInt32BE(0) !== 0x28b52ffd) return undefined;
  const make = (zlib as { createZstdDecompress?: () => Transform }).createZstdDecompress;
  if (make !== undefined) return make();
  throw new Fault(
    'dump/zstd',
    { ko: 'zstd 압축은 Node 22.15부터 읽을 수 있습니다', en: 'zstd can be read with Node 22.15 or later' },
    { file },
  );
}
