import { describe, expect, it } from 'vitest';
import { openDialects } from './dialects.js';
import {
  DAY,
  decideOn,
  drain,
  effect,
  GUILD,
  message,
  MODERATOR,
  openFlag,
  OTHER_GUILD,
  passed,
  T0,
  undoOn,
} from './given.js';

const dialects = await openDialects();

describe.each(dialects)('$name: 결정', ({ open, database }) => {
  it('깃발, 사건, 할 일이 함께 남는다', async () => {
    const store = await open();
    const flag = await openFlag(store);
    const outcome = await decideOn(store, flag, {
      decision: 'delete',
      why: '도배',
      now: T0 + 5,
      effects: (caseNumber, decided) => {
        expect(decided).toMatchObject({ state: 'decided', caseNumber });
        return [
          effect({
            partitionKey: 'x',
            key: `delete:${caseNumber}`,
            effect: { kind: 'delete', flagId: flag.id, caseNumber },
          }),
        ];
      },
    });
    const made = {
      guildId: GUILD,
      number: 1,
      flagId: flag.id,
      decision: 'delete',
      moderatorId: MODERATOR,
      at: T0 + 5,
      why: '도배',
      shown: flag.content,
      evidenceKey: flag.evidenceKey,
      undoes: null,
      undoneBy: null,
    };
    const decided = { ...flag, state: 'decided', caseNumber: 1, lastCase: 1, updatedAt: T0 + 5 };
    expect(outcome).toEqual({ flag: decided, case: made });
    expect(await store.cases.get(GUILD, 1)).toEqual(made);
    expect(await store.flags.get(GUILD, flag.id)).toEqual(decided);
    expect(await drain(store)).toContainEqual({ kind: 'delete', flagId: flag.id, caseNumber: 1 });
  });

  it('두 연결에서 한꺼번에 결정해도 하나만 이기고, 번호는 빠지거나 겹치지 않는다', async () => {
    const file = await database();
    const stores = [await open({ database: file }), await open({ database: file })];
    const flags = [];
    for (let index = 0; index < 12; index += 1) flags.push(await openFlag(stores[0]!));
    const outcomes = await Promise.all(
      flags.flatMap((flag) =>
        Array.from({ length: 4 }, async (_, index) => ({
          flag: flag.id,
          outcome: await decideOn(stores[index % 2]!, flag, {
            moderatorId: `6${index}`,
            effects: (caseNumber) => [effect({ key: `${flag.id}:${caseNumber}` })],
          }),
        })),
      ),
    );
    const won = outcomes.filter(({ outcome }) => 'case' in outcome);
    expect(won.map(({ flag }) => flag).sort()).toEqual(flags.map(({ id }) => id).sort());
    expect(
      won.map(({ outcome }) => ('case' in outcome ? outcome.case.number : 0)).sort((a, b) => a - b),
    ).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    for (const { outcome } of outcomes.filter(({ outcome: of }) => !('case' in of))) {
      expect(outcome).toMatchObject({ refused: 'decided', flag: { state: 'decided' } });
    }
    const notices = (await drain(stores[0]!)).filter(({ kind }) => kind === 'notice');
    expect(notices).toHaveLength(12);
    // 서버마다 1부터 센다.
    const other = await openFlag(stores[0]!, { message: { guildId: OTHER_GUILD } });
    expect(await decideOn(stores[1]!, other)).toMatchObject({ case: { number: 1 } });
  });

  it('할 일을 만들다 넘어지면 아무 일도 없었던 것이다', async () => {
    const store = await open();
    const flag = await openFlag(store);
    const broken = decideOn(store, flag, {
      effects: () => {
        throw new Error('넘어짐');
      },
    });
    await expect(broken).rejects.toThrow();
    expect(await store.flags.get(GUILD, flag.id)).toEqual(flag);
    expect(await store.cases.latest(GUILD, 9)).toEqual([]);
    expect(await decideOn(store, flag)).toMatchObject({ case: { number: 1 } });
  });

  it('결정할 것이 없으면 까닭을 말한다', async () => {
    const store = await open();
    const flag = await openFlag(store);
    expect(await decideOn(store, { id: '없음', guildId: GUILD })).toEqual({ refused: 'unknown' });
    expect(await decideOn(store, { id: flag.id, guildId: OTHER_GUILD })).toEqual({ refused: 'unknown' });
    expect(await undoOn(store, flag)).toMatchObject({ refused: 'not-decided', flag: { id: flag.id } });
    await store.messages.deleted([flag.messageId], T0);
    expect(await decideOn(store, flag)).toMatchObject({
      refused: 'closed',
      flag: { closedWhy: 'message-deleted' },
    });
    expect(await undoOn(store, flag)).toMatchObject({ refused: 'closed' });
  });

  it('되돌리면 다시 열리고, 두 사건이 서로를 가리킨다', async () => {
    const file = await database();
    const stores = [await open({ database: file }), await open({ database: file })];
    const flag = await openFlag(stores[0]!);
    await decideOn(stores[0]!, flag, { decision: 'timeout' });
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        stores[index % 2]!.cases.undo({
          guildId: GUILD,
          flagId: flag.id,
          moderatorId: '61',
          now: T0 + 9,
          effects: (caseNumber, undone) => {
            expect(undone).toMatchObject({ number: 1, decision: 'timeout', undoneBy: caseNumber });
            return [
              effect({
                key: `end:${caseNumber}`,
                effect: { kind: 'timeout-end', flagId: flag.id, caseNumber },
              }),
            ];
          },
        }),
      ),
    );
    const won = outcomes.filter((outcome) => 'case' in outcome);
    expect(won).toMatchObject([
      {
        flag: { state: 'open', caseNumber: null, closedWhy: null, updatedAt: T0 + 9 },
        case: { number: 2, decision: 'undo', undoes: 1, undoneBy: null, moderatorId: '61' },
      },
    ]);
    expect(
      outcomes.filter((outcome) => 'refused' in outcome && outcome.refused === 'not-decided'),
    ).toHaveLength(5);
    expect(await stores[1]!.cases.get(GUILD, 1)).toMatchObject({ undoneBy: 2 });
    expect((await stores[1]!.cases.latest(GUILD, 9)).map(({ number }) => number)).toEqual([2, 1]);
    // 다시 대기열에 서고, 다시 결정할 수 있다.
    expect(await stores[1]!.flags.next(GUILD, MODERATOR, {}, T0, 1)).toMatchObject({ id: flag.id });
    expect(await decideOn(stores[0]!, flag, { decision: 'keep' })).toMatchObject({ case: { number: 3 } });
  });

  it('글쓴이가 지운 글의 결정을 되돌리면 닫히고, 봇이 지운 글이면 다시 열린다', async () => {
    const store = await open();
    const byAuthor = await openFlag(store);
    await decideOn(store, byAuthor, { decision: 'keep' });
    expect(await store.messages.deleted([byAuthor.messageId], T0)).toEqual([]);
    expect(await store.flags.get(GUILD, byAuthor.id)).toMatchObject({ state: 'decided' });
    expect(await undoOn(store, byAuthor)).toMatchObject({
      flag: { state: 'closed', closedWhy: 'message-deleted', caseNumber: null },
    });
    for (const decision of ['delete', 'hide'] as const) {
      const byBot = await openFlag(store);
      await decideOn(store, byBot, { decision });
      await store.messages.deleted([byBot.messageId], T0);
      expect(await undoOn(store, byBot)).toMatchObject({ flag: { state: 'open', closedWhy: null } });
    }
    // 되돌린 뒤에야 지워졌다는 소식이 와도 봇이 지운 것이다.
    const late = await openFlag(store);
    await decideOn(store, late, { decision: 'delete' });
    await undoOn(store, late);
    expect(await store.messages.deleted([late.messageId], T0)).toEqual([]);
    expect(await store.flags.get(GUILD, late.id)).toMatchObject({ state: 'open' });
  });

  it('까닭은 나중에 고치거나 지울 수 있다', async () => {
    const store = await open();
    await decideOn(store, await openFlag(store), { why: '처음' });
    expect(await store.cases.setWhy(GUILD, 1, '나중')).toMatchObject({ number: 1, why: '나중' });
    expect(await store.cases.setWhy(GUILD, 1, null)).toMatchObject({ why: null });
    expect(await store.cases.setWhy(GUILD, 2, '없음')).toBeUndefined();
    expect(await store.cases.get(GUILD, 1)).toMatchObject({ why: null });
  });

  it('정확도와 이름표에는 사람이 내려 아직 서 있는 결정만 든다', async () => {
    const store = await open();
    const put = async (
      evidenceKey: string,
      decision: 'keep' | 'dismiss' | 'delete' | 'hide',
      undone = false,
    ): Promise<string> => {
      const text = `${evidenceKey} ${decision} ${undone ? '되돌림' : ''}`;
      const flag = await openFlag(store, { evidenceKey, message: { text } });
      await decideOn(store, flag, { decision });
      if (undone) await undoOn(store, flag);
      return text;
    };
    const right = await put('rule/a', 'delete');
    const wrong = await put('rule/a', 'keep');
    await put('rule/a', 'delete', true);
    await put('rule/a', 'dismiss');
    const also = await put('rule/b', 'hide');
    await openFlag(store, {
      evidenceKey: 'rule/b',
      act: { decision: 'delete', removes: true, effects: () => [] },
    });
    expect(await store.cases.accuracy(GUILD)).toEqual(
      new Map([
        ['rule/a', { right: 1, wrong: 1 }],
        ['rule/b', { right: 1, wrong: 0 }],
      ]),
    );
    expect((await store.cases.labels(GUILD, 9)).map(({ text, belongs }) => [text, belongs])).toEqual([
      [right, false],
      [wrong, true],
      [also, false],
    ]);
    expect((await store.cases.labels(GUILD, 2)).map(({ text }) => text)).toEqual([wrong, also]);
  });

  it('통계는 UTC 하루씩 센다', async () => {
    const store = await open();
    const before = message({ postedAt: T0 - 1 });
    await store.messages.take([before]);
    await store.messages.judged([passed(before)]);
    await store.messages.take([message({ postedAt: T0 - 1 })]);
    const kept = await openFlag(store);
    const removed = await openFlag(store, { shadow: true });
    const undone = await openFlag(store);
    await decideOn(store, kept, { decision: 'keep' });
    await decideOn(store, removed, { decision: 'timeout', now: T0 + DAY });
    await decideOn(store, undone, { decision: 'delete' });
    await undoOn(store, undone);
    await decideOn(store, undone, { decision: 'dismiss' });
    expect(await store.cases.statistics(GUILD, T0 - DAY)).toEqual([
      { day: '2026-11-23', judged: 1, flagged: 0, kept: 0, removed: 0, dismissed: 0 },
      { day: '2026-11-24', judged: 3, flagged: 3, kept: 1, removed: 0, dismissed: 1 },
      { day: '2026-11-25', judged: 0, flagged: 0, kept: 0, removed: 1, dismissed: 0 },
    ]);
    expect((await store.cases.statistics(GUILD, T0 + 1)).map(({ day }) => day)).toEqual(['2026-11-25']);
    expect(await store.cases.statistics(OTHER_GUILD, 0)).toEqual([]);
  });
});
