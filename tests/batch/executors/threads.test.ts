import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { ThreadExecutor } from '../../../src/batch/executors/threads.js';

test.each([true, false])('keeps no result that was yielded (in order: %s)', async (inOrder) => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  let alive = 0;
  const gone = new FinalizationRegistry(() => alive--);
  const pool = {
    run: async (unit: number): Promise<{ unit: number }> => {
      await new Promise(setImmediate);
      const result = { unit };
      alive++;
      gone.register(result, undefined);
      return result;
    },
    destroy: () => Promise.resolve(),
  };
  // Many: V8 kept them only once it had optimised the generator.
  const executor = new ThreadExecutor<number, { unit: number }>(pool, { inFlight: 6, inOrder });
  let most = 0;
  for await (const { unit } of executor.run(Array.from({ length: 5000 }, (_, i) => i))) {
    if (unit % 500 !== 0) continue;
    await new Promise(setImmediate);
    collect();
    await new Promise(setImmediate);
    most = Math.max(most, alive);
  }
  // Those in flight, and some that the collector has not told of yet.
  expect(most).toBeLessThan(20);
});
