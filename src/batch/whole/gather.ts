import { crc32 } from 'node:zlib';
import { z } from 'zod';
import type { RunContext } from '../batch-run.js';
import { ARTICLE_TWICE, NO_SUCH_ARTICLE } from '../../dumps/reject.js';
import type { LineBlock } from '../../dumps/line-block.js';
import { articleOf, commentOf, entriesOf, type PlacedRow, toReject } from '../../dumps/rows.js';
import type { Reject } from '../../dumps/reject.js';
import { type PlacedBlock, positionSchema, START } from '../sources.js';
import type { Articles } from '../work/articles.js';
import type { KeptComment } from './chunks.js';
import { keep, kept, type WorkDatabase } from '../work/database.js';

/** Blocks stored per transaction. */
const AT_ONCE = 8;

const gatheredSchema = z.object({ position: positionSchema, done: z.boolean() });

/**
 * Reads all dumps into the work database: articles, comments and rejects. Continues after the rows that an earlier run
 * stored.
 *
 * @throws Fault when an input cannot be read, after storing the rows before; the reason of the run's signal
 */
export async function gather({
  run,
  work: { db },
  articles,
  blocks,
}: Omit<RunContext, 'outputs'>): Promise<void> {
  const before = kept(db, 'gathered', gatheredSchema) ?? { position: START, done: false };
  if (before.done) return;
  const gathering = new Gathering(db, articles);
  let pending: PlacedBlock[] = [];
  let comments = 0;
  const flush = (): void => {
    if (pending.length === 0) return;
    const position = pending.at(-1)!.end;
    db.transaction(() => {
      for (const block of pending) comments += gathering.take(block);
      keep(db, 'gathered', { position, done: false });
    })();
    before.position = position;
    pending = [];
    run.onProgress?.({ phase: 'reading', done: comments, share: undefined, flagged: 0 });
  };
  try {
    for await (const placed of blocks(before.position)) {
      pending.push(placed);
      // The id of a page depends on the articles before it.
      if (pending.length >= AT_ONCE || placed.block.lines !== undefined) flush();
    }
  } catch (error) {
    // Store the rows read before the input failed.
    flush();
    throw error;
  }
  db.transaction(() => {
    flush();
    rejectOrphans(db);
    keep(db, 'gathered', { position: before.position, done: true });
  })();
}

/** Writes the rows of blocks to the work database. */
class Gathering {
  readonly #articles: Articles;
  readonly #comment;
  readonly #reject;
  readonly #early;

  constructor(db: WorkDatabase, articles: Articles) {
    this.#articles = articles;
    this.#comment = db.prepare('INSERT INTO comment VALUES (?, ?, ?, ?)');
    this.#reject = db.prepare('INSERT INTO reject (place, json) VALUES (?, ?)');
    this.#early = db.prepare('INSERT INTO early VALUES (?, ?, ?)');
  }

  /** Stores the rows of a block. Returns the number of its comments. */
  take({ block, row: first }: PlacedBlock): number {
    let comments = 0;
    // Rejects of the reader sort after the row before them: see `position` in `#put`.
    let last = first - 1;
    for (const entry of entriesOf(block)) {
      if ('code' in entry) {
        this.#put(2 * last + 1, entry);
        continue;
      }
      last = first + entry.index;
      if (this.#row(entry, last, block)) comments++;
    }
    return comments;
  }

  /** Stores a row. Returns whether it is a comment. */
  #row(placed: PlacedRow, seq: number, block: LineBlock): boolean {
    const { row, line } = placed;
    if (row.kind === 'bad') this.#put(2 * seq, toReject(block, placed));
    if (row.kind === 'bad') return false;
    if (row.kind !== 'comment' && !this.#articles.add(articleOf(row.row), seq)) {
      this.#put(2 * seq, toReject(block, placed, ARTICLE_TWICE));
      return false;
    }
    if (row.kind === 'article' || block.among === 'articles') return false;
    const { id, articleId, text, parentId, author, createdAt } = commentOf(row.row, {
      file: block.file,
      line,
    });
    const { no, known } = this.#articles.numberOf(articleId);
    const kept: KeptComment = [id, text, parentId ?? null, author ?? null, createdAt ?? null];
    this.#comment.run(seq, no, crc32(`${articleId} ${text}`), JSON.stringify(kept));
    if (!known) this.#early.run(seq, no, JSON.stringify(toReject(block, placed, NO_SUCH_ARTICLE)));
    return true;
  }

  /** @param position twice the index of the row in the run; plus one for a reject after that row without an index */
  #put(position: number, reject: Reject): void {
    this.#reject.run(position, JSON.stringify(reject));
  }
}

/** Turns comments without an article in the dump into rejects. */
function rejectOrphans(db: WorkDatabase): void {
  db.exec(`
    DELETE FROM early WHERE article IN (SELECT no FROM article WHERE json IS NOT NULL);
    INSERT INTO reject (place, json) SELECT 2 * seq, reject FROM early;
    DELETE FROM comment WHERE seq IN (SELECT seq FROM early);
    DELETE FROM early;`);
}
