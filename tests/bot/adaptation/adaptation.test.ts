import { type APIMessage, type APIUser, PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it, vi } from 'vitest';
import { lastNight } from '../../../src/bot/adaptation/adaptation.js';
import type { NightOrder, NightResult } from '../../../src/bot/adaptation/night.js';
import type { AdaptApart } from '../../../src/bot/adaptation/night-thread.js';
import { Fault } from '../../../src/fault.js';
import type { AdaptationFigures } from '../../../src/moderation/index.js';
import { packEmbeddingTable } from '../../../src/relevance/encoder/embedding-table.js';
import { FOREIGN, model, story, type Story } from '../story/scene.js';

const DAY = 86_400_000;
const FIGURES: AdaptationFigures = {
  planted: { own: 61, foreign: 61, shipped: 0.884, adapted: 0.912, error: 0.006 },
  ownSuspected: { shipped: 2, adapted: 1 },
  foreignSuspected: { shipped: 9, adapted: 14 },
  decided: null,
};

/** A table unlike the shipped one: each n-gram has the vector of another. */
function otherTable(nth: number): Uint8Array<ArrayBuffer> {
  const { table } = model.encoder;
  const by = table.dimension * (nth + 1);
  const rows = table.rows.map((_, i) => table.rows[(i + by) % table.rows.length]!);
  return packEmbeddingTable({ ...table, rows }) as Uint8Array<ArrayBuffer>;
}

/** A thread that always finds a better table, another one each time. */
function thread(): ReturnType<typeof vi.fn<AdaptApart>> {
  let made = 0;
  return vi.fn<AdaptApart>(() => Promise.resolve({ figures: FIGURES, table: otherTable(made++) }));
}

/** Stores judged comments as the bot does where adaptation is on: `each` under so many articles. */
async function keep(s: Story, articles = 25, each = 14): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < articles; i++) {
    const article = await s.store.articles.add(s.guild.id, { title: `기사 ${i}`, body: null });
    const messages = Array.from({ length: each }, (_, at) => ({
      guildId: s.guild.id,
      channelId: s.channel.id,
      messageId: String(700_000 + 1000 * i + at),
      revision: 0,
      articleId: article.id,
      author: { id: s.kim.id, name: s.kim.username, webhook: false },
      text: `기사 ${i}의 댓글 ${at}`,
      parent: null,
      attachments: [],
      postedAt: Date.now(),
    }));
    ids.push(...messages.map(({ messageId }) => messageId));
    await s.store.messages.take(messages);
    await s.store.messages.judged(
      messages.map(({ guildId, messageId, revision, text }) => ({
        guildId,
        messageId,
        revision,
        verdict: 'on-topic',
        score: 0.1,
        keptText: text,
      })),
    );
  }
  return ids;
}

interface Panel {
  readonly manager: APIUser;
  readonly message: APIMessage;
}

async function panel(s: Story): Promise<Panel> {
  const manager = s.guild.addMember('이국장', { permissions: PermissionFlagsBits.ManageGuild });
  const message = await s.fake.command(manager, s.channel, 'settings').reply();
  const { adaptation } = await s.store.servers.settings(s.guild.id);
  await s.fake.click(manager, message, `밤마다 배우기: ${adaptation ? '켬' : '끔'}`).answered;
  await s.says(message, '밤마다 배우기');
  return { manager, message };
}

async function scoreOf(s: Story, text: string): Promise<number> {
  const [article] = await s.store.articles.bound(s.guild.id);
  const { judges } = s.bot.services;
  judges.forget(s.guild.id);
  return (await judges.judge(s.guild.id, article!.id, { text, parent: null }))!.score;
}

const COMMENT = '서버실에 불이 나면 다른 곳에서 이어받아야 하지 않나요';

