import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { setupDigest } from '../../../../src/batch/judge-setup.js';
import { inRepository, MAIN, matgeul } from '../../../cli/run-cli.js';
import { readerFile } from '../../../../src/assets/shipped.js';
import { skipOrFail } from '../../../setup/skip.js';
import { all, inOrder, judgedHere, madeChunks, ORDER, RULES_ALONE } from './dump.js';
import { NONE, until, useScene } from './scene.js';

describe('matgeul worker', () => {
  it('대기열을 모르거나 주소가 틀리면 한 줄로 말하고 2로 끝난다', () => {
    const none = matgeul(['worker']);
    expect(none.code).toBe(2);
    expect(none.err).toContain('MATGEUL_QUEUE');
    const wrong = matgeul(['worker'], { env: { MATGEUL_QUEUE: 'mysql://user:geheim@host/db' } });
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('[queue/address]');
    expect(wrong.err).not.toContain('geheim');
    expect(wrong.err.trim().split('\n')).toHaveLength(1);
  });

  it('닿지 않으면 1로 끝나고 비밀번호는 말하지 않는다', () => {
    const away = matgeul(['worker', '--concurrency', '1', '--idle-exit', '1'], {
      env: { MATGEUL_QUEUE: 'postgres://user:geheim@127.0.0.1:9/db' },
    });
    expect(away.code).toBe(1);
    expect(away.err).toContain('기다립니다');
    expect(away.err).toContain('[work/queue-unreachable]');
    expect(away.err).not.toContain('geheim');
  });

  it('틀린 수와 없는 규칙집은 명령의 잘못이다', () => {
    const env = { MATGEUL_QUEUE: 'postgres://user@127.0.0.1:9/db' };
    for (const args of [
      ['--concurrency', '0'],
      ['--idle-exit', '-1'],
      ['--rules', '/none'],
      ['--model', inRepository('package.json')],
    ])
      expect(matgeul(['worker', ...args], { env }).code, args.join(' ')).toBe(2);
  });
});

describe.skipIf(NONE)('matgeul worker, 대기열에서', () => {
  const scene = useScene();

  it('판정하고, SIGTERM에 손에 든 것을 마치고 0으로 끝나며 한 일을 말한다', async () => {
    const setup = { rules: RULES_ALONE.rules, model: undefined };
    const { chunks } = madeChunks(60, 6, 2);
    const executor = await scene.executor({ digest: setupDigest(setup) });
    const worker = spawn(process.execPath, [MAIN, 'worker', '--concurrency', '1', '--lang', 'en'], {
      env: { PATH: process.env.PATH, MATGEUL_QUEUE: scene.url },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = text(worker.stderr);
    const results = await all(executor.run(chunks));
    await executor.close();
    expect(inOrder(results)).toEqual(inOrder(await judgedHere(setup, chunks, undefined)));
    await until(
      async () => (await scene.sql('select 1 from matgeul_batch.worker where busy = 0')).length === 1,
    );
    worker.kill('SIGTERM');
    expect(await once(worker, 'exit')).toEqual([0, null]);
    expect(await said).toContain(`${chunks.length} chunks, 60 comments`);
    expect(await scene.sql('select 1 from matgeul_batch.worker')).toEqual([]);
  });

  it.skipIf(readerFile() === undefined && skipOrFail('no file of the second reader, models/reader.bin'))(
    '둘째 판독기로 읽은 것도 한 컴퓨터에서 읽은 것과 같다',
    async () => {
      const setup = { rules: RULES_ALONE.rules, model: undefined };
      const { chunks } = madeChunks(24, 4, 2);
      const order = { ...ORDER, reads: 0.5 };
      const executor = await scene.executor({ digest: setupDigest(setup), order });
      const worker = spawn(process.execPath, [MAIN, 'worker', '--concurrency', '1'], {
        env: { PATH: process.env.PATH, MATGEUL_QUEUE: scene.url },
        stdio: 'ignore',
      });
      const results = await all(executor.run(chunks));
      await executor.close();
      const here = await judgedHere(setup, chunks, undefined, order);
      expect(results.toSorted((a, b) => a.number - b.number)).toEqual(here);
      // Not what is said without it.
      expect(inOrder(here)).not.toEqual(inOrder(await judgedHere(setup, chunks, undefined)));
      worker.kill('SIGTERM');
      expect(await once(worker, 'exit')).toEqual([0, null]);
    },
  );

  it('--idle-exit이면 일이 없을 때 스스로 0으로 끝난다', () => {
    const { code, err } = matgeul(['worker', '--queue', scene.url, '--concurrency', '1', '--idle-exit', '0']);
    expect(code, err).toBe(0);
  });
});
