import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll } from 'vitest';
import {
  openQueueExecutor,
  type QueueExecutor,
  type QueueExecutorOptions,
} from '../../../../src/batch/executors/queue/index.js';
import { setupDigest } from '../../../../src/batch/judge-setup.js';
import { skipOrFail } from '../../../setup/skip.js';
import { ask, startPostgres, type TestPostgres } from '../../../store/postgres.js';
import { ORDER, RULES_ALONE } from './dump.js';

/** Whether there is a PostgreSQL to test with. */
export const postgres: TestPostgres | undefined = await startPostgres();
export const NONE = postgres === undefined && skipOrFail('no PostgreSQL to be found');

/** A queue of its own for each file of tests, and folders that go with it. */
export interface Scene {
  readonly url: string;
  readonly files: string;
  /** Opens a executor of a run; a fresh one unless told. */
  executor(options?: Partial<QueueExecutorOptions>): Promise<QueueExecutor>;
  /** The names of all files that are there. */
  left(): string[];
  sql(question: string): Promise<Record<string, unknown>[]>;
}

export function useScene(): Scene {
  const files = mkdtempSync(join(tmpdir(), 'matgeul-queue-'));
  let url = '';
  beforeAll(async () => {
    url = (await postgres?.database()) ?? '';
  });
  afterAll(async () => {
    await postgres?.stop();
    rmSync(files, { recursive: true, force: true });
  });
  return {
    get url() {
      return url;
    },
    files,
    executor: (options = {}) =>
      openQueueExecutor({
        url,
        runId: randomUUID(),
        files,
        order: ORDER,
        digest: setupDigest(RULES_ALONE),
        leaseSeconds: 3,
        ...options,
      }),
    left: () =>
      readdirSync(files, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name),
    sql: (question) => ask(url, question),
  };
}

/** Waits for something to become true. */
export async function until(what: () => boolean | Promise<boolean>, most = 60_000): Promise<void> {
  const end = Date.now() + most;
  while (!(await what())) {
    if (Date.now() > end) throw new Error(`never came true: ${what.toString()}`);
    await sleep(20);
  }
}
