import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { Campaigns } from '../../../src/bot/campaigns/campaigns.js';
import type { Tracker } from '../../../src/bot/campaigns/tracked.js';
import { Metrics } from '../../../src/bot/health/metrics.js';
import { mostDifferent, sparkline } from '../../../src/bot/campaigns/view.js';
import { exampleLine } from '../../../src/bot/campaigns/card.js';
import { CampaignTracker } from '../../../src/campaign/index.js';
import { openStore, type IncomingMessage, type Store } from '../../../src/store/index.js';
import { GUILD, KEYS, message, MODERATOR, passed, T0 } from '../../store/given.js';
import { FLOOD, ORDINARY } from './scene.js';

const MINUTE = 60_000;

async function open(): Promise<Store> {
  const store = await openStore({ database: ':memory:', keys: KEYS, clock: () => T0 });
  onTestFinished(() => store.close());
  return store;
}

const metrics = new Metrics({ process: false });
const campaignsOf = (store: Store, newTracker: () => Tracker = () => new CampaignTracker()): Campaigns =>
  new Campaigns({ store, metrics, newTracker, log: pino({ level: 'silent' }), now: () => T0 });

const posts = (texts: readonly string[]): IncomingMessage[] =>
  texts.map((text, i) =>
    message({
      text,
      articleId: `a${i % 3}`,
      author: { id: String(10n ** 17n + BigInt(i)), name: `독자${i}`, webhook: false },
      postedAt: T0 + i * MINUTE,
    }),
  );

async function take(
  store: Store,
  campaigns: Campaigns,
  messages: readonly IncomingMessage[],
  fails = false,
): Promise<void> {
  await store.messages.take(messages);
  const judged = messages.map((one) => ({ message: one, score: 0.9, weight: 2, mode: 'flag' as const }));
  await campaigns.during(judged, (placing) => {
    if (fails) throw new Error('the database is gone');
    return store.messages.judged(
      messages.map((one) => ({ ...passed(one), post: placing.of(one.messageId)!.post })),
      placing.changes,
    );
  });
}

/** What the store says of all campaigns; each store has pseudonyms of its own. */
async function said(store: Store): Promise<unknown> {
  const records = await store.campaigns.list(GUILD, { limit: 99 });
  return Promise.all(
    records.map(async (record) => {
      const members = await store.campaigns.members(GUILD, record.id, 9999);
      return [record, members.map((member) => ({ ...member, authorHash: '' }))];
    }),
  );
}

it('어디에서 꺼졌다 켜지든 이어서 한 것과 똑같다', async () => {
  const all = posts([...FLOOD.slice(0, 12), ...ORDINARY, ...FLOOD.slice(12, 20)]);
  const outcomes: unknown[] = [];
  for (const restarts of [[], [3], [1, 2, 3, 13, 25], all.map((_, i) => i)]) {
    const store = await open();
    let campaigns = campaignsOf(store);
    for (const [i, one] of all.entries()) {
      if (restarts.includes(i)) campaigns = campaignsOf(store);
      await take(store, campaigns, [one]);
      const [record] = i === 10 ? await store.campaigns.list(GUILD, { limit: 1 }) : [];
      if (record !== undefined) await campaigns.decide(GUILD, record.id, 'allow', MODERATOR);
    }
    outcomes.push(await said(store));
  }
  expect(outcomes[0]).toMatchObject([
    [{ state: 'decided', summary: { counts: { posts: 20 } } }, { length: 20 }],
  ]);
  for (const other of outcomes.slice(1)) expect(other).toEqual(outcomes[0]);
});

it('글이 많아 매번 다시 그리지 않는 묶음도 하나도 빠뜨리지 않는다', async () => {
  const store = await open();
  const campaigns = campaignsOf(store);
  const all = posts(Array.from({ length: 300 }, (_, i) => `${FLOOD[i % 50]!} ${i}`));
  for (let from = 0; from < all.length; from += 7) await take(store, campaigns, all.slice(from, from + 7));
  const [record, ...others] = await store.campaigns.list(GUILD, { limit: 9 });
  expect(others).toEqual([]);
  expect(record!.summary.counts.posts).toBe(300);
  expect(await store.campaigns.times(GUILD, record!.id)).toHaveLength(300);
  await campaignsOf(store).forget(GUILD, []);
  const again = await store.campaigns.get(GUILD, record!.id);
  expect(again).toMatchObject({ id: record!.id, summary: { counts: { posts: 300, authors: 300 } } });
});

