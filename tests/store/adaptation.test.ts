import { describe, expect, it } from 'vitest';
import type { IncomingMessage, Store } from '../../src/store/index.js';
import { openDialects } from './dialects.js';
import {
  AUTHOR,
  DAY,
  decideOn,
  flagged,
  GUILD,
  message,
  MINUTE,
  OTHER_GUILD,
  passed,
  T0,
  undoOn,
} from './given.js';

const dialects = await openDialects();
const OTHER = { id: '300000000000000002', name: '다른이', webhook: false };
const EVERYTHING = { since: 0, keptBefore: Number.MAX_SAFE_INTEGER, limit: 1000 };
const MODEL = Uint8Array.from({ length: 3000 }, (_, i) => i % 256);

/** Takes and judges messages whose texts are kept. */
async function keep(store: Store, ...given: Partial<IncomingMessage>[]): Promise<IncomingMessage[]> {
  const messages = given.map((one, i) => message({ text: `댓글 ${i}`, ...one }));
  await store.messages.take(messages);
  await store.messages.judged(messages.map((one) => ({ ...passed(one), keptText: one.text })));
  return messages;
}

const texts = async (store: Store, window = EVERYTHING): Promise<string[]> =>
  (await store.adaptations.comments(GUILD, window)).map(({ text }) => text);

/** A model that was made of what was there at `readAt`; returns its number. */
async function learn(store: Store, readAt: number): Promise<number | undefined> {
  const { deletions } = await store.adaptations.begin(GUILD, readAt, '{"kind":"running"}');
  return store.adaptations.save(GUILD, { readAt, deletions, summary: `{"at":${readAt}}`, model: MODEL });
}

describe.each(dialects)('$name: 밤마다 배울 댓글', ({ open, database, rows }) => {
  it('켜지 않은 서버의 글은 판정하면 사라진다', async () => {
    const file = await database();
    const store = await open({ database: file });
    const one = message();
    await store.messages.take([one]);
    await store.messages.judged([passed(one)]);
    const left = await rows(file);
    expect(left.adaptation_comments).toEqual([]);
    expect(left.messages?.[0]).toMatchObject({ content: null });
  });

  it('창 안의 마지막 글을 오래된 것부터 주고, 고친 글은 고친 대로 준다', async () => {
    let now = T0;
    const store = await open({ clock: () => now });
    const [, second] = await keep(store, { postedAt: T0 - 2 }, { postedAt: T0 - 1 }, { postedAt: T0 });
    expect(await texts(store)).toEqual(['댓글 0', '댓글 1', '댓글 2']);
    expect(await texts(store, { ...EVERYTHING, limit: 2 })).toEqual(['댓글 1', '댓글 2']);
    expect(await texts(store, { ...EVERYTHING, since: T0 - 1 })).toEqual(['댓글 1', '댓글 2']);
    now = T0 + 5;
    const edited = { ...second!, revision: T0 + 5, text: '고친 글' };
    await store.messages.take([edited]);
    expect(await texts(store)).toEqual(['댓글 0', '댓글 2']);
    await store.messages.judged([{ ...passed(edited), keptText: edited.text }]);
    expect(await texts(store)).toEqual(['댓글 0', '댓글 2', '고친 글']);
    expect(await texts(store, { ...EVERYTHING, keptBefore: T0 })).toEqual(['댓글 0', '댓글 2']);
  });

  it('결정된 글에서는 배우지 않고, 되돌리면 다시 배운다', async () => {
    const store = await open();
    const [calm] = await keep(store, {});
    const decided = message({ text: '내린 글' });
    await store.messages.take([decided]);
    const [flag] = await store.messages.judged([{ ...flagged(decided), keptText: decided.text }]);
    expect(await texts(store)).toHaveLength(2);
    await decideOn(store, flag!, { decision: 'timeout' });
    expect(await texts(store)).toEqual([calm!.text]);
    await undoOn(store, flag!);
    expect(await texts(store)).toHaveLength(2);
  });

  it('보관 기한과 60일 가운데 먼저 오는 때에 사라지고, 끄거나 나가면 곧 사라진다', async () => {
    const file = await database();
    const store = await open({ database: file, clock: () => T0 });
    await store.servers.change(GUILD, { adaptation: true, retentionDays: 365 });
    await keep(store, {});
    await learn(store, T0);
    await store.sweep(T0 + 60 * DAY);
    expect(await texts(store)).toHaveLength(1);
    await store.sweep(T0 + 60 * DAY + 1);
    expect(await texts(store)).toEqual([]);
    expect(await store.adaptations.serving(GUILD)).toMatchObject({ version: 1, readAt: T0 });
    await store.servers.change(GUILD, { retentionDays: 30 });
    await keep(store, { postedAt: T0 + 40 * DAY });
    await store.sweep(T0 + 70 * DAY);
    expect(await texts(store)).toHaveLength(1);
    expect(await store.adaptations.serving(GUILD)).toBeUndefined();
    await store.sweep(T0 + 70 * DAY + 1);
    expect(await texts(store)).toEqual([]);
    for (const gone of [
      () => store.servers.change(GUILD, { adaptation: false }),
      () => store.servers.left(GUILD, T0),
    ]) {
      await store.servers.change(GUILD, { adaptation: true });
      await keep(store, { postedAt: T0 + 69 * DAY });
      await learn(store, T0 + 69 * DAY);
      await gone();
      await store.sweep(T0 + 70 * DAY);
      const left = await rows(file);
      for (const table of ['adaptation_comments', 'adaptations', 'adapted_models'])
        expect([table, left[table]]).toEqual([table, []]);
    }
  });

  it('글쓴이의 것은 내주고 지운다', async () => {
    const store = await open();
    const [mine] = await keep(store, { text: '내 글' }, { text: '남의 글', author: OTHER });
    expect(await store.privacy.exportAuthor(GUILD, AUTHOR.id)).toMatchObject({
      adaptation: [{ messageId: mine!.messageId, text: '내 글' }],
    });
    expect(await store.privacy.exportServer(GUILD)).toMatchObject({
      adaptation: { comments: 2, kept: [{ text: '내 글' }, { text: '남의 글' }] },
    });
    await store.privacy.deleteAuthor(GUILD, AUTHOR.id, T0);
    expect(await texts(store)).toEqual(['남의 글']);
  });

  it('서버를 지우면 글도 모델도 바로 사라지고, 도중에 배운 모델도 저장되지 않는다', async () => {
    const file = await database();
    const store = await open({ database: file });
    await keep(store, {}, {});
    await keep(store, { guildId: OTHER_GUILD });
    await learn(store, T0);
    const { deletions } = await store.adaptations.begin(GUILD, T0, '{}');
    await store.privacy.deleteServer(GUILD);
    const late = { readAt: T0, deletions, summary: '{}', model: MODEL };
    expect(await store.adaptations.save(GUILD, late)).toBeUndefined();
    const left = await rows(file);
    expect(left.adaptation_comments?.map(({ guild_id }) => guild_id)).toEqual([OTHER_GUILD]);
    expect([left.adaptations, left.adapted_models]).toEqual([[], []]);
  });
});

