import { z } from 'zod';
import { ARTICLE_TWICE } from '../../dumps/reject.js';
import type { LineBlock } from '../../dumps/line-block.js';
import type { Reject } from '../../dumps/reject.js';
import { articleOf, type PlacedRow, rowsOf, toReject } from '../../dumps/rows.js';
import {
  addCounts,
  addReads,
  noCounts,
  noReads,
  readCountsSchema,
  verdictCountsSchema,
} from '../../judge/result.js';
import { ScoreBins, scoreBinsSchema } from '../../report/gather/foreign-share.js';
import type { ReportPart } from '../../report/gather/part.js';
import type { RunContext, RunTally } from '../batch-run.js';
import { StreamCampaigns } from '../campaigns/stream.js';
import { campaignsOrder } from '../campaigns/whole.js';
import { type Executor, LocalExecutor } from '../executors/executor.js';
import { blockThreads } from '../executors/threads.js';
import { readsOf } from '../reads.js';
import { formatter } from '../record.js';
import { type PlacedBlock, type Position, positionSchema, START } from '../sources.js';
import type { Articles } from '../work/articles.js';
import { keep, kept, type WorkDatabase } from '../work/database.js';
import { blockJudge, type BlockResult, type BlockUnit } from './judge-block.js';

/**
 * Judges each comment on its own, in the order of the dump, and writes while it reads. Memory does not grow with the
 * dump, since articles are in the work database.
 *
 * @throws errors of reading, judging or writing a block; keeps the results of the blocks before it
 */
export async function judgeStream(context: RunContext): Promise<RunTally> {
  const { run, work, articles, outputs } = context;
  const state = new StreamState(work.db);
  await outputs.open();
  const executor = blockExecutor(context);
  const order = await campaignsOrder(run);
  const campaigns = order === undefined ? undefined : new StreamCampaigns(context, order);
  /** End positions of the blocks in the executor, in order. */
  const ends: Position[] = [];
  const finish = async (result: BlockResult, end: Position): Promise<void> => {
    state.torn = true;
    await outputs.write(result.out);
    for (const reject of result.rejects) await outputs.reject(reject);
    state.add(result, end);
    state.torn = false;
    if (state.isDue) state.keep(outputs);
    const { results: done, verdicts } = state.counts;
    run.onProgress?.({ phase: 'reading', done, share: undefined, flagged: verdicts.flagged });
  };
  async function* units(): AsyncGenerator<BlockUnit> {
    await campaigns?.replay(state.position);
    for await (const placed of context.blocks(state.position)) {
      // The file of articles precedes all dumps, so the executor has no block yet.
      if (placed.block.among === 'articles') {
        const shelved = shelve(placed, articles);
        campaigns?.place(placed);
        await finish(shelved, placed.end);
      } else {
        const unit = prepare(placed, articles, work.db);
        const members =
          campaigns === undefined ? undefined : work.db.transaction(() => campaigns.place(placed))();
        ends.push(placed.end);
        yield { ...unit, campaigns: members };
      }
    }
  }
  try {
    if (state.position.rows === 0)
      await outputs.write(formatter(run.order.format, run.order.language, run.order.fields).head);
    for await (const result of executor.run(units())) await finish(result, ends.shift()!);
    state.keep(outputs);
    const { verdicts, reading, rejects } = state.counts;
    return {
      verdicts,
      scores: state.scores.pack(),
      reading,
      rejects,
      alerts: [],
      campaigns: campaigns?.finish(work.db) ?? null,
      taught: null,
      dump: null,
    };
  } catch (error) {
    state.keepIfWhole(outputs);
    throw error;
  } finally {
    await executor.close();
  }
}

/** The executor of a stream; it yields results in the order of the blocks. */
function blockExecutor({ run, work, articles }: RunContext): Executor<BlockUnit, BlockResult> {
  const { judge } = run;
  const order = { ...run.order, reads: readsOf(run.reader) };
  switch (judge.kind) {
    case 'local':
      return new LocalExecutor(blockJudge(judge.judge.judging, articles, order));
    case 'threads':
      return blockThreads(judge.threads, { setup: judge.setup, order, work: work.file });
    case 'queue':
      throw new Error('a queue judges chunks, not blocks');
  }
}

/** Stores the articles of a block in the work database, where the threads find them. */
function prepare({ block, row }: PlacedBlock, articles: Articles, db: WorkDatabase): BlockUnit {
  const twice: number[] = [];
  db.transaction(() => {
    for (const { row: placed, index } of articleRows(block)) {
      if (placed.kind !== 'article' && placed.kind !== 'pair') continue;
      if (articles.add(articleOf(placed.row), row + index) === 'differs') twice.push(index);
    }
  })();
  return { block, row, twice };
}

/** Stores the articles of a block of the file of articles and rejects its other rows. */
function shelve({ block, row }: PlacedBlock, articles: Articles): BlockResult {
  const rejects: Reject[] = [...block.rejects];
  for (const placed of rowsOf(block)) {
    const { row: read, index } = placed;
    if (read.kind === 'bad') rejects.push(toReject(block, placed));
    else if (read.kind !== 'comment' && articles.add(articleOf(read.row), row + index) === 'differs')
      rejects.push(toReject(block, placed, ARTICLE_TWICE));
  }
  return {
    out: new Uint8Array(),
    rejects,
    verdicts: noCounts(),
    scores: new ScoreBins().pack(),
    reading: noReads(),
    part: null,
  };
}

