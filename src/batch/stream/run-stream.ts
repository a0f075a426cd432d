import { z } from 'zod';
import { ARTICLE_TWICE } from '../../dumps/reject.js';
import { type Reject, rejectRow } from '../../dumps/reject.js';
import { articleOf, rowsOf, toReject } from '../../dumps/rows.js';
import { addCounts, verdictCountsSchema } from '../../judge/result.js';
import { ReportCollector } from '../../report/gather/collect.js';
import { type ReportPart, reportPartSchema } from '../../report/gather/part.js';
import type { BatchOutcome, BatchRun } from '../batch-run.js';
import { formatter } from '../record.js';
import { blocksOf, type PlacedBlock, type Position, positionSchema, START } from '../sources.js';
import { Articles } from '../work/articles.js';
import { keep, kept, type WorkDatabase } from '../work/database.js';
import { openOutput, type RunOutput } from '../work/output.js';
import type { WorkFolder } from '../work/work-folder.js';
import { openBlockJudges } from './block-judges.js';
import { articleRows } from './find-articles.js';
import type { BlockAnswer, BlockTask } from './judge-block.js';

const stateSchema = z.object({
  /** Up to where results are durable. */
  position: positionSchema,
  counts: z.object({
    read: z.int(),
    results: z.int(),
    rejects: z.int(),
    verdicts: verdictCountsSchema,
  }),
});

/** Milliseconds of work that a killed process may have to do again. */
const BETWEEN = 1000;

/** How far a stream is: kept in the work database together with what the outputs hold. */
class StreamState {
  readonly #db: WorkDatabase;
  readonly #report: boolean;
  #state: z.infer<typeof stateSchema>;
  #parts: [end: number, part: ReportPart][] = [];
  #keptAt = performance.now();

  constructor(db: WorkDatabase, report: boolean) {
    this.#db = db;
    this.#report = report;
    this.#state = kept(db, 'stream', stateSchema) ?? {
      position: START,
      counts: { read: 0, results: 0, rejects: 0, verdicts: addCounts([]) },
    };
  }

  get position(): Position {
    return this.#state.position;
  }

  get counts(): z.infer<typeof stateSchema>['counts'] {
    return this.#state.counts;
  }

  /** Counts the answer of a block that ends at `end`; whether it is time to keep what there is. */
  done({ rejects, verdicts, part }: BlockAnswer, end: Position): boolean {
    const { counts } = this.#state;
    this.#state = {
      position: end,
      counts: {
        read: counts.read + verdicts.comments + rejects.length,
        results: counts.results + verdicts.comments,
        rejects: counts.rejects + rejects.length,
        verdicts: addCounts([counts.verdicts, verdicts]),
      },
    };
    if (part !== null) this.#parts.push([end.rows, part]);
    return performance.now() - this.#keptAt > BETWEEN;
  }

  /** Keeps how far the run is, and what `outputs` says of the outputs, as one. */
  keep(outputs: () => void): void {
    const add = this.#db.prepare('INSERT INTO part VALUES (?, ?) ON CONFLICT DO NOTHING');
    this.#db.transaction(() => {
      outputs();
      for (const [end, part] of this.#parts) add.run(end, JSON.stringify(part));
      keep(this.#db, 'stream', this.#state);
    })();
    this.#parts = [];
    this.#keptAt = performance.now();
  }

  /** All parts of the report together, when one was asked for. */
  report(most?: number): ReportCollector | null {
    return this.#report ? collectParts(this.#db, most) : null;
  }
}

/** The report of the parts that a run has kept, in the order of their numbers. */
export function collectParts(db: WorkDatabase, most?: number): ReportCollector {
  const collector = new ReportCollector(most);
  for (const json of db.prepare('SELECT json FROM part ORDER BY number').pluck().iterate())
    collector.merge(reportPartSchema.parse(JSON.parse(json as string)));
  return collector;
}

/** Blocks that wait for their turn, for each thread: so many that no thread waits for the reader. */
const AHEAD = 3;

/**
 * Judges each comment alone, in the order of the dump, and writes as it goes. Memory does not grow with the dump but for
 * the ids of a few articles: articles lie in the work database.
 */
