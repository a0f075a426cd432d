import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type APIMessage, type APIUser, PermissionFlagsBits } from 'discord-api-types/v10';
import { pino } from 'pino';
import { afterAll } from 'vitest';
import type { Article } from '../../../src/article/index.js';
import type { AskingSettings } from '../../../src/asking/index.js';
import { readBotConfig } from '../../../src/bot/config.js';
import { deployCommands } from '../../../src/bot/deploy/deploy.js';
import { FEATURES } from '../../../src/bot/features.js';
import { type RunningBot, startBot } from '../../../src/bot/start.js';
import { compilePacks } from '../../../src/rules/index.js';
import { loadLexicon } from '../../../src/assets/shipped.js';
import { newKey, openStore, parseKeys, type Store } from '../../../src/store/index.js';
import {
  type ChannelRecord,
  FakeDiscord,
  type FakeGuild,
  type FakeOptions,
} from '../../discord/fake/index.js';
import { packOf } from '../../rules/packs.js';

/** Two packs of two rules, so that packs and rules can be switched by themselves. */
const PACKS = [
  `id: halts
title: { ko: 소액주주·거래정지, en: Trading halts }
role: foreign
topic: { at: 3, title-at: 2 }
rules:
  - { id: daeyu, weight: 4, any: [대유] }
  - { id: halt, weight: 2, any: [거래 정지, 거래 재개] }
`,
  `id: tickets
title: { ko: 암표 판매, en: Ticket resale }
role: foreign
topic: { at: 3, title-at: 2 }
rules:
  - { id: resale, weight: 3.5, any: [암표] }
`,
];

const WEATHER: Omit<Article, 'id'> = {
  title: '중부지방 물폭탄… 출근길 지하차도 통제',
  body: '밤사이 서울과 경기 남부에 집중호우가 쏟아졌다. 지하차도 열네 곳이 통제됐고 하천 산책로 출입이 막혔다.',
};

const lexicon = loadLexicon();

const endings: (() => unknown)[] = [];
afterAll(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** Has something ended after all scenes of the file. */
export const atEnd = (end: () => unknown): void => {
  endings.unshift(end);
};

export interface Scene {
  readonly fake: FakeDiscord;
  readonly guild: FakeGuild;
  readonly store: Store;
  readonly log: ChannelRecord;
  readonly channel: ChannelRecord;
  readonly manager: APIUser;
  readonly moderator: APIUser;
  readonly member: APIUser;
  readonly bot: RunningBot;
  /** Binds the channel to an article on the weather. */
  bind(): Promise<Article>;
  /** Posts a comment in the bound channel; waits until it was judged. */
  comment(text: string, by?: APIUser): Promise<APIMessage>;
  /** Moves the bot's clock. */
  pass(ms: number): void;
  /** Waits until a reply says something. */
  says(message: APIMessage, words: string | RegExp, timeout?: number): Promise<string>;
  /** Waits until something holds. */
  until(holds: () => Promise<boolean>): Promise<void>;
  stop(): Promise<void>;
}

/** A server with a running bot whose commands are registered, and nothing settled. */
export async function scene({
  asking = null,
  packs = PACKS,
  environment = {},
  database,
  ...options
}: FakeOptions & {
  readonly asking?: AskingSettings | null;
  readonly packs?: readonly string[];
  /** Variables of the bot beside those that it needs. */
  readonly environment?: Readonly<Record<string, string>>;
  /** An address of PostgreSQL; an SQLite file otherwise. */
  readonly database?: string;
} = {}): Promise<Scene> {
  const fake = await FakeDiscord.start({ rateLimits: false, ...options });
  const folder = mkdtempSync(join(tmpdir(), 'matgeul-running-'));
  const keys = parseKeys(newKey('k1'));
  if ('faults' in keys) throw keys.faults[0]!;
  const store = await openStore({ database: database ?? join(folder, 'bot.sqlite'), keys: keys.keys });
  const guild = fake.createGuild({ name: '맞글 일보' });
  const [channel, log] = [guild.createChannel('날씨-기사'), guild.createChannel('알림')];
  const read = readBotConfig({
    DISCORD_TOKEN: fake.token,
    DISCORD_API_BASE: fake.apiBase,
    DISCORD_CDN_BASE: fake.cdnBase,
    MATGEUL_METRICS_PORT: 'off',
    MATGEUL_FETCH_ALLOW: '127.0.0.1',
    // Here every comment has a card of its own; tests/bot/campaigns is about the others.
    MATGEUL_CAMPAIGNS: 'off',
    ...environment,
  });
  if ('faults' in read) throw read.faults[0]!;
  const { config } = read;
  let offset = 0;
  const bot = await startBot({
    config,
    store,
    book: compilePacks(
      packs.map((source) => packOf(source)),
      lexicon,
    ),
    lexicon,
    relevance: undefined,
    asking,
    log: pino({ level: process.env.LOG_LEVEL ?? 'silent' }),
    now: () => Date.now() + offset,
  });
  await deployCommands({ config, features: FEATURES });
  let stopped: Promise<void> | undefined;
  const made: Scene = {
    fake,
    guild,
    store,
    channel,
    log,
    bot,
    manager: guild.addMember('이국장', {
      permissions: PermissionFlagsBits.ManageGuild | PermissionFlagsBits.ManageMessages,
    }),
    moderator: guild.addMember('박운영', { permissions: PermissionFlagsBits.ManageMessages }),
    member: guild.addMember('김독자'),
    bind: async () => {
      const article = await store.articles.add(guild.id, WEATHER);
      await store.channels.bind({
        channelId: channel.id,
        guildId: guild.id,
        articleId: article.id,
        at: Date.now(),
      });
      bot.services.judges.forget(guild.id);
      return article;
    },
    comment: async (text, by = made.member) => {
      const message = fake.post(channel, by, text);
      const judged = async (): Promise<boolean> =>
        (await store.messages.revision(message.id)) !== undefined &&
        (await store.messages.unjudged(1)).length === 0;
      await made.until(judged);
      return message;
    },
    until: async (holds) => {
      for (let tries = 0; !(await holds()); tries++) {
        if (tries > 1000) throw new Error('it never held');
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    pass: (ms) => {
      offset += ms;
    },
    says: (message, words, timeout = 20_000) =>
      fake.waitFor(
        () => {
          const text = fake.visibleText(message);
          return (typeof words === 'string' ? text.includes(words) : words.test(text)) ? text : null;
        },
        { timeout, what: `an answer with ${String(words)}, not: ${fake.visibleText(message)}` },
      ),
    stop: () => (stopped ??= bot.stop()),
  };
  endings.push(
    () => {
      rmSync(folder, { recursive: true, force: true });
    },
    () => store.close(),
    () => fake.stop(),
    () => made.stop(),
  );
  return made;
}
