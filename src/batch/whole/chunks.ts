import { z } from 'zod';
import type { Comment } from '../../article/article.js';
import { campaignMemberSchema, readCountsSchema, verdictCountsSchema } from '../../judge/result.js';
import { scoreBinsSchema } from '../../report/gather/foreign-share.js';
import type { Chunk, ChunkResult } from '../executors/chunk.js';
import { articleFrom } from '../work/articles.js';
import { keep, kept, type WorkDatabase } from '../work/database.js';

/** Most articles of a chunk: the whole-dump stage of the model was trained on some hundreds at a time. */
export const CHUNK_ARTICLES = 700;
/**
 * Approximate number of comments per chunk. 15,000 take 10 to 20 s of one core, a small loss when a worker is killed,
 * and give each article enough context.
 */
export const CHUNK_COMMENTS = 15_000;

/** An article or comment counts once more per so many bytes, so that huge ones do not make huge chunks. */
const ARTICLE_BYTES = 64 * 1024;
const COMMENT_BYTES = 2048;

/** Leading bits of a hash that form the buckets of chunk ranges. */
const BUCKET_BITS = 16;

/**
 * Cuts a gathered dump into chunks. The chunks depend only on the articles and comments, not on their order in the
 * dump. Articles sorted by date and id form blocks of some hundreds. A block with more comments than fit into a chunk
 * becomes several chunks: each has all its articles and the comments in a range of hashes.
 *
 * @returns the number of chunks
 */
export function cut(db: WorkDatabase): number {
  const done = kept(db, 'chunks', z.int());
  if (done !== undefined) return done;
  db.exec('CREATE INDEX IF NOT EXISTS comment_place ON comment (article, hash)');
  return db.transaction(() => {
    assignBlocks(db);
    const add = db.prepare('INSERT INTO chunk VALUES (?, ?, ?, ?, ?, ?, NULL)');
    let number = 0;
    for (const { block, comments } of blocksWithComments(db))
      for (const { least, most, parts } of rangesOf(db, block, comments))
        for (let part = 0; part < parts; part++) add.run(number++, block, least, most, part, parts);
    keep(db, 'chunks', number);
    return number;
  })();
}

/**
 * Assigns articles to blocks. With many articles, only those with comments; the others remain homes by their titles.
 */
function assignBlocks(db: WorkDatabase): void {
  const all = db.prepare('SELECT count(*) FROM article WHERE json IS NOT NULL').pluck().get() as number;
  const which =
    all <= CHUNK_ARTICLES ? '' : 'AND EXISTS (SELECT 1 FROM comment WHERE comment.article = article.no)';
  db.exec(`
    CREATE TEMP TABLE place AS
      SELECT no, sum(1 + length(json) / ${ARTICLE_BYTES}) OVER (ORDER BY at, id) - 1 AS rank FROM article WHERE json IS NOT NULL ${which};
    CREATE UNIQUE INDEX temp.place_no ON place (no);`);
  const count = db.prepare('SELECT coalesce(max(rank), -1) + 1 FROM place').pluck().get() as number;
  const blocks = Math.max(1, Math.ceil(count / CHUNK_ARTICLES));
  db.prepare(
    'UPDATE article SET block = place.rank * CAST(? AS INTEGER) / CAST(? AS INTEGER) FROM place WHERE place.no = article.no',
  ).run(blocks, Math.max(1, count));
  db.exec('DROP TABLE place; CREATE INDEX IF NOT EXISTS article_block ON article (block)');
}

function blocksWithComments(db: WorkDatabase): { block: number; comments: number }[] {
  return db
    .prepare(
      `SELECT block, sum(1 + length(comment.json) / ${COMMENT_BYTES}) AS comments FROM article JOIN comment ON comment.article = article.no
       WHERE block IS NOT NULL GROUP BY block ORDER BY block`,
    )
    .all() as { block: number; comments: number }[];
}

interface Range {
  /** The range of hashes, inclusive. */
  readonly least: number;
  readonly most: number;
  /** More than one when equal texts alone exceed a chunk. */
  readonly parts: number;
}

