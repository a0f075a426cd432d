import { z } from 'zod';
import type { ChunkResult } from '../../chunk.js';
import { reportPartSchema } from '../../../../report/gather/part.js';
import { verdictCountsSchema } from '../../../../judge/verdict-counts.js';
import { FAULTS } from '../faults.js';
import { packLines, unpackLines } from './packed-lines.js';

// A result as a file: one row about the whole chunk, then one for each comment.

const whole = z.int().nonnegative();
const headSchema = z.object({
  number: whole,
  verdicts: verdictCountsSchema,
  alerts: z.array(z.object({ article: z.string(), home: z.string(), count: whole })),
  part: reportPartSchema.nullable(),
});
const lineSchema = z.tuple([whole, z.string()]);

function* rows({ lines, ...head }: ChunkResult): Generator {
  yield head;
  for (const { seq, line } of lines) yield [seq, line];
}

/** A result as the bytes of its file: the same chunk judged twice gives the same. */
export function packResult(result: ChunkResult): Promise<Buffer> {
  return packLines(rows(result));
}

/** The result of a file. @throws Fault when it is broken, of another chunk, or has not a line for each comment */
export async function unpackResult(number: number, bytes: Uint8Array, file: string): Promise<ChunkResult> {
  const [first, ...rest] = await unpackLines(bytes, file, (row) => row);
  const head = headSchema.safeParse(first);
  const lines = z.array(lineSchema).safeParse(rest);
  if (!head.success || !lines.success) throw FAULTS.badFile(file);
  if (head.data.number !== number || head.data.verdicts.comments !== lines.data.length)
    throw FAULTS.badFile(file);
  return { ...head.data, lines: lines.data.map(([seq, line]) => ({ seq, line })) };
}
