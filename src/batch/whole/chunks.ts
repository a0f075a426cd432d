import { z } from 'zod';
import type { Comment } from '../../article/article.js';
import type { Chunk, ChunkResult } from '../executors/chunk.js';
import { verdictCountsSchema } from '../../judge/verdict-counts.js';
import { articleFrom } from '../work/articles.js';
import type { WorkDatabase } from '../work/database.js';

const text = z.string();
/** A comment as it is kept: id, text, and what else is known of it. */
export const keptCommentSchema = z.tuple([text, text, text.nullable(), text.nullable(), text.nullable()]);
export type KeptComment = z.infer<typeof keptCommentSchema>;

const chunkRowSchema = z.object({
  block: z.int(),
  least: z.int(),
  most: z.int(),
  part: z.int(),
  parts: z.int(),
});

/** What is kept of a chunk that is judged, beside its lines. */
const outcomeSchema = z.object({
  verdicts: verdictCountsSchema,
  alerts: z.array(z.object({ article: text, home: text, count: z.int() })),
});

/** The numbers of the chunks that are still to be judged. */
export function openChunks(db: WorkDatabase): number[] {
  return db
    .prepare('SELECT number FROM chunk WHERE outcome IS NULL ORDER BY number')
    .pluck()
    .all() as number[];
}

/** What became of the chunks that are judged, in their order. */
export function outcomesOf(db: WorkDatabase): z.infer<typeof outcomeSchema>[] {
  const rows = db
    .prepare('SELECT outcome FROM chunk WHERE outcome IS NOT NULL ORDER BY number')
    .pluck()
    .all();
  return (rows as string[]).map((json) => outcomeSchema.parse(JSON.parse(json)));
}

/** Chunks as they are drawn: one at a time is read from the disk. */
export function* chunksOf(db: WorkDatabase, numbers: readonly number[]): Generator<Chunk> {
  for (const number of numbers) yield chunkOf(db, number);
}

/** Reads a chunk: its articles by date and id, its comments in the order of the dump. */
export function chunkOf(db: WorkDatabase, number: number): Chunk {
  const row = db.prepare('SELECT block, least, most, part, parts FROM chunk WHERE number = ?').get(number);
  const { block, least, most, part, parts } = chunkRowSchema.parse(row);
  const articles = new Map(
    (
      db.prepare('SELECT no, json FROM article WHERE block = ? ORDER BY at, id').all(block) as {
        no: number;
        json: string;
      }[]
    ).map(({ no, json }) => [no, articleFrom(json)]),
  );
  const rows = db
    .prepare(
      `SELECT comment.seq, comment.article, comment.json FROM article JOIN comment ON comment.article = article.no
       WHERE block = ? AND hash BETWEEN ? AND ? AND seq % ? = ? ORDER BY seq`,
    )
    .all(block, least, most, parts, part) as { seq: number; article: number; json: string }[];
  return {
    number,
    articles: [...articles.values()],
    comments: rows.map(({ seq, article, json }) => ({
      seq,
      comment: commentFrom(json, articles.get(article)!.id),
    })),
  };
}

function commentFrom(json: string, articleId: string): Comment {
  const [id, said, parentId, author, createdAt] = keptCommentSchema.parse(JSON.parse(json));
  return {
    id,
    articleId,
    text: said,
    parentId: parentId ?? undefined,
    author: author ?? undefined,
    createdAt: createdAt ?? undefined,
  };
}

/** Keeps what became of a chunk, all of it or nothing; a chunk that was kept already stays as it is. */
export function keepResult(db: WorkDatabase, { number, lines, verdicts, alerts, part }: ChunkResult): void {
  const outcome = JSON.stringify({ verdicts, alerts });
  const add = db.prepare('INSERT INTO result VALUES (?, ?)');
  db.transaction(() => {
    const { changes } = db
      .prepare('UPDATE chunk SET outcome = ? WHERE number = ? AND outcome IS NULL')
      .run(outcome, number);
    if (changes === 0) return;
    for (const { seq, line } of lines) add.run(seq, line);
    if (part !== null) db.prepare('INSERT INTO part VALUES (?, ?)').run(number, JSON.stringify(part));
  })();
}
