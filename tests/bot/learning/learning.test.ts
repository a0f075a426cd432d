import { describe, expect, test, vi } from 'vitest';
import { Learning } from '../../../src/bot/learning/learning.js';
import { missing, newNeeded } from '../../../src/bot/learning/learning.js';
import { FairQueue } from '../../../src/bot/learning/queue.js';
import type { Train } from '../../../src/bot/learning/train-thread.js';
import { readClassifier, SILENT, writeClassifier } from '../../../src/moderation/index.js';
import { trainClassifier } from '../../../src/moderation/classifier/train.js';
import { decisionsOf, resultOf } from '../../moderation/classifier/decisions.js';
import { MemoryStore, memoryLog } from './memory-store.js';

/** Trains in place: what the thread does, without the thread. */
const trainHere: Train = ({ decisions, previous }) => {
  const before = previous === null ? SILENT : (readClassifier(previous) ?? SILENT);
  const { classifier, summary } = trainClassifier(decisions, before);
  return Promise.resolve({ model: writeClassifier(classifier), summary: JSON.stringify(summary) });
};

interface Bench {
  readonly memory: MemoryStore;
  readonly learning: Learning;
  readonly lines: Record<string, unknown>[];
  readonly trained: ReturnType<typeof vi.fn<Train>>;
}

function bench(train: Train = trainHere): Bench {
  const memory = new MemoryStore();
  const { log, lines } = memoryLog();
  const trained = vi.fn<Train>(train);
  return {
    memory,
    lines,
    trained,
    learning: new Learning({ store: memory.store, log, now: () => 1000, train: trained }),
  };
}