describe.each(dialects)('$name: 배운 모델', ({ open }) => {
  it('새 것이 판정하고 앞의 것 하나만 남으며, 되돌리면 앞의 것, 그 앞은 처음 모델', async () => {
    const store = await open();
    expect(await store.adaptations.status(GUILD)).toEqual({
      triedAt: null,
      outcome: null,
      serving: 0,
      comments: 0,
      versions: [],
    });
    for (const at of [1, 2, 3]) expect(await learn(store, T0 + at)).toBe(at);
    await store.adaptations.settle(GUILD, '{"kind":"learned"}');
    expect(await store.adaptations.status(GUILD)).toMatchObject({
      triedAt: T0 + 3,
      outcome: '{"kind":"learned"}',
      serving: 3,
      versions: [
        { version: 3, readAt: T0 + 3, summary: `{"at":${T0 + 3}}`, stale: false, stored: true },
        { version: 2 },
      ],
    });
    expect(await store.adaptations.model(GUILD, 1)).toBeUndefined();
    expect(Buffer.from((await store.adaptations.model(GUILD, 3))!).equals(Buffer.from(MODEL))).toBe(true);
    // A second click comes too late.
    const back = { version: 2, readAt: T0 + 2, stored: true };
    expect(await store.adaptations.goBack(GUILD, 3)).toEqual(back);
    expect(await store.adaptations.goBack(GUILD, 3)).toBeUndefined();
    expect(await store.adaptations.serving(GUILD)).toMatchObject({ version: 2, readAt: T0 + 2 });
    expect(await store.adaptations.goBack(GUILD, 2)).toEqual({ version: 0, readAt: 0, stored: false });
    expect(await store.adaptations.serving(GUILD)).toBeUndefined();
    expect(await store.adaptations.goBack(GUILD, 0)).toBeUndefined();
    // Numbers are not used again.
    expect(await learn(store, T0 + 4)).toBe(4);
  });

  it('배운 글이 지워지면 다음 밤에 모델을 버리고, 새로 달린 글이 지워지면 그대로 둔다', async () => {
    let now = T0;
    const store = await open({ clock: () => now });
    const [learned] = await keep(store, {}, {});
    now = T0 + MINUTE;
    await learn(store, now);
    now = T0 + 2 * MINUTE;
    const [fresh] = await keep(store, {});
    await store.messages.deleted([fresh!.messageId], now);
    expect((await store.adaptations.status(GUILD)).versions).toMatchObject([{ stale: false }]);
    await store.messages.deleted([learned!.messageId], now);
    // Until the night it still judges.
    expect((await store.adaptations.status(GUILD)).versions).toMatchObject([{ stale: true, stored: true }]);
    expect(await store.adaptations.serving(GUILD)).toMatchObject({ version: 1 });
    now = T0 + DAY;
    expect(await learn(store, now)).toBe(2);
    expect(await store.adaptations.status(GUILD)).toMatchObject({
      serving: 2,
      versions: [
        { version: 2, stale: false, stored: true },
        { version: 1, stored: false },
      ],
    });
    // The one before must be made anew first; the shipped one judges meanwhile.
    expect(await store.adaptations.goBack(GUILD, 2)).toMatchObject({ version: 1, stored: false });
    expect(await store.adaptations.serving(GUILD)).toBeUndefined();
    const { deletions } = await store.adaptations.begin(GUILD, now, '{}');
    const anew = { readAt: T0 + MINUTE, deletions, summary: '{}', model: MODEL, version: 1 };
    expect(await store.adaptations.save(GUILD, anew)).toBe(1);
    expect(await store.adaptations.serving(GUILD)).toMatchObject({ version: 1, readAt: T0 + MINUTE });
    expect(await learn(store, now)).toBe(3);
  });

  it.each([
    ['지운 글', (store: Store, id: string) => store.messages.deleted([id], T0)],
    [
      '고친 글',
      (store: Store, id: string) => store.messages.take([message({ messageId: id, revision: T0 + 9 })]),
    ],
    ['지운 사람', (store: Store) => store.privacy.deleteAuthor(GUILD, AUTHOR.id, T0)],
  ])('%s: 배우는 동안이라도 그 모델은 한 밤만 산다', async (_what, remove) => {
    const store = await open({ clock: () => T0 });
    const [one] = await keep(store, {});
    const { deletions } = await store.adaptations.begin(GUILD, T0, '{}');
    await remove(store, one!.messageId);
    await store.adaptations.save(GUILD, { readAt: T0, deletions, summary: '{}', model: MODEL });
    expect((await store.adaptations.status(GUILD)).versions).toMatchObject([{ stale: true, stored: true }]);
    await store.adaptations.begin(GUILD, T0 + DAY, '{}');
    expect(await store.adaptations.status(GUILD)).toMatchObject({
      serving: 0,
      versions: [{ stored: false }],
    });
    expect(await store.adaptations.model(GUILD, 1)).toBeUndefined();
  });
});

