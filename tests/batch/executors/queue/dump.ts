import { make } from '../../../../bench/batch/make.js';
import {
  type Chunk,
  chunkJudge,
  type ChunkOrder,
  type ChunkResult,
  type KnownTitle,
} from '../../../../src/batch/executors/chunk.js';
import { LocalExecutor } from '../../../../src/batch/executors/executor.js';
import { judgeOf, type JudgeSetup } from '../../../../src/batch/judge-setup.js';
import { inPackage } from '../../../../src/assets/package-root.js';

/** Rules alone: loads in a moment and judges thousands a second. */
export const RULES_ALONE: JudgeSetup = { rules: inPackage('rules'), model: null };

export const ORDER: ChunkOrder = { single: false, format: 'jsonl', language: 'ko', report: true };

/** A made-up dump, cut into chunks of so many articles; comments are numbered across them, as in a dump that was shuffled. */
export function madeChunks(
  comments: number,
  articles: number,
  perChunk: number,
): { chunks: Chunk[]; known: KnownTitle[] } {
  const made = [...make(comments, articles, 7, inPackage('rules'))];
  const chunks: Chunk[] = [];
  for (let from = 0; from < made.length; from += perChunk) {
    const some = made.slice(from, from + perChunk);
    chunks.push({
      number: chunks.length,
      articles: some.map(({ id, title, body, publishedAt }) => ({ id, title, body, publishedAt })),
      comments: some.flatMap(({ comments: under }) =>
        under.map(({ id, articleId, text }) => ({
          seq: placeOf(Number(id.slice(1)), comments),
          comment: { id, articleId, text },
        })),
      ),
    });
  }
  return { chunks, known: made.map(({ id, title }) => ({ id, title })) };
}

/** Another order of the numbers below `count`: steps of a prime that does not divide it. */
const placeOf = (number: number, count: number): number => (number * 7919) % count;

/** The lines of results in the order of the dump; a place that is there twice is an error. */
export function inOrder(results: readonly ChunkResult[]): string[] {
  const lines: string[] = [];
  for (const { seq, line } of results.flatMap((result) => result.lines)) {
    if (lines[seq] !== undefined) throw new Error(`comment ${seq} is there twice`);
    lines[seq] = line;
  }
  return lines;
}

/** What one machine says of the chunks. */
export async function judgedHere(
  setup: JudgeSetup,
  chunks: readonly Chunk[],
  known: readonly KnownTitle[] | undefined,
  order = ORDER,
): Promise<ChunkResult[]> {
  return all(new LocalExecutor(chunkJudge(await judgeOf(setup), order, known)).run(chunks));
}

/** Everything that comes, in the order it comes. */
export async function all<T>(coming: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const one of coming) list.push(one);
  return list;
}
