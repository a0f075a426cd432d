import { setImmediate as otherWork } from 'node:timers/promises';

/** Rows of one statement: far below the 32,766 parameters of SQLite with the widest of the tables. */
const CHUNK = 500;

/** Cuts a list into pieces that fit a statement. */
export function chunks<T>(list: readonly T[], size = CHUNK): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}

/** Rows of one step of a long work: a few ms on SQLite, which holds up everything else meanwhile. */
const BATCH = 500;

/** Repeats a step until it finds less than a batch, and lets other work through in between. Gives the sum. */
export async function inBatches(step: (limit: number) => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await step(BATCH);
    total += count;
    if (count < BATCH) return total;
    await otherWork();
  }
}
