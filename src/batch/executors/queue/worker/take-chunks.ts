import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { patiently, type QueueDatabase } from '../database.js';
import { IDLE_MS, SCHEMA } from '../settings.js';
import type { InFlightJobs } from './hands.js';
import type { QueueWorkerOptions } from './options.js';

/** Takes chunks as long as hands are free, until the worker is stopped or, with `idleExit`, out of work. */
export async function takeChunks(
  db: QueueDatabase,
  queue: string,
  hands: InFlightJobs,
  { stop, idleExit, onNews }: QueueWorkerOptions,
): Promise<void> {
  const stopped = stop.aborted ? Promise.resolve() : once(stop, 'abort');
  const pause = (ms: number): Promise<unknown> =>
    sleep(ms, undefined, { signal: stop }).catch(() => undefined);
  let idleSince = Date.now();
  let strangers = 0;
  while (!stop.aborted) {
    hands.throwIfBroken();
    if (hands.free === 0) {
      await Promise.race([hands.oneEnded(), stopped]);
      continue;
    }
    if (hands.rests > 0) {
      await pause(hands.rests);
      continue;
    }
    const jobs = await db.boss.fetch<unknown>(queue, { batchSize: hands.free, priority: false });
    for (const job of jobs) hands.take(job);
    if (jobs.length > 0) continue;
    // pg-boss keeps quiet when the database is away: this question does not.
    const runs = await patiently(() => strangeRuns(db, queue), { signal: stop }).catch((error: unknown) => {
      if (stop.aborted) return strangers;
      throw error;
    });
    if (runs > 0 && strangers === 0) onNews?.({ kind: 'strangers', runs });
    strangers = runs;
    if (hands.free < hands.all) idleSince = Date.now();
    else if (idleExit !== undefined && Date.now() - idleSince >= idleExit * 1000) return;
    // At random, so that a thousand workers do not ask at the same moment.
    await pause(IDLE_MS * (0.5 + Math.random()));
  }
}

/** Runs that wait for workers with other rules, another model or version. */
async function strangeRuns(db: QueueDatabase, queue: string): Promise<number> {
  const rows = await db.query<{ runs: number }>(
    `select count(*)::int as runs from ${SCHEMA}.run where queue <> $1 and seen_at > now() - interval '1 minute'`,
    [queue],
  );
  return rows[0]?.runs ?? 0;
}
