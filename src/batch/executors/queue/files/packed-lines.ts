import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';
import { Fault } from '../../../../fault.js';
import { FAULTS } from '../faults.js';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** Fast: files of a queue live for seconds; the default level takes three times as long and saves a tenth. */
const LEVEL = constants.Z_BEST_SPEED;

/** Bytes that a file may unpack to: some ten times an ordinary large chunk, against bombs. */
const UNPACKED = 512 * 1024 ** 2;

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
    const lines = await unpack(bytes, { maxOutputLength: UNPACKED });
    const rows: T[] = [];
    // Line by line: the whole may be longer than a string can be.
    for (let from = 0, to = 0; from < lines.length; from = to + 1) {
      to = lines.indexOf(0x0a, from);
      if (to < 0) throw new Error('the last line is cut off');
      rows.push(read(JSON.parse(lines.toString('utf8', from, to))));
    }
    return rows;
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw FAULTS.badFile(file);
  }
}
