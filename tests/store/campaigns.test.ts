import { describe, expect, it } from 'vitest';
import { openDialects } from './dialects.js';
import {
  AUTHOR,
  campaignOf,
  DAY,
  drain,
  flagged,
  GUILD,
  keepPosts,
  message,
  MODERATOR,
  OTHER_GUILD,
  T0,
} from './given.js';
import type { Store } from '../../src/store/index.js';

const dialects = await openDialects();
const OTHER = { id: '300000000000000002', name: '다른이', webhook: false };

const texts = (count: number, guildId = GUILD) =>
  Array.from({ length: count }, (_, i) =>
    message({
      guildId,
      text: `청운목재 거래정지 ${i}`,
      postedAt: T0 + i,
      author: i % 2 === 0 ? AUTHOR : OTHER,
    }),
  );
const by = (seq: number) => ({ guildId: GUILD, id: 'k1', moderatorId: MODERATOR, now: T0 + seq, seq });
const states = async (store: Store): Promise<string[]> =>
  (await store.campaigns.members(GUILD, 'k1', 99)).map(({ state }) => state);
const kinds = (effects: readonly { readonly kind: string }[]): Record<string, number> =>
  effects.reduce<Record<string, number>>((sum, { kind }) => ({ ...sum, [kind]: (sum[kind] ?? 0) + 1 }), {});