/** Until all that was asked for so far is done. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));
const PARKING = '주차장 견인 불법주차';

describe('배우기', () => {
  test('켜지 않은 서버에서는 배우지도 말하지도 않는다', async () => {
    const { memory, learning, trained } = bench();
    memory.serve('g', 100);
    memory.optedIn.delete('g');
    learning.decided('g');
    expect(await learning.retrain('g')).toEqual({ kind: 'off' });
    expect(await learning.evidence('g', PARKING, resultOf(0.5))).toBeNull();
    expect(trained).not.toHaveBeenCalled();
  });

  test('판정이 차면 배우고, 근거를 주고, 끄면 그친다', async () => {
    const { memory, learning, lines } = bench();
    memory.serve('g', 200);
    expect(await learning.evidence('g', PARKING, resultOf(0.5))).toBeNull();
    learning.decided('g');
    await settled();
    expect(await learning.evidence('g', PARKING, resultOf(0.5))).toMatchObject({
      kind: 'relevance',
      id: 'server/decisions',
      title: { ko: '이 서버의 판정에서 배운 것' },
    });
    expect(lines).toMatchObject([{ guildId: 'g', version: 1, decisions: 200, speaks: true }]);
    expect(await learning.evidence('other', PARKING, resultOf(0.5))).toBeNull();
    memory.optedIn.delete('g');
    expect(await learning.evidence('g', PARKING, resultOf(0.5))).toBeNull();
  });

  test.each([
    [0, 0, 25],
    [20, 4, 1],
    [20, 5, 0],
    [24, 1, 4],
    [1, 24, 4],
    [100, 0, 5],
    [12, 12, 1],
  ])('유지 %i, 제거 %i이면 적어도 %i건이 모자란다', (kept, removed, expected) => {
    expect(missing({ kept, removed })).toBe(expected);
  });

  test.each([
    [0, 0],
    [25, 10],
    [100, 10],
    [101, 11],
    [4000, 400],
  ])('%i건 다음에는 새로 %i건', (before, needed) => {
    expect(newNeeded(before)).toBe(needed);
  });

  test('새 판정이 쌓이기 전에는 읽지도 배우지도 않는다', async () => {
    const { memory, learning, trained } = bench();
    memory.serve('g', 40);
    const decide = async (times: number): Promise<void> => {
      for (let i = 0; i < times; i++) {
        memory.labels.set('g', decisionsOf({ count: memory.labels.get('g')!.length + 1 }));
        learning.decided('g');
        await settled();
      }
    };
    await decide(1);
    expect([trained.mock.calls.length, memory.labelReads]).toEqual([1, 1]);
    await decide(9);
    expect([trained.mock.calls.length, memory.labelReads]).toEqual([1, 1]);
    await decide(1);
    expect([trained.mock.calls.length, memory.labelReads]).toEqual([2, 2]);
  });

  test('지워진 만큼 새로 들어와 수가 같아도 배운다', async () => {
    const { memory, learning, trained } = bench();
    memory.serve('g', 60);
    learning.decided('g');
    await settled();
    for (let i = 0; i < 10; i++) learning.decided('g');
    await settled();
    expect(trained).toHaveBeenCalledTimes(2);
  });

  test('모자라면 모자란 만큼 기다린다', async () => {
    const { memory, learning, trained } = bench();
    memory.serve('g', 20);
    learning.decided('g');
    await settled();
    for (let i = 0; i < 4; i++) learning.decided('g');
    await settled();
    expect(memory.labelReads).toBe(1);
    expect(await learning.status('g')).toMatchObject({
      learning: true,
      missing: 5,
      versions: [],
      training: false,
    });
    memory.serve('g', 30);
    learning.decided('g');
    await settled();
    expect(trained).toHaveBeenCalledTimes(1);
  });

  test('시키면 새 판정이 적어도 배우지만, 모자라면 그렇게 말한다', async () => {
    const { memory, learning } = bench();
    memory.serve('g', 30);
    expect(await learning.retrain('g')).toMatchObject({ kind: 'trained', version: 1 });
    expect(await learning.retrain('g')).toMatchObject({ kind: 'trained', version: 2 });
    memory.serve('h', 3);
    expect(await learning.retrain('h')).toMatchObject({ kind: 'few', missing: 22 });
    const { versions } = await learning.status('g');
    expect(versions.map(({ version }) => version)).toEqual([2, 1]);
    expect(versions[0]!.summary).toMatchObject({ decisions: 30 });
  });

  test('한 번에 한 서버, 온 순서대로; 한 서버가 두 번 서지 않는다', async () => {
    let running = 0;
    let most = 0;
    const order: number[] = [];
    const { memory, learning } = bench(async (asked, stop) => {
      most = Math.max(most, ++running);
      order.push(asked.decisions.length);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
      return trainHere(asked, stop);
    });
    for (const [guildId, count] of [
      ['a', 31],
      ['b', 32],
      ['c', 33],
    ] as const)
      memory.serve(guildId, count);
    const asked = ['a', 'a', 'b', 'a', 'c', 'b'].map((guildId) => learning.retrain(guildId));
    expect(await Promise.all(asked)).toHaveLength(6);
    expect(order).toEqual([31, 32, 33]);
    expect(most).toBe(1);
  });

  test('배우다 실패하면 코드만 적고, 전의 것이 그대로 말한다', async () => {
    let fails = false;
    const { memory, learning, lines } = bench((asked, stop) =>
      fails ? Promise.reject(new Error(`못 읽음: ${asked.decisions[0]!.text}`)) : trainHere(asked, stop),
    );
    memory.serve('g', 100);
    await learning.retrain('g');
    const before = await learning.evidence('g', PARKING, resultOf(0.5));
    fails = true;
    expect(await learning.retrain('g')).toEqual({ kind: 'failed' });
    expect(await learning.evidence('g', PARKING, resultOf(0.5))).toEqual(before);
    expect(lines.at(-1)).toMatchObject({ level: 50, guildId: 'g', error: 'Error' });
    expect(JSON.stringify(lines)).not.toMatch(/못 읽음|주차|홈런/);
  });

  test('읽을 수 없는 것이 저장되어 있으면 말이 없고, 다시 배우면 된다', async () => {
    const { memory, learning, lines } = bench();
    memory.serve('g', 100);
    memory.saved.push({
      guildId: 'g',
      version: 1,
      trainedAt: 0,
      decisions: 50,
      model: '{"주차":1}',
      summary: '{',
    });
    expect(await learning.evidence('g', PARKING, resultOf(0.5))).toBeNull();
    expect(lines).toMatchObject([{ level: 40, guildId: 'g', version: 1 }]);
    expect((await learning.status('g')).versions).toMatchObject([{ version: 1, summary: null }]);
    expect(await learning.retrain('g')).toMatchObject({ kind: 'trained' });
    expect(await learning.evidence('g', PARKING, resultOf(0.5))).not.toBeNull();
  });

  test('지우면 잊고, 판정이 새로 열 건 쌓인 뒤에 다시 배운다', async () => {
    const { memory, learning, trained } = bench();
    memory.serve('g', 100);
    await learning.retrain('g');
    await learning.reset('g');
    expect(await learning.evidence('g', PARKING, resultOf(0.5))).toBeNull();
    expect((await learning.status('g')).versions).toEqual([]);
    for (let i = 0; i < 9; i++) learning.decided('g');
    await settled();
    expect(trained).toHaveBeenCalledTimes(1);
    learning.decided('g');
    await settled();
    expect(trained).toHaveBeenCalledTimes(2);
  });

  const waits: Train = (_asked, stop) =>
    new Promise((_resolve, reject) => {
      stop.addEventListener('abort', () => {
        reject(new Error('stopped'));
      });
    });

  test('배우는 도중에 지우면 배운 것을 두지 않는다', async () => {
    const { memory, learning } = bench(waits);
    memory.serve('g', 100);
    const outcome = learning.retrain('g');
    await settled();
    expect((await learning.status('g')).training).toBe(true);
    await learning.reset('g');
    expect(await outcome).toEqual({ kind: 'stopped' });
    expect(memory.saved).toEqual([]);
  });

  test('배우는 도중에 꺼지면 두지 않는다', async () => {
    const { memory, learning } = bench((asked, stop) => {
      memory.optedIn.delete('g');
      return trainHere(asked, stop);
    });
    memory.serve('g', 100);
    expect(await learning.retrain('g')).toEqual({ kind: 'off' });
    expect(memory.saved).toEqual([]);
  });

  test('그치면 하던 것도 기다리던 것도 그친다', async () => {
    const { memory, learning, lines } = bench(waits);
    memory.serve('a', 100);
    memory.serve('b', 100);
    const asked = [learning.retrain('a'), learning.retrain('b')];
    await settled();
    await learning.stop();
    expect(await Promise.all(asked)).toEqual([{ kind: 'stopped' }, { kind: 'stopped' }]);
    expect(await learning.retrain('a')).toEqual({ kind: 'stopped' });
    learning.decided('a');
    expect(lines).toEqual([]);
  });
});

describe('줄', () => {
  test('기다리는 같은 열쇠는 하나, 도는 동안에 온 것은 다음에', async () => {
    const queue = new FairQueue<number>();
    let runs = 0;
    const job = async (): Promise<number> => {
      await Promise.resolve();
      return ++runs;
    };
    const [a, b] = [queue.add('k', job), queue.add('k', job)];
    expect(queue.has('k')).toBe(true);
    expect([await a, await b]).toEqual([1, 1]);
    expect(await queue.add('k', job)).toBe(2);
  });

  test('실패한 일이 줄을 막지 않는다', async () => {
    const queue = new FairQueue<number>();
    const failed = queue.add('a', () => Promise.reject(new Error('no')));
    const next = queue.add('b', () => Promise.resolve(2));
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe(2);
  });
});
