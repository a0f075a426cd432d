import { DigestClock } from '../../../src/bot/digest/clock.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type APIMessage, type APIUser, PermissionFlagsBits } from 'discord-api-types/v10';
import type { Client } from 'discord.js';
import { pino } from 'pino';
import { afterAll } from 'vitest';
import { Adaptation } from '../../../src/bot/adaptation/adaptation.js';
import { ArticleReader } from '../../../src/bot/articles/reader.js';
import { readBotConfig } from '../../../src/bot/config.js';
import { connect } from '../../../src/bot/gateway/connect.js';
import { Decider } from '../../../src/bot/decide/decider.js';
import { caseFeature } from '../../../src/bot/features/case/feature.js';
import { checkFeature } from '../../../src/bot/features/check/feature.js';
import { queueFeature } from '../../../src/bot/features/queue/feature.js';
import { bulkFeature } from '../../../src/bot/features/bulk/feature.js';
import { scanFeature } from '../../../src/bot/features/scan/feature.js';
import { Metrics } from '../../../src/bot/health/metrics.js';
import { Intake } from '../../../src/bot/gateway/intake.js';
import { Judges } from '../../../src/bot/judges.js';
import { Learning } from '../../../src/bot/learning/learning.js';
import { OutboxRunner } from '../../../src/bot/outbox/runner.js';
import { listenToInteractions } from '../../../src/bot/gateway/router.js';
import type { Services } from '../../../src/bot/services.js';
import type { Flag } from '../../../src/moderation/index.js';
import { compilePacks } from '../../../src/rules/index.js';
import { type Article } from '../../../src/article/index.js';
import { newKey, openStore, parseKeys, type Store } from '../../../src/store/index.js';
import {
  FakeDiscord,
  type FakeGuild,
  type ChannelRecord,
  type FakeOptions,
} from '../../discord/fake/index.js';
import { packOf } from '../../rules/packs.js';

/** Two campaigns, so that flags have two kinds of evidence. */
export const PACKS = [
  `id: halts
title: { ko: 거래정지, en: Trading halts }
role: foreign
topic: { at: 3, title-at: 2 }
rules:
  - { id: daeyu, weight: 4, any: [대유] }
`,
  `id: tickets
title: { ko: 암표, en: Ticket resale }
role: foreign
topic: { at: 3, title-at: 2 }
rules:
  - { id: resale, weight: 3.5, any: [암표] }
`,
];

export const WEATHER: Omit<Article, 'id'> = {
  title: '중부지방 물폭탄… 출근길 지하차도 통제',
  body: '밤사이 서울과 경기 남부에 집중호우가 쏟아졌다. 지하차도 열네 곳이 통제됐고 하천 산책로 출입이 막혔다.',
};
export const MARKET: Omit<Article, 'id'> = {
  title: '대유 거래정지 석 달… 주주들 거래재개 촉구',
  body: '대유의 거래정지가 길어지면서 주주들이 거래재개를 촉구했다. 대유 측은 개선 계획을 내겠다고 했다.',
};

const FEATURES = [queueFeature, bulkFeature, caseFeature, checkFeature, scanFeature];

const endings: (() => unknown)[] = [];
afterAll(async () => {
  for (const end of endings.reverse()) await end();
});

/** A running bot with the features of moderation and nothing else. */
export interface Bot {
  readonly services: Services;
  readonly client: Client<true>;
  readonly intake: Intake;
  stop(): Promise<void>;
}

export interface Scene {
  readonly fake: FakeDiscord;
  readonly guild: FakeGuild;
  readonly store: Store;
  /** Bound to the article on the weather. */
  readonly channel: ChannelRecord;
  readonly log: ChannelRecord;
  readonly article: Article;
  readonly kim: APIUser;
  readonly mods: readonly [APIUser, APIUser];
  bot: Bot;
  /** Moves the bot's clock. */
  pass(ms: number): void;
  /** Posts a comment that is taken in as live ones are. */
  comment(
    text: string,
    options?: { by?: APIUser; channel?: ChannelRecord; articleId?: string },
  ): Promise<APIMessage>;
  /** The open flags, in the order of the queue. */
  open(): Promise<Flag[]>;
  /** Ends the bot and starts it anew, with the same store. */
  restart(): Promise<void>;
}

