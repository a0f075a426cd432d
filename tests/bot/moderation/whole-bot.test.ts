import { PermissionFlagsBits } from 'discord-api-types/v10';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { readBotConfig } from '../../../src/bot/config.js';
import { commandBodies } from '../../../src/bot/deploy/commands.js';
import { FEATURES } from '../../../src/bot/features.js';
import { startBot } from '../../../src/bot/start.js';
import { compilePacks } from '../../../src/rules/index.js';
import { newKey, openStore, parseKeys } from '../../../src/store/index.js';
import { FakeDiscord } from '../../discord/fake/index.js';
import { packOf } from '../../rules/packs.js';
import { PACKS, WEATHER } from './scene.js';

it('온전한 봇에서: 지난 댓글을 살펴보고, 새 댓글과 함께 대기열에서 처리하고, 사례로 남는다', async () => {
  const fake = await FakeDiscord.start({ rateLimits: false });
  onTestFinished(() => fake.stop());
  const keys = parseKeys(newKey('k1'));
  const config = readBotConfig({
    DISCORD_TOKEN: fake.token,
    DISCORD_API_BASE: fake.apiBase,
    DISCORD_CDN_BASE: fake.cdnBase,
    MATGEUL_METRICS_PORT: 'off',
  });
  if ('faults' in keys || 'faults' in config) throw new Error('wrong environment');
  const store = await openStore({ database: ':memory:', keys: keys.keys });
  onTestFinished(() => store.close());
  const guild = fake.createGuild();
  const channel = guild.createChannel('날씨-기사');
  const log = guild.createChannel('알림');
  const kim = guild.addMember('김독자');
  const mod = guild.addMember('박운영', { permissions: PermissionFlagsBits.ManageMessages });
  const article = await store.articles.add(guild.id, WEATHER);
  await store.channels.bind({ channelId: channel.id, guildId: guild.id, articleId: article.id, at: 1 });
  await store.servers.change(guild.id, { logChannelId: log.id });
  const old = fake.post(channel, kim, '대유 살려내라');
  fake.post(channel, kim, '비가 많이 왔네요');

  const bot = await startBot({
    config: config.config,
    store,
    book: compilePacks(PACKS.map((source) => packOf(source))),
    lexicon: undefined,
    relevance: undefined,
    log: pino({ level: 'silent' }),
  });
  onTestFinished(() => bot.stop());
  await bot.services.client.application.commands.set([...commandBodies(FEATURES)]);
  fake.post(channel, kim, '암표 팝니다');
  await fake.waitFor(() => fake.messages(log).length === 1);

  const scan = await fake.command(mod, channel, 'scan').reply();
  await fake.waitFor(() => fake.visibleText(scan).includes('다 살펴봤습니다'));
  expect(fake.visibleText(scan)).toContain('**1건 표시**');
  const page = await fake.command(mod, log, 'queue').reply();
  expect(fake.visibleText(page)).toContain('대유 살려내라');
  expect(fake.visibleText(page)).toContain('남은 것 2');
  await fake.click(mod, page, '삭제').answered;
  await fake.waitFor(() => fake.message(old) === undefined);
  await fake.waitFor(() => fake.visibleText(page).includes('암표 팝니다'));
  const cases = await fake.command(mod, log, 'case').reply();
  expect(fake.visibleText(cases)).toContain('**#1** 삭제함');
  const check = await fake.command(kim, channel, 'check', { text: '대유' }).reply();
  expect(fake.visibleText(check)).toContain('글과 무관');
  expect(fake.violations).toEqual([]);
});
