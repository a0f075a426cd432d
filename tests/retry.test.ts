import { describe, expect, test } from 'vitest';
import { backoffMs, retry, type RetryClock, type RetryPolicy } from '../src/retry.js';

/** A clock that moves only while somebody waits. */
function clockOf(random = 0): RetryClock & { readonly waits: number[] } {
  const waits: number[] = [];
  let now = 1000;
  return {
    waits,
    now: () => now,
    random: () => random,
    wait: (ms) => {
      waits.push(ms);
      now += ms;
      return Promise.resolve();
    },
  };
}

const failing = (times: number): (() => Promise<string>) => {
  let left = times;
  return () => (left-- > 0 ? Promise.reject(new Error(`fails ${left}`)) : Promise.resolve('done'));
};

const POLICY: RetryPolicy = { firstMs: 100, longestMs: 800, windowMs: () => 10_000 };

describe('기다리는 시간', () => {
  test.each([
    // failures, random, ms
    [0, 0, 50],
    [0, 0.5, 75],
    [1, 0, 100],
    [3, 0, 400],
    [4, 0, 400],
    [30, 0.99, 796],
  ])('%d번 실패한 뒤, 난수 %d: %d ms', (failures, random, ms) => {
    expect(backoffMs(POLICY, failures, random)).toBe(ms);
  });
});

describe('다시 하기', () => {
  test('될 때까지 하고, 그때마다 곱절로 기다린다', async () => {
    const clock = clockOf();
    expect(await retry(failing(5), POLICY, clock)).toBe('done');
    expect(clock.waits).toEqual([50, 100, 200, 400, 400]);
  });
  test('처음 것이 되면 기다리지 않는다', async () => {
    const clock = clockOf();
    expect(await retry(failing(0), POLICY, clock)).toBe('done');
    expect(clock.waits).toEqual([]);
  });
  test('기한이 0이면 한 번만 하고 그 오류를 낸다', async () => {
    const clock = clockOf();
    await expect(retry(failing(1), { ...POLICY, windowMs: () => 0 }, clock)).rejects.toThrow('fails 0');
    expect(clock.waits).toEqual([]);
  });
  test('기한은 첫 시도부터 재고, 마지막 오류를 낸다', async () => {
    const clock = clockOf();
    await expect(retry(failing(9), { ...POLICY, windowMs: () => 150 }, clock)).rejects.toThrow('fails 6');
    expect(clock.waits).toEqual([50, 100]);
  });
  test('기한은 오류마다 다를 수 있다', async () => {
    const clock = clockOf();
    const windowMs = (error: unknown): number => ((error as Error).message === 'fails 1' ? 0 : 10_000);
    await expect(retry(failing(3), { ...POLICY, windowMs }, clock)).rejects.toThrow('fails 1');
  });
  test('서버가 바라는 만큼은 기다리고, 그것이 기한을 넘으면 기다리지 않는다', async () => {
    const clock = clockOf();
    expect(await retry(failing(2), { ...POLICY, leastWaitMs: () => 75 }, clock)).toBe('done');
    expect(clock.waits).toEqual([75, 100]);
    const late = clockOf();
    const policy = { ...POLICY, leastWaitMs: () => 10_000 };
    await expect(retry(failing(2), policy, late)).rejects.toThrow('fails 1');
    expect(late.waits).toEqual([]);
  });
  test('멈추라고 하면 기다림을 끝내고 마지막 오류를 낸다', async () => {
    const stop = new AbortController();
    const onRetry = (): void => {
      stop.abort();
    };
    const policy = {
      firstMs: 60_000,
      longestMs: 60_000,
      windowMs: () => Infinity,
      signal: stop.signal,
      onRetry,
    };
    await expect(retry(failing(3), policy)).rejects.toThrow('fails 2');
  });
});
