import { workerData } from 'piscina';
import { Fault, Faults } from '../../../../fault.js';
import { type Chunk, chunkJudge, type ChunkResult } from '../../chunk.js';
import { type JudgeSetup, judgeOf } from '../../../judge-setup.js';
import { openStorage } from '../../../../storage/open-storage.js';
import { FAULTS } from '../faults.js';
import { readWhole } from '../../../../storage/storage.js';
import { chunkFile, packResult, readHead, readTitles, tablesFile, unpackChunk } from '../files.js';
import type { FailReason } from '../jobs.js';

// A thread of a queue's worker: judges the chunks of any run.

/** Start-up data of the thread. */
export interface WorkerThreadData {
  readonly setup: JudgeSetup;
  /** The queue of this judge. */
  readonly queue: string;
}

/** A chunk to judge. */
export interface ChunkTask {
  readonly run: string;
  readonly chunk: number;
  /** The storage of the run. */
  readonly files: string;
  /** The chunk's file. */
  readonly bytes: Uint8Array;
}

/** The bytes of the result file, or the reason of a failure: a Fault would lose its class between threads. */
export type ChunkAnswer =
  | { readonly kind: 'done'; readonly bytes: Uint8Array; readonly comments: number }
  | { readonly kind: 'fault'; readonly why: FailReason };

const { setup, queue } = workerData as WorkerThreadData;
// Not awaited here: the pool would load a module that waits twice.
const judge = judgeOf(setup);

/** The judge of the latest run: consecutive chunks mostly belong to one run, and indexing its titles is expensive. */
let latest: { readonly run: string; readonly judge: Promise<(chunk: Chunk) => ChunkResult> } | undefined;

/** Judges one chunk. Rethrows any error other than a Fault: the thread is broken. */
export default async function judgeTask(task: ChunkTask): Promise<ChunkAnswer> {
  try {
    const judgeChunk = await runJudge(task);
    const chunk = await unpackChunk(task.chunk, task.bytes, chunkFile(task.run, task.chunk));
    const bytes = await packResult(judgeChunk(chunk));
    return { kind: 'done', bytes, comments: chunk.comments.length };
  } catch (error) {
    const fault = error instanceof Faults ? error.faults[0] : error;
    if (fault instanceof Fault) return { kind: 'fault', why: { code: fault.code, ...fault.text } };
    throw error;
  }
}

async function runJudge(task: ChunkTask): Promise<(chunk: Chunk) => ChunkResult> {
  if (latest?.run !== task.run) latest = { run: task.run, judge: openRunJudge(task) };
  try {
    return await latest.judge;
  } catch (error) {
    latest = undefined;
    throw error;
  }
}

async function openRunJudge({ run, files }: ChunkTask): Promise<(chunk: Chunk) => ChunkResult> {
  const storage = await openStorage(files);
  const head = await readHead(storage, run);
  if (head.queue !== queue) throw FAULTS.otherJudge();
  const own = head.adapted
    ? await judgeOf({ ...setup, adapted: await readWhole(storage, tablesFile(run)) })
    : await judge;
  if (!head.titles || own.encoder === undefined) return chunkJudge(own, head.order, undefined);
  const titles = [];
  for await (const title of readTitles(storage, run)) titles.push(title);
  return chunkJudge(own, head.order, titles);
}
