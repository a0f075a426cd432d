import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { renameSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { modelOf, setupDigest } from '../../../../src/batch/judge-setup.js';
import { packTables } from '../../../../src/relevance/index.js';
import {
  cancelRun,
  queueProgress,
  queueUrl,
  runQueueWorker,
  type QueueWorkerOptions,
  type WorkerNews,
} from '../../../../src/batch/executors/queue/index.js';
import { openQueueDatabase } from '../../../../src/batch/executors/queue/database.js';
import { queueName } from '../../../../src/batch/executors/queue/jobs.js';
import { all, inOrder, judgedHere, madeChunks, RULES_ALONE } from './dump.js';
import { NONE, until, useScene } from './scene.js';

const scene = useScene();

describe.skipIf(NONE)('작업자', () => {
  const { chunks } = madeChunks(120, 12, 2);

  /** Starts a worker in this process; it ends when told or after half a second without work. */
  function start(options: Partial<QueueWorkerOptions> = {}) {
    const news: WorkerNews[] = [];
    const stop = new AbortController();
    const done = runQueueWorker({
      url: scene.url,
      setup: RULES_ALONE,
      threads: 2,
      stop: stop.signal,
      onNews: (one) => news.push(one),
      ...options,
    });
    return { news, stop, done };
  }

  it('청크를 판정해 한 컴퓨터와 같은 결과를 내고, 일이 없으면 스스로 끝난다', async () => {
    const executor = await scene.executor({ open: chunks.length });
    const worker = start({ idleExitSeconds: 1 });
    const results = await all(executor.run(chunks));
    await executor.close();
    expect(inOrder(results)).toEqual(inOrder(await judgedHere(RULES_ALONE, chunks, undefined)));
    expect(await worker.done).toMatchObject({ chunks: chunks.length, comments: 120 });
    expect(worker.news[0]).toEqual({ kind: 'ready' });
    expect(worker.news.filter(({ kind }) => kind === 'judged')).toHaveLength(chunks.length);
    expect(scene.left()).toEqual([]);
  });

  it('덤프에 맞춘 모델의 표는 작업의 파일로 오고, 한 컴퓨터와 같은 결과가 나온다', async () => {
    const setup = { rules: RULES_ALONE.rules, model: undefined };
    const { table } = modelOf(setup)!.encoder;
    const altered = (from: number) => ({
      ...table,
      scales: table.scales.map((scale, bucket) => (bucket % 3 === from ? 2 * scale : scale)),
    });
    const tables = packTables({
      tables: [table, altered(0), altered(1)],
      level: { slope: 0.75, offset: 0.5 },
    });
    const { chunks: some } = madeChunks(60, 6, 2);
    const executor = await scene.executor({ digest: setupDigest(setup), tables });
    const worker = start({ setup, threads: 1, idleExitSeconds: 1 });
    const results = inOrder(await all(executor.run(some)));
    await executor.close();
    await worker.done;
    expect(results).toEqual(inOrder(await judgedHere({ ...setup, adapted: tables }, some, undefined)));
    expect(results).not.toEqual(inOrder(await judgedHere(setup, some, undefined)));
    expect(scene.left()).toEqual([]);
  });

  it('규칙이 다른 작업자는 청크를 받지 않고 그렇다고 말하고, 진행 상황도 그를 따로 센다', async () => {
    const runId = randomUUID();
    const executor = await scene.executor({ runId, digest: '0000000000000000', open: chunks.length });
    const running = all(executor.run(chunks)).catch((error: unknown) => error);
    const worker = start();
    await until(() => worker.news.some(({ kind }) => kind === 'strangers'));
    await until(async () => (await queueProgress(scene.url, runId))?.strangers === 1);
    expect(await executor.progress()).toMatchObject({
      waiting: chunks.length,
      active: 0,
      done: 0,
      workers: [],
    });
    worker.stop.abort();
    expect(await worker.done).toMatchObject({ chunks: 0 });
    expect(await executor.progress()).toMatchObject({ strangers: 0 });
    await cancelRun(scene.url, runId);
    expect(await running).toMatchObject({ code: 'work/cancelled' });
    await executor.close();
  });

  it('파일에 닿지 않는 컴퓨터는 청크를 잃지 않게 돌려주고, 닿으면 이어서 한다', async () => {
    const runId = randomUUID();
    const executor = await scene.executor({ runId, retries: 0 });
    const running = all(executor.run(chunks));
    await until(async () => (await scene.sql('select 1 from matgeul_batch.job')).length === chunks.length);
    const away = join(scene.files, '..', `${runId}-away`);
    renameSync(join(scene.files, runId), away);
    const worker = start();
    await until(() => worker.news.some(({ kind }) => kind === 'trouble'));
    await until(async () => (await executor.progress()).workers[0]?.trouble?.code === 'storage/missing');
    renameSync(away, join(scene.files, runId));
    expect(inOrder(await running)).toHaveLength(120);
    await executor.close();
    worker.stop.abort();
    await worker.done;
  });

  it('깨진 청크와 알 수 없는 작업에는 죽지 않고, 그것만 이유와 함께 실패한다', async () => {
    const runId = randomUUID();
    const executor = await scene.executor({ runId, retries: 1 });
    const running = all(executor.run(chunks)).catch((error: unknown) => error);
    await until(async () => (await scene.sql('select 1 from matgeul_batch.job')).length === chunks.length);
    writeFileSync(join(scene.files, runId, 'chunks', '1.jsonl.gz'), 'broken');
    const db = await openQueueDatabase(scene.url);
    const strange = await db.boss.send(
      queueName(setupDigest(RULES_ALONE)),
      { run: '../../etc', chunk: 1, comments: 1, files: '/' },
      { retryLimit: 0 },
    );
    const worker = start();
    expect(await running).toMatchObject({ code: 'work/chunks-set-aside' });
    await until(() => worker.news.some((one) => one.kind === 'failed' && one.why.code === 'queue/bad-job'));
    worker.stop.abort();
    expect(await worker.done).toMatchObject({ chunks: chunks.length - 1 });
    const job = await db.boss.getJobById(queueName(setupDigest(RULES_ALONE)), strange!);
    expect(job).toMatchObject({ state: 'failed', output: { code: 'queue/bad-job' } });
    await db.boss.deleteJob(queueName(setupDigest(RULES_ALONE)), strange!);
    await db.close();
    await executor.close();
    await cancelRun(scene.url, runId);
    await scene.sql("delete from matgeul_batch.job where name = 'set-aside'");
  });

  it('멈추라고 하면 손에 든 것을 마치거나 돌려주어, 아무것도 쥔 채 끝나지 않는다', async () => {
    const runId = randomUUID();
    const executor = await scene.executor({ runId });
    const running = all(executor.run(chunks));
    const hasty = start({ graceSeconds: 0 });
    await until(() => hasty.news.some(({ kind }) => kind === 'judged'));
    hasty.stop.abort();
    await hasty.done;
    expect(await scene.sql("select 1 from matgeul_batch.job where state = 'active'")).toEqual([]);
    const other = start({ idleExitSeconds: 1 });
    expect(inOrder(await running)).toHaveLength(120);
    await executor.close();
    await other.done;
    // Given back, a chunk counts as never tried.
    expect(scene.left()).toEqual([]);
  });

  it('시작할 때 데이터베이스가 아직 없으면 기다렸다가 일한다', async () => {
    const real = new URL(scene.url);
    const door = createServer((socket) => {
      const on = connect(Number(real.port), real.hostname);
      socket.pipe(on).pipe(socket);
      for (const end of [socket, on]) end.on('error', () => end.destroy());
    });
    door.listen(0, '127.0.0.1');
    await once(door, 'listening');
    const { port } = door.address() as AddressInfo;
    door.close();
    await once(door, 'close');
    const executor = await scene.executor({ runId: randomUUID() });
    const running = all(executor.run(chunks));
    const worker = start({ url: scene.url.replace(`:${real.port}/`, `:${port}/`) });
    await until(() => worker.news.length > 0);
    expect(worker.news).toMatchObject([{ kind: 'away', why: { code: 'work/queue-unreachable' } }]);
    door.listen(port, '127.0.0.1');
    expect(inOrder(await running)).toHaveLength(120);
    expect(worker.news.filter(({ kind }) => kind === 'away')).toHaveLength(1);
    worker.stop.abort();
    await worker.done;
    await executor.close();
    door.close();
  });

  it('취소된 실행의 청크는 소리 없이 버린다', async () => {
    const runId = randomUUID();
    const executor = await scene.executor({ runId });
    const running = all(executor.run(madeChunks(4000, 20, 10).chunks)).catch((error: unknown) => error);
    const worker = start({ threads: 1 });
    await until(async () => (await executor.progress()).active > 0);
    await cancelRun(scene.url, runId);
    expect(await running).toMatchObject({ code: 'work/cancelled' });
    worker.stop.abort();
    await worker.done;
    await executor.close();
    expect(worker.news.filter(({ kind }) => kind === 'failed' || kind === 'trouble')).toEqual([]);
    expect(scene.left()).toEqual([]);
  });
});

describe.skipIf(NONE)('대기열의 주소', () => {
  const start = (url: string): Promise<unknown> =>
    runQueueWorker({
      url,
      setup: RULES_ALONE,
      threads: 1,
      idleExitSeconds: 0,
      stop: new AbortController().signal,
    }).catch((error: unknown) => error);

  it('없거나 틀리면 무엇을 고칠지 말하고, 비밀번호는 말하지 않는다', () => {
    expect(() => queueUrl(undefined)).toThrow('queue/not-set');
    for (const wrong of ['mysql://u:geheim@h/d', 'geheim', 'postgres://u:geheim@[/d']) {
      expect(() => queueUrl(wrong)).toThrow('queue/address');
      expect(() => queueUrl(wrong)).not.toThrow('geheim');
    }
  });

  it('서버가 없거나 데이터베이스가 없거나 사용자가 틀리면 저마다 다르게 말한다', async () => {
    expect(await start('postgres://u:p@127.0.0.1:9/d')).toMatchObject({ code: 'work/queue-unreachable' });
    expect(await start(scene.url.replace(/\/[^/]*$/, '/none'))).toMatchObject({ code: 'queue/no-database' });
    const stranger = await start(scene.url.replace('//matgeul@', '//nobody:geheim@'));
    expect(stranger).toMatchObject({ code: 'queue/login-refused' });
    expect(JSON.stringify([stranger, (stranger as Error).cause, (stranger as Error).message])).not.toContain(
      'geheim',
    );
    const { text: said } = stranger as { text: { ko: string } };
    expect(said.ko).toContain('MATGEUL_QUEUE');
    expect(said.ko).not.toContain('DATABASE_URL');
  });
});
