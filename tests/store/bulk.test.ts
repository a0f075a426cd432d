import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  actPartitionKey,
  bulkCard,
  type Flag,
  type FlagSelection,
  selects,
} from '../../src/moderation/index.js';
import type { BulkSettled, Store } from '../../src/store/index.js';
import { openDialects } from './dialects.js';
import {
  campaignOf,
  decideOn,
  effect,
  flagged,
  GUILD,
  message,
  MINUTE,
  MODERATOR,
  nextId,
  openFlag,
  T0,
  undoOn,
} from './given.js';

const dialects = await openDialects();

let bulks = 0;
async function propose(
  store: Store,
  selection: FlagSelection = {},
  { guildId = GUILD, limit = 100, now = T0 + MINUTE } = {},
): Promise<string> {
  const id = `b${(bulks += 1)}`;
  await store.bulks.propose({ guildId, id, selection, moderatorId: MODERATOR, now, limit });
  return id;
}

const decideAll = (
  store: Store,
  id: string,
  given: Partial<Parameters<Store['bulks']['decide']>[0]> = {},
): Promise<BulkSettled> =>
  store.bulks.decide({
    guildId: GUILD,
    id,
    decision: 'delete',
    removes: true,
    moderatorId: MODERATOR,
    why: null,
    now: T0 + 2 * MINUTE,
    effects: (caseNumber, flag) => [
      effect({
        guildId: flag.guildId,
        partitionKey: actPartitionKey(flag.id),
        key: `delete:${flag.guildId}:${caseNumber}`,
        effect: { kind: 'delete', flagId: flag.id, caseNumber },
        bulk: id,
      }),
    ],
    also: [bulkCard({ guildId: given.guildId ?? GUILD, id })],
    ...given,
  });

const undoAll = (store: Store, id: string, guildId = GUILD): Promise<BulkSettled> =>
  store.bulks.undo({
    guildId,
    id,
    moderatorId: MODERATOR,
    now: T0 + 3 * MINUTE,
    effects: (caseNumber, undone, flag) => {
      expect(undone.decision).toBe('delete');
      return [
        effect({
          guildId: flag.guildId,
          partitionKey: actPartitionKey(flag.id),
          key: `restore:${flag.guildId}:${caseNumber}`,
          effect: { kind: 'restore', flagId: flag.id, caseNumber },
          bulk: id,
        }),
      ];
    },
    also: [],
  });

const lease = (store: Store, given: Partial<Parameters<Store['outbox']['lease']>[0]> = {}) =>
  store.outbox.lease({
    now: T0 + 9 * MINUTE,
    limit: 32,
    perGuild: 6,
    bulkLimit: 8,
    bulkPerGuild: 2,
    leaseMs: MINUTE,
    worker: 'w',
    ...given,
  });

const SCORES = [0.5, 0.7, 0.85, 0.9, 0.95] as const;
const flagArb = fc.record({
  articleId: fc.constantFrom('a1', 'a2'),
  channelId: fc.constantFrom('201', '202'),
  author: fc.constantFrom('301', '302'),
  evidenceKey: fc.constantFrom('relevance', 'home'),
  score: fc.constantFrom(...SCORES),
  age: fc.constantFrom(0, 10, 60),
  shadow: fc.boolean(),
  state: fc.constantFrom('open', 'open', 'open', 'decided', 'undone'),
  core: fc.constantFrom(null, 'core', 'fringe'),
});
const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(of, { nil: undefined, freq: 1 });
const selectionArb = fc.record({
  articleId: maybe(fc.constantFrom('a1', 'a2')),
  channelId: maybe(fc.constantFrom('201', '202')),
  author: maybe(fc.constantFrom('301', '302')),
  campaignId: maybe(fc.constant('k1')),
  evidenceKey: maybe(fc.constantFrom('relevance', 'home')),
  from: maybe(fc.constantFrom(...SCORES)),
  below: maybe(fc.constantFrom(...SCORES)),
  olderThanMs: maybe(fc.constantFrom(5 * MINUTE, 30 * MINUTE)),
});

