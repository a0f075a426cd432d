import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import type { extract } from 'tar-stream';
import { Fault } from '../../fault.js';
import { brokenArchive, tooManyMembers } from '../faults.js';
import { ARCHIVE_MEMBERS } from '../limits.js';
import type { Allowance } from './allowance.js';
import { isOfNoOne, type Member } from './members.js';
import { type RandomAccess, rangeOf, Spool } from './random-access.js';
import { memberName, readableName } from './zip.js';

/** Whether bytes begin a tar archive (POSIX or GNU). */
export function looksLikeTar(head: Buffer): boolean {
  return head.length >= 512 && head.subarray(257, 262).toString('latin1') === 'ustar';
}

/** The files of a tar archive, kept so that they can be read in any order. */
export interface Unpacked {
  readonly members: readonly Member[];
  readonly bytes: RandomAccess;
}

/**
 * Unpacks a tar archive.
 *
 * @throws Fault `dump/broken-archive`, `dump/archive-members`, `dump/archive-bomb`, `dump/archive-too-large`; those of the source
 */
export async function untarred(
  source: AsyncIterable<Buffer>,
  file: string,
  allowance: Allowance,
): Promise<Unpacked> {
  const spool = new Spool(file);
  const places: { readonly name: string; readonly from: number; readonly length: number }[] = [];
  // Loaded with the first archive.
  const library = createRequire(import.meta.url)('tar-stream') as { readonly extract: typeof extract };
  const unpacker = library.extract({ filenameEncoding: 'latin1' } as Parameters<typeof extract>[0]);
  const input = Readable.from(source);
  input.on('error', (error) => {
    unpacker.destroy(error);
  });
  input.pipe(unpacker);
  try {
    for await (const entry of unpacker as AsyncIterable<TarEntry>) {
      const name = nameOf(entry.header.name);
      const isWanted = entry.header.type === 'file' && !isOfNoOne(name);
      const from = spool.size;
      for await (const piece of entry) {
        allowance.take(piece.length);
        if (isWanted) await spool.add(piece);
      }
      if (isWanted) places.push({ name, from, length: spool.size - from });
      if (places.length > ARCHIVE_MEMBERS) throw tooManyMembers(file, places.length, ARCHIVE_MEMBERS);
    }
  } catch (error) {
    input.destroy();
    await spool.drop();
    if (error instanceof Fault) throw error;
    throw brokenArchive(file, error);
  }
  const bytes = spool.done();
  const members = places.map(({ name, from, length }) => ({
    name,
    size: length,
    open: () => rangeOf(bytes, from, length),
  }));
  return { members, bytes };
}

interface TarEntry extends AsyncIterable<Buffer> {
  readonly header: { readonly name: string; readonly type?: string | null };
}

/** A name that was read as Latin-1: its bytes are UTF-8 or CP949. Names of the pax format are Unicode already. */
function nameOf(name: string): string {
  const isBytes = !/[^\0-\xff]/.test(name);
  return isBytes ? readableName(Buffer.from(name, 'latin1')) : memberName(name);
}