describe.each(dialects)('$name: 마지막 댓글들의 무게', ({ open }) => {
  it('한 기사의 것만 오래된 것부터 주고, 지워진 것도 센다', async () => {
    const store = await open();
    const under = [0, 1, 2, 3].map((i) => message({ articleId: 'a', postedAt: T0 + i }));
    const elsewhere = [message({ articleId: 'b' }), message({ articleId: 'a', guildId: OTHER_GUILD })];
    await store.messages.take([...under, ...elsewhere]);
    await store.messages.judged(
      [...under, ...elsewhere].map((one, i) => ({ ...passed(one), ...(i === 3 ? {} : { weight: i - 1 }) })),
    );
    await store.messages.deleted([under[1]!.messageId], T0);
    expect(await store.messages.weights(GUILD, 'a', 0, 9)).toEqual([
      { messageId: under[0]!.messageId, postedAt: T0, weight: -1 },
      { messageId: under[1]!.messageId, postedAt: T0 + 1, weight: 0 },
      { messageId: under[2]!.messageId, postedAt: T0 + 2, weight: 1 },
    ]);
    expect(await store.messages.weights(GUILD, 'a', T0 + 1, 1)).toMatchObject([{ weight: 1 }]);
    // An edited message waits for a new verdict.
    await store.messages.take([{ ...under[2]!, revision: 5 }]);
    expect(await store.messages.weights(GUILD, 'a', T0 + 2, 9)).toEqual([]);
  });
});
