import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Store } from '../../../src/store/index.js';
import { Cursors } from '../../../src/bot/gateway/cursors.js';

/** Cursors over a store that only remembers what it was told. */
function made(): {
  cursors: Cursors;
  writes: Record<string, string>[];
  failNext: () => void;
  warnings: string[];
} {
  const writes: Record<string, string>[] = [];
  const warnings: string[] = [];
  let fails = false;
  const advance = (cursors: ReadonlyMap<string, string>): Promise<void> => {
    if (fails) {
      fails = false;
      return Promise.reject(new Error('down'));
    }
    writes.push(Object.fromEntries(cursors));
    return Promise.resolve();
  };
  const log = pino({ level: 'warn' }, { write: (line: string) => warnings.push(line) });
  const store = { channels: { advance } } as unknown as Store;
  return {
    cursors: new Cursors({ store, log }),
    writes,
    warnings,
    failNext: () => {
      fails = true;
    },
  };
}

/** A message whose storing the test decides. */
function storing(): { stored: Promise<void>; done: () => void; fail: () => void } {
  let done!: () => void;
  let fail!: () => void;
  const stored = new Promise<void>((resolve, reject) => {
    done = resolve;
    fail = () => {
      reject(new Error('not stored'));
    };
  });
  return { stored, done, fail };
}
const STORED = Promise.resolve();

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('커서는 저장되지 않은 글을 지나가지 않는다', () => {
  it('모두 저장되었으면 가장 늦은 글까지 간다, 온 차례가 어떻든', async () => {
    const { cursors, writes } = made();
    cursors.arrived(0, 'c1', '105', STORED);
    cursors.arrived(0, 'c1', '103', STORED);
    cursors.arrived(0, 'c1', '104', STORED);
    await Promise.resolve();
    await cursors.flush();
    expect(writes).toEqual([{ c1: '105' }]);
  });

  it.each([
    // the message that is not stored yet, the cursor
    ['101', '100'],
    ['102', '101'],
    ['103', '102'],
  ])('101~103 가운데 %s이(가) 아직이면 %s까지', async (waiting, cursor) => {
    const { cursors, writes } = made();
    for (const id of ['101', '102', '103'])
      cursors.arrived(0, 'c1', id, id === waiting ? storing().stored : STORED);
    await Promise.resolve();
    await cursors.flush();
    expect(writes).toEqual([{ c1: cursor }]);
  });

  it('둘이 아직이면 앞의 것이 막고, 그것이 저장되면 다음 것이 막는다', async () => {
    const { cursors, writes } = made();
    const [first, second] = [storing(), storing()];
    cursors.arrived(0, 'c1', '12', second.stored);
    cursors.arrived(0, 'c1', '10', first.stored);
    cursors.arrived(0, 'c1', '15', STORED);
    await cursors.flush();
    first.done();
    await first.stored;
    await cursors.flush();
    second.done();
    await second.stored;
    await cursors.flush();
    expect(writes).toEqual([{ c1: '9' }, { c1: '11' }, { c1: '15' }]);
  });

  it('저장에 실패한 글은 끝내 지나가지 않는다', async () => {
    const { cursors, writes } = made();
    const lost = storing();
    cursors.arrived(0, 'c1', '20', lost.stored);
    lost.fail();
    await expect(lost.stored).rejects.toThrow();
    cursors.arrived(0, 'c1', '21', STORED);
    cursors.arrived(0, 'c1', '30', STORED);
    await Promise.resolve();
    await cursors.flush();
    await cursors.flush();
    expect(writes).toEqual([{ c1: '19' }]);
  });

  it('움직이지 않은 채 여러 번 써도 기다리는 글을 잊지 않는다', async () => {
    const { cursors, writes } = made();
    cursors.arrived(0, 'c1', '20', storing().stored);
    await cursors.flush();
    await cursors.flush();
    cursors.arrived(0, 'c1', '25', STORED);
    await Promise.resolve();
    await cursors.flush();
    expect(writes).toEqual([{ c1: '19' }]);
  });

  it('길이가 다른 번호도 수로 견준다', async () => {
    const { cursors, writes } = made();
    cursors.arrived(0, 'c1', '1000', STORED);
    cursors.arrived(0, 'c1', '999', storing().stored);
    await Promise.resolve();
    await cursors.flush();
    expect(writes).toEqual([{ c1: '998' }]);
  });

  it('한 채널의 기다림은 다른 채널을 막지 않는다', async () => {
    const { cursors, writes } = made();
    cursors.arrived(0, 'c1', '50', storing().stored);
    cursors.arrived(0, 'c2', '60', STORED);
    await Promise.resolve();
    await cursors.flush();
    expect(writes).toEqual([{ c1: '49', c2: '60' }]);
  });

  it('물러나지 않는다: 늦게 온 앞의 글은 커서를 움직이지 않는다', async () => {
    const { cursors, writes } = made();
    const slow = storing();
    cursors.arrived(0, 'c1', '40', STORED);
    await Promise.resolve();
    cursors.arrived(0, 'c1', '41', slow.stored);
    await cursors.flush();
    cursors.arrived(0, 'c1', '39', storing().stored);
    await cursors.flush();
    expect(writes).toEqual([{ c1: '40' }]);
  });
});

