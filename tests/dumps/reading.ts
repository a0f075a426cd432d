import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { type BlockOptions, readBlocks } from '../../src/dumps/formats.js';
import type { Reading } from '../../src/dumps/reading.js';
import type { LineBlock } from '../../src/dumps/line-block.js';
import { type Item, readDump } from '../../src/dumps/dump.js';
import { ArticleIndex } from '../../src/dumps/article-index.js';
import { Fault, Faults } from '../../src/fault.js';

/** Writes a file into a fresh folder. */
export async function file(content: string | Uint8Array, name = 'dump'): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'matgeul-read-')), name);
  await writeFile(path, content);
  return path;
}

/** Rows as JSON Lines. */
export function jsonl(...rows: unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** What was read of an input, and the fault by which reading ended, if it did. */
export interface Read {
  readonly items: Item[];
  readonly fault: Fault | undefined;
}

/** Reads an input from a file of its own. */
export async function read(
  content: string | Uint8Array,
  options: Partial<Omit<BlockOptions, 'nameArticle'>> & { name?: string; shelf?: ArticleIndex } = {},
): Promise<Read> {
  const { name = 'dump', shelf = new ArticleIndex(), among = 'dump', ...rest } = options;
  return readPath(await file(content, name), { articles: shelf, among, labels: true, ...rest });
}

/** Reads an input from a file of its own, with what the reader told of it. */
export async function told(
  content: string | Uint8Array,
  options: Parameters<typeof read>[1] = {},
): Promise<Read & { readonly readings: Reading[] }> {
  const readings: Reading[] = [];
  const result = await read(content, { ...options, onReading: (reading) => readings.push(reading) });
  return { ...result, readings };
}

/** Reads an input that is there. */
export async function readPath(path: string, options: Parameters<typeof readDump>[1]): Promise<Read> {
  const items: Item[] = [];
  try {
    for await (const some of readDump(path, options)) items.push(...some);
  } catch (error) {
    return { items, fault: faultOf(error) };
  }
  return { items, fault: undefined };
}

function faultOf(error: unknown): Fault {
  if (error instanceof Fault) return error;
  if (error instanceof Faults) return error.faults[0]!;
  throw error;
}

/** Each item in a line: `기사 a1 제목`, `댓글 c1 a1 글`, `거절 3 code`. */
export function lines({ items }: Pick<Read, 'items'>): string[] {
  return items.map((item) => {
    if (item.kind === 'article') return `기사 ${item.article.id} ${item.article.title}`;
    if (item.kind === 'comment') return `댓글 ${item.comment.id} ${item.article.id} ${item.comment.text}`;
    return `거절 ${item.reject.line} ${item.reject.code}`;
  });
}

/** The blocks of a file. */
export async function blocksOf(
  content: string | Uint8Array,
  options?: Partial<BlockOptions>,
): Promise<LineBlock[]> {
  return gathered(readBlocks(await file(content), { among: 'dump', ...options }));
}

export async function gathered<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  return all;
}

/** Bytes as a stream in pieces of given sizes, again and again. */
export async function* chunked(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Buffer> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  for (let n = 0; at < buffer.length; n++) {
    yield buffer.subarray(at, (at += sizes[n % sizes.length] ?? 1));
    await Promise.resolve();
  }
}

/** Sizes of pieces for `chunked`. */
export const pieces = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 4 });
