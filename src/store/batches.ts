import { setImmediate as otherWork } from 'node:timers/promises';

/** Rows of one step of a long work: a few ms on SQLite, which holds up everything else meanwhile. */
export const BATCH = 500;

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
