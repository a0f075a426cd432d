import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { setupDigest } from '../../../../src/batch/judge-setup.js';
import { openStorage } from '../../../../src/storage/open-storage.js';
import { MAIN } from '../../../cli/run-cli.js';
import { s3Environment, startS3 } from '../../../storage/s3-server.js';
import { all, inOrder, judgedHere, madeChunks, RULES_ALONE } from './dump.js';
import { NONE, useScene } from './scene.js';

describe.skipIf(NONE)('S3를 거쳐', () => {
  const scene = useScene();

  it('청크와 기사 제목, 결과가 오가고, 끝나면 버킷이 빈다', async () => {
    const server = await startS3();
    onTestFinished(() => server.stop());
    for (const [name, value] of Object.entries(s3Environment(server))) vi.stubEnv(name, value);
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const files = `s3://${server.bucket}/matgeul/runs`;
    const setup = { rules: RULES_ALONE.rules, model: undefined };
    const { chunks, known } = madeChunks(80, 8, 2);
    const executor = await scene.executor({ files, known, digest: setupDigest(setup) });
    const worker = spawn(process.execPath, [MAIN, 'worker', '--concurrency', '1'], {
      env: { PATH: process.env.PATH, MATGEUL_QUEUE: scene.url, ...s3Environment(server) },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    onTestFinished(() => {
      worker.kill('SIGKILL');
    });
    const results = await all(executor.run(chunks));
    const bucket = await openStorage(`s3://${server.bucket}`);
    const left = (await all(bucket.list('matgeul'))).map((name) => name.split('/').at(-1));
    expect(left.sort()).toEqual(['known.jsonl.gz', 'run.json.gz']);
    await executor.close();
    expect(await all(bucket.list('matgeul'))).toEqual([]);
    expect(inOrder(results)).toEqual(inOrder(await judgedHere(setup, chunks, known)));
    worker.kill('SIGTERM');
    expect(await once(worker, 'exit')).toEqual([0, null]);
  });
});
