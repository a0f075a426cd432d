import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NewEffect, OutboxItem } from '../../src/moderation/index.js';
import type { Store } from '../../src/store/index.js';
import { openDialects } from './dialects.js';
import { DAY, effect, GUILD, MINUTE, OTHER_GUILD, T0 } from './given.js';

const dialects = await openDialects();
const SLOW = { reason: 'discord', error: 'HTTPError' } as const;

interface Asked {
  now?: number;
  limit?: number;
  perGuild?: number;
  worker?: string;
}
const lease = (
  store: Store,
  { now = T0, limit = 100, perGuild = 100, worker = 'w' }: Asked = {},
): Promise<OutboxItem[]> => store.outbox.lease({ now, limit, perGuild, leaseMs: MINUTE, worker });
const keys = (items: readonly OutboxItem[]): string[] => items.map(({ key }) => key);
const lane = (name: string, ...of: string[]): NewEffect[] =>
  of.map((key) => effect({ partitionKey: name, key }));

describe.each(dialects)('$name: 할 일', ({ open, database }) => {
  it('한 줄의 일은 차례로, 앞일이 끝나거나 버려져야 다음이다', async () => {
    const store = await open();
    await store.outbox.add([...lane('x', 'x1', 'x2', 'x3'), ...lane('y', 'y1')]);
    const [x1, y1] = await lease(store);
    expect([x1?.key, y1?.key]).toEqual(['x1', 'y1']);
    expect(await lease(store)).toEqual([]);
    // 다시 할 시각을 기다리는 동안에도 뒤는 기다린다.
    await store.outbox.retry(x1!.id, T0 + 5 * MINUTE, SLOW);
    expect(await lease(store, { now: T0 + 4 * MINUTE })).toMatchObject([{ key: 'y1' }]);
    const [again] = await lease(store, { now: T0 + 5 * MINUTE, limit: 1 });
    expect(again).toMatchObject({ key: 'x1', attempts: 1 });
    await store.outbox.done(again!.id);
    const [x2] = (await lease(store, { now: T0 + 5 * MINUTE })).filter(({ partitionKey: of }) => of === 'x');
    expect(x2).toMatchObject({ key: 'x2', attempts: 0 });
    await store.outbox.abandon(x2!.id, SLOW);
    expect(keys(await lease(store, { now: T0 + 5 * MINUTE }))).toContain('x3');
    expect(await store.outbox.backlog(T0)).toMatchObject({ waiting: 2, abandoned: 1 });
  });

  it('빌린 시간이 끝난 일은 시도를 하나 더해 다시 빌려준다', async () => {
    const store = await open();
    await store.outbox.add([effect({ key: 'a' })]);
    expect(await lease(store)).toMatchObject([{ key: 'a', attempts: 0 }]);
    expect(await lease(store, { now: T0 + MINUTE - 1 })).toEqual([]);
    expect(await store.outbox.nextDue()).toBe(T0 + MINUTE);
    expect(await lease(store, { now: T0 + MINUTE })).toMatchObject([{ key: 'a', attempts: 1 }]);
    expect(await lease(store, { now: T0 + 2 * MINUTE })).toMatchObject([{ key: 'a', attempts: 2 }]);
  });

  it('같은 열쇠의 일은 끝난 뒤에도 다시 하지 않고, 한 주 뒤에야 잊는다', async () => {
    let now = T0;
    const store = await open({ clock: () => now });
    const once = effect({ key: 'a' });
    await store.outbox.add([once, { ...once, partitionKey: 'z' }]);
    await store.outbox.add([once]);
    const [item] = await lease(store);
    expect(item).toMatchObject({ ...once, attempts: 0, createdAt: T0 });
    await store.outbox.done(item!.id);
    await store.outbox.add([once]);
    expect(await lease(store, { now: T0 + DAY })).toEqual([]);
    now = T0 + 6 * DAY;
    await store.sweep(now);
    await store.outbox.add([once]);
    expect(await store.outbox.backlog(now)).toMatchObject({ waiting: 0 });
    now = T0 + 8 * DAY;
    await store.sweep(now);
    await store.outbox.add([once]);
    expect(await store.outbox.backlog(now + 7)).toEqual({ waiting: 1, oldestMs: 7, abandoned: 0 });
  });

  it('때가 되어야 빌려주고, 다음 때를 안다', async () => {
    const store = await open();
    expect(await store.outbox.nextDue()).toBeUndefined();
    await store.outbox.add([
      effect({ partitionKey: 'x', key: 'late', dueAt: T0 + 50 }),
      effect({ partitionKey: 'x', key: 'behind', dueAt: T0 + 10 }),
      effect({ partitionKey: 'y', key: 'soon', dueAt: T0 + 20 }),
    ]);
    expect(await store.outbox.nextDue()).toBe(T0 + 20);
    expect(await lease(store, { now: T0 + 19 })).toEqual([]);
    expect(keys(await lease(store, { now: T0 + 49 }))).toEqual(['soon']);
    expect(await store.outbox.nextDue()).toBe(T0 + 50);
  });

  it('서버가 돌아가며 받고, 한 서버가 쥔 것은 한도에 든다', async () => {
    const store = await open();
    await store.outbox.add(
      Array.from({ length: 20 }, (_, index) => effect({ partitionKey: `${index}`, key: `a${index}` })),
    );
    await store.outbox.add(
      Array.from({ length: 3 }, (_, index) =>
        effect({ guildId: OTHER_GUILD, partitionKey: `${index}`, key: `b${index}` }),
      ),
    );
    expect(keys(await lease(store, { limit: 5 }))).toEqual(['a0', 'b0', 'a1', 'b1', 'a2']);
    // 큰 서버는 셋, 작은 서버는 둘을 쥐고 있다: 작은 서버가 먼저다.
    expect(keys(await lease(store, { limit: 2 }))).toEqual(['b2', 'a3']);
    expect(await lease(store, { perGuild: 4 })).toEqual([]);
    const more = await lease(store, { perGuild: 6 });
    expect(keys(more)).toEqual(['a4', 'a5']);
    await store.outbox.done(more[0]!.id);
    expect(keys(await lease(store, { perGuild: 6 }))).toEqual(['a6']);
  });

  it('서버가 다르면 줄도 열쇠도 다르다', async () => {
    const store = await open();
    await store.outbox.add([
      effect({ partitionKey: 'log', key: 'hi' }),
      effect({ guildId: OTHER_GUILD, partitionKey: 'log', key: 'hi' }),
    ]);
    expect((await lease(store)).map(({ guildId }) => guildId)).toEqual([GUILD, OTHER_GUILD]);
  });

  it('두 연결의 여러 일꾼이 나눠도 한 번씩, 차례로, 한도 안에서 한다', async () => {
    const file = await database();
    const stores = [await open({ database: file }), await open({ database: file })];
    const all = ['p', 'q', 'r', 's', 't', 'u'].flatMap((name) =>
      lane(name, ...Array.from({ length: 12 }, (_, index) => `${name}${index}`)),
    );
    await stores[0]!.outbox.add(all);
    const seen: string[] = [];
    let held = 0;
    let most = 0;
    const work = async (store: Store, worker: string): Promise<void> => {
      while (seen.length < all.length) {
        const items = await lease(store, { worker, limit: 2, perGuild: 3 });
        held += items.length;
        most = Math.max(most, held);
        for (const { key, id } of items) {
          seen.push(key);
          held -= 1;
          await store.outbox.done(id);
        }
      }
    };
    await Promise.all(Array.from({ length: 6 }, (_, index) => work(stores[index % 2]!, `w${index}`)));
    expect([...seen].sort()).toEqual(all.map(({ key }) => key).sort());
    for (const name of ['p', 'q', 'r', 's', 't', 'u']) {
      expect(seen.filter((key) => key.startsWith(name))).toEqual(
        Array.from({ length: 12 }, (_, index) => `${name}${index}`),
      );
    }
    expect(most).toBeLessThanOrEqual(3);
    expect(most).toBeGreaterThan(1);
  });

  it('같은 순간에 여럿이 빌려도 한 서버의 한도를 넘지 않는다', async () => {
    const file = await database();
    const stores = [await open({ database: file }), await open({ database: file })];
    await stores[0]!.outbox.add(
      Array.from({ length: 60 }, (_, index) => effect({ partitionKey: `${index}` })),
    );
    for (let round = 0; round < 5; round += 1) {
      const leased = await Promise.all(
        Array.from({ length: 10 }, (_, index) => lease(stores[index % 2]!, { limit: 2, perGuild: 7 })),
      );
      const ids = leased.flat().map(({ id }) => id);
      expect(new Set(ids).size).toBe(7);
      expect(ids).toHaveLength(7);
      for (const id of ids) await stores[0]!.outbox.done(id);
    }
  });

  it('어떤 순서로 실패하고 늦어도 줄의 차례와 단 한 번의 끝이 지켜진다', { timeout: 120_000 }, async () => {
    const step = fc.oneof(
      fc.record({
        do: fc.constant('lease' as const),
        limit: fc.integer({ min: 1, max: 4 }),
        perGuild: fc.integer({ min: 1, max: 4 }),
      }),
      fc.record({
        do: fc.constantFrom('done' as const, 'retry' as const, 'abandon' as const),
        which: fc.nat(20),
        wait: fc.nat(3),
      }),
      fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ do: fc.constant('add' as const), lane: fc.nat(2), guild: fc.boolean() }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
        const store = await open({ database: await database() });
        let now = T0;
        let number = 0;
        /** 줄마다 아직 끝나지 않은 열쇠, 차례로. */
        const waiting = new Map<string, string[]>();
        const held = new Map<number, OutboxItem & { until: number }>();
        for (const one of steps) {
          if (one.do === 'wait') now += one.minutes * MINUTE;
          if (one.do === 'add') {
            const guildId = one.guild ? GUILD : OTHER_GUILD;
            const key = `k${number++}`;
            await store.outbox.add([effect({ guildId, partitionKey: `${one.lane}`, key })]);
            const name = `${guildId}/${one.lane}`;
            waiting.set(name, [...(waiting.get(name) ?? []), key]);
          }
          if (one.do === 'lease') {
            for (const item of await lease(store, { now, limit: one.limit, perGuild: one.perGuild })) {
              // 줄의 맨 앞만, 남이 쥐고 있지 않은 것만 온다.
              expect(waiting.get(`${item.guildId}/${item.partitionKey}`)?.[0]).toBe(item.key);
              expect(held.get(item.id)?.until ?? 0).toBeLessThanOrEqual(now);
              held.set(item.id, { ...item, until: now + MINUTE });
            }
            const counts = [GUILD, OTHER_GUILD].map(
              (guild) =>
                [...held.values()].filter(({ guildId, until }) => guildId === guild && until > now).length,
            );
            const before = Math.max(...counts);
            if (before > 4) throw new Error('한도를 넘었다');
          }
          if (one.do === 'done' || one.do === 'retry' || one.do === 'abandon') {
            const item = [...held.values()][one.which % Math.max(1, held.size)];
            if (item === undefined) continue;
            held.delete(item.id);
            if (one.do === 'retry') await store.outbox.retry(item.id, now + one.wait * MINUTE, SLOW);
            else {
              await (one.do === 'done' ? store.outbox.done(item.id) : store.outbox.abandon(item.id, SLOW));
              const name = `${item.guildId}/${item.partitionKey}`;
              waiting.set(
                name,
                (waiting.get(name) ?? []).filter((key) => key !== item.key),
              );
            }
          }
        }
        const left = [...waiting.values()].flat().length;
        expect((await store.outbox.backlog(now)).waiting).toBe(left);
        await store.close();
      }),
      { numRuns: 25 },
    );
  });
});
