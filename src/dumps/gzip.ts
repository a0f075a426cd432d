import { createGunzip } from 'node:zlib';
import { brokenArchive } from './broken.js';
import { failure, Undo } from './undo.js';

/** Packed bytes put in at once. Deflate grows them 1,032-fold at most, so this bounds what is held: 17 MB. */
const PIECE = 16 * 1024;

/**
 * Undoes gzip (RFC 1952), also of several members. All that comes before a break is given before the fault; zeros behind
 * the last member are padding (tapes, block devices), anything else there is a break too.
 */
export async function* gunzip(packed: AsyncIterable<Buffer>, file: string): AsyncGenerator<Buffer> {
  const undo = new Undo(createGunzip());
  let put = 0;
  try {
    for await (const piece of inPieces(packed)) {
      if (undo.used === put) {
        const failed = await failure(undo.put(piece));
        yield* undo.taken();
        if (failed !== undefined) throw brokenArchive(file, failed.error);
      }
      put += piece.length;
      const behind = piece.subarray(-Math.min(put - undo.used, piece.length));
      if (put > undo.used && behind.some((byte) => byte !== 0)) throw brokenArchive(file);
    }
    const failed = await failure(undo.end());
    yield* undo.taken();
    if (failed !== undefined) throw brokenArchive(file, failed.error);
  } finally {
    undo.close();
  }
}

async function* inPieces(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of packed) {
    for (let at = 0; at < chunk.length; at += PIECE) yield chunk.subarray(at, at + PIECE);
  }
}
