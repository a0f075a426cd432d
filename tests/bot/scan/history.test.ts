import { describe, expect, it } from 'vitest';
import { type Dated, history, type Reach, shareDone } from '../../../src/bot/features/scan/scan.js';

/** A channel of `size` messages, one a minute, and the pages it was asked for. */
function channel(size: number) {
  const messages: Dated[] = Array.from({ length: size }, (_, n) => ({
    id: String(n + 1),
    createdTimestamp: (n + 1) * 60_000,
  }));
  const asked: (string | undefined)[] = [];
  const fetch = (before: string | undefined, limit: number): Promise<Dated[]> => {
    asked.push(before);
    const older = messages.filter(({ id }) => before === undefined || BigInt(id) < BigInt(before));
    return Promise.resolve(older.slice(-limit));
  };
  return { fetch, asked };
}

async function read(size: number, reach: Reach): Promise<{ ids: number[]; asked: (string | undefined)[] }> {
  const { fetch, asked } = channel(size);
  const ids: number[] = [];
  for await (const page of history(fetch, reach)) ids.push(...page.map(({ id }) => Number(id)));
  return { ids, asked };
}

const down = (from: number, to: number): number[] =>
  Array.from({ length: from - to + 1 }, (_, n) => from - n);

describe('지난 메시지 거슬러 읽기', () => {
  it('새것부터 끝까지 읽고, 비었거나 모자라면 더 묻지 않는다', async () => {
    expect(await read(250, { count: 1000, since: null })).toEqual({
      ids: down(250, 1),
      asked: [undefined, '151', '51'],
    });
    expect(await read(0, { count: 1000, since: null })).toEqual({ ids: [], asked: [undefined] });
    expect((await read(200, { count: 1000, since: null })).asked).toEqual([undefined, '101', '1']);
  });

  it('정한 개수에서 멈춘다', async () => {
    expect(await read(500, { count: 130, since: null })).toEqual({
      ids: down(500, 371),
      asked: [undefined, '401'],
    });
  });

  it('정한 때보다 오래된 것은 읽지 않는다', async () => {
    expect((await read(500, { count: 10_000, since: 350 * 60_000 })).ids).toEqual(down(500, 350));
    expect((await read(500, { count: 10_000, since: 999 * 60_000 })).ids).toEqual([]);
  });

  it('어디까지 왔는지는 개수와 때 가운데 먼저 끝날 쪽으로 센다', () => {
    expect(shareDone(50, null, 1000, { count: 100, since: null })).toBe(0.5);
    expect(shareDone(50, 900, 1000, { count: 1000, since: 800 })).toBe(0.5);
    expect(shareDone(500, 0, 1000, { count: 100, since: 800 })).toBe(1);
  });
});