describe('샤드에 빈틈이 있으면', () => {
  it('그 샤드의 커서만 서고, 풀리면 한꺼번에 간다', async () => {
    const { cursors, writes } = made();
    cursors.arrived(0, 'c1', '70', STORED);
    cursors.arrived(1, 'c2', '80', STORED);
    await Promise.resolve();
    cursors.hold(0);
    await cursors.flush();
    expect(writes).toEqual([{ c2: '80' }]);
    cursors.release(0);
    await cursors.flush();
    expect(writes).toEqual([{ c2: '80' }, { c1: '70' }]);
  });

  it('풀리고 0.5초 뒤에 저절로 쓴다', async () => {
    const { cursors, writes } = made();
    cursors.hold(0);
    cursors.arrived(0, 'c1', '70', STORED);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(writes).toEqual([]);
    cursors.release(0);
    await vi.advanceTimersByTimeAsync(499);
    expect(writes).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(writes).toEqual([{ c1: '70' }]);
  });
});

describe('쓰기', () => {
  it('저장되고 0.5초 뒤에 쓴다; 그동안 온 것은 한 번에', async () => {
    const { cursors, writes } = made();
    cursors.arrived(0, 'c1', '1', STORED);
    await vi.advanceTimersByTimeAsync(300);
    cursors.arrived(0, 'c1', '2', STORED);
    await vi.advanceTimersByTimeAsync(199);
    expect(writes).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(writes).toEqual([{ c1: '2' }]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(writes).toHaveLength(1);
  });

  it('그대로인 커서는 다시 쓰지 않는다', async () => {
    const { cursors, writes } = made();
    cursors.arrived(0, 'c1', '5', STORED);
    await Promise.resolve();
    await cursors.flush();
    await cursors.flush();
    await cursors.flush();
    expect(writes).toEqual([{ c1: '5' }]);
  });

  it('데이터베이스가 거절해도 던지지 않고 기록하며, 다음 글과 함께 다시 간다', async () => {
    const { cursors, writes, warnings, failNext } = made();
    cursors.arrived(0, 'c1', '5', STORED);
    await Promise.resolve();
    failNext();
    await cursors.flush();
    expect(writes).toEqual([]);
    expect(warnings).toHaveLength(1);
    cursors.arrived(0, 'c1', '6', STORED);
    await Promise.resolve();
    await cursors.flush();
    expect(writes).toEqual([{ c1: '6' }]);
  });

  it('쓸 것이 없으면 데이터베이스를 부르지 않는다', async () => {
    const { cursors, writes } = made();
    await cursors.flush();
    expect(writes).toEqual([]);
  });
});

describe('whenStored', () => {
  it('저장될 때까지 기다리고, 실패는 그대로 알린다', async () => {
    const { cursors } = made();
    const [ok, bad] = [storing(), storing()];
    cursors.arrived(0, 'c1', '1', ok.stored);
    cursors.arrived(0, 'c1', '2', bad.stored);
    const order: string[] = [];
    const waited = cursors.whenStored('c1', '1').then(() => order.push('waited'));
    await Promise.resolve();
    order.push('before');
    ok.done();
    await waited;
    expect(order).toEqual(['before', 'waited']);
    bad.fail();
    await expect(cursors.whenStored('c1', '2')).rejects.toThrow('not stored');
  });
  it('모르는 글과 모르는 채널은 기다리지 않는다', async () => {
    const { cursors } = made();
    cursors.arrived(0, 'c1', '1', storing().stored);
    await cursors.whenStored('c1', '2');
    await cursors.whenStored('c2', '1');
  });
});
