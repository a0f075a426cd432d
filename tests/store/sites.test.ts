import { describe, expect, it } from 'vitest';
import { siteAuthorId, siteChannelId, siteMessageId } from '../../src/moderation/index.js';
import type { Store } from '../../src/store/index.js';
import { openDialects } from './dialects.js';
import { DAY, decideOn, delivery, flagged, GUILD, passed, T0 } from './given.js';

const dialects = await openDialects();

async function siteOf(store: Store, id = 'st_1'): Promise<Awaited<ReturnType<Store['sites']['create']>>> {
  return store.sites.create({ id, guildId: GUILD, name: '사이트', secret: 's', now: T0 });
}

describe.each(dialects)('$name: 사이트의 댓글', ({ open, database }) => {
  it('받은 것은 줄을 서고, 차례대로 한 번씩만 나간다', async () => {
    const file = await database();
    const [store, other] = [await open({ database: file }), await open({ database: file })];
    const site = await siteOf(store);
    expect(site.channelId).toBe(siteChannelId(1));
    const ids = Array.from({ length: 120 }, (_, i) => `c${i}`);
    await store.sites.deliver(delivery(site, { comments: ids.map((id) => ({ id, text: `글 ${id}` })) }));
    expect(await store.sites.waiting()).toEqual(new Map([[site.channelId, 120]]));
    // They are no messages that a start must judge at once.
    expect(await store.messages.unjudged(9)).toEqual([]);
    const claimed = (
      await Promise.all(
        Array.from({ length: 8 }, (_, i) => (i % 2 ? store : other).sites.claim(site.channelId, 20)),
      )
    ).flat();
    expect(claimed.map(({ text }) => text).sort()).toEqual(ids.map((id) => `글 ${id}`).sort());
    const [first] = claimed;
    expect(first).toMatchObject({ guildId: GUILD, channelId: site.channelId, revision: 0, parent: null });
    // What was taken and not judged is judged after the next start.
    expect(await store.messages.unjudged(500)).toHaveLength(120);
    expect(await store.sites.waiting()).toEqual(new Map());
  });

  it('같은 요청이 한꺼번에 와도 한 번만 하고 같은 답을 한다', async () => {
    const store = await open();
    const site = await siteOf(store);
    const one = delivery(site, { comments: [{ id: 'c1' }, { id: 'c2', article: 'none' }] });
    const receipts = await Promise.all(Array.from({ length: 5 }, () => store.sites.deliver(one)));
    const outcomes = {
      comments: [
        ['c1', 'accepted'],
        ['c2', 'unknown-article'],
      ],
      articles: ['n1'],
    };
    expect(receipts.filter(({ kind }) => kind === 'done')).toHaveLength(5);
    for (const receipt of receipts) expect(receipt).toMatchObject({ outcomes });
    expect(receipts.filter((receipt) => receipt.kind === 'done' && !receipt.repeated)).toHaveLength(1);
    expect(await store.sites.deliver({ ...one, digest: 'other' })).toEqual({ kind: 'conflict' });
    // Another site has ids of its own.
    const second = await siteOf(store, 'st_2');
    expect(await store.sites.deliver(delivery(second, { requestId: one.requestId }))).toMatchObject({
      outcomes: { comments: [['c1', 'accepted']] },
      repeated: false,
    });
  });

  it('판과 삭제: 더 새 판만 받고, 지운 것은 되살아나지 않는다', async () => {
    const store = await open();
    const site = await siteOf(store);
    const send = async (given: Parameters<typeof delivery>[1]): Promise<unknown> => {
      const receipt = await store.sites.deliver(delivery(site, given));
      return receipt.kind === 'done' ? receipt.outcomes.comments : receipt;
    };
    const id = siteMessageId(1);
    expect(await send({})).toEqual([['c1', 'accepted']]);
    expect(await send({ comments: [{ revision: 3, text: '고침' }] })).toEqual([['c1', 'accepted']]);
    expect(await send({ comments: [{ revision: 2 }] })).toEqual([['c1', 'duplicate']]);
    expect(await store.sites.waiting()).toEqual(new Map([[site.channelId, 1]]));
    const [taken] = await store.sites.claim(site.channelId, 9);
    expect(taken).toMatchObject({ messageId: id, revision: 3, text: '고침' });
    const [flag] = await store.messages.judged([flagged(taken!)]);
    expect(await store.sites.state(site.id, 'c1')).toEqual({
      id: 'c1',
      revision: 3,
      state: 'judged',
      verdict: 'off-topic',
      score: 0.9,
      flag: { revision: 3, state: 'open', decision: null, caseNumber: null, decidedAt: null },
    });
    await decideOn(store, flag!, { decision: 'hide' });
    expect(await store.sites.state(site.id, 'c1')).toMatchObject({
      flag: { state: 'decided', decision: 'hide', caseNumber: 1, decidedAt: T0 },
    });
    expect(await send({ comments: [], deletions: ['c1', 'c9'] })).toEqual([
      ['c1', 'deleted'],
      ['c9', 'unknown'],
    ]);
    expect(await send({ comments: [{ revision: 4 }] })).toEqual([['c1', 'was-deleted']]);
    expect(await store.sites.state(site.id, 'c1')).toMatchObject({ state: 'deleted' });
    expect(await store.sites.state(site.id, 'c9')).toBeUndefined();
  });

  it('답한 댓글의 글을 찾는다: 같은 요청, 기다리는 것, 되풀이를 보려고 둔 것', async () => {
    const store = await open();
    const site = await siteOf(store);
    const parents = async (): Promise<unknown> =>
      (await store.sites.claim(site.channelId, 9)).map(({ text, parent }) => [text, parent]);
    await store.sites.deliver(
      delivery(site, {
        comments: [
          { id: 'a', text: '위' },
          { id: 'b', text: '아래', parentId: 'a' },
        ],
      }),
    );
    await store.sites.deliver(delivery(site, { comments: [{ id: 'c', text: '더 아래', parentId: 'b' }] }));
    expect(await parents()).toEqual([
      ['위', null],
      ['아래', '위'],
      ['더 아래', '아래'],
    ]);
    const taken = await store.messages.unjudged(9);
    await store.messages.judged(
      taken.map((one, i) => ({ ...passed(one), post: { seq: i, text: one.text, score: 0.1 } })),
    );
    await store.sites.deliver(
      delivery(site, {
        comments: [
          { id: 'd', text: '나중', parentId: 'a' },
          { id: 'e', text: '모름', parentId: 'z' },
        ],
      }),
    );
    expect(await parents()).toEqual([
      ['나중', '위'],
      ['모름', null],
    ]);
  });

  it('작성자의 자료를 지우면 기다리는 글도, 그에 답한 글에 남은 글도 없다', async () => {
    const store = await open();
    const site = await siteOf(store);
    await store.sites.deliver(
      delivery(site, {
        comments: [
          { id: 'a', text: '지울 글', author: { id: 'kim', name: '김' } },
          { id: 'b', text: '답글', parentId: 'a', author: { id: 'lee', name: '이' } },
          { id: 'c', text: '이름 없는 글', author: { id: null, name: '' } },
        ],
      }),
    );
    expect(await store.privacy.deleteAuthor(GUILD, siteAuthorId(site.id, 'kim', ''), T0)).toMatchObject({
      messages: 1,
      parents: 1,
    });
    const left = await store.sites.claim(site.channelId, 9);
    expect(left.map(({ text, parent }) => [text, parent])).toEqual([
      ['답글', null],
      ['이름 없는 글', null],
    ]);
    expect(JSON.stringify(await store.privacy.exportServer(GUILD))).not.toContain('지울 글');
  });

  it('받은 날부터 보관하고, 그 뒤에는 번호도 기사도 남지 않는다', async () => {
    const file = await database();
    const store = await open({ database: file, clock: () => T0 });
    const site = await siteOf(store);
    // A comment of two years ago that the site sends today.
    await store.sites.deliver(delivery(site, { comments: [{ postedAt: T0 - 700 * DAY }] }));
    await store.sweep(T0 + 29 * DAY);
    expect(await store.sites.waiting()).toEqual(new Map([[site.channelId, 1]]));
    const [taken] = await store.sites.claim(site.channelId, 1);
    await store.messages.judged([passed(taken!)]);
    await store.sweep(T0 + 30 * DAY);
    expect(await store.sites.state(site.id, 'c1')).toMatchObject({ state: 'judged' });
    await store.sweep(T0 + 30 * DAY + 1);
    expect(await store.sites.state(site.id, 'c1')).toBeUndefined();
    expect(await store.sites.message(siteMessageId(1))).toBeUndefined();
    // The article went with it: the site must send it again.
    expect(await store.sites.deliver(delivery(site, { articles: [], now: T0 + 31 * DAY }))).toMatchObject({
      outcomes: { comments: [['c1', 'unknown-article']] },
    });
  });
});