export async function runStream(run: BatchRun, work: WorkFolder): Promise<BatchOutcome> {
  const articles = new Articles(work.db);
  const state = new StreamState(work.db, run.order.report);
  const out = await openOutput(run.out, work, 'out', run.order.format);
  const rejects = run.rejects === undefined ? undefined : await openOutput(run.rejects, work, 'rejects');
  const judges = openBlockJudges(run, work.file, articles);
  const outputs = [out, ...(rejects === undefined ? [] : [rejects])];
  const waiting: { readonly placed: PlacedBlock; readonly answer: Promise<BlockAnswer> }[] = [];
  const take = async (): Promise<void> => {
    const { placed, answer } = waiting.shift()!;
    await write(await answer, run, out, rejects);
    if (state.done(await answer, placed.end)) checkpoint(state, outputs);
    run.onProgress?.({
      phase: 'reading',
      done: state.counts.results,
      share: undefined,
      flagged: state.counts.verdicts.flagged,
    });
  };
  try {
    if (state.position.rows === 0) await out.write(formatter(run.order.format, run.order.language).head);
    for await (const placed of blocksOf(run, state.position, (id, row) => articles.before(id, row))) {
      run.signal?.throwIfAborted();
      const answer =
        placed.block.among === 'articles'
          ? Promise.resolve(shelve(placed, articles))
          : judges.judge(prepare(placed, articles, work));
      // Whoever waits for an earlier one must not leave a later failure without a listener.
      answer.catch(() => undefined);
      waiting.push({ placed, answer });
      while (waiting.length > judges.count * AHEAD) await take();
    }
    while (waiting.length > 0) await take();
    checkpoint(state, outputs);
    for (const output of outputs) await output.commit();
    return {
      counts: { ...state.counts, articles: articles.size, alerts: [] },
      report: state.report(run.reported),
    };
  } catch (error) {
    await settle(waiting, take, () => {
      if (state.position.rows > 0) checkpoint(state, outputs);
    });
    for (const output of outputs) await output.discard();
    throw error;
  } finally {
    await judges.close();
  }
}

/** What is judged already is kept, as far as it can be: the error that stopped the run may be the disk's. */
async function settle(waiting: unknown[], take: () => Promise<void>, keep: () => void): Promise<void> {
  try {
    while (waiting.length > 0) await take();
    keep();
  } catch {
    // Then a later run goes on from the last point that was kept.
  }
}

function checkpoint(state: StreamState, outputs: readonly RunOutput[]): void {
  state.keep(() => {
    for (const output of outputs) output.sync();
  });
}

/** Keeps the articles of a block, so that whoever judges finds them. */
function prepare({ block, row }: PlacedBlock, articles: Articles, work: WorkFolder): BlockTask {
  const twice: number[] = [];
  work.db.transaction(() => {
    for (const { row: placed, index } of articleRows(block)) {
      if (placed.kind !== 'article' && placed.kind !== 'pair') continue;
      if (!articles.add(articleOf(placed.row), row + index)) twice.push(index);
    }
  })();
  return { block, row, twice };
}

/** Keeps the rows of the file of articles; what is no article there is rejected. */
function shelve({ block, row }: PlacedBlock, articles: Articles): BlockAnswer {
  const rejects: Reject[] = [...block.rejects];
  for (const placed of rowsOf(block)) {
    const { row: read, index } = placed;
    if (read.kind === 'bad') rejects.push(toReject(block, placed));
    else if (read.kind !== 'comment' && !articles.add(articleOf(read.row), row + index))
      rejects.push(toReject(block, placed, ARTICLE_TWICE));
  }
  return { out: new Uint8Array(), rejects, verdicts: addCounts([]), part: null };
}

async function write(
  answer: BlockAnswer,
  run: BatchRun,
  out: RunOutput,
  rejects: RunOutput | undefined,
): Promise<void> {
  await out.write(answer.out);
  for (const reject of answer.rejects) {
    run.onReject?.(reject);
    await rejects?.write(`${rejectRow(reject, run.order.language)}\n`);
  }
}