it('저장하지 못한 글은 다시 판정될 때 한 번만 센다', async () => {
  const store = await open();
  const campaigns = campaignsOf(store);
  const all = posts(FLOOD.slice(0, 8));
  await take(store, campaigns, all.slice(0, 4));
  await expect(take(store, campaigns, all.slice(4), true)).rejects.toThrow('the database is gone');
  await take(store, campaigns, all.slice(4));
  expect(await said(store)).toMatchObject([
    [{ summary: { counts: { posts: 8, authors: 8 } } }, { length: 8 }],
  ]);
});

it('고친 글은 새 글로 세고, 판정하는 동안 지운 글은 세지 않는다', async () => {
  const store = await open();
  const campaigns = campaignsOf(store);
  const all = posts(FLOOD.slice(0, 6));
  await take(store, campaigns, all);
  await take(store, campaigns, [{ ...all[0]!, revision: T0 + 1, text: '다른 이야기를 하겠습니다' }]);
  const late = message({ text: FLOOD[7]! });
  await store.messages.take([late]);
  await store.messages.deleted([late.messageId], T0);
  await campaigns.forget(GUILD, [late.messageId]);
  await campaigns.during([{ message: late, score: 0.9, weight: 2, mode: 'flag' }], (placing) => {
    expect(placing.of(late.messageId)).toBeUndefined();
    return Promise.resolve();
  });
  expect(await said(store)).toMatchObject([[{ summary: { counts: { posts: 5 } } }, { length: 5 }]]);
});

/** Every post that begins with 묶음 is a member; those with 비슷 are fringe. */
function stub(): Tracker {
  const real = new CampaignTracker();
  const fringe = new Set<string>();
  const kept = <T extends { post: string; core: boolean }>(one: T): T => ({
    ...one,
    core: !fringe.has(one.post),
  });
  return {
    article: (ground) => {
      real.article(ground);
    },
    place: (post, foreign) => {
      if (post.text.includes('비슷')) fringe.add(post.id);
      return real.place(post, foreign);
    },
    campaigns: (since) => real.campaigns(since),
    campaign: (id) => {
      const found = real.campaign(id);
      return found && { ...found, members: found.members.map(kept) };
    },
    membership: (post) => {
      const found = real.membership(post);
      return found && kept(found);
    },
    decide: (id, decision) => {
      real.decide(id, decision);
    },
    merge: (ids) => real.merge(ids),
    unmerge: (id, part) => real.unmerge(id, part),
    split: (id, of) => real.split(id, of),
    forget: (of) => {
      real.forget(of);
    },
    expire: (now) => {
      real.expire(now);
    },
  };
}

it('비슷하기만 한 글을 나누면 제 묶음이 되고, 켜고 나서도 그렇다', async () => {
  const store = await open();
  let campaigns = campaignsOf(store, stub);
  const texts = FLOOD.slice(0, 8).map((text, i) => (i > 5 ? `${text} 비슷` : text));
  const all = posts(texts);
  await take(store, campaigns, all);
  const [record] = await store.campaigns.list(GUILD, { limit: 1 });
  expect(await store.campaigns.standing(GUILD, record!.id)).toMatchObject({ here: 6, fringe: 2 });
  expect(await campaigns.split(GUILD, record!.id, MODERATOR)).toMatchObject({ changed: 2 });
  expect(await campaigns.split(GUILD, record!.id, MODERATOR)).toEqual({ refused: 'no-fringe' });
  const after = await store.campaigns.list(GUILD, { limit: 9 });
  expect(after.map(({ splitFrom }) => splitFrom)).toEqual(expect.arrayContaining([null, record!.id]));
  expect(await store.campaigns.standing(GUILD, record!.id)).toMatchObject({ here: 6, fringe: 0 });
  const before = await said(store);
  campaigns = campaignsOf(store, stub);
  await campaigns.forget(GUILD, []);
  expect(await said(store)).toEqual(before);
  expect(await campaigns.split(GUILD, 'k-none', MODERATOR)).toEqual({ refused: 'unknown' });
});

/** Two calls that share nothing, so that nobody but a moderator makes one of them. */
const OTHER_CALL = Array.from(
  { length: 10 },
  (_, i) => `보람카드 연회비 인상 철회하고 소멸된 마일리지 돌려줘라 ${i}`,
);

