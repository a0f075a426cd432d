import {
  type APIMessage,
  ChannelType,
  Locale,
  OverwriteType,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import { ActionRowBuilder, ButtonBuilder, ButtonStyle, MessageFlags, type TextChannel } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { customId } from '../../../src/bot/discord/custom-id.js';
import { scene, type Scene } from './scene.js';

const TITLE = '강변 자전거길 12km 새로 잇는다';
const LONG = `산골 분교에 천문대 생겼다\n${'학생이 일곱 명인 산골 분교 운동장에 작은 천문대가 섰다. '.repeat(4)}`;

/** What an interaction answered, in words. */
const words = (made: Scene, message: APIMessage): string => made.fake.visibleText(message);

describe('/article', () => {
  it('주소로 지정하면 제목과 앞으로 할 일을 말하고, 지금부터의 댓글만 본다', async () => {
    const made = await scene();
    const { fake, guild, mod, store, pages } = made;
    const channel = guild.createChannel('자전거');
    const earlier = fake.post(channel, mod, '먼저 달린 댓글');
    const asked = fake.command(mod, channel, 'article set', { url: `${pages.base}/bike` });
    const text = words(made, await asked.reply());
    expect(asked.ephemeral).toBe(true);
    expect(text).toContain(TITLE);
    expect(text).toContain('/scan');
    expect(text).toContain('로그 채널이 아직 없습니다');
    const place = await store.channels.get(channel.id);
    expect(BigInt(place!.cursor!)).toBeGreaterThan(BigInt(earlier.id));
    expect((await store.articles.get(guild.id, place!.articleId!))?.title).toBe(TITLE);
    expect(made.forgotten).toContain(guild.id);

    const shown = words(made, await fake.command(mod, channel, 'article show', {}).reply());
    expect(shown).toContain(TITLE);
    expect(shown).toMatch(/방식.*운영진에게 표시/u);
    expect(shown).toMatch(/결정을 기다리는 댓글.*0/u);

    const again = words(
      made,
      await fake.command(mod, channel, 'article set', { url: `${pages.base}/bath` }).reply(),
    );
    expect(again).toContain(`이전 기사: ${TITLE}`);

    const gone = words(made, await fake.command(mod, channel, 'article unset', {}).reply());
    expect(gone).toContain('지정을 풀었습니다');
    expect(await store.channels.get(channel.id)).toBeUndefined();
    expect(words(made, await fake.command(mod, channel, 'article unset', {}).reply())).toContain(
      'article/not-bound',
    );
    expect(fake.violations).toEqual([]);
  });

  it('회원은 못 쓰고, 영어로 묻는 사람에게는 영어로', async () => {
    const made = await scene();
    const { fake, guild, kim, mod, pages, store } = made;
    const channel = guild.createChannel('a');
    expect(() => fake.command(kim, channel, 'article list', {})).toThrow();
    const english = fake.command(
      mod,
      channel,
      'article set',
      { url: `${pages.base}/stars` },
      { locale: Locale.EnglishUS },
    );
    expect(words(made, await english.reply())).toContain('Article set');
    // A button or menu is checked again by the bot itself.
    await store.servers.change(guild.id, { moderatorRoleIds: [guild.createRole({ name: '편집부' }).id] });
    expect(words(made, await fake.command(mod, channel, 'article list', {}).reply())).toContain('운영진만');
  });

  it('아무것도 주지 않으면 붙여 넣는 창이 열린다', async () => {
    const made = await scene();
    const { fake, guild, mod, store } = made;
    const channel = guild.createChannel('a');
    const asked = fake.command(mod, channel, 'article set', {});
    const modal = await asked.modal();
    expect(modal.title).toBe('기사 붙여 넣기');
    const pasted = await fake.submitModal(mod, asked, {
      title: '# @everyone **강변** 길',
      body: '시는 끊긴 자전거길 네 곳을 모두 잇기로 했다고 밝혔다.',
    });
    const answer = await pasted.reply();
    expect(words(made, answer)).toContain('기사를 지정했습니다');
    // Typed, not obeyed.
    expect(words(made, answer)).toContain('\\@everyone \\*\\*강변\\*\\* 길');
    const place = await store.channels.get(channel.id);
    expect((await store.articles.get(guild.id, place!.articleId!))?.body).toContain('네 곳을 모두 잇기로');
    expect(fake.violations).toEqual([]);
  });

  it('파일로, 다른 채널에', async () => {
    const made = await scene();
    const { fake, guild, mod, store } = made;
    const [here, there] = [guild.createChannel('여기'), guild.createChannel('저기')];
    const file = { name: 'article.txt', content: LONG };
    const asked = fake.command(mod, here, 'article set', { file, channel: there });
    expect(words(made, await asked.reply())).toContain(`<#${there.id}>`);
    expect(await store.channels.get(here.id)).toBeUndefined();
    expect(await store.channels.get(there.id)).toBeDefined();
    const pdf = { name: 'a.pdf', content: '%PDF-1.7' };
    expect(words(made, await fake.command(mod, here, 'article set', { file: pdf }).reply())).toContain(
      'article/binary',
    );
    const both = fake.command(mod, here, 'article set', { file, url: 'https://a.example/1' });
    expect(words(made, await both.reply())).toContain('article/one-source');
  });

  it('읽지 못한 주소는 까닭과 다른 길을 말하고, 아무것도 바꾸지 않는다', async () => {
    const made = await scene();
    const { fake, guild, mod, store, pages } = made;
    const channel = guild.createChannel('a');
    const set = async (url: string): Promise<string> =>
      words(made, await fake.command(mod, channel, 'article set', { url }).reply());
    expect(await set(`${pages.base}/closed`)).toMatch(/403.*article set.*fetch\/forbidden/su);
    expect(await set('http://169.254.169.254/latest')).toContain('fetch/private');
    expect(await set('아무 말')).toContain('fetch/bad-url');
    expect(await store.channels.get(channel.id)).toBeUndefined();
  });

  it('권한이 모자라면 무엇이 안 되는지 말한다', async () => {
    const made = await scene({
      botPermissions: PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages,
    });
    const { fake, guild, mod, pages, store } = made;
    const denied = String(PermissionFlagsBits.ReadMessageHistory);
    const channel = guild.createChannel({
      name: 'a',
      overwrites: [{ id: guild.id, type: OverwriteType.Role, allow: '0', deny: denied }],
    });
    const log = guild.createChannel({
      name: '기록',
      overwrites: [
        {
          id: guild.id,
          type: OverwriteType.Role,
          allow: '0',
          deny: String(PermissionFlagsBits.SendMessages),
        },
      ],
    });
    await store.servers.change(guild.id, { logChannelId: log.id });
    const url = `${pages.base}/bike`;
    const text = words(made, await fake.command(mod, channel, 'article set', { url }).reply());
    expect(text).toContain('메시지 기록 보기');
    expect(text).toContain('메시지 관리');
    expect(text).toContain('로그 채널에 글을 올릴 권한이 없습니다');
  });

  it('메시지 내용을 못 읽으면 무엇이 아직 되는지 말한다', async () => {
    const made = await scene({ privileged: { messageContent: false } });
    const { fake, guild, mod, pages } = made;
    const url = `${pages.base}/bike`;
    const asked = fake.command(mod, guild.createChannel('a'), 'article set', { url });
    expect(words(made, await asked.reply())).toContain('Message Content');
  });

  it('목록은 스무 곳씩, 단추로 넘긴다', async () => {
    const made = await scene();
    const { fake, guild, mod, store } = made;
    const here = guild.createChannel('여기');
    expect(words(made, await fake.command(mod, here, 'article list', {}).reply())).toContain('/article set');
    for (let i = 0; i < 45; i += 1) {
      const article = await store.articles.add(guild.id, { title: `${'*'.repeat(70)} ${i}`, body: null });
      const channel = guild.createChannel(`c${i}`);
      await store.channels.bind({ guildId: guild.id, channelId: channel.id, articleId: article.id, at: i });
    }
    const first = await fake.command(mod, here, 'article list', {}).reply();
    expect(words(made, first)).toContain('(45) · 1 / 3');
    expect(fake.buttons(first).map(({ label, disabled }) => [label, disabled])).toEqual([
      ['이전', true],
      ['다음', false],
    ]);
    for (const shown of ['2 / 3', '3 / 3']) {
      fake.click(mod, fake.message(first)!, '다음');
      await fake.waitFor(() => words(made, fake.message(first)!).includes(shown));
    }
    expect(fake.violations).toEqual([]);
  });

  it('다른 서버의 단추를 베껴도 그 서버의 것은 건드리지 못한다', async () => {
    const made = await scene();
    const { fake, guild, mod, store } = made;
    const other = fake.createGuild();
    const theirs = other.createChannel('남의 채널');
    const thread = fake.createThread(theirs, other.addMember('이독자'), { name: '남의 스레드' });
    const article = await store.articles.add(other.id, { title: '남의 기사', body: null });
    for (const channelId of [theirs.id, thread.id])
      await store.channels.bind({ guildId: other.id, channelId, articleId: article.id, at: 1 });
    const here = guild.createChannel('여기');
    const { client } = made.bot.services;
    const row = new ActionRowBuilder<ButtonBuilder>().addComponents(
      new ButtonBuilder()
        .setCustomId(customId('article-unset-threads', theirs.id))
        .setLabel('베낀 단추')
        .setStyle(ButtonStyle.Danger),
    );
    const channel = (await client.channels.fetch(here.id)) as TextChannel;
    const copied = await channel.send({ flags: MessageFlags.IsComponentsV2, components: [row] });
    const pressed = fake.click(mod, fake.message(copied.id)!, '베낀 단추');
    await fake.waitFor(() => words(made, fake.message(copied.id)!).includes('(0)'));
    expect(pressed.deferred).toBe(true);
    expect(await store.channels.of(other.id)).toHaveLength(2);
    expect(words(made, await fake.command(mod, here, 'article list', {}).reply())).not.toContain('남의 기사');
  });
});

describe('스레드', () => {
  it('채널을 풀면 스레드를 알려 주고, 단추로 함께 푼다', async () => {
    const made = await scene();
    const { fake, guild, mod, store, pages } = made;
    const channel = guild.createChannel('a');
    await fake.command(mod, channel, 'article set', { url: `${pages.base}/bike` }).reply();
    const thread = fake.createThread(channel, mod, { name: '이야기' });
    await made.whenBound(thread.id);
    const answer = await fake.command(mod, channel, 'article unset', {}).reply();
    expect(words(made, answer)).toContain('스레드 1개');
    fake.click(mod, answer, '스레드도 풀기');
    await fake.waitFor(() => words(made, fake.message(answer)!).includes('(1)'));
    expect(await store.channels.of(guild.id)).toEqual([]);
  });

  it('스레드만 빼면 다시 켜도 빠져 있고, 지정하면 돌아온다', async () => {
    const made = await scene();
    const { fake, guild, mod, store, pages } = made;
    const channel = guild.createChannel('a');
    await fake.command(mod, channel, 'article set', { url: `${pages.base}/bike` }).reply();
    const thread = fake.createThread(channel, mod, { name: '잡담' });
    await made.whenBound(thread.id);
    const out = words(made, await fake.command(mod, thread, 'article unset', {}).reply());
    expect(out).toContain('이 스레드는 이제 판정하지 않습니다');
    expect(await store.channels.get(thread.id)).toMatchObject({ articleId: null, mode: 'off' });
    await made.bot.stop();
    await made.start();
    expect(await store.channels.get(thread.id)).toMatchObject({ articleId: null, mode: 'off' });
    await fake.command(mod, thread, 'article set', { url: `${pages.base}/bath` }).reply();
    expect((await store.channels.get(thread.id))?.mode).toBeNull();
  });

  it('포럼은 창 없이 바로 살핀다', async () => {
    const made = await scene();
    const { fake, guild, mod, store } = made;
    const forum = guild.createChannel({ name: '기사방', type: ChannelType.GuildForum });
    const asked = fake.command(mod, guild.createChannel('a'), 'article set', { channel: forum });
    expect(words(made, await asked.reply())).toContain('새 스레드마다 기사를 찾습니다');
    expect(await store.channels.get(forum.id)).toMatchObject({ articleId: null, mode: null });
  });
});

describe('메시지 메뉴 "기사로 지정"', () => {
  it.each([
    ['링크', (base: string) => `오늘의 기사 <${base}/bike> 읽어 보세요`, TITLE],
    ['읽히는 첫 링크', (base: string) => `${base}/closed ${base}/bike`, TITLE],
    ['긴 글', () => LONG, '산골 분교에 천문대 생겼다'],
    ['읽히지 않는 링크보다 긴 글', (base: string) => `${LONG}\n${base}/closed`, '산골 분교에 천문대 생겼다'],
  ])('%s', async (_name, content, title) => {
    const made = await scene();
    const { fake, guild, mod, kim, pages, store } = made;
    const channel = guild.createChannel('a');
    const message = fake.post(channel, kim, content(pages.base));
    const asked = fake.contextMenu(mod, channel, 'Use as article', message);
    expect(words(made, await asked.reply())).toContain(title);
    const place = await store.channels.get(channel.id);
    expect((await store.articles.get(guild.id, place!.articleId!))?.title).toBe(title);
  });

  it('아무 기사도 없으면 무엇이 있어야 하는지, 못 읽은 링크면 그 까닭을', async () => {
    const made = await scene();
    const { fake, guild, mod, kim, pages } = made;
    const channel = guild.createChannel('a');
    const use = async (text: string): Promise<string> =>
      words(
        made,
        await fake.contextMenu(mod, channel, 'Use as article', fake.post(channel, kim, text)).reply(),
      );
    expect(await use('짧은 말')).toContain('80자');
    expect(await use(`${pages.base}/closed`)).toContain('fetch/forbidden');
  });

  it('스레드가 달린 메시지면 그 스레드에', async () => {
    const made = await scene();
    const { fake, guild, mod, kim, pages, store } = made;
    const channel = guild.createChannel('a');
    const message = fake.post(channel, kim, `${pages.base}/bike`);
    const thread = fake.createThread(channel, kim, { name: '댓글', from: message });
    const asked = fake.contextMenu(mod, channel, 'Use as article', fake.message(message.id)!);
    expect(words(made, await asked.reply())).toContain(`<#${thread.id}>`);
    expect(await store.channels.get(channel.id)).toBeUndefined();
    expect(await store.channels.get(thread.id)).toBeDefined();
  });
});
