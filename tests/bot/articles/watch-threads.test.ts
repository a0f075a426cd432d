import { ChannelType } from 'discord-api-types/v10';
import { describe, expect, it, vi } from 'vitest';
import { scene, type Scene } from './scene.js';

const BIKE = '강변 자전거길 12km 새로 잇는다';
const BATH = '동네 목욕탕, 책방으로 다시 문 연다';
const POST = '학생이 일곱 명인 산골 분교 운동장에 작은 천문대가 섰다. '.repeat(4);

async function titleIn({ store, guild }: Scene, channelId: string): Promise<string | null | undefined> {
  const place = await store.channels.get(channelId);
  if (place === undefined) return undefined;
  return place.articleId === null ? null : (await store.articles.get(guild.id, place.articleId))?.title;
}

/** A forum that is watched. */
async function forumOf({ guild, store }: Scene): Promise<ReturnType<Scene['guild']['createChannel']>> {
  const forum = guild.createChannel({ name: '기사방', type: ChannelType.GuildForum });
  await store.channels.bind({ guildId: guild.id, channelId: forum.id, articleId: null, at: Date.now() });
  return forum;
}

/** A channel that is bound to the article on the bath house. */
async function boundChannel({ guild, store }: Scene): Promise<ReturnType<Scene['guild']['createChannel']>> {
  const channel = guild.createChannel('목욕탕');
  const article = await store.articles.add(guild.id, { title: BATH, body: '본문' });
  await store.channels.bind({
    guildId: guild.id,
    channelId: channel.id,
    articleId: article.id,
    at: Date.now(),
  });
  return channel;
}

/** The notices that wait to be told. */
async function notices({ store }: Scene): Promise<string[]> {
  const items = await store.outbox.lease({
    now: Date.now(),
    limit: 50,
    perGuild: 50,
    leaseMs: 1,
    worker: 'test',
  });
  return items.map(({ effect }) =>
    effect.kind === 'notice' ? `${effect.notice} ${effect.values.channel ?? ''}` : '',
  );
}

describe('새 스레드', () => {
  it('포럼 글의 링크, 또는 글 자체가 기사다', async () => {
    const made = await scene();
    const { fake, kim, pages } = made;
    const forum = await forumOf(made);
    const linked = fake.createThread(forum, kim, {
      name: '자전거',
      content: `오늘 기사\n${pages.base}/bike`,
    });
    const written = fake.createThread(forum, kim, { name: '산골 분교에 천문대', content: POST });
    await made.whenBound(linked.id);
    await made.whenBound(written.id);
    expect(await titleIn(made, linked.id)).toBe(BIKE);
    expect(await titleIn(made, written.id)).toBe('산골 분교에 천문대');
    // What follows the first message is judged.
    expect((await made.store.channels.get(linked.id))?.cursor).toBe(linked.id);
    const joins = fake.requests.filter(({ path }) => path.includes(`/${linked.id}/thread-members/`));
    expect(joins.map(({ method }) => method)).toEqual(['PUT']);
    expect(made.forgotten).toContain(made.guild.id);
  });

  it('지정한 채널의 스레드는 제 링크가 있으면 그것, 없으면 채널의 기사', async () => {
    const made = await scene();
    const { fake, kim, pages } = made;
    const channel = await boundChannel(made);
    const post = fake.post(channel, kim, `다른 기사 ${pages.base}/bike`);
    const own = fake.createThread(channel, kim, { name: '다른 기사', from: post });
    // A long comment is no article where there is one already.
    const comment = fake.post(channel, kim, `목욕탕 추억\n${POST}`);
    const inherited = fake.createThread(channel, kim, { name: '추억', from: comment });
    await made.whenBound(own.id);
    await made.whenBound(inherited.id);
    expect(await titleIn(made, own.id)).toBe(BIKE);
    expect(await titleIn(made, inherited.id)).toBe(BATH);
  });

  it('첫 글이 스레드보다 늦게 와도', async () => {
    const made = await scene();
    const { fake, kim, guild, store, pages } = made;
    const channel = guild.createChannel('살피는 채널');
    await store.channels.bind({ guildId: guild.id, channelId: channel.id, articleId: null, at: Date.now() });
    const thread = fake.createThread(channel, kim, { name: '늦은 글' });
    setTimeout(() => fake.post(thread, kim, `${pages.base}/bike`), 800);
    await made.whenBound(thread.id);
    expect(await titleIn(made, thread.id)).toBe(BIKE);
  });

  it('아무것도 읽지 못하면 운영진에게 한 번 알린다', async () => {
    const made = await scene();
    const { fake, kim, pages } = made;
    const forum = await forumOf(made);
    const thread = fake.createThread(forum, kim, { name: '질문', content: `이거 ${pages.base}/closed` });
    await vi.waitFor(async () => {
      expect((await made.store.outbox.backlog(Date.now())).waiting).toBe(1);
    }, 15_000);
    // Found again after a restart, told no second time.
    await made.bot.stop();
    await made.start();
    expect(await notices(made)).toEqual([`thread-no-article ${thread.id}`]);
    expect(await titleIn(made, thread.id)).toBeUndefined();
  });

  it('관계없는 채널의 스레드는 그대로 둔다', async () => {
    const made = await scene();
    const { fake, kim, guild, pages } = made;
    const channel = guild.createChannel('자유');
    const forum = await forumOf(made);
    const free = fake.createThread(channel, kim, {
      name: 'x',
      from: fake.post(channel, kim, `${pages.base}/bike`),
    });
    const watched = fake.createThread(forum, kim, { name: 'y', content: `${pages.base}/bike` });
    await made.whenBound(watched.id);
    expect(await titleIn(made, free.id)).toBeUndefined();
  });

  it('꺼져 있는 동안 생긴 스레드도, 그 전의 것은 아니다', async () => {
    const made = await scene();
    const { fake, kim, guild, store, pages } = made;
    const forum = guild.createChannel({ name: '기사방', type: ChannelType.GuildForum });
    const old = fake.createThread(forum, kim, { name: '옛 글', content: `${pages.base}/bath` });
    await store.channels.bind({
      guildId: guild.id,
      channelId: forum.id,
      articleId: null,
      at: Date.now() + 60_000,
    });
    await made.bot.stop();
    await made.start();
    expect(await titleIn(made, old.id)).toBeUndefined();
    await store.channels.bind({ guildId: guild.id, channelId: forum.id, articleId: null, at: Date.now() });
    await made.bot.stop();
    const missed = fake.createThread(forum, kim, { name: '새 글', content: `${pages.base}/bike` });
    await made.start();
    expect(await titleIn(made, missed.id)).toBe(BIKE);
  });
});
