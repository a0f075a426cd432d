import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';
import { Fault } from '../../../fault.js';
import { FAULTS } from '../faults.js';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** Fast: files of a queue live for seconds; the default level takes three times as long and saves a tenth. */
const LEVEL = constants.Z_BEST_SPEED;

/** Bytes that a file may unpack to: some ten times the largest chunk, against bombs. */
const UNPACKED = 1024 ** 3;

/** Rows as gzipped JSON Lines; the same rows give the same bytes. */
export async function packLines(rows: Iterable<unknown>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let text = '';
  for (const row of rows) {
    text += `${JSON.stringify(row)}\n`;
    if (text.length < 1 << 20) continue;
    pieces.push(Buffer.from(text));
    text = '';
  }
  pieces.push(Buffer.from(text));
  return pack(Buffer.concat(pieces), { level: LEVEL });
}

/**
 * The rows of gzipped JSON Lines, each read by `read`.
 *
 * @param file how faults name it
 * @throws Fault when it is broken, cut off, or a row is not what `read` takes
 */
export async function unpackLines<T>(
  bytes: Uint8Array,
  file: string,
  read: (row: unknown) => T,
): Promise<T[]> {
  try {
    const text = (await unpack(bytes, { maxOutputLength: UNPACKED })).toString('utf8');
    return text
      .split('\n')
      .slice(0, -1)
      .map((line) => read(JSON.parse(line)));
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw FAULTS.badFile(file);
  }
}
