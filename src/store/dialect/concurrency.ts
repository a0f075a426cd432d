import { sql } from 'kysely';
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Base, Database } from '../base.js';

/**
 * Takes the advisory lock `name` until the transaction ends. SQLite needs none: its writing transactions exclude each other
 * anyway.
 */
export async function lockUntilCommit(kind: Base['kind'], db: Database, name: string): Promise<void> {
  if (kind === 'sqlite') return;
  const number = createHash('sha256').update(`matgeul ${name}`).digest().readBigInt64BE();
  await sql`select pg_advisory_xact_lock(cast(${number.toString()} as bigint))`.execute(db);
}

/** Ms of uninterrupted work after which timers and sockets get their turn. */
const LONGEST_TURN_MS = 10;

/**
 * SQLite answers synchronously, so a caller that queries in a loop would never let a timer or a socket have its turn: a bot
 * would miss its heartbeat while it works off a backlog. Await the returned function before each query: it resolves at once,
 * or in the next turn of the event loop after 10 ms of uninterrupted work.
 */
export function eventLoopYielder(): () => Promise<void> {
  let began: number | undefined;
  return async () => {
    const now = performance.now();
    if (began === undefined) {
      began = now;
      setImmediate(() => {
        began = undefined;
      });
    } else if (now - began > LONGEST_TURN_MS) await nextTurn();
  };
}