/** A server with a bound channel, a log channel, two moderators, and a bot that is ready. */
export async function scene(options: FakeOptions = {}): Promise<Scene> {
  const fake = await FakeDiscord.start({ rateLimits: false, ...options });
  const folder = mkdtempSync(join(tmpdir(), 'matgeul-moderation-'));
  const keys = parseKeys(newKey('k1'));
  if ('faults' in keys) throw keys.faults[0]!;
  const store = await openStore({ database: join(folder, 'bot.sqlite'), keys: keys.keys });
  const guild = fake.createGuild();
  const channel = guild.createChannel('날씨-기사');
  const log = guild.createChannel('알림');
  const mod = (name: string): APIUser =>
    guild.addMember(name, { permissions: PermissionFlagsBits.ManageMessages });
  const article = await store.articles.add(guild.id, WEATHER);
  await store.channels.bind({
    channelId: channel.id,
    guildId: guild.id,
    articleId: article.id,
    at: Date.now(),
  });
  await store.servers.change(guild.id, { logChannelId: log.id });
  let offset = 0;
  const now = (): number => Date.now() + offset;
  const made: Scene = {
    fake,
    guild,
    store,
    channel,
    log,
    article,
    kim: guild.addMember('김독자'),
    mods: [mod('박운영'), mod('최운영')],
    bot: await startBot(fake, store, now),
    pass: (ms) => {
      offset += ms;
    },
    comment: async (text, { by = made.kim, channel: where = channel, articleId = article.id } = {}) => {
      const message = fake.post(where, by, text);
      await made.bot.intake.take([
        {
          guildId: guild.id,
          channelId: where.id,
          messageId: message.id,
          revision: 0,
          articleId,
          author: { id: by.id, name: by.username, webhook: false },
          text,
          parent: null,
          attachments: [],
          postedAt: now(),
        },
      ]);
      return message;
    },
    open: () => store.flags.open(guild.id, 1000),
    restart: async () => {
      await made.bot.stop();
      made.bot = await startBot(fake, store, now);
    },
  };
  await made.bot.client.application.commands.set(
    FEATURES.flatMap(({ commands = [], menus = [] }) => [...commands, ...menus].map(({ data }) => data)),
  );
  endings.push(
    () => {
      rmSync(folder, { recursive: true, force: true });
    },
    () => store.close(),
    () => fake.stop(),
    () => made.bot.stop(),
  );
  return made;
}

async function startBot(fake: FakeDiscord, store: Store, now: () => number): Promise<Bot> {
  const read = readBotConfig({
    DISCORD_TOKEN: fake.token,
    DISCORD_API_BASE: fake.apiBase,
    DISCORD_CDN_BASE: fake.cdnBase,
    MATGEUL_FETCH_ALLOW: '127.0.0.1',
  });
  if ('faults' in read) throw read.faults[0]!;
  const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' });
  const stopping = new AbortController();
  const metrics = new Metrics({ process: false });
  const learning = new Learning({ store, log });
  const book = compilePacks(PACKS.map((source) => packOf(source)));
  const { client, parts } = await connect(read.config, (made, messageContent) => {
    const judges = new Judges({ store, book, lexicon: undefined, relevance: undefined, learning, now });
    const outbox = new OutboxRunner({
      client: made,
      store,
      metrics,
      titles: (guildId) => judges.titles(guildId),
      now,
      log,
    });
    const services: Services = {
      config: read.config,
      client: made,
      store,
      judges,
      outbox,
      learning,
      adaptation: new Adaptation({
        store,
        relevance: undefined,
        allowed: false,
        guildIds: () => [],
        log,
        now,
      }),
      metrics,
      log,
      now,
      stopping: stopping.signal,
      decider: new Decider({ store, outbox, learning, metrics, now }),
      articles: new ArticleReader({ config: read.config, log }),
      digests: new DigestClock({ store, outbox, guildIds: () => [], log, now }),
      canReadMessages: () => messageContent,
    };
    return { services, intake: new Intake(services), router: listenToInteractions(FEATURES, services) };
  });
  const { services, intake, router } = parts;
  services.outbox.start();
  return {
    services,
    client,
    intake,
    stop: async () => {
      stopping.abort();
      await router.settled();
      await services.outbox.stop(1000);
      await learning.stop();
      await client.destroy();
    },
  };
}
