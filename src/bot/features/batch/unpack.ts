import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { openBytes } from '../../../dumps/input.js';
import { FAULTS } from './faults.js';

/** Copies a file with gzip and zstd undone, and stops where it grows too large: the rest would only fill the disk. */
export async function unpack(from: string, to: string, most: number): Promise<void> {
  await pipeline(bounded(openBytes(from), most), createWriteStream(to));
}

async function* bounded(pieces: AsyncIterable<Buffer>, most: number): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    if (length > most) throw FAULTS.unpacked();
    yield piece;
  }
}