describe('밤마다 배우기', () => {
  it('켜기 전에는 글을 두지 않고, 켜면 두고, 밤에 배워 그 모델로 판정하고, 끄면 모두 지운다', async () => {
    const adapt = thread();
    const s = await story({ adapt });
    const { store, guild } = s;
    s.fake.post(s.channel, s.kim, '켜기 전의 댓글');
    await s.until(async () => (await store.messages.unjudged(1)).length === 0);
    const { manager, message } = await panel(s);
    expect(s.fake.visibleText(message)).toContain('꺼져 있습니다');
    await s.fake.click(manager, message, '켜기').answered;
    await s.says(message, '모아 둔 댓글 **0개**');
    await keep(s);
    s.fake.post(s.channel, s.kim, '켠 다음의 댓글');
    const comments = (): Promise<{ text: string }[]> =>
      store.adaptations.comments(guild.id, { since: 0, keptBefore: Number.MAX_SAFE_INTEGER, limit: 1000 });
    await s.until(async () => (await comments()).length === 351);
    const texts = (await comments()).map(({ text }) => text);
    expect(texts).toContain('켠 다음의 댓글');
    expect(texts).not.toContain('켜기 전의 댓글');

    const before = await scoreOf(s, COMMENT);
    await s.bot.services.adaptation.check();
    expect(adapt).toHaveBeenCalledTimes(1);
    expect(adapt.mock.calls[0]![0]).toMatchObject({
      articles: { length: 26 },
      comments: { length: 351 },
      decided: [],
    });
    const learned = await scoreOf(s, COMMENT);
    expect(learned).not.toBe(before);
    // The night is over: nothing more until the next.
    await s.bot.services.adaptation.check();
    expect(adapt).toHaveBeenCalledTimes(1);
    await s.fake.click(manager, message, '처음으로').answered;
    await s.says(message, '맞글 설정');
    await s.fake.click(manager, message, '밤마다 배우기: 켬').answered;
    await s.says(message, '버전 1');
    const said = s.fake.visibleText(message);
    expect(said).toContain('기사 25건의 댓글 351개에서 배웠습니다');
    expect(said).toContain('88.4 → 91.2 (±0.6)');
    expect(said).toContain('제 기사에서 의심 2 → 1 · 남의 기사에서 의심 9 → 14 (61개씩)');

    await s.fake.click(manager, message, '끄기').answered;
    await s.says(message, '밤마다 배우기를 끌까요?');
    expect(await store.adaptations.serving(guild.id)).toBeDefined();
    await s.fake.click(manager, message, '끄고 지우기').answered;
    await s.says(message, '꺼져 있습니다');
    expect(await scoreOf(s, COMMENT)).toBe(before);
    expect(await store.adaptations.status(guild.id)).toMatchObject({ comments: 0, versions: [], serving: 0 });
    expect(s.fake.violations).toEqual([]);
  });

  it('이전으로: 그 앞의 모델로, 그 앞이 없으면 처음 모델로 돌아간다', async () => {
    const s = await story({ adapt: thread() });
    await s.store.servers.change(s.guild.id, { adaptation: true });
    const shipped = await scoreOf(s, COMMENT);
    await keep(s);
    await s.bot.services.adaptation.check();
    const first = await scoreOf(s, COMMENT);
    s.pass(DAY);
    await s.bot.services.adaptation.check();
    const second = await scoreOf(s, COMMENT);
    expect(new Set([shipped, first, second]).size).toBe(3);
    const { manager, message } = await panel(s);
    await s.says(message, '버전 2');
    await s.fake.click(manager, message, '이전으로').answered;
    await s.says(message, '이전 것으로 돌아갔습니다');
    expect(await scoreOf(s, COMMENT)).toBe(first);
    await s.fake.click(manager, message, '이전으로').answered;
    await s.says(message, '처음 모델로 돌아갔습니다');
    expect(await scoreOf(s, COMMENT)).toBe(shipped);
    expect(s.fake.buttons(message).find(({ label }) => label === '이전으로')).toMatchObject({
      disabled: true,
    });
    // A restart changes nothing of it, and the next night brings a new one.
    await s.bot.stop();
    await s.startAgain();
    expect(await scoreOf(s, COMMENT)).toBe(shipped);
    s.pass(DAY);
    await s.bot.services.adaptation.check();
    expect(await s.store.adaptations.serving(s.guild.id)).toMatchObject({ version: 3 });
    await s.bot.stop();
    await s.startAgain();
    expect(await scoreOf(s, COMMENT)).not.toBe(shipped);
  });

  it('지운 댓글은 다음 밤에 빠지고, 이전으로 돌아갈 때에도 빼고 다시 배운다', async () => {
    const adapt = thread();
    const s = await story({ adapt });
    await s.store.servers.change(s.guild.id, { adaptation: true });
    const ids = await keep(s);
    await s.bot.services.adaptation.check();
    await s.store.messages.deleted([ids[0]!], Date.now());
    expect(await s.store.adaptations.serving(s.guild.id)).toMatchObject({ version: 1 });
    s.pass(DAY);
    await s.bot.services.adaptation.check();
    const textsOf = (nth: number): string[] => adapt.mock.calls[nth]![0].comments.map(({ text }) => text);
    expect(textsOf(0)).toContain('기사 0의 댓글 0');
    expect(textsOf(1)).not.toContain('기사 0의 댓글 0');
    expect(await s.store.adaptations.model(s.guild.id, 1)).toBeUndefined();
    // The one before has to be made anew, of what was there then.
    expect(await s.bot.services.adaptation.goBack(s.guild.id, 2)).toBe(1);
    await s.until(async () => (await s.store.adaptations.serving(s.guild.id))?.version === 1);
    expect(textsOf(2)).toEqual(textsOf(1));
    expect(adapt.mock.calls[2]![0].part).toBe(adapt.mock.calls[0]![0].part);
  });

  it('한 사람이나 서버의 자료를 지우면 글은 바로, 배운 것은 늦어도 다음 밤에 사라진다', async () => {
    const s = await story({ adapt: thread() });
    await s.store.servers.change(s.guild.id, { adaptation: true });
    await keep(s);
    await s.bot.services.adaptation.check();
    const asked = await s.fake.command(s.kim, s.channel, 'privacy delete-mine').reply();
    await s.fake.click(s.kim, asked, '모두 지우기').answered;
    await s.says(asked, '지웠습니다');
    expect(await s.store.adaptations.status(s.guild.id)).toMatchObject({ comments: 0, serving: 1 });
    s.pass(DAY);
    await s.bot.services.adaptation.check();
    expect(await s.store.adaptations.serving(s.guild.id)).toBeUndefined();
    expect(await s.store.adaptations.status(s.guild.id)).toMatchObject({
      outcome: '{"kind":"few","comments":0,"articles":0}',
    });
    await keep(s, 25, 20);
    s.pass(DAY);
    await s.bot.services.adaptation.check();
    expect(await s.store.adaptations.serving(s.guild.id)).toBeDefined();
    const { manager } = await panel(s);
    const opened = s.fake.command(manager, s.channel, 'privacy delete-server');
    await opened.modal();
    const done = await s.fake.submitModal(manager, opened, {
      name: s.bot.services.client.guilds.cache.get(s.guild.id)!.name,
    });
    expect(s.fake.visibleText(await done.reply())).toContain('지웠습니다');
    expect(await s.store.adaptations.status(s.guild.id)).toMatchObject({
      triedAt: null,
      comments: 0,
      versions: [],
    });
  });

  it('모자라거나 나빠지거나 실패하면 앞의 것을 그대로 쓰고, 설정에서 그렇게 말한다', async () => {
    const results: (() => Promise<NightResult>)[] = [
      () => Promise.resolve({ figures: FIGURES, table: otherTable(0) }),
      () => Promise.resolve({ figures: FIGURES, table: null }),
      () => Promise.reject(new Fault('learning/thread', { ko: '끝났습니다', en: 'ended' })),
      () => Promise.resolve(null),
    ];
    const s = await story({ adapt: () => results.shift()!() });
    await s.store.servers.change(s.guild.id, { adaptation: true });
    await s.bot.services.adaptation.check();
    const { manager, message } = await panel(s);
    await s.says(message, '기사 0건의 댓글 0개로는 모자랍니다(댓글 300개와');
    await keep(s);
    for (const said of [
      '350개에서 배웠습니다',
      '나아지지 않아 쓰지 않습니다',
      '배우지 못했습니다',
      '350개로는 모자랍니다',
    ]) {
      s.pass(DAY);
      await s.bot.services.adaptation.check();
      await s.fake.click(manager, message, '처음으로').answered;
      await s.says(message, '맞글 설정');
      await s.fake.click(manager, message, '밤마다 배우기: 켬').answered;
      await s.says(message, said);
      expect(await s.store.adaptations.serving(s.guild.id)).toMatchObject({ version: 1 });
    }
  });

  it('도중에 봇이 멈추면 다음에 켤 때 다시 배우고, 도중에 끄면 저장하지 않는다', async () => {
    const started: NightOrder[] = [];
    const waits: AdaptApart = (order, stop) => {
      started.push(order);
      return new Promise((_, reject) => {
        stop.addEventListener('abort', () => {
          reject(new Fault('learning/stopped', { ko: '멈춤', en: 'stopped' }));
        });
      });
    };
    const s = await story({ adapt: waits });
    await s.store.servers.change(s.guild.id, { adaptation: true });
    await keep(s);
    let night = s.bot.services.adaptation.check();
    await s.until(() => Promise.resolve(started.length === 1));
    await s.bot.stop();
    await night;
    await s.startAgain();
    night = s.bot.services.adaptation.check();
    await s.until(() => Promise.resolve(started.length === 2));
    await s.store.servers.change(s.guild.id, { adaptation: false });
    await s.bot.services.adaptation.reset(s.guild.id);
    await night;
    expect(await s.store.adaptations.status(s.guild.id)).toMatchObject({
      comments: 0,
      versions: [],
      serving: 0,
    });
  });

  it('운영하는 사람이 끄면 아무 서버도 모으지도 배우지도 쓰지도 않는다', async () => {
    const adapt = thread();
    const s = await story({ adapt, environment: { MATGEUL_ADAPT: 'off' } });
    await s.store.servers.change(s.guild.id, { adaptation: true });
    await keep(s);
    s.fake.post(s.channel, s.kim, FOREIGN);
    await s.card(FOREIGN);
    await s.bot.services.adaptation.check();
    expect(adapt).not.toHaveBeenCalled();
    expect(await s.store.adaptations.status(s.guild.id)).toMatchObject({ comments: 350, triedAt: null });
    const { message } = await panel(s);
    expect(s.fake.visibleText(message)).toContain('운영하는 사람이 꺼 두었습니다');
  });

  it.each([
    ['2026-11-30T18:59:59Z', '2026-11-29T19:00:00Z'],
    ['2026-11-30T19:00:00Z', '2026-11-30T19:00:00Z'],
    ['2026-12-01T00:00:00Z', '2026-11-30T19:00:00Z'],
  ])('%s에 지난 밤은 %s에 시작했다', (now, night) => {
    expect(new Date(lastNight(Date.parse(now))).toISOString()).toBe(new Date(night).toISOString());
  });
});