describe.each(dialects)('$name: 되풀이된 글', ({ open, database, rows }) => {
  it('글과 판정과 묶음을 한 번에 저장하고, 그 차례대로 다시 읽는다', async () => {
    const store = await open();
    const posted = texts(4);
    await keepPosts(store, posted.slice(0, 2), [], 1);
    await keepPosts(store, posted.slice(2), [campaignOf(posted, { fringe: 1 })], 3);
    const read = await store.campaigns.posts(GUILD, { seq: -1, messageId: '' }, 3);
    expect(read.map(({ seq, text, campaignId, core }) => [seq, text, campaignId, core])).toEqual([
      [1, '청운목재 거래정지 0', 'k1', true],
      [2, '청운목재 거래정지 1', 'k1', true],
      [3, '청운목재 거래정지 2', 'k1', true],
    ]);
    expect(read[0]).toMatchObject({ score: 0.9, authorHash: store.privacy.authorHash(GUILD, AUTHOR.id) });
    const rest = await store.campaigns.posts(GUILD, { seq: 3, messageId: posted[2]!.messageId }, 3);
    expect(rest).toMatchObject([{ seq: 4, core: false }]);
    expect(await store.campaigns.get(GUILD, 'k1')).toMatchObject({
      state: 'known',
      carded: true,
      decided: null,
      summary: { name: '청운목재 거래정지' },
    });
    expect(await store.campaigns.get(OTHER_GUILD, 'k1')).toBeUndefined();
    expect(await store.campaigns.standing(GUILD, 'k1')).toEqual({
      here: 3,
      queued: 0,
      removed: 0,
      restored: 0,
      fringe: 1,
    });
    expect(await store.campaigns.times(GUILD, 'k1')).toEqual([T0, T0 + 1, T0 + 2, T0 + 3]);
    expect(await store.campaigns.articles(GUILD, 'k1')).toEqual([{ articleId: 'a1', count: 4 }]);
    expect(await store.campaigns.members(GUILD, 'k1', 2)).toMatchObject([
      { postedAt: T0 },
      { postedAt: T0 + 3 },
    ]);
    expect(kinds(await drain(store))).toEqual({ 'campaign-card': 1, 'campaign-update': 1 });
  });

  it('핵심만 지우고, 뒤에 온 것은 기다리며, 되돌리면 모두 되살린다', async () => {
    const store = await open();
    const posted = texts(4);
    await keepPosts(store, posted, [campaignOf(posted, { fringe: 1 })]);
    await drain(store);
    expect(await store.campaigns.decide({ ...by(5), decision: 'remove' })).toEqual({ number: 1, changed: 3 });
    expect(await store.campaigns.decide({ ...by(6), decision: 'allow' })).toEqual({ refused: 'decided' });
    expect(await states(store)).toEqual(['removed', 'removed', 'removed', 'here']);
    const effects = await drain(store);
    expect(kinds(effects)).toEqual({ 'campaign-delete': 3, 'campaign-update': 1 });
    const late = message({ text: '늦게 온 글', postedAt: T0 + 9 });
    await keepPosts(
      store,
      [late],
      [campaignOf([...posted, late], { members: campaignOf([late]).members })],
      7,
    );
    expect((await states(store)).at(-1)).toBe('queued');
    expect(await store.campaigns.decide({ ...by(8), decision: 'remove-new' })).toEqual({
      number: 2,
      changed: 1,
    });
    expect(await store.campaigns.reviewed(GUILD)).toEqual({ right: 4, wrong: 0 });
    expect(await store.campaigns.undo(by(9))).toEqual({ number: 3, changed: 4 });
    expect(await states(store)).toEqual(['restored', 'restored', 'restored', 'here', 'restored']);
    expect(await store.campaigns.reviewed(GUILD)).toEqual({ right: 0, wrong: 0 });
    expect(await store.campaigns.undo(by(10))).toEqual({ refused: 'not-decided' });
    expect((await store.campaigns.events(GUILD)).map(({ kind, undoneBy }) => [kind, undoneBy])).toEqual([
      ['remove', 3],
      ['remove-new', 3],
      ['undo', null],
    ]);
    expect(kinds(await drain(store))).toMatchObject({ 'campaign-delete': 1, 'campaign-restore': 4 });
    // 아직 지워지지 않았던 글은 그대로 있는 글이 된다.
    await store.campaigns.here(late.messageId);
    expect((await states(store)).at(-1)).toBe('here');
  });

  it('여럿이 함께 결정해도 하나만 이긴다', async () => {
    const store = await open();
    const posted = texts(3);
    await keepPosts(store, posted, [campaignOf(posted)]);
    const done = await Promise.all(
      (['remove', 'allow', 'ordinary', 'not-campaign'] as const).map((decision, i) =>
        store.campaigns.decide({ ...by(5 + i), decision }),
      ),
    );
    expect(done.filter((one) => 'number' in one)).toHaveLength(1);
    expect(done.filter((one) => 'refused' in one && one.refused === 'decided')).toHaveLength(3);
  });

  it('카드가 서면 든 글의 표시가 접히고, 서로 다른 글이라고 하면 다시 열린다', async () => {
    const store = await open();
    const posted = texts(3);
    await store.messages.take(posted);
    const flags = await store.messages.judged(
      posted.map((one, i) => ({ ...flagged(one), post: { seq: i + 1, text: one.text, score: 0.9 } })),
      [{ guildId: GUILD, changes: [campaignOf(posted, { card: false })] }],
    );
    expect(await store.flags.open(GUILD, 9)).toHaveLength(3);
    await store.campaigns.write({ guildId: GUILD, changes: [campaignOf(posted, { members: [] })] }, T0);
    expect(await store.flags.open(GUILD, 9)).toEqual([]);
    expect(await store.flags.get(GUILD, flags[0]!.id)).toMatchObject({
      state: 'closed',
      closedWhy: 'in-campaign',
    });
    const late = message({ postedAt: T0 + 9 });
    await store.messages.take([late]);
    const [folded] = await store.messages.judged(
      [{ ...flagged(late, { folded: true, effects: [] }), post: { seq: 4, text: late.text, score: 0.9 } }],
      [{ guildId: GUILD, changes: [campaignOf([late])] }],
    );
    expect(folded).toMatchObject({ state: 'closed', closedWhy: 'in-campaign' });
    await drain(store);
    await store.campaigns.decide({ ...by(5), decision: 'not-campaign' });
    expect(await store.flags.open(GUILD, 9)).toHaveLength(4);
    expect(kinds(await drain(store))).toEqual({ card: 4, 'campaign-update': 1 });
    expect(await store.campaigns.reviewed(GUILD)).toEqual({ right: 0, wrong: 4 });
    await store.campaigns.undo(by(6));
    expect(await store.flags.open(GUILD, 9)).toEqual([]);
    expect(await store.campaigns.reviewed(GUILD)).toEqual({ right: 0, wrong: 0 });
  });

  it('나뉜 글은 제 묶음으로 가고 그 표시는 다시 열리며, 합쳐진 묶음은 결정을 넘긴다', async () => {
    const store = await open();
    const posted = texts(4);
    await store.messages.take(posted);
    await store.messages.judged(
      posted.map((one, i) => ({ ...flagged(one), post: { seq: i + 1, text: one.text, score: 0.9 } })),
      [{ guildId: GUILD, changes: [campaignOf(posted, { fringe: 1 })] }],
    );
    const fringe = posted.at(-1)!;
    const split = campaignOf([fringe], { id: 'k2', card: false, splitFrom: 'k1' });
    const rest = campaignOf(posted.slice(0, 3), { members: [], left: [fringe.messageId] });
    const ids = [fringe.messageId];
    expect(await store.campaigns.regroup({ ...by(5), kind: 'split', ids, changes: [rest, split] })).toEqual({
      number: 1,
      changed: 1,
    });
    expect(await store.campaigns.members(GUILD, 'k2', 9)).toMatchObject([{ messageId: fringe.messageId }]);
    expect(await store.campaigns.get(GUILD, 'k2')).toMatchObject({ splitFrom: 'k1' });
    expect((await store.flags.open(GUILD, 9)).map(({ messageId }) => messageId)).toEqual(ids);
    expect(await store.campaigns.events(GUILD, 'k1')).toMatchObject([{ kind: 'split', ids }]);

    await store.campaigns.decide({ ...by(6), decision: 'allow' });
    const merged = campaignOf([fringe], { id: 'k2', members: [], absorbed: ['k1'] });
    await store.campaigns.write({ guildId: GUILD, changes: [merged] }, T0);
    expect(await store.campaigns.members(GUILD, 'k2', 9)).toHaveLength(4);
    expect(await store.campaigns.get(GUILD, 'k2')).toMatchObject({ decided: { decision: 'allow' } });
    expect(await store.campaigns.get(GUILD, 'k1')).toMatchObject({ mergedInto: 'k2', state: 'expired' });
    expect(await store.campaigns.decide({ ...by(7), decision: 'remove' })).toEqual({ refused: 'merged' });
    expect((await store.campaigns.list(GUILD, { limit: 9 })).map(({ id }) => id)).toEqual(['k2']);
  });

  it('합치면 결정이 함께 가고, 되돌리면 저마다의 결정으로 돌아가며 남의 결정으로 지운 글은 되살아난다', async () => {
    const store = await open();
    const [ours, theirs] = [texts(3), texts(3)];
    const k2 = campaignOf(theirs, { id: 'k2' });
    await keepPosts(store, [...ours, ...theirs], [campaignOf(ours), k2]);
    await store.campaigns.decide({ ...by(7), id: 'k2', decision: 'remove' });
    await drain(store);
    const ids = theirs.map(({ messageId }) => messageId);
    const merge = { ...by(8), kind: 'merge' as const, part: 'k2', ids };
    const whole = campaignOf([...ours, ...theirs], { absorbed: ['k2'] });
    // 자동 모드에서 충분히 맞았으면 합친 글도 바로 지운다.
    expect(await store.campaigns.regroup({ ...merge, changes: [{ ...whole, inherits: true }] })).toEqual({
      number: 2,
      changed: 3,
    });
    expect(await store.campaigns.get(GUILD, 'k1')).toMatchObject({
      decided: { decision: 'remove', number: 1 },
      reviewed: { right: 3, wrong: 0 },
    });
    expect(await store.campaigns.get(GUILD, 'k2')).toMatchObject({
      mergedInto: 'k1',
      reviewed: { right: 0, wrong: 0 },
    });
    expect(await states(store)).toEqual(Array(6).fill('removed'));
    expect(await store.campaigns.events(GUILD, 'k1')).toMatchObject([{ kind: 'merge', ids: ['k2', ...ids] }]);
    expect(await store.campaigns.regroup({ ...merge, changes: [] })).toEqual({ refused: 'merged' });
    expect(await store.campaigns.counts()).toEqual({ emerging: 0, known: 1, decided: 0, watch: 0 });
    await drain(store);

    const back = [campaignOf(ours, { members: [], left: ids }), k2];
    const unmerge = { ...by(9), kind: 'unmerge' as const, part: 'k2', changes: back };
    expect(await store.campaigns.regroup(unmerge)).toEqual({ number: 3, changed: 3 });
    expect(await store.campaigns.get(GUILD, 'k1')).toMatchObject({
      decided: null,
      reviewed: { right: 0, wrong: 0 },
    });
    expect(await store.campaigns.get(GUILD, 'k2')).toMatchObject({
      decided: { decision: 'remove', number: 1 },
      mergedInto: null,
      reviewed: { right: 3, wrong: 0 },
    });
    expect(await states(store)).toEqual(['restored', 'restored', 'restored']);
    expect(await store.campaigns.standing(GUILD, 'k2')).toMatchObject({ removed: 3 });
    expect(kinds(await drain(store))).toMatchObject({ 'campaign-restore': 3 });
    expect(await store.campaigns.regroup(unmerge)).toEqual({ refused: 'not-merged' });
    expect((await store.campaigns.events(GUILD, 'k1')).map(({ kind, undoneBy }) => [kind, undoneBy])).toEqual(
      [
        ['merge', 3],
        ['unmerge', null],
      ],
    );
  });

  it('남이 지우거나 고친 글은 사라지고, 봇이 지운 글은 되돌릴 때까지 남는다', async () => {
    const store = await open();
    const posted = texts(3);
    await keepPosts(store, posted, [campaignOf(posted, { fringe: 1 })]);
    await store.campaigns.decide({ ...by(5), decision: 'remove' });
    await store.messages.deleted(
      posted.map(({ messageId }) => messageId),
      T0,
    );
    expect(await store.campaigns.kept(posted.map(({ messageId }) => messageId))).toHaveLength(2);
    const [edited] = texts(1);
    await keepPosts(store, [edited!], [], 6);
    await store.messages.take([{ ...edited!, revision: T0 + 1, text: '고친 글' }]);
    expect(await store.campaigns.kept([edited!.messageId])).toEqual([]);
  });

  it('글과 쓴 이의 해시는 14일 뒤, 지운 글의 이름은 하루 뒤에 사라지고, 기록은 보관 기간까지 남는다', async () => {
    const file = await database();
    const store = await open({ database: file, clock: () => T0 });
    const posted = texts(2);
    await keepPosts(store, posted, [campaignOf(posted)]);
    await store.campaigns.decide({ ...by(5), decision: 'remove' });
    await store.campaigns.gone(posted[0]!.messageId, { id: AUTHOR.id, name: AUTHOR.name }, true);
    await store.sweep(T0 + DAY);
    expect(await store.campaigns.member(GUILD, posted[0]!.messageId)).toMatchObject({
      author: { name: AUTHOR.name },
      gone: true,
    });
    await store.sweep(T0 + DAY + 1);
    expect(await store.campaigns.member(GUILD, posted[0]!.messageId)).toMatchObject({ author: null });
    await store.sweep(T0 + 14 * DAY);
    expect((await rows(file)).campaign_posts).toHaveLength(2);
    await store.sweep(T0 + 14 * DAY + 2);
    expect((await rows(file)).campaign_posts).toEqual([]);
    expect(await store.campaigns.list(GUILD, { limit: 9 })).toHaveLength(1);
    await store.sweep(T0 + 31 * DAY);
    const left = await rows(file);
    expect([left.campaigns, left.campaign_events]).toEqual([[], []]);

    // 더 짧게 두는 서버, 끈 서버.
    await store.servers.change(GUILD, { retentionDays: 3 });
    await keepPosts(store, texts(2));
    await store.sweep(T0 + 3 * DAY + 2);
    expect((await rows(file)).campaign_posts).toEqual([]);
    await keepPosts(store, texts(2));
    await store.servers.change(GUILD, { campaigns: false });
    await store.sweep(T0);
    expect((await rows(file)).campaign_posts).toEqual([]);
  });

  it('내보낸 자료가 되풀이된 글을 이름으로 말하고, 지우면 한 사람의 글이나 서버의 것이 모두 사라진다', async () => {
    const file = await database();
    const store = await open({ database: file });
    const posted = texts(3);
    const alone = message({ text: '혼자인 글' });
    await keepPosts(store, [...posted, alone], [campaignOf(posted)]);
    await keepPosts(store, texts(2, OTHER_GUILD));
    await store.campaigns.decide({ ...by(9), decision: 'remove' });
    expect(await store.privacy.exportAuthor(GUILD, AUTHOR.id)).toMatchObject({
      campaigns: {
        campaigns: [
          { id: 'k1', summary: { name: '청운목재 거래정지' }, posts: [{ text: '청운목재 거래정지 0' }, {}] },
        ],
        alone: [{ text: '혼자인 글' }],
      },
    });
    expect(await store.privacy.exportServer(GUILD)).toMatchObject({
      campaigns: {
        campaigns: [{ posts: { length: 3 }, decided: { moderatorId: MODERATOR } }],
        events: [{ kind: 'remove' }],
      },
    });
    expect(await store.campaigns.ofAuthor(GUILD, OTHER.id)).toEqual([posted[1]!.messageId]);
    await store.privacy.deleteAuthor(GUILD, OTHER.id, T0);
    expect(await store.campaigns.ofAuthor(GUILD, OTHER.id)).toEqual([]);
    expect(await store.campaigns.members(GUILD, 'k1', 9)).toHaveLength(2);
    await store.privacy.deleteServer(GUILD);
    const left = await rows(file);
    expect(left.campaign_posts?.map(({ guild_id }) => guild_id)).toEqual([OTHER_GUILD, OTHER_GUILD]);
    expect([left.campaigns, left.campaign_events]).toEqual([[], []]);
  });
});
