import { Readable } from 'node:stream';
import { createGunzip, createGzip } from 'node:zlib';
import { pipeline } from 'node:stream';
import split2 from 'split2';
import { z } from 'zod';
import { LANGUAGES } from '../../../fault.js';
import type { ChunkOrder, KnownTitle } from '../../chunk/chunk.js';
import { FORMATS } from '../../record.js';
import { readWhole, type Storage } from '../../storage/storage.js';
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

/** The titles of all articles of the dump. */
export async function* readTitles(storage: Storage, run: string): AsyncGenerator<KnownTitle> {
  const lines = split2();
  pipeline(Readable.from(storage.read(titlesFile(run))), createGunzip(), lines, () => undefined);
  for await (const line of lines as AsyncIterable<string>) {
    const title = titleSchema.safeParse(JSON.parse(line));
    if (!title.success) throw FAULTS.badFile(titlesFile(run));
    yield title.data;
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
