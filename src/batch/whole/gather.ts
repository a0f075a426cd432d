import { crc32 } from 'node:zlib';
import { z } from 'zod';
import type { RunContext } from '../batch-run.js';
import { ARTICLE_TWICE, NO_SUCH_ARTICLE, UNKNOWN_LABEL } from '../../dumps/reject.js';
import {
  COMPARED_IDS,
  DumpCensus,
  type DumpCounts,
  dumpCountsSchema,
  NOTHING_HELD,
} from '../../dumps/census.js';
import type { LineBlock } from '../../dumps/line-block.js';
import { articleOf, commentOf, entriesOf, type PlacedRow, toReject } from '../../dumps/rows.js';
import type { Reject } from '../../dumps/reject.js';
import { type PlacedBlock, positionSchema, START } from '../sources.js';
import type { Articles } from '../work/articles.js';
import { commentFrom, type KeptComment } from './chunks.js';
import { keep, kept, type WorkDatabase } from '../work/database.js';

/** Blocks stored per transaction. */
const AT_ONCE = 8;

const gatheredSchema = z.object({ position: positionSchema, done: z.boolean(), counts: dumpCountsSchema });

/**
 * Reads all dumps into the work database: articles, comments and rejects. Continues after the rows that an earlier run
 * stored.
 *
 * @returns what the dump holds
 * @throws Fault when an input cannot be read, after storing the rows before; the reason of the run's signal
 */
export async function gather({
  run,
  work: { db },
  articles,
  blocks,
}: Omit<RunContext, 'outputs'>): Promise<DumpCounts> {
  const before = kept(db, 'gathered', gatheredSchema) ?? {
    position: START,
    done: false,
    counts: NOTHING_HELD,
  };
  if (before.done) return before.counts;
  const census = new DumpCensus(before.counts);
  const gathering = new Gathering(db, articles, census, run.labels ?? false);
  let pending: PlacedBlock[] = [];
  let comments = 0;
  const flush = (): void => {
    if (pending.length === 0) return;
    const position = pending.at(-1)!.end;
    db.transaction(() => {
      for (const block of pending) comments += gathering.take(block);
      keep(db, 'gathered', { position, done: false, counts: census.counts });
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
    before.counts = withComments(db, census);
    keep(db, 'gathered', { ...before, done: true });
  })();
  return before.counts;
}

/** The counts with the comments, which are read back at the end: a run that was interrupted then counts as one that was not. */
function withComments(db: WorkDatabase, census: DumpCensus): DumpCounts {
  const rows = db.prepare('SELECT article, json FROM comment ORDER BY seq LIMIT ?').iterate(COMPARED_IDS);
  for (const { article, json } of rows as Iterable<{ article: number; json: string }>)
    census.comment(commentFrom(json, String(article)));
  const comments = db.prepare('SELECT count(*) FROM comment').pluck().get() as number;
  return { ...census.counts, comments };
}

/** Writes the rows of blocks to the work database. */
class Gathering {
  readonly #articles: Articles;
  readonly #census: DumpCensus;
  readonly #labels: boolean;
  readonly #comment;
  readonly #label;
  readonly #reject;
  readonly #early;

  constructor(db: WorkDatabase, articles: Articles, census: DumpCensus, labels: boolean) {
    this.#labels = labels;
    this.#census = census;
    this.#articles = articles;
    this.#comment = db.prepare('INSERT INTO comment VALUES (?, ?, ?, ?)');
    this.#label = db.prepare('INSERT INTO label VALUES (?, ?)');
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
    if (row.kind !== 'comment') {
      const article = articleOf(row.row);
      const stored = this.#articles.add(article, seq);
      if (stored === 'differs') this.#put(2 * seq, toReject(block, placed, ARTICLE_TWICE));
      if (stored === 'differs') return false;
      if (stored === 'added') this.#census.article(article);
    }
    if (row.kind === 'article' || block.among === 'articles') return false;
    const label = this.#labels ? row.row.label : undefined;
    if (label === null) {
      this.#put(2 * seq, toReject(block, placed, UNKNOWN_LABEL));
      return false;
    }
    if (label !== undefined) this.#label.run(seq, label);
    const comment = commentOf(row.row, { file: block.file, line });
    const { id, articleId, text, parentId, author, createdAt } = comment;
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
