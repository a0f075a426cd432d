import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const gzipped = promisify(gzip);

/** A file to be uploaded. */
export interface Parcel {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Files to send, and the names of those that stay too large even when packed. */
export interface Parcels {
  readonly files: readonly Parcel[];
  readonly tooLarge: readonly string[];
}

/** Reads files for uploading; what is larger than `most` bytes is packed, what is larger even then is left out. */
export async function parcelsOf(paths: readonly string[], most: number): Promise<Parcels> {
  const files: Parcel[] = [];
  const tooLarge: string[] = [];
  for (const path of paths) {
    const about = await stat(path).catch(() => undefined);
    if (about === undefined) continue;
    const name = basename(path);
    const bytes = await readFile(path);
    const packed = bytes.length <= most ? undefined : await gzipped(bytes);
    if ((packed ?? bytes).length > most) tooLarge.push(name);
    else files.push(packed === undefined ? { name, bytes } : { name: `${name}.gz`, bytes: packed });
  }
  return { files, tooLarge };
}

/** The files in as many messages as needed: together no larger than one file may be, which every request bears. */
export function lotsOf(files: readonly Parcel[], most: number): Parcel[][] {
  const lots: Parcel[][] = [];
  let room = 0;
  for (const file of files) {
    if (file.bytes.length > room || lots.length === 0) {
      lots.push([]);
      room = most;
    }
    lots.at(-1)!.push(file);
    room -= file.bytes.length;
  }
  return lots;
}