/** Every article row and every pair contains this string; few other rows do. */
const ARTICLE = Buffer.from('"article"');
/** JSON may escape any letter like this, in which case the string above may be missing. */
const ESCAPED = Buffer.from('\\u00');

/**
 * Yields the rows of a block that contain an article (article rows and pairs). Skips the others without parsing them:
 * the reading thread does not need them, and parsing JSON is expensive.
 */
function* articleRows(block: LineBlock): Generator<PlacedRow> {
  const bytes = Buffer.from(block.bytes.buffer, block.bytes.byteOffset, block.bytes.byteLength);
  if (block.among === 'articles' || bytes.includes(ESCAPED)) {
    for (const placed of rowsOf(block)) if (bringsArticle(placed)) yield placed;
    return;
  }
  let index = 0;
  let counted = 0;
  for (let at = bytes.indexOf(ARTICLE); at !== -1;) {
    const start = at === 0 ? 0 : bytes.lastIndexOf(0x0a, at - 1) + 1;
    const feed = bytes.indexOf(0x0a, at);
    const end = feed === -1 ? bytes.length : feed + 1;
    for (
      let line = bytes.indexOf(0x0a, counted);
      line !== -1 && line < start;
      line = bytes.indexOf(0x0a, counted)
    ) {
      index++;
      counted = line + 1;
    }
    const line = block.lines?.[index] ?? block.line + index;
    for (const placed of rowsOf({
      ...block,
      bytes: block.bytes.subarray(start, end),
      line,
      lines: undefined,
    }))
      if (bringsArticle(placed)) yield { ...placed, index };
    at = bytes.indexOf(ARTICLE, end);
  }
}

function bringsArticle({ row }: PlacedRow): boolean {
  return row.kind === 'article' || row.kind === 'pair';
}

const stateSchema = z.object({
  /** End of the durable results. */
  position: positionSchema,
  counts: z.object({
    read: z.int(),
    results: z.int(),
    rejects: z.int(),
    verdicts: verdictCountsSchema,
    reading: readCountsSchema,
  }),
  scores: scoreBinsSchema,
});

/** Interval between checkpoints in ms: roughly the work that a killed process loses. */
const CHECKPOINT_MS = 1000;

/** Progress of a stream, stored in the work database in one transaction with the durable lengths of the outputs. */
class StreamState {
  /** Whether outputs hold a part of a result, or a checkpoint failed: no checkpoint may keep them. */
  torn = false;
  readonly #db: WorkDatabase;
  readonly scores = new ScoreBins();
  #state: Omit<z.infer<typeof stateSchema>, 'scores'>;
  #parts: [end: number, part: ReportPart][] = [];
  #keptAt = performance.now();

  constructor(db: WorkDatabase) {
    this.#db = db;
    const before = kept(db, 'stream', stateSchema);
    if (before !== undefined) this.scores.merge(before.scores);
    this.#state = before ?? {
      position: START,
      counts: { read: 0, results: 0, rejects: 0, verdicts: noCounts(), reading: noReads() },
    };
  }

  get position(): Position {
    return this.#state.position;
  }

  get counts(): z.infer<typeof stateSchema>['counts'] {
    return this.#state.counts;
  }

  /** Whether the next checkpoint is due. */
  get isDue(): boolean {
    return performance.now() - this.#keptAt > CHECKPOINT_MS;
  }

  /** Adds the result of a block that ends at `end`. */
  add({ rejects, verdicts, scores, reading, part }: BlockResult, end: Position): void {
    this.scores.merge(scores);
    const { counts } = this.#state;
    this.#state = {
      position: end,
      counts: {
        read: counts.read + verdicts.comments + rejects.length,
        results: counts.results + verdicts.comments,
        rejects: counts.rejects + rejects.length,
        verdicts: addCounts([counts.verdicts, verdicts]),
        reading: addReads([counts.reading, reading]),
      },
    };
    if (part !== null) this.#parts.push([end.rows, part]);
  }

  /** Writes a checkpoint: the position together with the lengths of the outputs. */
  keep(outputs: { sync(): void }): void {
    const add = this.#db.prepare('INSERT INTO part VALUES (?, ?) ON CONFLICT DO NOTHING');
    // After a checkpoint that failed nobody knows what reached the disk: it is not tried again.
    this.torn = true;
    this.#db.transaction(() => {
      outputs.sync();
      for (const [end, part] of this.#parts) add.run(end, JSON.stringify(part));
      keep(this.#db, 'stream', { ...this.#state, scores: this.scores.pack() });
    })();
    this.torn = false;
    this.#parts = [];
    this.#keptAt = performance.now();
  }

  /** Tries to write a last checkpoint when the run fails; the disk itself may be the cause of the failure. */
  keepIfWhole(outputs: { sync(): void }): void {
    if (this.torn || this.position.rows === 0) return;
    try {
      this.keep(outputs);
    } catch {
      // A resumed run continues at the previous checkpoint.
    }
  }
}