describe.each(dialects)('$name: 한꺼번에 결정', ({ open, database }) => {
  it('고르는 것은 말 그대로다: 저장소가 고른 것과 하나씩 따져 본 것이 같다', async () => {
    const store = await open();
    const now = T0 + 90 * MINUTE;
    await fc.assert(
      fc.asyncProperty(
        fc.array(flagArb, { maxLength: 14 }),
        selectionArb,
        async (given, { author, ...rest }) => {
          const guildId = nextId();
          const made: { flag: Flag; core: string | null }[] = [];
          const posts = {
            core: [] as ReturnType<typeof message>[],
            fringe: [] as ReturnType<typeof message>[],
          };
          for (const one of given) {
            const of = message({
              guildId,
              channelId: one.channelId,
              articleId: one.articleId,
              author: { id: one.author, name: '이름', webhook: false },
              postedAt: now - one.age * MINUTE,
            });
            if (one.core !== null) posts[one.core].push(of);
            await store.messages.take([of]);
            const [flag] = await store.messages.judged([
              {
                ...flagged(of, { score: one.score, evidenceKey: one.evidenceKey, shadow: one.shadow }),
                ...(one.core === null
                  ? {}
                  : { post: { seq: Number(of.messageId.slice(-6)), text: of.text, score: 0.9 } }),
              },
            ]);
            if (one.state !== 'open') await decideOn(store, flag!);
            if (one.state === 'undone') await undoOn(store, flag!);
            made.push({ flag: (await store.flags.get(guildId, flag!.id))!, core: one.core });
          }
          const members = [...posts.core, ...posts.fringe];
          if (members.length > 0)
            await store.campaigns.write(
              { guildId, changes: [campaignOf(members, { fringe: posts.fringe.length, card: false })] },
              T0,
            );
          const selection = Object.fromEntries(
            Object.entries({
              ...rest,
              authorHash: author === undefined ? undefined : store.privacy.authorHash(guildId, author),
            }).filter(([, value]) => value !== undefined),
          ) as FlagSelection;
          const id = await propose(store, selection, { guildId, now });
          const expected = made
            .filter(({ flag, core }) =>
              selects(selection, flag, { now, campaignId: core === 'core' ? 'k1' : null }),
            )
            .map(({ flag }) => flag.id);
          const preview = await store.bulks.preview(guildId, id, now, 99);
          expect(preview?.examples.map((flag) => flag.id).sort()).toEqual(expected.sort());
          expect(preview).toMatchObject({ open: expected.length, fresh: 0, decided: 0, closed: 0 });
          expect(await store.flags.count(guildId, selection, now)).toMatchObject({ open: expected.length });
        },
      ),
      { numRuns: 12 },
    );
  });

  it('결정하고 되돌리면 모든 표시가 전과 같고, 표시마다 하나씩 한 것과도 같다', async () => {
    const store = await open();
    await fc.assert(
      fc.asyncProperty(fc.array(flagArb, { minLength: 1, maxLength: 8 }), async (given) => {
        const guildId = nextId();
        const flags: Flag[] = [];
        for (const one of given)
          flags.push(
            await openFlag(store, { score: one.score, message: { guildId, channelId: one.channelId } }),
          );
        const look = async (): Promise<unknown[]> =>
          (await Promise.all(flags.map(({ id }) => store.flags.get(guildId, id)))).map((flag) => ({
            ...flag,
            lastCase: null,
            updatedAt: 0,
          }));
        const before = await look();
        const id = await propose(store, {}, { guildId });
        expect(await decideAll(store, id, { guildId })).toMatchObject({ settled: flags.length });
        const cases = await store.cases.latest(guildId, 99);
        expect(cases.map(({ number }) => number)).toEqual(
          Array.from({ length: flags.length }, (_, i) => flags.length - i),
        );
        expect(cases.every(({ decision, shown }) => decision === 'delete' && shown !== null)).toBe(true);
        const accuracy = await store.cases.accuracy(guildId);
        expect(accuracy.get('article/article-words')).toEqual({ right: flags.length, wrong: 0 });
        expect(await undoAll(store, id, guildId)).toMatchObject({ settled: flags.length });
        expect(await look()).toEqual(before);
        expect((await store.cases.accuracy(guildId)).size).toBe(0);
        const undone = await store.cases.latest(guildId, 99);
        expect(undone.filter(({ decision }) => decision === 'undo').map(({ undoes }) => undoes)).toEqual(
          cases.map(({ number }) => number),
        );
        for (const one of cases)
          expect((await store.cases.get(guildId, one.number))?.undoneBy).toBe(one.number + flags.length);
      }),
      { numRuns: 8 },
    );
  });

  it('미리 본 것만 결정한다: 남이 결정한 것과 새로 온 것은 그대로 두고, 그렇게 말한다', async () => {
    const store = await open();
    const flags: Flag[] = [];
    for (let i = 0; i < 5; i++) flags.push(await openFlag(store));
    const id = await propose(store, {}, { limit: 4 });
    expect(await store.bulks.get(GUILD, id)).toMatchObject({ shown: 4, beyond: 1, state: 'proposed' });
    await decideOn(store, flags[0]!, { decision: 'keep' });
    await store.messages.deleted([flags[1]!.messageId], T0);
    const fresh = await openFlag(store);
    expect(await store.bulks.preview(GUILD, id, T0 + MINUTE, 5)).toMatchObject({
      open: 2,
      decided: 1,
      closed: 1,
      fresh: 1,
      evidence: [{ value: 'article/article-words', count: 2 }],
    });
    expect(await decideAll(store, id)).toMatchObject({ settled: 2, bulk: { decided: 2, state: 'decided' } });
    expect((await store.flags.get(GUILD, flags[0]!.id))?.caseNumber).toBe(1);
    expect((await store.flags.open(GUILD, 9)).map((flag) => flag.id)).toEqual([flags[4]!.id, fresh.id]);
    // 그 뒤에 따로 되돌리고 다시 결정한 것은 통째로 되돌릴 때 남는다.
    await undoOn(store, flags[2]!);
    await decideOn(store, flags[2]!, { decision: 'keep' });
    expect(await store.bulks.progress(GUILD, id)).toMatchObject({ acts: 1, anew: 1 });
    expect(await undoAll(store, id)).toMatchObject({ settled: 1, bulk: { undone: 1, undoneBy: MODERATOR } });
    expect((await store.flags.get(GUILD, flags[2]!.id))?.state).toBe('decided');
    expect((await store.flags.get(GUILD, flags[3]!.id))?.state).toBe('open');
    expect(await undoAll(store, id)).toMatchObject({ refused: 'undone' });
    expect(await decideAll(store, id)).toMatchObject({ refused: 'undone' });
    expect(await decideAll(store, 'none')).toEqual({ refused: 'unknown' });
    expect(await decideAll(store, await propose(store, { articleId: 'nope' }))).toMatchObject({
      refused: 'empty',
    });
  });

  it('여러 프로세스에서 한꺼번에 눌러도 한 번만 결정되고, 하나씩 누른 것과도 겹치지 않는다', async () => {
    const file = await database();
    const stores = [await open({ database: file }), await open({ database: file })] as const;
    const flags: Flag[] = [];
    for (let i = 0; i < 12; i++) flags.push(await openFlag(stores[0]));
    const ids = [await propose(stores[0]), await propose(stores[1])] as const;
    const [one, two, again, ...singles] = await Promise.all([
      decideAll(stores[0], ids[0]),
      decideAll(stores[1], ids[1]),
      decideAll(stores[1], ids[0]),
      ...flags.slice(0, 4).map((flag, i) => decideOn(stores[i % 2]!, flag)),
    ]);
    const many = [one, two, again].map((done) => ('settled' in done ? done.settled : 0));
    const few = singles.filter((done) => 'case' in done).length;
    expect(many.reduce((sum, n) => sum + n, 0) + few).toBe(12);
    const numbers = (await stores[0].cases.latest(GUILD, 99)).map(({ number }) => number);
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  });

  it('결정 중에 넘어지면 아무 일도 없었던 것이다', async () => {
    const store = await open();
    const flag = await openFlag(store);
    const id = await propose(store);
    const effects = (): never => {
      throw new Error('넘어짐');
    };
    await expect(decideAll(store, id, { effects })).rejects.toThrow();
    expect(await store.flags.get(GUILD, flag.id)).toEqual(flag);
    expect(await store.bulks.get(GUILD, id)).toMatchObject({ state: 'proposed' });
    expect(await decideAll(store, id)).toMatchObject({ settled: 1 });
  });

  it('묶음의 일은 제 차례만 쓰고, 한 건의 결정은 기다리지 않는다', async () => {
    const store = await open();
    const flags: Flag[] = [];
    for (let i = 0; i < 40; i++) flags.push(await openFlag(store));
    // 카드는 다 올라갔다.
    for (const { id } of await lease(store, { limit: 99, perGuild: 99 })) await store.outbox.done(id);
    const single = await openFlag(store, { effects: [] });
    const id = await propose(store, {}, { limit: 40 });
    await decideAll(store, id);
    await decideOn(store, single, {
      effects: (caseNumber) => [
        effect({
          partitionKey: actPartitionKey(single.id),
          key: `delete:${GUILD}:${caseNumber}`,
          effect: { kind: 'delete', flagId: single.id, caseNumber },
        }),
      ],
    });
    const first = await lease(store);
    const bulkOnes = first.filter(({ bulk }) => bulk === id);
    expect(bulkOnes).toHaveLength(2);
    expect(first.map(({ key }) => key)).toContain(`delete:${GUILD}:41`);
    expect(await lease(store)).toEqual([]);
    await store.outbox.done(bulkOnes[0]!.id);
    expect((await lease(store)).map(({ bulk }) => bulk)).toEqual([id]);
    // 한 건만 되돌리면 그 표시의 일은 앞으로 나온다.
    const last = flags.find(
      ({ id: of }) => !first.some(({ partitionKey }) => partitionKey === actPartitionKey(of)),
    )!;
    const waiting = [...flags].reverse().find(({ id: of }) => of !== last.id)!;
    await store.outbox.add([
      effect({
        partitionKey: actPartitionKey(waiting.id),
        key: `restore:${GUILD}:99`,
        effect: { kind: 'restore', flagId: waiting.id, caseNumber: 99 },
      }),
    ]);
    expect((await lease(store)).map(({ partitionKey }) => partitionKey)).toEqual([
      actPartitionKey(waiting.id),
    ]);
  });

  it('어디까지 되었는지 Discord가 말한 만큼만 세고, 못 한 것만 다시 한다', async () => {
    const store = await open();
    for (let i = 0; i < 4; i++) await openFlag(store, { effects: [] });
    const id = await propose(store);
    await decideAll(store, id);
    const items = (await lease(store, { bulkPerGuild: 9 })).filter(
      ({ effect: { kind } }) => kind === 'delete',
    );
    const trouble = { reason: 'permission', permission: 'ManageMessages' } as const;
    await store.outbox.done(items[0]!.id);
    await store.outbox.retry(items[1]!.id, T0 + 99 * MINUTE, trouble);
    await store.outbox.abandon(items[2]!.id, trouble);
    const progress = await store.bulks.progress(GUILD, id);
    expect(progress).toEqual({
      acts: 4,
      done: 1,
      moot: 0,
      waiting: 1,
      failing: 1,
      failed: 1,
      troubles: [{ trouble, count: 2 }],
      anew: 0,
    });
    expect(await store.bulks.retry(GUILD, id, T0)).toBe(2);
    expect(await store.bulks.progress(GUILD, id)).toMatchObject({ done: 1, waiting: 3, troubles: [] });
    expect(await store.bulks.retry(GUILD, id, T0)).toBe(0);
  });

  it('작성자의 자료를 지우면 누구였는지 남지 않고, 기간이 지나면 모두 지워진다', async () => {
    const file = await database();
    const store = await open({ database: file });
    const flag = await openFlag(store);
    const id = await propose(store, { authorHash: flag.authorHash });
    await decideAll(store, id);
    await store.privacy.deleteAuthor(GUILD, '300000000000000001', T0);
    const bulk = await store.bulks.get(GUILD, id);
    expect(bulk?.selection.authorHash).not.toBe(flag.authorHash);
    expect(JSON.stringify(bulk)).not.toContain(flag.authorHash);
    const unused = await propose(store);
    await store.sweep(T0 + 26 * 60 * MINUTE);
    expect(await store.bulks.get(GUILD, unused)).toBeUndefined();
    expect(await store.bulks.get(GUILD, id)).toBeDefined();
    await store.sweep(T0 + 31 * 24 * 60 * MINUTE);
    expect(await store.bulks.get(GUILD, id)).toBeUndefined();
  });
});
