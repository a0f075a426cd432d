import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { z } from 'zod';
import { openEmbeddingTable } from '../../relevance/encoder/embedding-table.js';
import { packTables } from '../../relevance/index.js';
import { type AdaptedFold, type Adaptation, AT_ONCE, FOLDS, joinFolds } from '../../training/adapt.js';
import type { AdaptOrder, RunContext, Taught } from '../batch-run.js';
import { openThreads } from '../executors/threads.js';
import { keep, kept, workFault } from '../work/database.js';
import type { FoldAnswer, FoldTask, FoldThreadData } from './fold-thread.js';
import { sampleDump, sizeOf, type DumpSample } from './sample.js';

/**
 * Smaller dumps are not adapted to of one's own accord. Measured in docs/batch.md.
 */
export const FEWEST_COMMENTS = 2000;
export const FEWEST_ARTICLES = 100;
/** From this size on, smaller dumps are learned from by the closed form. Measured in docs/batch.md. */
export const FEWEST_COMMENTS_AT_ONCE = 300;
/** Seed of all adaptations: a dump gives the same tables whoever judges it. */
const SEED = 1;

const whole = z.int().nonnegative();
const taughtSchema = z.object({
  articles: whole,
  comments: whole,
  steps: whole,
  seconds: z.number(),
  period: z.tuple([z.string(), z.string()]).nullable(),
}) satisfies z.ZodType<Taught>;

const keptSchema = z.object({ digest: z.string(), taught: taughtSchema.nullable() });

/** An adapted model: the file of its tables (`openTables`), and what was learned. */
export interface AdaptedRun {
  readonly file: string;
  readonly taught: Taught;
}

/**
 * Adapts the model to the dump that was gathered; the tables stay in the work folder, where a resumed run finds them. A
 * run that ended in the middle begins this again and comes to the same tables.
 *
 * @returns null where the dump is too small, or the run does not adapt
 * @throws Fault when the model cannot be used or the tables cannot be stored; the reason of the run's signal
 */
export async function adaptToDump({ run, work }: RunContext): Promise<AdaptedRun | null> {
  const { adapt: order, signal, onProgress } = run;
  if (order === undefined) return null;
  const file = join(work.folder, TABLES_FILE);
  const before = kept(work.db, 'adapted', keptSchema);
  if (before?.taught === null) return null;
  if (before !== undefined && existsSync(file) && digestOf(readFileSync(file)) === before.digest)
    return { file, taught: before.taught };
  const none = (): null => {
    keep(work.db, 'adapted', { digest: '', taught: null });
    return null;
  };
  const { comments, articles } = sizeOf(work.db);
  const steps = order.steps === 'auto' ? stepsFor(comments, articles) : order.steps;
  if (steps === 'none') return none();
  const begun = performance.now();
  const sample = sampleDump(work.db);
  const show = (share: number): void => {
    const done = Math.round(share * sample.comments.length);
    onProgress?.({ phase: 'adapting', done, share, flagged: 0 });
  };
  show(0);
  const made = await makeFolds(sample, steps, order, show, signal);
  if (made === undefined) return none();
  const bytes = packTables(made);
  writeWhole(file, bytes);
  const taught: Taught = {
    ...made.lesson,
    seconds: (performance.now() - begun) / 1000,
    period: sample.period === null ? null : [...sample.period],
  };
  keep(work.db, 'adapted', { digest: digestOf(bytes), taught });
  return { file, taught };
}

/** How much `auto` learns from a dump: steps (0: by the closed form), as many as suit the comments, or nothing. */
export function stepsFor(comments: number, articles: number): number | 'fitting' | 'none' {
  if (comments >= FEWEST_COMMENTS && articles >= FEWEST_ARTICLES) return 'fitting';
  return comments >= FEWEST_COMMENTS_AT_ONCE ? AT_ONCE : 'none';
}

const TABLES_FILE = 'adapted.bin';

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Writes a file so that it is there whole or not at all. */
function writeWhole(file: string, bytes: Uint8Array): void {
  try {
    writeFileSync(`${file}.part`, bytes);
    renameSync(`${file}.part`, file);
  } catch (error) {
    throw workFault(error, file);
  }
}

/** Makes the tables of all folds, each in a thread; undefined where there is too little to learn from. */
async function makeFolds(
  sample: DumpSample,
  steps: number | 'fitting',
  { setup, threads }: AdaptOrder,
  show: (share: number) => void,
  signal: AbortSignal | undefined,
): Promise<Adaptation | undefined> {
  const data: FoldThreadData = { setup };
  const pool = openThreads<FoldTask, FoldAnswer>('fold', Math.min(threads, FOLDS), 'chunks', data);
  const stop = (): void => {
    pool.destroy().catch(() => undefined);
  };
  signal?.addEventListener('abort', stop, { once: true });
  const done = new Float64Array(FOLDS);
  const make = async (fold: number): Promise<FoldAnswer> => {
    const { port1: told, port2: progress } = new MessageChannel();
    told.on('message', (share: number) => {
      done[fold] = share;
      show(done.reduce((sum, one) => sum + one, 0) / FOLDS);
    });
    const task: FoldTask = {
      sample,
      fold,
      folds: FOLDS,
      seed: SEED,
      steps: steps === 'fitting' ? undefined : steps,
      progress,
    };
    try {
      return await pool.run(task, { transferList: [progress] });
    } finally {
      told.close();
    }
  };
  try {
    const made = await Promise.all(Array.from({ length: FOLDS }, (_, fold) => make(fold)));
    return joinFolds(made.map(openFold));
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    await pool.destroy();
  }
}

function openFold(answer: FoldAnswer): AdaptedFold | undefined {
  return answer && { ...answer, table: openEmbeddingTable(answer.table)! };
}
