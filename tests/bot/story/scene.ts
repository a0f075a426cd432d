import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type APIMessage, type APIUser, PermissionFlagsBits } from 'discord-api-types/v10';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { Article } from '../../../src/article/index.js';
import type { AdaptApart } from '../../../src/bot/adaptation/night-thread.js';
import { readBotConfig } from '../../../src/bot/config.js';
import { commandBodies } from '../../../src/bot/deploy/commands.js';
import { FEATURES } from '../../../src/bot/features.js';
import { type RunningBot, startBot } from '../../../src/bot/start.js';
import { Fault } from '../../../src/fault.js';
import type { Flag } from '../../../src/moderation/index.js';
import { loadBook } from '../../../src/assets/packs.js';
import { loadModel } from '../../../src/assets/shipped.js';
import { newKey, openStore, parseKeys, type Store } from '../../../src/store/index.js';
import {
  type ChannelRecord,
  FakeDiscord,
  type FakeGuild,
  type FakeOptions,
} from '../../discord/fake/index.js';

const ROOT = join(import.meta.dirname, '../../..');
export const KAKAO_PAGE = readFileSync(join(ROOT, 'fixtures/pages/kakao-outage.txt'), 'utf8');
export const KAKAO = (
  JSON.parse(readFileSync(join(ROOT, 'fixtures/articles/kakao-outage.json'), 'utf8')) as {
    article: Omit<Article, 'id'>;
  }
).article;
/** What the shipped packs surely flag under any article but one on it. */
export const FOREIGN = '대유 거래정지 풀어라 소액주주 다 죽는다';

const { book, lexicon } = loadBook(join(ROOT, 'rules'));
const relevance = loadModel();
if (relevance instanceof Fault) throw relevance;
export const model = relevance;

export interface Story {
  readonly fake: FakeDiscord;
  readonly guild: FakeGuild;
  readonly store: Store;
  readonly channel: ChannelRecord;
  readonly log: ChannelRecord;
  readonly kim: APIUser;
  readonly mod: APIUser;
  readonly other: APIUser;
  bot: RunningBot;
  /** Moves the bot's clock on. */
  pass(ms: number): void;
  /** Starts the bot again after `bot.stop()`, and waits until it has caught up. */
  startAgain(): Promise<void>;
  /** The bot's cards in the log channel, as they stand. */
  readonly cards: () => APIMessage[];
  /** The card whose words hold a text, once it is there. */
  readonly card: (text: string) => Promise<APIMessage>;
  /** Waits for something in the store. */
  readonly until: <T>(look: () => Promise<T | undefined | false>, what?: string) => Promise<T>;
  open(): Promise<Flag[]>;
  /** Reads the text of a message until it fits. */
  says(message: APIMessage, text: string): Promise<void>;
}

interface Options extends FakeOptions {
  /** Whether channel and log channel are settled already; by commands otherwise. */
  readonly settled?: boolean;
  readonly article?: Omit<Article, 'id'>;
  /** Takes the place of the thread that adapts models. */
  readonly adapt?: AdaptApart;
  /** Variables of the bot beside those that it needs. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A server and the whole bot, with the packs and the model that ship. All ends with the test. */
export async function story(given: Options = {}): Promise<Story> {
  const { settled = true, article = KAKAO, adapt, environment, ...options } = given;
  const fake = await FakeDiscord.start({ rateLimits: false, ...options });
  onTestFinished(() => fake.stop());
  const keys = parseKeys(newKey('k1'));
  const config = readBotConfig({
    DISCORD_TOKEN: fake.token,
    DISCORD_API_BASE: fake.apiBase,
    DISCORD_CDN_BASE: fake.cdnBase,
    MATGEUL_METRICS_PORT: 'off',
    MATGEUL_FETCH_ALLOW: '127.0.0.1',
    // Here every comment has a card of its own; tests/bot/campaigns is about the others.
    MATGEUL_CAMPAIGNS: 'off',
    ...environment,
  });
  if ('faults' in keys || 'faults' in config) throw new Error('wrong environment');
  const store = await openStore({ database: ':memory:', keys: keys.keys });
  onTestFinished(() => store.close());
  const guild = fake.createGuild();
  const channel = guild.createChannel('카카오-기사');
  const log = guild.createChannel('알림');
  const moderator = (name: string): APIUser =>
    guild.addMember(name, { permissions: PermissionFlagsBits.ManageMessages });
  if (settled) {
    const { id } = await store.articles.add(guild.id, article);
    await store.channels.bind({ channelId: channel.id, guildId: guild.id, articleId: id, at: Date.now() });
    await store.servers.change(guild.id, { logChannelId: log.id });
  }
  let offset = 0;
  const begin = (): Promise<RunningBot> =>
    startBot({
      config: config.config,
      store,
      book,
      lexicon,
      relevance: model,
      adapt,
      now: () => Date.now() + offset,
      log: pino({ level: process.env.LOG_LEVEL ?? 'silent' }),
    });
  const made: Story = {
    fake,
    guild,
    store,
    channel,
    log,
    kim: guild.addMember('김독자'),
    mod: moderator('박운영'),
    other: moderator('최운영'),
    bot: await begin(),
    pass: (ms) => {
      offset += ms;
    },
    startAgain: async () => {
      made.bot = await begin();
      await made.bot.caughtUp();
    },
    cards: () =>
      fake
        .messages(log)
        .filter(
          ({ author, components }) =>
            author.id === made.bot.services.client.user.id && (components?.length ?? 0) >= 2,
        ),
    card: (text) =>
      fake.waitFor(() => made.cards().find((card) => fake.visibleText(card).includes(text)), {
        what: `the card of "${text}"`,
        timeout: 8000,
      }),
    until: async (look, what = 'what was waited for') => {
      const end = Date.now() + 8000;
      for (;;) {
        const found = await look();
        if (found !== undefined && found !== false) return found;
        if (Date.now() > end) throw new Error(`${what} did not come`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    open: () => store.flags.open(guild.id, 1000),
    says: async (message, text) => {
      await fake.waitFor(
        () => {
          const now = fake.message(message);
          return now !== undefined && fake.visibleText(now).includes(text);
        },
        { what: `"${text}"`, timeout: 15_000 },
      );
    },
  };
  onTestFinished(() => made.bot.stop());
  await made.bot.services.client.application.commands.set([...commandBodies(FEATURES)]);
  return made;
}