it('합친 묶음은 하나가 되고, 되돌리면 그사이 온 글까지 제자리로 간다; 어디에서 꺼졌다 켜져도 같다', async () => {
  const all = posts([...FLOOD.slice(0, 6), ...OTHER_CALL.slice(0, 5), FLOOD[6]!, OTHER_CALL[5]!, FLOOD[7]!]);
  const merged: unknown[] = [];
  const undone: unknown[] = [];
  for (const restarts of [[], [11, 12, 13], [12, 99], all.map((_, i) => i)]) {
    const store = await open();
    let campaigns = campaignsOf(store);
    let [one, other] = ['', ''];
    for (const [i, message] of all.entries()) {
      if (restarts.includes(i)) campaigns = campaignsOf(store);
      if (i === 11) {
        [one, other] = (await store.campaigns.list(GUILD, { limit: 9 }))
          .sort((a, b) => a.first - b.first)
          .map(({ id }) => id) as [string, string];
        await campaigns.decide(GUILD, other, 'remove', MODERATOR);
        expect(await campaigns.merge(GUILD, other, one, MODERATOR)).toMatchObject({ id: one, changed: 5 });
      }
      await take(store, campaigns, [message]);
    }
    const whole = await store.campaigns.list(GUILD, { limit: 9 });
    expect(whole).toMatchObject([
      { id: one, summary: { counts: { posts: 14 } }, decided: { decision: 'remove' } },
    ]);
    expect(await store.campaigns.standing(GUILD, one)).toMatchObject({ removed: 5, queued: 9 });
    merged.push(await said(store));

    if (restarts.includes(99)) {
      campaigns = campaignsOf(store);
      await campaigns.forget(GUILD, []);
    }
    expect(await campaigns.unmerge(GUILD, one, MODERATOR)).toMatchObject({ id: one, changed: 6 });
    expect(await campaigns.unmerge(GUILD, one, MODERATOR)).toEqual({ refused: 'not-merged' });
    expect(await store.campaigns.get(GUILD, one)).toMatchObject({
      state: 'known',
      decided: null,
      summary: { counts: { posts: 8 } },
    });
    expect(await store.campaigns.get(GUILD, other)).toMatchObject({
      state: 'decided',
      decided: { decision: 'remove', moderatorId: MODERATOR },
      mergedInto: null,
      reviewed: { right: 5, wrong: 0 },
    });
    expect(await store.campaigns.standing(GUILD, one)).toMatchObject({ here: 8, queued: 0, removed: 0 });
    expect(await store.campaigns.standing(GUILD, other)).toMatchObject({ removed: 5, queued: 1 });
    undone.push(await said(store));
    // What the tracker made of it is what a restart makes of it.
    await campaignsOf(store).forget(GUILD, []);
    expect(await said(store)).toEqual(undone.at(-1));
  }
  for (const others of merged.slice(1)) expect(others).toEqual(merged[0]);
  for (const others of undone.slice(1)) expect(others).toEqual(undone[0]);
});

it('첫 글이 지워져 번호를 잃은 묶음도 합친 채로 되살아난다', async () => {
  const store = await open();
  let campaigns = campaignsOf(store);
  const all = posts([...FLOOD.slice(0, 5), ...OTHER_CALL.slice(0, 5)]);
  await take(store, campaigns, all);
  const [one, other] = (await store.campaigns.list(GUILD, { limit: 9 }))
    .sort((a, b) => a.first - b.first)
    .map(({ id }) => id) as [string, string];
  expect(await campaigns.merge(GUILD, one, other, MODERATOR)).toMatchObject({ id: one, changed: 5 });
  const gone = [all[0]!, all[5]!].map(({ messageId }) => messageId);
  await store.messages.deleted(gone, T0);
  campaigns = campaignsOf(store);
  await campaigns.forget(GUILD, gone);
  expect(await store.campaigns.list(GUILD, { limit: 9 })).toMatchObject([
    { id: one, summary: { counts: { posts: 8 } } },
  ]);
  campaigns = campaignsOf(store);
  expect(await campaigns.unmerge(GUILD, one, MODERATOR)).toMatchObject({ id: one, changed: 4 });
  const texts = async (id: string): Promise<string[]> =>
    (await store.campaigns.members(GUILD, id, 99)).map(({ text }) => text);
  expect(await texts(one)).toEqual(FLOOD.slice(1, 5));
  expect(await texts(other)).toEqual(OTHER_CALL.slice(1, 5));
  await campaignsOf(store).forget(GUILD, []);
  expect(await texts(other)).toEqual(OTHER_CALL.slice(1, 5));
});

