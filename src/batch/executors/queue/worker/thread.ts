import { workerData } from 'piscina';
import { Fault, Faults } from '../../../../fault.js';
import { createTitleSearch } from '../../../../judge/index.js';
import { judgeChunk } from '../../chunk.js';
import { type JudgeSetup, judgeOf } from '../../../judge-setup.js';
import { openStorage } from '../../../../storage/open-storage.js';
import { FAULTS } from '../faults.js';
import { chunkFile, packResult, readHead, readTitles, type RunHead, unpackChunk } from '../files.js';
import type { FailReason } from '../jobs.js';

// A thread of a worker: judges the chunks of any runs.

/** What the thread is told when it starts. */
export interface WorkerThreadData {
  readonly setup: JudgeSetup;
  /** The queue whose chunks this judge can take. */
  readonly queue: string;
}

/** A chunk to be judged. */
export interface ChunkTask {
  readonly run: string;
  readonly chunk: number;
  /** The storage of the run. */
  readonly files: string;
  /** The chunk's file. */
  readonly bytes: Uint8Array;
}

/** The result's file, or the fault by which the chunk cannot be judged: a Fault would lose its kind between threads. */
export type ChunkAnswer =
  | { readonly kind: 'done'; readonly bytes: Uint8Array; readonly comments: number }
  | { readonly kind: 'fault'; readonly why: FailReason };

const { setup, queue } = workerData as WorkerThreadData;
const { judging, encoder } = judgeOf(setup);

/** What all chunks of the latest run share: chunks of one run mostly follow each other, and titles are many. */
let latest: { readonly run: string; readonly about: Promise<About> } | undefined;

interface About {
  readonly head: RunHead;
  readonly elsewhere: ReturnType<typeof createTitleSearch> | undefined;
}

export default async function judgeTask(task: ChunkTask): Promise<ChunkAnswer> {
  try {
    const { head, elsewhere } = await aboutRun(task);
    const chunk = await unpackChunk(task.chunk, task.bytes, chunkFile(task.run, task.chunk));
    const bytes = await packResult(judgeChunk(judging, chunk, head.order, elsewhere));
    return { kind: 'done', bytes, comments: chunk.comments.length };
  } catch (error) {
    const fault = error instanceof Faults ? error.faults[0] : error;
    if (fault instanceof Fault) return { kind: 'fault', why: { code: fault.code, ...fault.text } };
    throw error;
  }
}

async function aboutRun(task: ChunkTask): Promise<About> {
  if (latest?.run !== task.run) latest = { run: task.run, about: readAbout(task) };
  try {
    return await latest.about;
  } catch (error) {
    latest = undefined;
    throw error;
  }
}

async function readAbout({ run, files }: ChunkTask): Promise<About> {
  const storage = await openStorage(files);
  const head = await readHead(storage, run);
  if (head.queue !== queue) throw FAULTS.otherJudge();
  if (!head.titles || encoder === undefined) return { head, elsewhere: undefined };
  const titles = [];
  for await (const title of readTitles(storage, run)) titles.push(title);
  return { head, elsewhere: createTitleSearch(encoder, titles) };
}
