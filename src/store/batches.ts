import { setImmediate as otherWork } from 'node:timers/promises';

/** Rows per statement: the widest table stays far below SQLite's limit of 32,766 parameters. */
const CHUNK = 500;

/** Splits a list into chunks that fit into one statement. */
export function chunks<T>(list: readonly T[], size = CHUNK): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}

/** Rows per step of long work: a few ms on SQLite, which blocks the event loop meanwhile. */
const BATCH = 500;

/** Repeats a step until it handles less than a full batch, yielding to the event loop in between. Returns the sum. */
export async function inBatches(step: (limit: number) => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await step(BATCH);
    total += count;
    if (count < BATCH) return total;
    await otherWork();
  }
}
