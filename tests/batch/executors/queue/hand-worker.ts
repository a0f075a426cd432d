import { setTimeout as sleep } from 'node:timers/promises';
import { judgeChunk } from '../../../../src/batch/executors/chunk.js';
import { judgeOf } from '../../../../src/batch/judge-setup.js';
import { openQueueDatabase, retryWhileAway } from '../../../../src/batch/executors/queue/database.js';
import {
  chunkFile,
  packResult,
  readHead,
  resultFile,
  unpackChunk,
} from '../../../../src/batch/executors/queue/files.js';
import { type FailReason, jobSchema, queueName } from '../../../../src/batch/executors/queue/jobs.js';
import { openStorage } from '../../../../src/storage/open-storage.js';
import { readWhole } from '../../../../src/storage/storage.js';
import { RULES_ALONE } from './dump.js';

const { judging } = await judgeOf(RULES_ALONE);

/** A worker led by the hand of a test: one chunk after the other, so many of them, and told which to fail. */
export class HandWorker {
  readonly judged: number[] = [];
  fails: (chunk: number) => FailReason | undefined = () => undefined;
  /** Of which chunks it writes a result that is broken. */
  spoils: (chunk: number) => boolean = () => false;
  readonly #url: string;
  readonly #queue: string;

  constructor(url: string, digest: string) {
    this.#url = url;
    this.#queue = queueName(digest);
  }

  /** Takes so many chunks. */
  async judge(count: number): Promise<void> {
    const db = await openQueueDatabase(this.#url);
    for (let done = 0; done < count;) {
      const [job] = await db.boss.fetch(this.#queue);
      if (job === undefined) {
        await sleep(50);
        continue;
      }
      done += 1;
      const { run, chunk, files } = jobSchema.parse(job.data);
      const why = this.fails(chunk);
      if (why !== undefined) {
        await db.boss.fail(this.#queue, job.id, why);
        continue;
      }
      const storage = await openStorage(files);
      const { order } = await readHead(storage, run);
      const given = await unpackChunk(chunk, await readWhole(storage, chunkFile(run, chunk)), 'x');
      const bytes = await packResult(judgeChunk(judging, given, order));
      await storage.write(resultFile(run, chunk), this.spoils(chunk) ? bytes.subarray(0, -20) : bytes);
      this.judged.push(chunk);
      await retryWhileAway(() => db.boss.complete(this.#queue, job.id));
    }
    await db.close();
  }
}
