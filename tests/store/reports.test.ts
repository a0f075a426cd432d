import { describe, expect, it } from 'vitest';
import { earnsCard, reportedPriority, reportWorth } from '../../src/moderation/index.js';
import type { NewReport, Reported, Store } from '../../src/store/index.js';
import { openDialects } from './dialects.js';
import { contentOf, DAY, decideOn, GUILD, message, MINUTE, nextId, openFlag, T0 } from './given.js';

const dialects = await openDialects();
const LIMITS = { perPerson: 1000, perServer: 1000 };
const [GOOD, BAD, NEW, OTHER] = ['71', '72', '73', '74'] as const;

/** Reports a message of its own, unless one is given. */
function report(store: Store, given: Partial<NewReport> & { score?: number } = {}): Promise<Reported> {
  const of = message(given.messageId === undefined ? {} : { messageId: given.messageId });
  return store.reports.add({
    guildId: GUILD,
    channelId: of.channelId,
    messageId: of.messageId,
    revision: 0,
    articleId: of.articleId,
    reporterId: NEW,
    flagId: `r${nextId()}`,
    content: contentOf(of, given.score ?? 0.1),
    folded: null,
    now: T0,
    limits: LIMITS,
    ...given,
  });
}

const entryOf = (reported: Reported): string => {
  if (reported.kind !== 'taken') throw new Error(reported.kind);
  return reported.flagId;
};

describe.each(dialects)('$name: 신고', ({ open }) => {
  it('자꾸 틀리는 사람의 신고는 뒤로 가고 카드가 없으며, 잘 맞는 사람의 것은 앞으로 온다', async () => {
    const store = await open();
    for (const [reporterId, decision] of [
      [GOOD, 'delete'],
      [BAD, 'keep'],
    ] as const)
      for (let i = 0; i < 10; i++)
        await decideOn(
          store,
          { id: entryOf(await report(store, { reporterId })), guildId: GUILD },
          { decision },
        );
    const machine = await openFlag(store, { score: 0.7 });
    const bad = entryOf(await report(store, { reporterId: BAD }));
    const fresh = entryOf(await report(store, { reporterId: NEW }));
    const good = entryOf(await report(store, { reporterId: GOOD }));
    const order = (): Promise<string[]> =>
      store.flags.open(GUILD, 9).then((flags) => flags.map(({ id }) => id));
    expect(await order()).toEqual([good, machine.id, fresh, bad]);
    expect((await store.flags.get(GUILD, bad))?.score).toBe(0.1);
    const cards = (
      await store.outbox.lease({ now: T0 + DAY, limit: 99, perGuild: 99, leaseMs: 1, worker: 'w' })
    )
      .filter(({ effect }) => effect.kind === 'card')
      .map(({ effect }) => (effect as { flagId: string }).flagId);
    expect(cards).toEqual(expect.arrayContaining([fresh, good]));
    expect(cards).not.toContain(bad);
    // Somebody better reports the same message: it moves up.
    const { messageId } = (await store.flags.get(GUILD, bad))!;
    expect(await report(store, { messageId, reporterId: GOOD })).toEqual({ kind: 'taken', flagId: bad });
    expect((await order())[0]).not.toBe(fresh);
    expect(await store.reports.summary(GUILD, bad)).toEqual({
      reports: 2,
      messages: 1,
      channels: 1,
      reporters: [
        { right: 10, wrong: 0 },
        { right: 0, wrong: 10 },
      ],
    });
    expect([...(await store.cases.accuracy(GUILD))]).toEqual([['report', { right: 10, wrong: 10 }]]);
    expect((await store.cases.statistics(GUILD, 0)).reduce((sum, { flagged }) => sum + flagged, 0)).toBe(1);
  });

  it('먼저 신고된 글이 지워지면 같은 글이 혼자 결정을 기다린다', async () => {
    const store = await open();
    const folded = 'ABCDEFGHIJKLMNOP';
    const [first, second, third] = [
      entryOf(await report(store, { folded })),
      entryOf(await report(store, { folded, reporterId: OTHER })),
      entryOf(await report(store, { folded, now: T0 + 1 })),
    ];
    expect((await store.flags.open(GUILD, 9)).map(({ id }) => id)).toEqual([first]);
    expect(await store.flags.get(GUILD, second)).toMatchObject({ state: 'closed', closedWhy: 'in-report' });
    await store.messages.deleted([(await store.flags.get(GUILD, first))!.messageId], T0);
    expect((await store.flags.open(GUILD, 9)).map(({ id }) => id)).toEqual([second]);
    expect((await store.reports.summary(GUILD, second))?.messages).toBe(2);
    await decideOn(store, { id: second, guildId: GUILD });
    expect((await store.flags.get(GUILD, third))?.state).toBe('decided');
  });

  it('시간마다 정한 만큼만 받고, 보관 기간이 지나면 지운다', async () => {
    const store = await open();
    const limits = { perPerson: 2, perServer: 3 };
    await report(store, { limits });
    await report(store, { limits, now: T0 + MINUTE });
    const tooMany = await report(store, { limits, now: T0 + 2 * MINUTE });
    expect(tooMany).toEqual({ kind: 'too-many', who: 'person', waitMs: 58 * MINUTE });
    await report(store, { limits, reporterId: OTHER, now: T0 + 3 * MINUTE });
    const all = await report(store, { limits, reporterId: GOOD, now: T0 + 4 * MINUTE });
    expect(all).toEqual({ kind: 'too-many', who: 'server', waitMs: 56 * MINUTE });
    expect((await report(store, { limits, now: T0 + 61 * MINUTE })).kind).toBe('taken');
    await store.sweep(T0 + 30 * DAY + 30 * MINUTE);
    expect((await store.reports.counts(GUILD, 0)).reports).toBe(1);
    expect((await store.privacy.deleteServer(GUILD)).reports).toBe(1);
  });
});

it('신고의 값: 결정된 것이 열 번이 안 되면 반이고, 많이 모여도 가장 나은 하나만큼이다', () => {
  expect(reportWorth({ right: 9, wrong: 0 })).toBe(0.5);
  expect(reportWorth({ right: 10, wrong: 0 })).toBeCloseTo(11 / 12);
  expect(reportWorth({ right: 0, wrong: 10 })).toBeCloseTo(1 / 12);
  expect(reportedPriority(0.3, Array(50).fill({ right: 0, wrong: 0 }))).toBe(0.5);
  expect(reportedPriority(0.7, [{ right: 5, wrong: 5 }])).toBe(0.7);
  expect([earnsCard({ right: 5, wrong: 5 }), earnsCard({ right: 4, wrong: 6 })]).toEqual([true, false]);
});
