import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { setupDigest } from '../../../src/batch/judge-setup.js';
import { runQueueWorker } from '../../../src/batch/queue/index.js';
import { openStorage } from '../../../src/batch/storage/storage.js';
import { s3Environment, startS3 } from '../storage/s3-server.js';
import { all, inOrder, judgedHere, madeChunks, RULES_ALONE } from './dump.js';
import { NONE, useScene } from './scene.js';

describe.skipIf(NONE)('S3를 거쳐', () => {
  const scene = useScene();

  it('덩이와 기사 제목, 결과가 오가고, 끝나면 버킷이 빈다', async () => {
    const server = await startS3();
    onTestFinished(() => server.stop());
    for (const [name, value] of Object.entries(s3Environment(server))) vi.stubEnv(name, value);
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const files = `s3://${server.bucket}/matgeul/runs`;
    const { chunks, known } = madeChunks(80, 8, 2);
    const crew = await scene.crew({ files, known, digest: setupDigest(RULES_ALONE) });
    const worker = runQueueWorker({
      url: scene.url,
      setup: RULES_ALONE,
      threads: 1,
      idleExit: 2,
      stop: new AbortController().signal,
    });
    const results = await all(crew.run(chunks));
    const left = await all(
      (await openStorage(files)).list((await scene.sql('select id from matgeul_batch.run'))[0]!.id as string),
    );
    expect(left.map((name) => name.split('/').at(-1)).sort()).toEqual(['known.jsonl.gz', 'run.json.gz']);
    await crew.close();
    await worker;
    expect(inOrder(results)).toEqual(inOrder(await judgedHere(RULES_ALONE, chunks, known)));
    expect(await all((await openStorage(`s3://${server.bucket}`)).list('matgeul'))).toEqual([]);
  });
});