it('결정이 서로 다르거나 합친 뒤에 결정했으면 합치거나 되돌리지 않는다', async () => {
  const store = await open();
  const campaigns = campaignsOf(store);
  await take(store, campaigns, posts([...FLOOD.slice(0, 5), ...OTHER_CALL.slice(0, 5)]));
  const [one, other] = (await store.campaigns.list(GUILD, { limit: 9 }))
    .sort((a, b) => a.first - b.first)
    .map(({ id }) => id) as [string, string];
  const before = await said(store);
  for (const [a, b, refused] of [
    [one, one, 'unknown'],
    [one, 'k-none', 'unknown'],
  ] as const)
    expect(await campaigns.merge(GUILD, a, b, MODERATOR)).toEqual({ refused });
  await campaigns.decide(GUILD, one, 'remove', MODERATOR);
  await campaigns.decide(GUILD, other, 'allow', MODERATOR);
  expect(await campaigns.merge(GUILD, one, other, MODERATOR)).toEqual({ refused: 'decided-apart' });
  await campaigns.decide(GUILD, other, 'undo', MODERATOR);
  await campaigns.decide(GUILD, other, 'ordinary', MODERATOR);
  expect(await campaigns.merge(GUILD, one, other, MODERATOR)).toEqual({ refused: 'not-together' });
  await campaigns.decide(GUILD, other, 'undo', MODERATOR);
  await campaigns.decide(GUILD, one, 'undo', MODERATOR);

  expect(await campaigns.merge(GUILD, one, other, MODERATOR)).toMatchObject({ id: one });
  expect(await campaigns.merge(GUILD, other, one, MODERATOR)).toEqual({ refused: 'merged' });
  await campaigns.decide(GUILD, one, 'allow', MODERATOR);
  expect(await campaigns.unmerge(GUILD, one, MODERATOR)).toEqual({ refused: 'decided-since' });
  await campaigns.decide(GUILD, one, 'undo', MODERATOR);
  expect(await campaigns.unmerge(GUILD, one, MODERATOR)).toMatchObject({ id: one, changed: 5 });
  // 결정의 흔적과, 가장 컸던 때의 세기만 남는다.
  const bare = (of: unknown): unknown =>
    (of as [{ id: string }, object[]][])
      .sort(([a], [b]) => (a.id < b.id ? -1 : 1))
      .map(([record, members]) => [
        { ...record, version: 0, strength: 0 },
        members.map((member) => ({ ...member, state: '' })),
      ]);
  expect(bare(await said(store))).toEqual(bare(before));
});

it('막대는 바쁜 때를 높이 그리고, 한 칸의 길이를 고른다', () => {
  expect(sparkline([])).toEqual({ bars: '', minutes: 1 });
  expect(sparkline([T0])).toEqual({ bars: '█', minutes: 1 });
  expect(sparkline([T0, T0 + MINUTE, T0 + MINUTE + 1, T0 + 3 * MINUTE])).toEqual({
    bars: '▄█·▄',
    minutes: 1,
  });
  expect(sparkline([T0, T0 + 24 * MINUTE])).toEqual({ bars: '█···█', minutes: 5 });
  expect(sparkline([T0, T0 + 7 * 1440 * MINUTE])).toMatchObject({ minutes: 720 });
});

it('보기는 서로 가장 다른 핵심 글 셋이고, 모두 같으면 하나다', () => {
  const of = (text: string, core = true) => ({ text, core });
  const texts = [
    '청운목재 살려라',
    '청운목재 살려라!',
    '청운목재를 살려 주세요',
    '거래정지 풀어라',
    '전혀 다른 말',
  ];
  const chosen = mostDifferent([...texts.slice(0, 4).map((text) => of(text)), of(texts[4]!, false)], 3);
  expect(chosen.map(({ text }) => text)).toEqual([texts[0], texts[3], texts[2]]);
  expect(mostDifferent([of('같은 글'), of('같은 글'), of('같은  글')], 3)).toHaveLength(1);
});

it('같은 부분은 굵게, 나머지는 잘라 보이고, 남의 글은 무해하다', () => {
  const line = (text: string, span: [number, number] | null, spoiler = false): string =>
    exampleLine(
      { text, evidence: { link: null, by: 'near', span, phrase: '', likeness: 1 } },
      { around: 4, phrase: 20 },
      spoiler,
    );
  expect(line('여러분 모두 청운목재 살려라 부탁합니다', [7, 15])).toBe(
    '… 모두 **청운목재 살려라** 부탁합니…',
  );
  expect(line('**@everyone** 청운목재', [14, 18])).toBe('…e\\*\\* **청운목재**');
  expect(line('청운목재', [0, 4], true)).toBe('||**청운목재**||');
  expect(line('짧은 글', null)).toBe('짧은 글');
  // 자모로 쓴 글자의 가운데에서 끊지 않는다.
  expect(line('명이 간다'.normalize('NFD'), [4, 8]).normalize('NFC')).toBe('명**이 간**다');
});
