import { pipeline, Readable } from 'node:stream';
import { promisify } from 'node:util';
import { constants, createGunzip, createGzip, gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import type { Article, Comment } from '../../../article/article.js';
import { Fault, LANGUAGES } from '../../../fault.js';
import { campaignMemberSchema, readCountsSchema, verdictCountsSchema } from '../../../judge/result.js';
import { scoreBinsSchema } from '../../../report/gather/foreign-share.js';
import { reportPartSchema } from '../../../report/gather/part.js';
import { readWhole, type Storage } from '../../../storage/storage.js';
import { FIELDS, FORMATS } from '../../choices.js';
import type { Chunk, ChunkOrder, ChunkResult, KnownTitle, NumberedComment } from '../chunk.js';
import { FAULTS } from './faults.js';

// The files that coordinator and workers exchange: gzipped JSON Lines, in one folder per run.

/** The folder of a run. */
export const runFolder = (run: string): string => run;
/** The head of a run, shared by all chunks; written after titles and tables, so that these exist whenever it does. */
export const headFile = (run: string): string => `${run}/run.json.gz`;
/** The titles of all articles of the dump. */
export const titlesFile = (run: string): string => `${run}/known.jsonl.gz`;
/** The tables of the model adapted to the dump. */
export const tablesFile = (run: string): string => `${run}/adapted.bin`;
/** A chunk as the coordinator sends it. */
export const chunkFile = (run: string, chunk: number): string => `${run}/chunks/${chunk}.jsonl.gz`;
/** The folder of results. */
export const resultFolder = (run: string): string => `${run}/results`;
/** The result of a chunk. */
export const resultFile = (run: string, chunk: number): string => `${run}/results/${chunk}.jsonl.gz`;

/** The chunk's number from the name of a result file; undefined for any other file. */
export function chunkOfResult(name: string): number | undefined {
  const number = /\/results\/(\d{1,15})\.jsonl\.gz$/.exec(name)?.[1];
  return number === undefined ? undefined : Number(number);
}

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** Fastest: files of a queue live for seconds, and the default level takes three times as long to save 10%. */
const LEVEL = constants.Z_BEST_SPEED;

/** Most bytes that a file may unpack to, against zip bombs; some ten times an ordinary large chunk. */
const UNPACKED = 512 * 1024 ** 2;

/** Packs rows as gzipped JSON Lines; the same rows give the same bytes. */
async function packLines(rows: Iterable<unknown>): Promise<Buffer> {
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
 * Unpacks gzipped JSON Lines and parses each row with `read`.
 *
 * @param file name of the file in faults
 * @throws Fault when the file is broken or truncated, or `read` rejects a row
 */
async function unpackLines<T>(bytes: Uint8Array, file: string, read: (row: unknown) => T): Promise<T[]> {
  try {
    const lines = await unpack(bytes, { maxOutputLength: UNPACKED });
    const rows: T[] = [];
    // Line by line: the whole file may exceed the longest string.
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

// A chunk file: rows in the dump format; comments also carry their index in the run.

const anyText = z.string();
const articleSchema = z.object({
  id: anyText,
  title: anyText,
  body: anyText.nullable(),
  url: anyText.optional(),
  publishedAt: anyText.optional(),
  section: anyText.optional(),
}) satisfies z.ZodType<Article>;
const commentSchema = z.object({
  id: anyText,
  articleId: anyText,
  text: anyText,
  parentId: anyText.optional(),
  author: anyText.optional(),
  createdAt: anyText.optional(),
}) satisfies z.ZodType<Comment>;
const rowKindSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('article') }),
  z.object({
    type: z.literal('comment'),
    seq: z.int().nonnegative(),
    campaign: campaignMemberSchema.optional(),
  }),
]);

function* chunkRows({ articles, comments }: Chunk): Generator<z.input<typeof rowKindSchema>> {
  for (const article of articles) yield { type: 'article', ...article };
  for (const { seq, comment, campaign } of comments) yield { type: 'comment', seq, ...comment, campaign };
}

/** Serialises a chunk to its file. */
export function packChunk(chunk: Chunk): Promise<Buffer> {
  return packLines(chunkRows(chunk));
}

