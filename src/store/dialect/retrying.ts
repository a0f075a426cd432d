import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from './driver-faults.js';

/** Ms after which somebody else counts as holding the database for too long. */
const PATIENCE_MS = 10_000;
/** Ms between tries, at random up to this, so that two who collide do not do so again. */
const PAUSE_MS = 25;

/** Does something again that failed only because of others at the same time: a lock of SQLite, a deadlock. */
export async function retrying<T>(work: () => T | Promise<T>): Promise<T> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isCollision(error) || Date.now() > until) throw error;
      await sleep(Math.random() * PAUSE_MS);
    }
  }
}

/** `40P01` is PostgreSQL's deadlock, `40001` its serialization failure: the transaction was rolled back. */
function isCollision(error: unknown): boolean {
  const code = codeOf(error);
  return code.startsWith('SQLITE_BUSY') || code === '40P01' || code === '40001';
}
