import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Chunk } from '../../../../src/batch/executors/chunk.js';
import { setupDigest } from '../../../../src/batch/judge-setup.js';
import { cancelRun, queueProgress } from '../../../../src/batch/executors/queue/index.js';
import { all, inOrder, judgedHere, madeChunks, RULES_ALONE } from './dump.js';
import { HandWorker } from './hand-worker.js';
import { NONE, until, useScene } from './scene.js';

describe.skipIf(NONE)('청크를 나누어 맡기기', () => {
  const scene = useScene();
  const digest = setupDigest(RULES_ALONE);
  const { chunks } = madeChunks(240, 24, 2);

  it('모든 댓글이 꼭 한 번, 한 컴퓨터의 결과와 같은 바이트로 돌아오고 아무것도 남지 않는다', async () => {
    const runId = randomUUID();
    const executor = await scene.executor({ runId, open: chunks.length });
    const worker = new HandWorker(scene.url, digest);
    const [results] = await Promise.all([all(executor.run(chunks)), worker.judge(chunks.length)]);
    await executor.close();
    const here = await judgedHere(RULES_ALONE, chunks, undefined);
    expect(inOrder(results)).toEqual(inOrder(here));
    expect(inOrder(results)).toHaveLength(240);
    expect(results.toSorted((a, b) => a.number - b.number)).toEqual(here);
    expect(scene.left()).toEqual([]);
    expect(await scene.sql('select 1 from matgeul_batch.job')).toEqual([]);
    expect(await queueProgress(scene.url, runId)).toBeUndefined();
  });

  it('청크는 필요한 만큼만 앞서 꺼내고, 대기열은 그보다 커지지 않는다', async () => {
    let drawn = 0;
    function* lazily(): Generator<Chunk> {
      for (const chunk of chunks) {
        drawn += 1;
        yield chunk;
      }
    }
    const executor = await scene.executor({ ahead: 3 });
    const worker = new HandWorker(scene.url, digest);
    let most = 0;
    let taken = 0;
    const judging = worker.judge(chunks.length);
    for await (const { number } of executor.run(lazily())) {
      expect(number).toBeLessThan(drawn);
      const [row] = await scene.sql('select count(*)::int as jobs from matgeul_batch.job');
      most = Math.max(most, Number(row?.jobs));
      taken += 1;
      expect(drawn - taken).toBeLessThanOrEqual(3);
    }
    await judging;
    await executor.close();
    expect([drawn, taken]).toEqual([chunks.length, chunks.length]);
    expect(most).toBe(3);
  });

  it('거듭 실패한 청크는 이유와 함께 따로 두고, 나머지를 다 한 뒤에 말하고, 이어서 하면 그것만 한다', async () => {
    const runId = randomUUID();
    const executor = await scene.executor({ runId, retries: 1, open: chunks.length });
    const worker = new HandWorker(scene.url, digest);
    const why = { code: 'work/thread', ko: '스레드가 죽었습니다', en: 'the thread died' };
    worker.fails = (chunk) => (chunk === 3 || chunk === 5 ? why : undefined);
    const results: number[] = [];
    const running = (async () => {
      for await (const { number } of executor.run(chunks)) results.push(number);
    })();
    // Twice for each of the two that fail.
    const [failed] = await Promise.all([
      running.catch((error: unknown) => error),
      worker.judge(chunks.length + 2),
    ]);
    expect(results).toHaveLength(chunks.length - 2);
    const comments = chunks[3]!.comments.length + chunks[5]!.comments.length;
    expect(failed).toMatchObject({ code: 'work/chunks-set-aside' });
    const { ko } = (failed as { text: { ko: string } }).text;
    expect(ko).toContain(`청크 2개(댓글 ${comments}개)`);
    expect(ko).toContain('청크 3, 5: 스레드가 죽었습니다');
    const progress = await executor.progress();
    expect(progress).toMatchObject({ waiting: 0, active: 0, failed: 2, done: chunks.length - 2 });
    const aside = await scene.sql(
      "select data, output from matgeul_batch.job where name = 'set-aside' order by data->>'chunk'",
    );
    expect(aside).toMatchObject([
      { data: { run: runId, chunk: 3 }, output: why },
      { data: { run: runId, chunk: 5 }, output: why },
    ]);
    await executor.close();

    const again = await scene.executor({ runId, open: 2 });
    const healed = new HandWorker(scene.url, digest);
    const open = chunks.filter(({ number }) => number === 3 || number === 5);
    const [rest] = await Promise.all([all(again.run(open)), healed.judge(2)]);
    await again.close();
    expect(rest.map(({ number }) => number).sort()).toEqual([3, 5]);
    expect(healed.judged.sort()).toEqual([3, 5]);
    expect(scene.left()).toEqual([]);
    expect(await scene.sql('select 1 from matgeul_batch.job')).toEqual([]);
  });

  it('죽은 쪽이 남긴 작업과 결과를 이어 쓰고, 두 번 맡기지 않는다', async () => {
    const runId = randomUUID();
    const first = await scene.executor({ runId });
    const worker = new HandWorker(scene.url, digest);
    const taken: number[] = [];
    const judging = worker.judge(7);
    for await (const { number } of first.run(chunks)) {
      taken.push(number);
      // Dies with the third in its hands, which it does not keep.
      if (taken.length === 3) break;
    }
    await judging;
    await first.close();
    const open = chunks.filter(({ number }) => !taken.slice(0, 2).includes(number));
    const second = await scene.executor({ runId });
    const [rest] = await Promise.all([all(second.run(open)), worker.judge(chunks.length - 7)]);
    await second.close();
    expect(rest.map(({ number }) => number).sort((a, b) => a - b)).toEqual(open.map(({ number }) => number));
    expect(worker.judged.sort((a, b) => a - b)).toEqual(chunks.map(({ number }) => number));
    expect(scene.left()).toEqual([]);
  });

  it('같은 실행을 다른 규칙이나 모델로 잇지 않는다', async () => {
    const runId = randomUUID();
    const executor = await scene.executor({ runId });
    await executor.close();
    await expect(scene.executor({ runId, digest: '0000000000000000' })).rejects.toMatchObject({
      code: 'queue/other-judge',
    });
    expect(await cancelRun(scene.url, runId)).toBe(true);
  });

  it('사라진 작업은 다시 보낸다', async () => {
    const executor = await scene.executor();
    const worker = new HandWorker(scene.url, digest);
    const running = all(executor.run(chunks));
    await until(async () => (await scene.sql('select 1 from matgeul_batch.job')).length === chunks.length);
    await scene.sql('delete from matgeul_batch.job');
    const [results] = await Promise.all([running, worker.judge(chunks.length)]);
    await executor.close();
    expect(inOrder(results)).toHaveLength(240);
  });

  it('결과 파일이 깨져 있으면 그 청크를 따로 두고, 이어서 하면 다시 판정한다', async () => {
    const runId = randomUUID();
    const executor = await scene.executor({ runId });
    const worker = new HandWorker(scene.url, digest);
    worker.spoils = (chunk) => chunk === 2;
    const running = all(executor.run(chunks)).catch((error: unknown) => error);
    const [failed] = await Promise.all([running, worker.judge(chunks.length)]);
    await executor.close();
    expect(failed).toMatchObject({ code: 'work/chunks-set-aside' });
    const again = await scene.executor({ runId });
    worker.spoils = () => false;
    const [rest] = await Promise.all([all(again.run([chunks[2]!])), worker.judge(1)]);
    await again.close();
    expect(rest).toEqual(await judgedHere(RULES_ALONE, [chunks[2]!], undefined));
    expect(scene.left()).toEqual([]);
  });

  it('멈추라고 하면 곧 멈추고, 이을 수 있게 모두 남긴다', async () => {
    const runId = randomUUID();
    const executor = await scene.executor({ runId });
    const stop = new AbortController();
    const running = all(executor.run(chunks, stop.signal));
    await until(async () => (await scene.sql('select 1 from matgeul_batch.job')).length === chunks.length);
    stop.abort();
    expect(await running).toEqual([]);
    await executor.close();
    expect(await scene.sql('select 1 from matgeul_batch.job')).toHaveLength(chunks.length);
    expect(scene.left().length).toBe(chunks.length + 1);
    await cancelRun(scene.url, runId, scene.files);
  });

  it('취소하면 작업도 파일도 없어지고, 돌던 쪽은 그렇다고 말하며 끝나고, 모르는 실행은 모른다고 한다', async () => {
    const runId = randomUUID();
    const executor = await scene.executor({ runId });
    const running = all(executor.run(chunks)).catch((error: unknown) => error);
    await until(async () => (await scene.sql('select 1 from matgeul_batch.job')).length === chunks.length);
    expect(await cancelRun(scene.url, runId)).toBe(true);
    expect(await running).toMatchObject({ code: 'work/cancelled' });
    await executor.close();
    expect(scene.left()).toEqual([]);
    expect(await scene.sql('select 1 from matgeul_batch.job')).toEqual([]);
    expect(await cancelRun(scene.url, runId)).toBe(false);
  });

  it('데이터베이스가 다시 시작되어도 끝까지 간다', async () => {
    const executor = await scene.executor();
    const worker = new HandWorker(scene.url, digest);
    const { postgres } = await import('./scene.js');
    const results = [];
    const judging = worker.judge(chunks.length);
    for await (const result of executor.run(chunks)) {
      results.push(result);
      if (results.length === 4) await postgres!.restart();
    }
    await judging;
    await executor.close();
    expect(inOrder(results)).toHaveLength(240);
  });
});
