import { ChannelType, Locale } from 'discord-api-types/v10';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MARKET, scene, WEATHER } from '../moderation/scene.js';

describe('댓글 판정', () => {
  it('누구나 물을 수 있고, 답은 물은 사람만 보며, 아무것도 남지 않는다', async () => {
    const s = await scene();
    const asked = s.fake.command(s.kim, s.channel, 'check', { text: '대유 살려내라 @everyone' });
    const text = s.fake.visibleText(await asked.reply());
    expect(asked.ephemeral).toBe(true);
    expect(text).toContain('글과 무관');
    expect(text).toMatch(/무관할 확률 9\d%/);
    expect(text).toContain(WEATHER.title);
    expect(text).toContain('🔴 거래정지: “대유” +4.0');
    expect(text).toContain('\\@everyone');
    expect(await s.open()).toEqual([]);
    expect(s.fake.messages(s.channel)).toEqual([]);
    expect(s.fake.violations).toEqual([]);
  });

  it('그 사람의 말로 답한다', async () => {
    const s = await scene();
    const asked = s.fake.command(s.kim, s.channel, 'check', { text: '대유' }, { locale: Locale.EnglishUS });
    expect(s.fake.visibleText(await asked.reply())).toContain('Speaks against');
  });

  it('더 어울리는 기사를 알려 준다', async () => {
    const s = await scene();
    const room = s.guild.createChannel('증시');
    const market = await s.store.articles.add(s.guild.id, MARKET);
    await s.store.channels.bind({ channelId: room.id, guildId: s.guild.id, articleId: market.id, at: 1 });
    const asked = s.fake.command(s.kim, s.channel, 'check', { text: '대유 주주들 거래재개 촉구합니다' });
    const text = s.fake.visibleText(await asked.reply());
    expect(text).toContain('더 어울리는 기사');
    expect(text).toContain(MARKET.title);
    const other = s.fake.command(s.kim, s.channel, 'check', { text: '대유 거래재개', article: market.id });
    expect(s.fake.visibleText(await other.reply())).toContain('글과 관련');
    const choices = await s.fake
      .autocomplete(s.kim, s.channel, 'check', { text: 'x', article: '대유' }, 'article')
      .choices();
    expect(choices).toEqual([{ name: MARKET.title, value: market.id }]);
  });

  it('메시지 메뉴는 그 자리의 기사로, 답한 댓글까지 보고 판정한다', async () => {
    const s = await scene();
    const parent = s.fake.post(s.channel, s.kim, '대유 거래정지 언제 풀리나요');
    const reply = s.fake.post(s.channel, s.kim, '저도 궁금하네요', { replyTo: parent });
    const asked = s.fake.contextMenu(s.kim, s.channel, 'Check comment', reply);
    const text = s.fake.visibleText(await asked.reply());
    expect(asked.ephemeral).toBe(true);
    expect(text).toContain('답한 댓글: 대유 거래정지 언제 풀리나요');
    expect(text).toContain('저도 궁금하네요');
  });

  it('스레드에서는 그 채널의 기사로 판정한다', async () => {
    const s = await scene();
    const thread = s.fake.createThread(s.channel, s.kim, { name: '이야기' });
    const asked = s.fake.command(s.kim, thread, 'check', { text: '대유' });
    expect(s.fake.visibleText(await asked.reply())).toContain(WEATHER.title);
  });

  it('기사가 없는 곳에서는 어떻게 하면 되는지 말한다', async () => {
    const s = await scene();
    const asked = s.fake.command(s.kim, s.log, 'check', { text: '대유' });
    expect(s.fake.visibleText(await asked.reply())).toContain('`/article set`');
    const forum = s.guild.createChannel({ name: '포럼', type: ChannelType.GuildForum });
    const post = s.fake.createThread(forum, s.kim, { name: '글', content: '사진뿐' });
    const [first] = s.fake.messages(post);
    const menu = s.fake.contextMenu(s.kim, post, 'Check comment', first!);
    expect(s.fake.visibleText(await menu.reply())).toContain('[check/nothing-bound]');
  });

  it('글자가 없는 메시지는 판정하지 않는다', async () => {
    const s = await scene();
    const picture = s.fake.post(s.channel, s.kim, '', { attachments: [{ name: 'a.png', content: 'x' }] });
    const menu = s.fake.contextMenu(s.kim, s.channel, 'Check comment', picture);
    expect(s.fake.visibleText(await menu.reply())).toContain('[check/no-text]');
  });

  it('한 사람이 너무 자주 물으면 기다리라고 하고, 다른 사람은 그대로 쓴다', async () => {
    const s = await scene();
    const ask = async (who: typeof s.kim): Promise<string> =>
      s.fake.visibleText(await s.fake.command(who, s.channel, 'check', { text: '대유' }).reply());
    for (let n = 0; n < 10; n++) expect(await ask(s.kim)).toContain('글과 무관');
    expect(await ask(s.kim)).toMatch(/1분에 10번까지 .* \d+초 뒤에/);
    expect(await ask(s.mods[0])).toContain('글과 무관');
    s.pass(61_000);
    expect(await ask(s.kim)).toContain('글과 무관');
  });

  it('운영진은 연결하지 않은 기사도 주소로 견주어 볼 수 있다', async () => {
    const s = await scene();
    const site = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(
        `<html><head><title>${MARKET.title}</title><meta property="og:type" content="article"></head><body><article><h1>${MARKET.title}</h1><p>${`${MARKET.body ?? ''} `.repeat(4)}</p></article></body></html>`,
      );
    });
    await new Promise<void>((ready) => site.listen(0, '127.0.0.1', ready));
    onTestFinished(() => {
      site.close();
    });
    const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/news/1`;
    const asked = s.fake.command(s.mods[0], s.channel, 'check', { text: '대유 거래재개 촉구', url });
    const text = s.fake.visibleText(await asked.reply());
    expect(text).toContain('글과 관련');
    expect(text).toContain(MARKET.title);
    expect(await s.store.articles.bound(s.guild.id)).toHaveLength(1);
  });

  it('주소로 묻는 것은 운영진만 한다', async () => {
    const s = await scene();
    const asked = s.fake.command(s.kim, s.channel, 'check', { text: '대유', url: 'http://10.0.0.1/' });
    expect(s.fake.visibleText(await asked.reply())).toContain('[check/url-moderators]');
  });
});
