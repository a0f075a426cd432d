import { describe, expect, it } from 'vitest';
import { serverSettingsSchema } from '../../src/moderation/index.js';
import { openDialects } from './dialects.js';
import { CHANNEL, drain, GUILD, openFlag, OTHER_GUILD, T0 } from './given.js';

const dialects = await openDialects();
const DEFAULTS = serverSettingsSchema.parse({});

describe.each(dialects)('$name: 서버와 곳', ({ open, database, rows }) => {
  it('정한 것만 바뀌고 나머지는 기본값이며, 틀린 값은 아무것도 바꾸지 않는다', async () => {
    const store = await open();
    expect(await store.servers.settings(GUILD)).toEqual(DEFAULTS);
    await store.servers.change(GUILD, { mode: 'act', timeoutMinutes: 30 });
    expect(await store.servers.change(GUILD, { mode: 'shadow' })).toEqual({
      ...DEFAULTS,
      mode: 'shadow',
      timeoutMinutes: 30,
    });
    await expect(store.servers.change(GUILD, { language: 'en', retentionDays: 0 })).rejects.toMatchObject({
      code: 'store/wrong-settings',
    });
    expect(await store.servers.settings(GUILD)).toMatchObject({ language: 'ko', retentionDays: 30 });
    expect(await store.servers.settings(OTHER_GUILD)).toEqual(DEFAULTS);
  });

  it('한꺼번에 바꿔도 아무것도 잃지 않는다', async () => {
    const file = await database();
    const stores = [await open({ database: file }), await open({ database: file })];
    const patches = [
      { mode: 'act' as const },
      { action: 'timeout' as const },
      { timeoutMinutes: 7 },
      { logChannelId: '5' },
      { spoiler: true },
      { retentionDays: 3 },
      { learning: true },
      { rulesOff: ['a/b'] },
    ];
    await Promise.all(patches.map((patch, index) => stores[index % 2]!.servers.change(GUILD, patch)));
    const settings = await stores[0]!.servers.settings(GUILD);
    for (const patch of patches) expect(settings).toMatchObject(patch);
  });

  it('같은 제목과 본문이면 같은 기사다', async () => {
    const store = await open();
    const given = {
      title: '제목',
      body: '본문',
      url: 'https://example.com/1',
      publishedAt: '2026-11-24',
      section: 'economy',
    };
    const article = await store.articles.add(GUILD, given);
    expect(article).toEqual({ ...given, id: article.id });
    expect(await store.articles.add(GUILD, { title: '제목', body: '본문' })).toEqual(article);
    const bodyless = await store.articles.add(GUILD, { title: '제목', body: null });
    const elsewhere = await store.articles.add(OTHER_GUILD, given);
    expect(new Set([article.id, bodyless.id, elsewhere.id]).size).toBe(3);
    expect(await store.articles.get(GUILD, article.id)).toEqual(article);
    expect(await store.articles.get(OTHER_GUILD, article.id)).toBeUndefined();
    const [one, two] = await Promise.all(
      [1, 2].map(() => store.articles.add(GUILD, { title: '함께', body: null })),
    );
    expect(one).toEqual(two);
  });

  it('아는 기사는 곳에 이어진 것뿐이고, 더한 차례대로다', async () => {
    const store = await open();
    const [first, second] = [
      await store.articles.add(GUILD, { title: '하나', body: null }),
      await store.articles.add(GUILD, { title: '둘', body: null }),
    ];
    await store.articles.add(GUILD, { title: '셋', body: null });
    await store.channels.bind({ channelId: '1', guildId: GUILD, articleId: second.id, at: T0 });
    await store.channels.bind({ channelId: '2', guildId: GUILD, articleId: first.id, at: T0 + 1 });
    await store.channels.bind({ channelId: '3', guildId: GUILD, articleId: first.id, at: T0 + 2 });
    await store.channels.bind({ channelId: '4', guildId: GUILD, articleId: null, at: T0 + 3 });
    expect(await store.articles.bound(GUILD)).toEqual([first, second]);
    expect((await store.channels.of(GUILD)).map(({ channelId }) => channelId)).toEqual(['1', '2', '3', '4']);
    expect(await store.channels.of(OTHER_GUILD)).toEqual([]);
    await expect(
      store.channels.bind({ channelId: '5', guildId: GUILD, articleId: '없는 기사', at: T0 }),
    ).rejects.toMatchObject({ code: 'store/no-article' });
  });

  it('다시 이어도 읽은 자리와 방식은 그대로다', async () => {
    const store = await open();
    await store.channels.bind({
      channelId: CHANNEL,
      guildId: GUILD,
      articleId: null,
      mode: 'act',
      cursor: '50',
      at: T0,
    });
    const article = await store.articles.add(GUILD, { title: '제목', body: null });
    const place = { channelId: CHANNEL, guildId: GUILD, articleId: article.id };
    const kept = { ...place, mode: 'act', cursor: '50', boundAt: T0 + 1 };
    expect(await store.channels.bind({ ...place, at: T0 + 1 })).toEqual(kept);
    await store.channels.setMode(CHANNEL, null);
    expect(await store.channels.get(CHANNEL)).toEqual({ ...kept, mode: null });
    expect(await store.channels.bind({ ...place, cursor: '9', at: T0 + 2 })).toMatchObject({ cursor: '9' });
  });

  it('읽은 자리는 수로 견주어 앞으로만 가고, 이어지지 않은 곳은 넘어간다', async () => {
    const store = await open();
    await store.channels.bind({ channelId: '1', guildId: GUILD, articleId: null, at: T0 });
    await store.channels.bind({ channelId: '2', guildId: GUILD, articleId: null, cursor: '999', at: T0 });
    const cursors = async (...moves: [string, string][]): Promise<unknown[]> => {
      await store.channels.advance(new Map(moves));
      return (await store.channels.all()).map(({ cursor }) => cursor);
    };
    expect(await cursors(['1', '5'], ['3', '5'])).toEqual(['5', '999']);
    expect(await cursors(['1', '4'], ['2', '1000'])).toEqual(['5', '1000']);
    expect(await cursors(['1', '10'], ['2', '999'])).toEqual(['10', '1000']);
    expect(await cursors(['1', '9'], ['2', '1000'])).toEqual(['10', '1000']);
    expect(await cursors()).toEqual(['10', '1000']);
  });

  it('끊으면 그곳의 열린 깃발이 닫히고 카드가 고쳐진다', async () => {
    const store = await open();
    await store.channels.bind({ channelId: CHANNEL, guildId: GUILD, articleId: null, at: T0 });
    const here = await openFlag(store);
    const shadow = await openFlag(store, { shadow: true });
    const elsewhere = await openFlag(store, { channelId: '77' });
    await drain(store);
    expect(await store.channels.unbind(CHANNEL, 'channel-deleted', T0 + 5)).toBe(true);
    expect(await store.channels.unbind(CHANNEL, 'channel-deleted', T0 + 6)).toBe(false);
    expect(await store.channels.get(CHANNEL)).toBeUndefined();
    for (const { id } of [here, shadow]) {
      expect(await store.flags.get(GUILD, id)).toMatchObject({
        state: 'closed',
        closedWhy: 'channel-deleted',
        updatedAt: T0 + 5,
      });
    }
    expect(await store.flags.get(GUILD, elsewhere.id)).toMatchObject({ state: 'open' });
    expect(await drain(store)).toEqual([{ kind: 'card-update', flagId: here.id }]);
  });

  it('분류기는 다섯 판까지만, 번호는 되돌아가지 않는다', async () => {
    const file = await database();
    const stores = [await open({ database: file }), await open({ database: file })];
    const save = (index: number): Promise<{ version: number }> =>
      stores[index % 2]!.classifiers.save({
        guildId: GUILD,
        trainedAt: T0 + index,
        decisions: index,
        model: `{"index":${index}}`,
        summary: `요약 ${index}`,
      });
    const saved = await Promise.all(Array.from({ length: 7 }, (_, index) => save(index)));
    expect(saved.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const store = stores[0]!;
    expect(await store.classifiers.latest(GUILD)).toEqual(saved.find(({ version }) => version === 7));
    const versions = await store.classifiers.versions(GUILD);
    expect(versions.map(({ version }) => version)).toEqual([7, 6, 5, 4, 3]);
    expect(versions[0]).not.toHaveProperty('model');
    await store.classifiers.reset(GUILD);
    expect(await store.classifiers.latest(GUILD)).toBeUndefined();
    expect((await rows(file)).classifiers).toEqual([]);
    expect(await save(8)).toMatchObject({ version: 8 });
  });
});
