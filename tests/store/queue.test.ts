import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Flag } from '../../src/moderation/index.js';
import type { Store } from '../../src/store/index.js';
import { QUEUE_SORTS } from '../../src/store/index.js';
import { openDialects } from './dialects.js';
import { AUTHOR, decideOn, GUILD, MINUTE, openFlag, OTHER_GUILD, T0, nextId } from './given.js';

const dialects = await openDialects();
const [ANN, BEA] = ['41', '42'];

const next = (
  store: Store,
  moderator: string,
  filter = {},
  now = T0,
  guild = GUILD,
): Promise<Flag | undefined> => store.flags.next(guild, moderator, filter, now, 5 * MINUTE);

describe.each(dialects)('$name: 대기열', ({ open, database }) => {
  it('점수가 높은 것부터, 같으면 오래된 것부터, 둘에게 같은 것은 주지 않는다', async () => {
    const store = await open();
    const low = await openFlag(store, { score: 0.5 });
    const late = await openFlag(store, { score: 0.8, createdAt: T0 + 5 });
    const early = await openFlag(store, { score: 0.8, createdAt: T0 + 1 });
    await openFlag(store, { score: 0.99, shadow: true });
    await openFlag(store, { score: 0.99, message: { guildId: OTHER_GUILD } });
    expect((await next(store, ANN))?.id).toBe(early.id);
    expect((await next(store, BEA))?.id).toBe(late.id);
    expect((await next(store, '43'))?.id).toBe(low.id);
    expect(await next(store, '44')).toBeUndefined();
    expect(await store.flags.count(GUILD, {}, T0)).toEqual({ open: 3, held: 3 });
    expect((await store.flags.open(GUILD, 2)).map(({ id }) => id)).toEqual([early.id, late.id]);
  });

  it('다시 물으면 쥐고 있던 것을, 시간이 지나면 남이 받는다', async () => {
    const store = await open();
    const first = await openFlag(store, { score: 0.9 });
    const second = await openFlag(store, { score: 0.7 });
    expect(await next(store, ANN)).toMatchObject({
      id: first.id,
      claim: { by: ANN, until: T0 + 5 * MINUTE },
    });
    // 다시 물은 때부터 다시 5분이다.
    expect(await next(store, ANN, {}, T0 + MINUTE)).toMatchObject({ claim: { until: T0 + 6 * MINUTE } });
    expect((await next(store, BEA, {}, T0 + MINUTE))?.id).toBe(second.id);
    expect(await next(store, '43', {}, T0 + 6 * MINUTE - 1)).toBeUndefined();
    expect((await next(store, '43', {}, T0 + 6 * MINUTE))?.id).toBe(first.id);
    expect(await store.flags.get(GUILD, first.id)).toMatchObject({ claim: { by: '43' } });
  });

  it('놓은 것은 곧바로 남이 받고, 남의 것은 놓을 수 없다', async () => {
    const store = await open();
    const flag = await openFlag(store);
    await next(store, ANN);
    await store.flags.release(GUILD, BEA, flag.id);
    expect(await next(store, BEA)).toBeUndefined();
    await store.flags.release(GUILD, ANN, flag.id);
    expect((await next(store, BEA))?.id).toBe(flag.id);
    await store.flags.release(GUILD, BEA);
    expect((await next(store, ANN))?.id).toBe(flag.id);
  });

  it('거르개에 맞는 것만 세고 준다', async () => {
    const store = await open();
    const old = await openFlag(store, { articleId: 'a1', evidenceKey: 'rule/x', createdAt: T0 });
    const fresh = await openFlag(store, { articleId: 'a2', evidenceKey: 'rule/y', createdAt: T0 + MINUTE });
    await openFlag(store, { articleId: 'a2', evidenceKey: 'rule/y', shadow: true });
    const now = T0 + 2 * MINUTE;
    expect((await next(store, ANN, { articleId: 'a2' }, now))?.id).toBe(fresh.id);
    expect((await next(store, BEA, { olderThanMs: MINUTE + 1 }, now))?.id).toBe(old.id);
    // 쥐고 있어도 거르개에 맞지 않으면 다른 것을 찾는다.
    expect(await next(store, ANN, { evidenceKey: 'rule/x' }, now)).toBeUndefined();
    expect(await store.flags.count(GUILD, { evidenceKey: 'rule/y' }, now)).toEqual({ open: 1, held: 1 });
    expect(await store.flags.groups(GUILD, 'evidenceKey')).toEqual([
      { value: 'rule/x', count: 1 },
      { value: 'rule/y', count: 1 },
    ]);
    expect(await store.flags.groups(GUILD, 'articleId', { evidenceKey: 'rule/y' })).toEqual([
      { value: 'a2', count: 1 },
    ]);
  });

  it('어느 순서로 봐도 하나도 빠지거나 겹치지 않고, 순서는 말 그대로다', async () => {
    const store = await open();
    const key = {
      score: (one: Flag) => [-one.score, one.createdAt],
      oldest: (one: Flag) => [one.createdAt, -one.score],
      newest: (one: Flag) => [-one.createdAt, -one.score],
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(0.7, 0.8, 0.9), fc.constantFrom(0, 1, 2)), { maxLength: 7 }),
        fc.constantFrom(...QUEUE_SORTS),
        async (given, sort) => {
          const guildId = nextId();
          const flags: Flag[] = [];
          for (const [score, at] of given)
            flags.push(await openFlag(store, { score, createdAt: T0 + at, message: { guildId } }));
          const seen: string[] = [];
          for (;;) {
            const after = seen.at(-1);
            await store.flags.release(guildId, ANN);
            const filter = after === undefined ? { sort } : { sort, after };
            const flag = await store.flags.next(guildId, ANN, filter, T0 + MINUTE, MINUTE);
            if (flag === undefined) break;
            seen.push(flag.id);
          }
          const [first, second] = [0, 1].map((i) => (one: Flag) => key[sort](one)[i]!) as [
            (one: Flag) => number,
            (one: Flag) => number,
          ];
          flags.sort((a, b) => first(a) - first(b) || second(a) - second(b) || (a.id < b.id ? -1 : 1));
          expect(seen).toEqual(flags.map(({ id }) => id));
        },
      ),
      { numRuns: 15 },
    );
  });

  it('건너뛴 뒤로만 이어 가며, 건너뛴 것이 닫혀도 차례는 남는다', async () => {
    const store = await open();
    const flags: Flag[] = [];
    for (const score of [0.9, 0.8, 0.8, 0.7]) flags.push(await openFlag(store, { score, createdAt: T0 }));
    const order = (await store.flags.open(GUILD, 9)).map(({ id }) => id);
    const seen: string[] = [];
    for (let after: string | undefined; ; after = seen.at(-1)) {
      const flag = await next(store, ANN, after === undefined ? {} : { after });
      if (flag === undefined) break;
      seen.push(flag.id);
      await store.flags.release(GUILD, ANN, flag.id);
      await decideOn(store, flag, { decision: 'keep' });
    }
    expect(seen).toEqual(order);
    const left = await openFlag(store, { score: 0.1 });
    expect((await next(store, ANN, { after: '없는 것' }))?.id).toBe(left.id);
  });

  it('카드에서 잡은 깃발도 남에게 가지 않는다', async () => {
    const store = await open();
    const flag = await openFlag(store);
    const claim = (moderator: string, now = T0): Promise<Flag | undefined> =>
      store.flags.claim(GUILD, moderator, flag.id, now, MINUTE);
    expect(await claim(ANN)).toMatchObject({ claim: { by: ANN, until: T0 + MINUTE } });
    expect(await claim(BEA)).toBeUndefined();
    expect(await next(store, BEA)).toBeUndefined();
    expect(await claim(BEA, T0 + MINUTE)).toMatchObject({ claim: { by: BEA } });
    await decideOn(store, flag);
    expect(await claim(BEA, T0 + MINUTE)).toBeUndefined();
    expect(await store.flags.get(GUILD, flag.id)).toMatchObject({ claim: null, state: 'decided' });
  });

  it('여러 관리자가 두 연결로 한꺼번에 물어도 모두 다른 깃발을 받는다', async () => {
    const file = await database();
    const stores = [await open({ database: file }), await open({ database: file })];
    const flags: string[] = [];
    for (let index = 0; index < 30; index += 1) flags.push((await openFlag(stores[0]!)).id);
    const asked = await Promise.all(
      Array.from({ length: 40 }, (_, index) => next(stores[index % 2]!, `9${index}`)),
    );
    const got = asked.flatMap((flag) => flag?.id ?? []);
    expect(got.sort()).toEqual(flags.sort());
    expect(asked.filter((flag) => flag === undefined)).toHaveLength(10);
  });

  it('한 관리자가 두 번 눌러도 깃발은 하나다', async () => {
    const file = await database();
    const stores = [await open({ database: file }), await open({ database: file })];
    for (let index = 0; index < 5; index += 1) await openFlag(stores[0]!);
    const asked = await Promise.all(Array.from({ length: 8 }, (_, index) => next(stores[index % 2]!, ANN)));
    expect(new Set(asked.map((flag) => flag?.id)).size).toBe(1);
    expect(await stores[0]!.flags.count(GUILD, {}, T0)).toEqual({ open: 5, held: 1 });
  });

  it('글쓴이의 깃발은 새것부터 보이고, 이름은 서버마다 다르다', async () => {
    const store = await open();
    const first = await openFlag(store, { createdAt: T0 });
    const second = await openFlag(store, { createdAt: T0 + 1, shadow: true });
    await openFlag(store, { message: { author: { ...AUTHOR, id: '77' } } });
    const hash = store.privacy.authorHash(GUILD, AUTHOR.id);
    expect((await store.flags.ofAuthor(GUILD, hash, 9)).map(({ id }) => id)).toEqual([second.id, first.id]);
    expect((await store.flags.ofAuthor(GUILD, hash, 1)).map(({ id }) => id)).toEqual([second.id]);
    expect(store.privacy.authorHash(OTHER_GUILD, AUTHOR.id)).not.toBe(hash);
  });

  it('카드가 걸린 곳을 기억한다', async () => {
    const store = await open();
    const flag = await openFlag(store);
    await store.flags.setCard(flag.id, { channelId: '7', messageId: '8' });
    expect(await store.flags.get(GUILD, flag.id)).toEqual({
      ...flag,
      card: { channelId: '7', messageId: '8' },
    });
    expect(await store.flags.get(OTHER_GUILD, flag.id)).toBeUndefined();
  });
});
