import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type APIUser, PermissionFlagsBits } from 'discord-api-types/v10';
import { pino } from 'pino';
import { afterAll } from 'vitest';
import { articleFeature } from '../../../src/bot/articles/feature.js';
import { ArticleReader } from '../../../src/bot/articles/reader.js';
import { bindMissedThreads, type OnBound, watchThreads } from '../../../src/bot/articles/watch-threads.js';
import { readBotConfig } from '../../../src/bot/config.js';
import { connect } from '../../../src/bot/gateway/connect.js';
import { Metrics } from '../../../src/bot/health/metrics.js';
import { listenToInteractions } from '../../../src/bot/gateway/router.js';
import type { Services } from '../../../src/bot/services.js';
import { newKey, openStore, parseKeys, type Store } from '../../../src/store/index.js';
import { FakeDiscord, type FakeGuild, type FakeOptions } from '../../discord/fake/index.js';
import { page, pageBytes, type PageServer, startPageServer } from './page-server.js';

const endings: (() => unknown)[] = [];
afterAll(async () => {
  for (const end of endings.reverse()) await end();
});

/** A running bot that knows articles and nothing else. */
export interface Bot {
  readonly services: Services;
  stop(): Promise<void>;
}

export interface Scene {
  readonly fake: FakeDiscord;
  readonly guild: FakeGuild;
  readonly store: Store;
  /** Serves `/bike`, `/bath`, `/stars`, and 403 at `/closed`. */
  readonly pages: PageServer;
  readonly mod: APIUser;
  readonly kim: APIUser;
  bot: Bot;
  /** Servers whose judges were told to forget. */
  readonly forgotten: string[];
  /** Threads that were bound, by id. */
  readonly bound: string[];
  start(): Promise<void>;
  whenBound(threadId: string): Promise<unknown>;
}

/** A server with a moderator, a member and a bot that is ready. */
export async function scene(options: FakeOptions & { botPermissions?: bigint } = {}): Promise<Scene> {
  const { botPermissions, ...rest } = options;
  const fake = await FakeDiscord.start({ rateLimits: false, ...rest });
  const folder = mkdtempSync(join(tmpdir(), 'matgeul-article-'));
  const keys = parseKeys(newKey('k1'));
  if ('faults' in keys) throw keys.faults[0]!;
  const store = await openStore({ database: join(folder, 'bot.sqlite'), keys: keys.keys });
  const guild = fake.createGuild(botPermissions === undefined ? {} : { botPermissions });
  const pages = await startPageServer({
    '/bike': page(pageBytes('naver-news.html')),
    '/bath': page(pageBytes('daum-news.html')),
    '/stars': page(pageBytes('general-news.html')),
    '/closed': (response) => response.writeHead(403).end(),
  });
  const forgotten: string[] = [];
  const bound: string[] = [];
  const made: Scene = {
    fake,
    guild,
    store,
    pages,
    mod: guild.addMember('박운영', { permissions: PermissionFlagsBits.ManageMessages }),
    kim: guild.addMember('김독자'),
    bot: await startBot(fake, store, { forgotten, bound }),
    forgotten,
    bound,
    whenBound: (id) => fake.waitFor(() => bound.includes(id), { timeout: 15_000 }),
    start: async () => {
      made.bot = await startBot(fake, store, { forgotten, bound });
    },
  };
  const { commands = [], menus = [] } = articleFeature;
  await made.bot.services.client.application.commands.set([...commands, ...menus].map(({ data }) => data));
  endings.push(
    () => {
      rmSync(folder, { recursive: true, force: true });
    },
    () => store.close(),
    () => fake.stop(),
    () => pages.stop(),
    () => made.bot.stop(),
  );
  return made;
}

async function startBot(
  fake: FakeDiscord,
  store: Store,
  seen: { readonly forgotten: string[]; readonly bound: string[] },
): Promise<Bot> {
  const read = readBotConfig({
    DISCORD_TOKEN: fake.token,
    DISCORD_API_BASE: fake.apiBase,
    DISCORD_CDN_BASE: fake.cdnBase,
    MATGEUL_FETCH_ALLOW: '127.0.0.1',
  });
  if ('faults' in read) throw read.faults[0]!;
  const log = pino({ level: process.env.LOG_LEVEL ?? 'silent' });
  const stopping = new AbortController();
  const onBound: OnBound = (_place, thread) => {
    seen.bound.push(thread.id);
  };
  const { client, parts } = await connect(read.config, (made, messageContent) => {
    const services: Services = {
      config: read.config,
      client: made,
      store,
      log,
      now: Date.now,
      stopping: stopping.signal,
      metrics: new Metrics({ process: false }),
      articles: new ArticleReader({ config: read.config, log }),
      canReadMessages: () => messageContent,
      judges: { forget: (guildId: string) => seen.forgotten.push(guildId) } as never,
      outbox: { wake: () => undefined } as never,
      digests: undefined as never,
      decider: undefined as never,
      learning: undefined as never,
      adaptation: undefined as never,
    };
    watchThreads(services, onBound);
    return { services, router: listenToInteractions([articleFeature], services) };
  });
  const { services, router } = parts;
  for (const guild of client.guilds.cache.values()) await bindMissedThreads(guild, services, onBound);
  return {
    services,
    stop: async () => {
      stopping.abort();
      await router.settled();
      await client.destroy();
    },
  };
}
