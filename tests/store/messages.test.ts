import { describe, expect, it } from 'vitest';
import { openDialects } from './dialects.js';
import { contentOf, drain, effect, flagged, GUILD, message, openFlag, passed, T0 } from './given.js';

const dialects = await openDialects();

describe.each(dialects)('$name: 글', ({ open, database, rows }) => {
  it('처음 보는 글만 돌려준다', async () => {
    const store = await open();
    const [a, b, c] = [message(), message(), message()];
    expect(await store.messages.take([a, b])).toEqual([a, b]);
    expect(await store.messages.take([b, c, a])).toEqual([c]);
    expect(await store.messages.take([])).toEqual([]);
  });

  it('판정하지 못한 글은 다시 열어도 쓰인 그대로, 오래된 것부터 남아 있다', async () => {
    const file = await database();
    const first = await open({ database: file });
    const late = message({
      postedAt: T0 + 2,
      text: '나중 글\u0000\uD800 끝',
      attachments: ['사진.png'],
      parent: '윗글',
    });
    const early = message({ postedAt: T0 + 1, parent: '윗글', parentAuthorId: '9' });
    const done = message({ postedAt: T0 });
    await first.messages.take([late, early, done]);
    await first.messages.judged([passed(done)]);
    const again = await open({ database: file });
    expect(await again.messages.unjudged(10)).toEqual([early, late]);
    expect(await again.messages.unjudged(1)).toEqual([early]);
  });

  it('판정된 글은 본문이 사라지고 판정만 남는다', async () => {
    const file = await database();
    const store = await open({ database: file });
    const [kept, bad] = [message(), message()];
    await store.messages.take([kept, bad]);
    await store.messages.judged([passed(kept), flagged(bad)]);
    const { messages } = await rows(file);
    expect(messages?.map(({ state, content, verdict }) => ({ state, content, verdict }))).toEqual([
      { state: 'judged', content: null, verdict: 'on-topic' },
      { state: 'judged', content: null, verdict: 'off-topic' },
    ]);
  });

  it('한 묶음에 같은 글의 여러 판이 있으면 마지막 판만 받는다', async () => {
    const store = await open();
    const posted = message();
    const edited = { ...posted, revision: T0 + 5, text: '고친 글' };
    expect(await store.messages.take([edited, posted])).toEqual([edited]);
    expect(await store.messages.revision(posted.messageId)).toBe(T0 + 5);
    expect(await store.messages.revision('1')).toBeUndefined();
  });

  it('고친 글은 다시 판정되고, 옛 판의 열린 깃발은 카드와 함께 닫힌다', async () => {
    const store = await open();
    const flag = await openFlag(store);
    const edited = message({ messageId: flag.messageId, revision: T0 + 5 });
    expect(await store.messages.take([edited])).toEqual([edited]);
    expect(await store.flags.get(GUILD, flag.id)).toMatchObject({
      state: 'closed',
      closedWhy: 'message-edited',
    });
    expect(await drain(store)).toEqual([
      { kind: 'card', flagId: flag.id },
      { kind: 'card-update', flagId: flag.id },
    ]);
    // 뒤늦게 온 옛 판은 새 판을 밀어내지 않는다.
    expect(await store.messages.take([{ ...edited, revision: T0 + 3 }])).toEqual([]);
    const [again] = await store.messages.judged([flagged(edited)]);
    expect(again).toMatchObject({ state: 'open', revision: T0 + 5 });
  });

  it('그사이 고쳐지거나 지워진 글의 판정은 깃발이 되지 않고, 두 번 판정해도 깃발은 하나다', async () => {
    const store = await open();
    const [edited, gone, twice] = [message(), message(), message()];
    await store.messages.take([edited, gone, twice]);
    await store.messages.take([{ ...edited, revision: T0 + 1 }]);
    await store.messages.deleted([gone.messageId], T0);
    const made = await store.messages.judged([
      flagged(edited),
      flagged(gone),
      flagged(twice),
      flagged(twice),
    ]);
    expect(made.map(({ messageId }) => messageId)).toEqual([twice.messageId]);
    expect(await store.messages.judged([flagged(twice)])).toEqual([]);
    expect((await store.messages.unjudged(9)).map(({ revision }) => revision)).toEqual([T0 + 1]);
    expect(await store.flags.count(GUILD, {}, T0)).toEqual({ open: 1, held: 0 });
  });

  it('지워진 글은 되살아나지 않고 본문도 남지 않는다', async () => {
    const file = await database();
    const store = await open({ database: file });
    const taken = message();
    await store.messages.take([taken]);
    await store.messages.deleted([taken.messageId, '77'], T0);
    expect(await store.messages.unjudged(9)).toEqual([]);
    expect(await store.messages.take([{ ...taken, revision: T0 + 9 }])).toEqual([]);
    expect((await rows(file)).messages).toMatchObject([{ state: 'deleted', content: null }]);
  });

  it('글이 지워지면 열린 깃발만 닫히고, 그림자에는 카드가 없다', async () => {
    const store = await open();
    const flag = await openFlag(store);
    const shadow = await openFlag(store, { shadow: true });
    const other = await openFlag(store);
    const closed = await store.messages.deleted([flag.messageId, shadow.messageId, flag.messageId], T0 + 7);
    expect(closed.map(({ id }) => id).sort()).toEqual([flag.id, shadow.id].sort());
    expect(closed).toMatchObject([
      { state: 'closed', closedWhy: 'message-deleted', updatedAt: T0 + 7 },
      { state: 'closed', closedWhy: 'message-deleted', updatedAt: T0 + 7 },
    ]);
    expect(await store.messages.deleted([flag.messageId], T0 + 8)).toEqual([]);
    expect((await store.flags.open(GUILD, 9)).map(({ id }) => id)).toEqual([other.id]);
    const effects = await drain(store);
    expect(effects.filter(({ kind }) => kind === 'card-update')).toEqual([
      { kind: 'card-update', flagId: flag.id },
    ]);
  });

  it('스스로 처리한 깃발은 관리자 없는 사건이 되고, 처리가 카드보다 앞선다', async () => {
    const store = await open();
    const taken = message();
    await store.messages.take([taken]);
    const lane = 'one';
    const [flag] = await store.messages.judged([
      flagged(taken, {
        id: 'f1',
        act: {
          decision: 'hide',
          removes: true,
          effects: (caseNumber) => [
            effect({
              partitionKey: lane,
              key: 'copy',
              effect: { kind: 'hide-copy', flagId: 'f1', caseNumber },
            }),
            effect({
              partitionKey: lane,
              key: 'delete',
              effect: { kind: 'delete', flagId: 'f1', caseNumber },
            }),
          ],
        },
        effects: [effect({ partitionKey: lane, key: 'card', effect: { kind: 'card', flagId: 'f1' } })],
      }),
    ]);
    expect(flag).toMatchObject({ state: 'decided', caseNumber: 1 });
    expect(await store.cases.get(GUILD, 1)).toEqual({
      guildId: GUILD,
      number: 1,
      flagId: 'f1',
      decision: 'hide',
      moderatorId: null,
      at: T0,
      why: null,
      shown: contentOf(taken),
      evidenceKey: 'article/article-words',
      undoes: null,
      undoneBy: null,
    });
    expect(await drain(store)).toEqual([
      { kind: 'hide-copy', flagId: 'f1', caseNumber: 1 },
      { kind: 'delete', flagId: 'f1', caseNumber: 1 },
      { kind: 'card', flagId: 'f1' },
    ]);
    // 숨긴 글이 지워졌다는 소식은 봇이 지운 것이다.
    expect(await store.messages.deleted([taken.messageId], T0 + 1)).toEqual([]);
    expect(await store.flags.get(GUILD, 'f1')).toMatchObject({ state: 'decided' });
  });

  it('판정 묶음은 모두 남거나 하나도 남지 않는다', async () => {
    const store = await open();
    const [good, bad] = [message(), message()];
    await store.messages.take([good, bad]);
    const broken = flagged(bad, {
      act: {
        decision: 'delete',
        removes: true,
        effects: () => {
          throw new Error('작업을 만들다 넘어짐');
        },
      },
    });
    await expect(store.messages.judged([flagged(good), broken])).rejects.toThrow();
    expect((await store.messages.unjudged(9)).map(({ messageId }) => messageId).sort()).toEqual(
      [good.messageId, bad.messageId].sort(),
    );
    expect(await store.flags.open(GUILD, 9)).toEqual([]);
    expect(await drain(store)).toEqual([]);
    const flag = await openFlag(store, { act: { decision: 'delete', removes: true, effects: () => [] } });
    expect(flag.caseNumber).toBe(1);
  });

  it('두 연결이 같은 글을 함께 받아도 각 글은 한 곳에만 새 글이다', async () => {
    const file = await database();
    const [one, two] = [await open({ database: file }), await open({ database: file })];
    const all = Array.from({ length: 300 }, () => message());
    const backwards = [...all].reverse();
    const given = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        (index % 2 === 0 ? one : two).messages.take(index % 3 === 0 ? all : backwards),
      ),
    );
    const ids = given.flat().map(({ messageId }) => messageId);
    expect(ids.sort()).toEqual(all.map(({ messageId }) => messageId).sort());
    const flags = await Promise.all(
      [one, two, one, two].map((store) => store.messages.judged(all.map((of) => flagged(of)))),
    );
    expect(
      flags
        .flat()
        .map(({ messageId }) => messageId)
        .sort(),
    ).toEqual(ids);
  });

  it('한 문장의 한도를 넘는 묶음도 한 번에 받는다', async () => {
    const store = await open();
    const many = Array.from({ length: 1700 }, () => message());
    expect(await store.messages.take(many)).toEqual(many);
    const flags = await store.messages.judged(
      many.map((of, index) => (index % 2 === 0 ? flagged(of) : passed(of))),
    );
    expect(flags).toHaveLength(850);
    expect(await store.outbox.backlog(T0)).toMatchObject({ waiting: 850 });
    expect(await store.messages.unjudged(1)).toEqual([]);
  });
});
