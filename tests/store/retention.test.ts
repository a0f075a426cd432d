import { describe, expect, it } from 'vitest';
import { openDialects } from './dialects.js';
import {
  AUTHOR,
  CHANNEL,
  DAY,
  GUILD,
  OTHER_GUILD,
  T0,
  campaignOf,
  contentOf,
  decideOn,
  delivery,
  keepPosts,
  message,
  openFlag,
  passed,
  undoOn,
} from './given.js';

const dialects = await openDialects();
const NONE = { flags: 0, cases: 0, messages: 0, authors: 0, servers: 0 };

describe.each(dialects)('$name: 보관 기한', ({ open, database, rows }) => {
  it('서버마다 제 기한이 지난 것만 지운다', async () => {
    const file = await database();
    const store = await open({ database: file });
    await store.servers.change(GUILD, { retentionDays: 10 });
    for (const guildId of [GUILD, OTHER_GUILD]) {
      await decideOn(store, await openFlag(store, { message: { guildId } }));
      await openFlag(store, { message: { guildId } });
      await store.messages.take([message({ guildId })]);
    }
    expect(await store.sweep(T0 + 10 * DAY)).toEqual({ ...NONE, authors: 2 });
    expect(await store.sweep(T0 + 10 * DAY + 1)).toEqual({ ...NONE, flags: 2, cases: 1, messages: 2 });
    // 판정을 기다리던 글은 하루 더.
    expect(await store.messages.unjudged(9)).toHaveLength(2);
    expect(await store.sweep(T0 + 11 * DAY + 1)).toEqual({ ...NONE, messages: 1 });
    const left = await rows(file);
    for (const table of ['messages', 'flags', 'cases']) {
      expect(left[table]?.map(({ guild_id }) => guild_id)).toEqual(
        Array(table === 'messages' ? 3 : table === 'flags' ? 2 : 1).fill(OTHER_GUILD),
      );
    }
    expect(await store.sweep(T0 + 40 * DAY)).toEqual({ ...NONE, flags: 2, cases: 1, messages: 3 });
    // 번호는 이어진다.
    expect(await decideOn(store, await openFlag(store))).toMatchObject({ case: { number: 2 } });
  });

  it('결정이나 닫힘 하루 뒤에는 글쓴이의 이름이 사라지고 해시만 남는다', async () => {
    const store = await open();
    const decided = await openFlag(store);
    const undone = await openFlag(store);
    const closed = await openFlag(store);
    const waiting = await openFlag(store);
    await decideOn(store, decided);
    await decideOn(store, undone);
    await undoOn(store, undone, T0 + 1);
    await store.messages.deleted([closed.messageId], T0);
    expect(await store.sweep(T0 + DAY)).toEqual(NONE);
    expect(await store.flags.get(GUILD, decided.id)).toMatchObject({ content: { author: AUTHOR } });
    expect(await store.sweep(T0 + DAY + 1)).toEqual({ ...NONE, authors: 2 });
    for (const { id, authorHash, content } of [decided, closed]) {
      expect(await store.flags.get(GUILD, id)).toMatchObject({
        authorHash,
        content: { ...content, author: null },
      });
    }
    expect(await store.cases.get(GUILD, 1)).toMatchObject({
      shown: { text: decided.content?.text, author: null },
    });
    for (const { id } of [undone, waiting]) {
      expect(await store.flags.get(GUILD, id)).toMatchObject({ content: { author: AUTHOR } });
    }
    expect(await store.sweep(T0 + DAY + 1)).toEqual(NONE);
  });

  it('나간 서버는 30일 뒤에 모두 지우고, 돌아오면 그대로다', async () => {
    const file = await database();
    const store = await open({ database: file });
    for (const guildId of [GUILD, OTHER_GUILD]) {
      await store.servers.change(guildId, { retentionDays: 365, adaptation: true });
      const article = await store.articles.add(guildId, { title: '제목', body: null });
      await store.channels.bind({ channelId: guildId, guildId, articleId: article.id, at: T0 });
      await decideOn(store, await openFlag(store, { message: { guildId } }));
      await store.reposts.set(guildId, `${guildId}1`, 'quotation', { channelId: '7', messageId: '8' });
      await store.classifiers.save({ guildId, trainedAt: T0, decisions: 1, model: '{}', summary: '{}' });
      const { deletions } = await store.adaptations.begin(guildId, T0, '{}');
      await store.adaptations.save(guildId, {
        readAt: T0,
        deletions,
        summary: '{}',
        model: Uint8Array.of(1),
      });
      const kept = message({ guildId, messageId: `kept-${guildId}`, text: '댓글' });
      await store.messages.take([kept]);
      await store.messages.judged([{ ...passed(kept), keptText: kept.text }]);
      const posted = message({ guildId, messageId: `posted-${guildId}`, postedAt: T0 + 29 * DAY });
      await keepPosts(store, [posted], [campaignOf([posted])]);
      await store.campaigns.decide({
        guildId,
        id: 'k1',
        decision: 'allow',
        moderatorId: '1',
        now: T0 + 30 * DAY,
        seq: 2,
      });
      await store.sites.create({ id: `st_${guildId}`, guildId, name: '사이트', secret: 's', now: T0 });
      await store.sites.deliver(delivery((await store.sites.get(`st_${guildId}`))!, { now: T0 + 30 * DAY }));
      const form = {
        name: '규칙',
        words: '낱말',
        unless: '',
        about: '',
        ways: 'ordinary',
        weight: 'weak',
      } as const;
      const by = { moderatorId: '1', now: T0 };
      await store.ownRules.add(guildId, `r${guildId}`, { form, isRule: true }, by);
      const found = message({ guildId, messageId: `found-${guildId}` });
      await store.messages.take([found]);
      const hit = { ruleId: `r${guildId}`, version: 1, live: false, flagged: false, newly: true };
      await store.messages.judged([{ ...passed(found), ownRules: { at: T0 + 29 * DAY, hits: [hit] } }]);
      await openFlag(store, { message: { guildId } });
      const reported = message({ guildId });
      await store.reports.add({
        guildId,
        channelId: reported.channelId,
        messageId: reported.messageId,
        revision: 0,
        articleId: reported.articleId,
        reporterId: '9',
        flagId: `reported-${guildId}`,
        content: contentOf(reported),
        folded: null,
        now: T0,
        limits: { perPerson: 9, perServer: 9 },
      });
      await store.appeals.noted(guildId, 1, { state: 'sent', authorHash: 'a', at: T0 });
      await store.appeals.open({
        guildId,
        caseNumber: 1,
        userId: AUTHOR.id,
        text: '이의',
        now: T0,
        since: 0,
        effects: [],
      });
      const bulk = { guildId, id: 'b1', moderatorId: '1', now: T0 };
      await store.bulks.propose({ ...bulk, selection: {}, limit: 1 });
      await store.bulks.decide({
        ...bulk,
        decision: 'keep',
        removes: false,
        why: null,
        effects: () => [],
        also: [],
      });
      await store.servers.left(guildId, T0);
    }
    await store.servers.left(OTHER_GUILD, null);
    expect(await store.sweep(T0 + 30 * DAY)).toMatchObject({ servers: 0 });
    expect(await store.sweep(T0 + 30 * DAY + 1)).toMatchObject({ servers: 1 });
    const left = await rows(file);
    for (const [table, of] of Object.entries(left)) {
      if (table !== 'meta' && table !== 'schema_versions') {
        const guilds = of.map(({ guild_id, site_id }) => guild_id ?? String(site_id).slice('st_'.length));
        expect([table, new Set(guilds)]).toEqual([table, new Set([OTHER_GUILD])]);
      }
    }
    expect(await store.servers.settings(OTHER_GUILD)).toMatchObject({ retentionDays: 365 });
  });

  it('아무것도 가리키지 않는 기사는 기한 뒤에 지운다', async () => {
    const store = await open({ clock: () => T0 });
    const [bound, flagged, idle] = await Promise.all(
      ['이어진', '깃발 아래', '버려진'].map((title) => store.articles.add(GUILD, { title, body: null })),
    );
    await store.channels.bind({ channelId: CHANNEL, guildId: GUILD, articleId: bound!.id, at: T0 });
    await openFlag(store, { articleId: flagged!.id, createdAt: T0 + 20 * DAY });
    await store.sweep(T0 + 30 * DAY);
    expect(await store.articles.get(GUILD, idle!.id)).toEqual(idle);
    await store.sweep(T0 + 30 * DAY + 1);
    expect(await store.articles.get(GUILD, idle!.id)).toBeUndefined();
    expect(await store.articles.get(GUILD, bound!.id)).toEqual(bound);
    expect(await store.articles.get(GUILD, flagged!.id)).toEqual(flagged);
  });

  it('한 번에 지울 수 있는 것보다 많아도 다 지우고, 그사이 다른 일도 된다', async () => {
    const file = await database();
    const store = await open({ database: file });
    const many = Array.from({ length: 1300 }, () => message());
    await store.messages.take(many);
    await store.messages.judged(many.map(passed));
    const fresh = message({ postedAt: T0 + 31 * DAY });
    const [counts, taken] = await Promise.all([store.sweep(T0 + 31 * DAY), store.messages.take([fresh])]);
    expect(counts).toEqual({ ...NONE, messages: 1300 });
    expect(taken).toEqual([fresh]);
    expect((await rows(file)).messages?.map(({ message_id }) => message_id)).toEqual([fresh.messageId]);
  });
});
