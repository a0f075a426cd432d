import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BatchDesk, type Job } from '../../../src/bot/features/batch/desk.js';
import { inTempFolder, ownName, plainName, removeLeftovers } from '../../../src/bot/features/batch/files.js';
import { BATCH_LIMITS } from '../../../src/bot/features/batch/order.js';
import { lotsOf, parcelsOf } from '../../../src/bot/features/batch/outlet.js';
import { stateWords } from '../../../src/bot/features/batch/job.js';

const job = (guildId: string): Job => ({ guildId, id: guildId, stop: new AbortController() });

/** A work that ends when told. */
function gate() {
  let open = (): void => undefined;
  const done = new Promise<void>((resolve) => (open = resolve));
  return { work: () => done, open };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('차례', () => {
  it('한 번에 하나, 온 차례대로, 자리를 그때그때 알린다', async () => {
    const desk = new BatchDesk();
    const places: string[] = [];
    const order: string[] = [];
    const gates = ['a', 'b', 'c'].map((id) => {
      const one = gate();
      const run = desk.run(
        job(id),
        (place) => places.push(`${id}${place}`),
        async () => {
          order.push(id);
          await one.work();
        },
      );
      return { ...one, run };
    });
    await settle();
    expect(places).toEqual(['b1', 'c2']);
    gates[0]!.open();
    await gates[0]!.run;
    await settle();
    expect(order).toEqual(['a', 'b']);
    expect(places).toEqual(['b1', 'c2', 'c1']);
    for (const { open, run } of gates.slice(1)) {
      open();
      await run;
    }
    expect(order).toEqual(['a', 'b', 'c']);
  });

  it('한 서버에 하나, 기다리는 것은 정한 만큼만', async () => {
    const desk = new BatchDesk();
    const one = gate();
    const running = desk.run(job('a'), () => undefined, one.work);
    await expect(desk.run(job('a'), () => undefined, one.work)).rejects.toMatchObject({
      code: 'batch/running',
    });
    const waiting = Array.from({ length: BATCH_LIMITS.waiting }, (_, i) =>
      desk.run(job(`w${i}`), () => undefined, one.work),
    );
    await expect(desk.run(job('z'), () => undefined, one.work)).rejects.toMatchObject({ code: 'batch/busy' });
    one.open();
    await Promise.all([running, ...waiting]);
    expect(desk.jobOf('a')).toBeUndefined();
  });

  it('기다리다 멈추면 자리를 비우고, 실패한 것은 차례를 막지 않는다', async () => {
    const desk = new BatchDesk();
    const one = gate();
    const failing = desk.run(
      job('a'),
      () => undefined,
      async () => {
        await one.work();
        throw new Error('broken');
      },
    );
    const left = job('b');
    const places: number[] = [];
    const leaving = desk.run(
      left,
      () => undefined,
      () => Promise.resolve(),
    );
    const last = desk.run(
      job('c'),
      (place) => places.push(place),
      () => Promise.resolve('done'),
    );
    await settle();
    left.stop.abort(new Error('stopped'));
    await expect(leaving).rejects.toThrow('stopped');
    expect(places).toEqual([2, 1]);
    one.open();
    await expect(failing).rejects.toThrow('broken');
    await expect(last).resolves.toBe('done');
  });

  it('얼마나 걸릴지는 앞서 걸린 시간에서 배운다', () => {
    const desk = new BatchDesk();
    const before = desk.expectedMs(1000);
    for (let i = 0; i < 10; i++) desk.learn(1000, 400);
    expect(desk.expectedMs(1000)).toBeCloseTo(400, -1);
    expect(before).toBeGreaterThan(1000);
  });
});

describe('파일', () => {
  it('올릴 수 있는 크기를 넘으면 묶고, 묶어도 크면 이름만 남긴다', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'matgeul-parcels-'));
    const noise = Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 7919 * (i % 31)) % 251));
    await writeFile(join(folder, 'small.txt'), 'a');
    await writeFile(join(folder, 'even.txt'), 'a'.repeat(5000));
    await writeFile(join(folder, 'noise.bin'), noise);
    const paths = ['small.txt', 'even.txt', 'noise.bin', 'missing'].map((name) => join(folder, name));
    const { files, tooLarge } = await parcelsOf(paths, 100);
    expect(files.map(({ name }) => name)).toEqual(['small.txt', 'even.txt.gz']);
    expect(gunzipSync(files[1]!.bytes).toString()).toBe('a'.repeat(5000));
    expect(tooLarge).toEqual(['noise.bin']);
  });

  it('한 메시지의 파일은 모두 더해 정한 크기까지', () => {
    const files = [6, 3, 3, 9].map((size, i) => ({ name: `${i}`, bytes: Buffer.alloc(size) }));
    const lots = lotsOf(files, 10).map((lot) => lot.map(({ name }) => name));
    expect(lots).toEqual([['0', '1'], ['2'], ['3']]);
    expect(lotsOf([], 10)).toEqual([]);
  });

  it.each([
    ['댓글 덤프.jsonl', '댓글 덤프.jsonl'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['..', 'dump'],
    ['', 'dump'],
    ['<b>.txt', '_b_.txt'],
  ])('이름 %s → %s', (name, plain) => {
    expect(plainName(name)).toBe(plain);
  });

  it.each([
    [{ name: 'ab12.jsonl', title: '댓글' }, '댓글.jsonl'],
    [{ name: 'ab12.gz', title: '댓글.jsonl.gz' }, '댓글.jsonl.gz'],
    [{ name: 'dump.jsonl', title: null }, 'dump.jsonl'],
  ])('올린 사람이 붙인 이름 %j → %s', (attached, name) => {
    expect(ownName(attached)).toBe(name);
  });

  it('긴 이름도 파일 시스템이 받는다', () => {
    expect(Buffer.byteLength(plainName(`${'가'.repeat(300)}.jsonl`))).toBeLessThan(255);
    expect(plainName(`${'가'.repeat(300)}.jsonl`)).toMatch(/\.jsonl$/);
  });

  it('폴더는 실패해도 지우고, 죽은 프로세스가 남긴 것도 지운다', async () => {
    let folder = '';
    await expect(
      inTempFolder((made) => {
        folder = made;
        expect(existsSync(made)).toBe(true);
        return Promise.reject(new Error('broken'));
      }),
    ).rejects.toThrow('broken');
    expect(existsSync(folder)).toBe(false);
    const dead = mkdtempSync(join(tmpdir(), 'matgeul-batch-999999999-'));
    const alive = mkdtempSync(join(tmpdir(), `matgeul-batch-${process.ppid}-`));
    await removeLeftovers();
    expect(existsSync(dead)).toBe(false);
    expect(existsSync(alive)).toBe(true);
    rmSync(alive, { recursive: true });
  });
});

it('진행을 말로 한다', () => {
  expect(stateWords({ kind: 'waiting', position: 2 }).ko).toContain('**2번째**');
  const { ko } = stateWords({ kind: 'judging', comments: 12_345, share: 0.5, msLeft: 61_000 });
  expect(ko).toContain('댓글 **12,345**개');
  expect(ko).toContain('`▰▰▰▰▰▰▰▱▱▱▱▱▱▱` 약 50% · 약 2분 남음');
});
