import { once } from 'node:events';
import { afterAll, describe, expect, it } from 'vitest';
import { type JudgeSetup, setupDigest } from '../../../../src/batch/judge-setup.js';
import { inPackage } from '../../../../src/assets/package-root.js';
import { all, inOrder, judgedHere, madeChunks } from './dump.js';
import { startWorker, type WorkerProcess } from './processes/start.js';
import { NONE, postgres, useScene } from './scene.js';

/** With the model, as it is shipped: chunks take long enough to be cut off in the middle. */
const SETUP: JudgeSetup = { rules: inPackage('rules'), model: undefined };

describe.skipIf(NONE)('네 작업자, 그중 둘은 도중에 죽고, 데이터베이스는 한 번 다시 시작된다', () => {
  const scene = useScene();
  const workers: WorkerProcess[] = [];
  afterAll(() => {
    for (const { child } of workers) child.kill('SIGKILL');
  });

  it(
    '모든 댓글이 꼭 한 번, 순서대로, 한 컴퓨터의 결과와 같은 바이트로 있다',
    { timeout: 180_000 },
    async () => {
      const { chunks, known } = madeChunks(1200, 120, 4);
      const executor = await scene.executor({ digest: setupDigest(SETUP), known, open: chunks.length });
      const running = all(executor.run(chunks));
      for (let i = 0; i < 4; i++) workers.push(startWorker(scene.url));
      const [first, second, third, fourth] = workers;
      const inHand = [await killHolding(first!)];
      await postgres!.restart();
      inHand.push(await killHolding(second!));
      const results = await running;
      await executor.close();

      // What the killed had in hand was taken again by one of the others.
      expect([...second!.taken, ...third!.taken, ...fourth!.taken]).toContain(inHand[0]);
      expect([...third!.taken, ...fourth!.taken]).toContain(inHand[1]);
      const lines = inOrder(results);
      expect(lines).toHaveLength(1200);
      expect(lines).toEqual(inOrder(await judgedHere(SETUP, chunks, known)));
      expect(scene.left()).toEqual([]);

      for (const { child } of [third!, fourth!]) {
        child.kill('SIGTERM');
        expect(await once(child, 'exit')).toEqual([0, null]);
      }
    },
  );
});

/** Kills a worker on the spot when it has just taken a chunk. */
async function killHolding(worker: WorkerProcess): Promise<number> {
  const chunk = await worker.nextTaken();
  worker.child.kill('SIGKILL');
  await once(worker.child, 'exit');
  return chunk;
}