/** Splits the comments of a block into ranges of hashes of about equal size. */
function rangesOf(db: WorkDatabase, block: number, comments: number): Range[] {
  const last = 2 ** 32 - 1;
  const count = Math.ceil(comments / CHUNK_COMMENTS);
  if (count <= 1) return [{ least: 0, most: last, parts: 1 }];
  const buckets = db
    .prepare(
      `SELECT hash >> ${32 - BUCKET_BITS} AS bucket, sum(1 + length(comment.json) / ${COMMENT_BYTES}) AS held FROM article JOIN comment ON comment.article = article.no
       WHERE block = ? GROUP BY bucket ORDER BY bucket`,
    )
    .all(block) as { bucket: number; held: number }[];
  const ranges: Range[] = [];
  let [least, held] = [0, 0];
  const close = (most: number): void => {
    if (held > 0) ranges.push({ least, most, parts: Math.max(1, Math.round(held / (2 * CHUNK_COMMENTS))) });
    [least, held] = [most + 1, 0];
  };
  for (const { bucket, held: more } of buckets) {
    const start = bucket * 2 ** (32 - BUCKET_BITS);
    if (held > 0 && held + more > (comments / count) * 1.5) close(start - 1);
    held += more;
    if (held >= comments / count) close(start + 2 ** (32 - BUCKET_BITS) - 1);
  }
  close(last);
  return ranges;
}

const text = z.string();
/** The stored form of a comment: id, text, parent, author, time. */
const keptCommentSchema = z.tuple([text, text, text.nullable(), text.nullable(), text.nullable()]);
export type KeptComment = z.infer<typeof keptCommentSchema>;

const chunkRowSchema = z.object({
  block: z.int(),
  least: z.int(),
  most: z.int(),
  part: z.int(),
  parts: z.int(),
});

/** The stored outcome of a judged chunk, besides its lines. */
const outcomeSchema = z.object({
  verdicts: verdictCountsSchema,
  scores: scoreBinsSchema,
  reading: readCountsSchema,
  alerts: z.array(z.object({ article: text, home: text, count: z.int() })),
});

/** The numbers of the chunks that are not yet judged. */
export function openChunks(db: WorkDatabase): number[] {
  return db
    .prepare('SELECT number FROM chunk WHERE outcome IS NULL ORDER BY number')
    .pluck()
    .all() as number[];
}

/** The outcomes of the judged chunks, in the order of their numbers. */
export function outcomesOf(db: WorkDatabase): z.infer<typeof outcomeSchema>[] {
  const rows = db
    .prepare('SELECT outcome FROM chunk WHERE outcome IS NOT NULL ORDER BY number')
    .pluck()
    .all();
  return (rows as string[]).map((json) => outcomeSchema.parse(JSON.parse(json)));
}

/** Reads chunks from the work database one by one, on demand. */
export function* chunksOf(db: WorkDatabase, numbers: readonly number[]): Generator<Chunk> {
  for (const number of numbers) yield chunkOf(db, number);
}

/** Reads a chunk: its articles by date and id, its comments in the order of the dump. */
function chunkOf(db: WorkDatabase, number: number): Chunk {
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
      `SELECT comment.seq, comment.article, comment.json, member.told FROM article
       JOIN comment ON comment.article = article.no LEFT JOIN member ON member.seq = comment.seq
       WHERE block = ? AND hash BETWEEN ? AND ? AND comment.seq % ? = ? ORDER BY comment.seq`,
    )
    .all(block, least, most, parts, part) as {
    seq: number;
    article: number;
    json: string;
    told: string | null;
  }[];
  return {
    number,
    articles: [...articles.values()],
    comments: rows.map(({ seq, article, json, told }) => ({
      seq,
      comment: commentFrom(json, articles.get(article)!.id),
      ...(told === null ? undefined : { campaign: campaignMemberSchema.parse(JSON.parse(told)) }),
    })),
  };
}

/** Parses a comment of the work database. */
export function commentFrom(json: string, articleId: string): Comment {
  const [id, commentText, parentId, author, createdAt] = keptCommentSchema.parse(JSON.parse(json));
  return {
    id,
    articleId,
    text: commentText,
    parentId: parentId ?? undefined,
    author: author ?? undefined,
    createdAt: createdAt ?? undefined,
  };
}

/** Stores the result of a chunk in one transaction; never replaces a stored result. */
export function keepResult(
  db: WorkDatabase,
  { number, lines, verdicts, scores, reading, alerts, part }: ChunkResult,
): void {
  const outcome = JSON.stringify({ verdicts, scores, reading, alerts });
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
