import { pipeline, Readable } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';
import { Fault, LANGUAGES } from '../../../../fault.js';
import type { ChunkOrder, KnownTitle } from '../../chunk.js';
import { FORMATS } from '../../../record.js';
import { readWhole, type Storage } from '../../../../storage/storage.js';
import { FAULTS } from '../faults.js';
import { headFile, titlesFile } from './names.js';
import { packLines, unpackLines } from './packed-lines.js';

const orderSchema = z.object({
  single: z.boolean(),
  format: z.enum(FORMATS),
  language: z.enum(LANGUAGES),
  report: z.boolean(),
}) satisfies z.ZodType<ChunkOrder>;

const headSchema = z.object({
  /** The queue whose workers judge as this run wants it. */
  queue: z.string(),
  order: orderSchema,
  /** Whether the titles of all articles are there beside. */
  titles: z.boolean(),
});

/** What all chunks of a run share. */
export type RunHead = z.infer<typeof headSchema>;

const titleSchema = z.object({ id: z.string(), title: z.string() });

/** Writes what all chunks share; the head last, so that where it is there, all is. */
export async function writeHead(
  storage: Storage,
  run: string,
  head: Omit<RunHead, 'titles'>,
  titles: Iterable<KnownTitle> | undefined,
): Promise<void> {
  if (titles !== undefined) {
    const lines = Readable.from(titleLines(titles));
    const packed = createGzip();
    pipeline(lines, packed, () => undefined);
    await storage.write(titlesFile(run), packed as AsyncIterable<Buffer>);
  }
  const whole: RunHead = { ...head, titles: titles !== undefined };
  await storage.write(headFile(run), await packLines([whole]));
}

/** What all chunks of a run share. @throws Fault `storage/missing` when the run is not, or no longer, there */
export async function readHead(storage: Storage, run: string): Promise<RunHead> {
  const file = headFile(run);
  const [head] = await unpackLines(await readWhole(storage, file), file, (row) => headSchema.parse(row));
  if (head === undefined) throw FAULTS.badFile(file);
  return head;
}

/** The titles of all articles of the dump. @throws Fault when the file is missing, broken or cut off */
export async function* readTitles(storage: Storage, run: string): AsyncGenerator<KnownTitle> {
  const file = titlesFile(run);
  const unpacked = createGunzip();
  // `pipeline` carries an error of the storage into `unpacked`, whose reader below then gets it.
  pipeline(Readable.from(storage.read(file)), unpacked, () => undefined);
  let rest = '';
  try {
    for await (const piece of unpacked.setEncoding('utf8') as AsyncIterable<string>) {
      const lines = (rest + piece).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield titleSchema.parse(JSON.parse(line));
    }
  } catch (error) {
    throw error instanceof Fault ? error : FAULTS.badFile(file);
  }
}

/** Pieces of some 64 KB: a stream of single lines costs more than packing them. */
function* titleLines(titles: Iterable<KnownTitle>): Generator<string> {
  let piece = '';
  for (const { id, title } of titles) {
    piece += `${JSON.stringify({ id, title })}\n`;
    if (piece.length < 1 << 16) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}