/** Parses a chunk file. @throws Fault when it is broken or a comment's article is missing */
export async function unpackChunk(number: number, bytes: Uint8Array, file: string): Promise<Chunk> {
  const articles: Article[] = [];
  const comments: NumberedComment[] = [];
  const known = new Set<string>();
  await unpackLines(bytes, file, (row) => {
    const kind = rowKindSchema.parse(row);
    if (kind.type === 'article') {
      const article = articleSchema.parse(row);
      articles.push(article);
      known.add(article.id);
      return;
    }
    const comment = commentSchema.parse(row);
    if (!known.has(comment.articleId)) throw new Error('a comment without its article');
    comments.push({ seq: kind.seq, comment, ...(kind.campaign && { campaign: kind.campaign }) });
  });
  return { number, articles, comments };
}

// A result file: one row for the whole chunk, then one per comment.

const wholeNumber = z.int().nonnegative();
const resultHeadSchema = z.object({
  number: wholeNumber,
  verdicts: verdictCountsSchema,
  scores: scoreBinsSchema,
  reading: readCountsSchema,
  alerts: z.array(z.object({ article: z.string(), home: z.string(), count: wholeNumber })),
  part: reportPartSchema.nullable(),
});
const lineSchema = z.tuple([wholeNumber, z.string()]);

function* resultRows({ lines, ...head }: ChunkResult): Generator {
  yield head;
  for (const { seq, line } of lines) yield [seq, line];
}

/** Serialises a result to its file; judging a chunk twice gives the same bytes. */
export function packResult(result: ChunkResult): Promise<Buffer> {
  return packLines(resultRows(result));
}

/** Parses a result file. @throws Fault when it is broken, belongs to another chunk, or lacks lines */
export async function unpackResult(number: number, bytes: Uint8Array, file: string): Promise<ChunkResult> {
  const [first, ...rest] = await unpackLines(bytes, file, (row) => row);
  const head = resultHeadSchema.safeParse(first);
  const lines = z.array(lineSchema).safeParse(rest);
  if (!head.success || !lines.success) throw FAULTS.badFile(file);
  if (head.data.number !== number || head.data.verdicts.comments !== lines.data.length)
    throw FAULTS.badFile(file);
  return { ...head.data, lines: lines.data.map(([seq, line]) => ({ seq, line })) };
}

const orderSchema = z.object({
  single: z.boolean(),
  reads: z.union([z.literal('all'), z.literal('none'), z.number().min(0).max(1)]).optional(),
  format: z.enum(FORMATS),
  fields: z.array(z.enum(FIELDS)).readonly().optional(),
  language: z.enum(LANGUAGES),
  report: z.boolean(),
}) satisfies z.ZodType<ChunkOrder>;

const runHeadSchema = z.object({
  /** The queue whose workers have the judge of the run. */
  queue: z.string(),
  order: orderSchema,
  /** Whether the run has a file with the titles of all articles. */
  titles: z.boolean(),
  /** Whether the run has a file with the tables of an adapted model. */
  adapted: z.boolean(),
});

/** The settings that all chunks of a run share. */
export type RunHead = z.infer<typeof runHeadSchema>;

const titleSchema = z.object({ id: z.string(), title: z.string() });

/** Writes the titles of a run and the tables of its adapted model, then its head. */
export async function writeHead(
  storage: Storage,
  run: string,
  head: Omit<RunHead, 'titles' | 'adapted'>,
  titles: Iterable<KnownTitle> | undefined,
  tables?: Uint8Array,
): Promise<void> {
  if (titles !== undefined) {
    const lines = Readable.from(titleLines(titles));
    const packed = createGzip();
    pipeline(lines, packed, () => undefined);
    await storage.write(titlesFile(run), packed as AsyncIterable<Buffer>);
  }
  if (tables !== undefined) await storage.write(tablesFile(run), tables);
  const whole: RunHead = { ...head, titles: titles !== undefined, adapted: tables !== undefined };
  await storage.write(headFile(run), await packLines([whole]));
}

/** Reads the head of a run. @throws Fault `storage/missing` when the run does not exist or was removed */
export async function readHead(storage: Storage, run: string): Promise<RunHead> {
  const file = headFile(run);
  const [head] = await unpackLines(await readWhole(storage, file), file, (row) => runHeadSchema.parse(row));
  if (head === undefined) throw FAULTS.badFile(file);
  return head;
}

/** Reads the titles of all articles of the dump. @throws Fault when the file is missing, broken or truncated */
export async function* readTitles(storage: Storage, run: string): AsyncGenerator<KnownTitle> {
  const file = titlesFile(run);
  const unpacked = createGunzip();
  // `pipeline` forwards an error of the storage to `unpacked`, so that the loop below throws it.
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

/** Yields pieces of about 64 KB: streaming single lines would cost more than compressing them. */
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
