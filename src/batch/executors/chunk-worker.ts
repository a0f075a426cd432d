import { workerData } from 'piscina';
import { judgeOf, type JudgeSetup } from '../judge-setup.js';
import { Articles } from '../work/articles.js';
import { readWork } from '../work/database.js';
import { type Chunk, type ChunkOrder, type ChunkResult, judgeChunk } from './chunk.js';
import { createTitleSearch } from '../../judge/index.js';

// A thread that judges chunks.

/** What the thread is told when it starts. */
export interface ChunkWorkerData {
  readonly setup: JudgeSetup;
  readonly order: ChunkOrder;
  /** The work database with the titles of all articles, where a chunk does not hold them all. */
  readonly titles: string | undefined;
}

const { setup, order, titles } = workerData as ChunkWorkerData;
const { judging, encoder } = judgeOf(setup);
const elsewhere =
  encoder === undefined || titles === undefined || order.single
    ? undefined
    : createTitleSearch(encoder, new Articles(readWork(titles)).titles());

export default function judgeTask(chunk: Chunk): ChunkResult {
  return judgeChunk(judging, chunk, order, elsewhere);
}
