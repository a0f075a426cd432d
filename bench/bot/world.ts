import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { APIUser } from 'discord-api-types/v10';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { Article } from '../../src/article/index.js';
import type { ServerSettings } from '../../src/moderation/index.js';
import { newKey, openStore, parseKeys, type Store, type StoreKey } from '../../src/store/index.js';
import { type ChannelRecord, FakeDiscord, type FakeGuild } from '../../tests/discord/fake/index.js';
import { startPostgres } from '../../tests/store/postgres.js';

const ROOT = join(import.meta.dirname, '../..');

export const ARTICLE: Omit<Article, 'id'> = {
  title: '중부지방 시간당 70㎜ 물폭탄… 출근길 지하차도 곳곳 통제',
  body: '정체전선이 중부지방에 머물면서 밤사이 서울과 경기 남부에 시간당 70㎜가 넘는 집중호우가 쏟아졌다. 물이 차오른 지하차도 14곳이 통제됐고 도림천과 안양천 산책로 출입이 막혔다. 행정안전부는 중앙재난안전대책본부를 2단계로 올렸다.',
};

/** Comments that the shipped rules judge as off topic under the article. */
export const OFF_TOPIC = [
  '대유 거래재개 하라! 소액주주 다 죽는다',
  '머유 거래정지 풀어라 주주들 피눈물 난다',
  '대유 주주들 살려내라 상장폐지 반대',
];
/** Comments that raise no flag. */
export const ON_TOPIC = [
  '비가 정말 많이 왔네요 다들 조심하세요',
  '지하차도 통제를 더 일찍 했어야지',
  '출근길에 도림천 넘치는 거 봤습니다',
  '기상청 예보는 120㎜였는데 집중호우라니',
];

/** A server with bound channels, a channel for cards and one for hidden comments. */
export interface Server {
  readonly guild: FakeGuild;
  readonly channels: readonly ChannelRecord[];
  readonly log: ChannelRecord;
  readonly hidden: ChannelRecord;
  readonly readers: readonly APIUser[];
  readonly mods: readonly APIUser[];
}

/** Creates a server and binds its channels in the store, as `/article set` and `/settings` would. */
export async function makeServer(
  fake: FakeDiscord,
  store: Store,
  channelCount: number,
  settings: Partial<ServerSettings> = {},
): Promise<Server> {
  const guild = fake.createGuild();
  const [log, hidden] = [guild.createChannel('알림'), guild.createChannel('숨긴-댓글')];
  const channels = Array.from({ length: channelCount }, (_, i) => guild.createChannel(`기사-${i}`));
  const article = await store.articles.add(guild.id, ARTICLE);
  for (const { id: channelId } of channels)
    await store.channels.bind({
      channelId,
      guildId: guild.id,
      articleId: article.id,
      at: Date.now(),
      cursor: '1',
    });
  await store.servers.change(guild.id, {
    logChannelId: log.id,
    hiddenChannelId: hidden.id,
    // A few texts are posted over and over: every one of them is to have a card of its own.
    campaigns: false,
    ...settings,
  });
  const readers = Array.from({ length: 5 }, (_, i) => guild.addMember(`독자${i}`));
  const mods = ['박운영', '최운영'].map((name) =>
    guild.addMember(name, { permissions: PermissionFlagsBits.ManageMessages }),
  );
  return { guild, channels, log, hidden, readers, mods };
}

/** Creates fresh keys, as text for the environment and parsed for the store. */
export function makeKeys(): { text: string; keys: readonly StoreKey[] } {
  const text = newKey('k1');
  const parsed = parseKeys(text);
  if ('faults' in parsed) throw parsed.faults[0]!;
  return { text, keys: parsed.keys };
}

/** A Discord, a database that is empty, and a folder for logs: what a bot is killed in. */
export interface World {
  readonly folder: string;
  readonly fake: FakeDiscord;
  /** Where the database is, and its keys, as the bot's environment takes them. */
  readonly database: string;
  readonly keys: string;
  readonly store: Store;
  /** Ends all of it; the folder goes too unless `KEEP_LOG` is set. */
  close(): Promise<void>;
}

/**
 * @param print is told the folder where it stays
 * @throws Error where no PostgreSQL is to be had
 */
export async function openWorld(
  kind: 'sqlite' | 'postgres',
  name: string,
  print: (line: string) => void,
): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), `matgeul-${name}-`));
  const postgres = kind === 'postgres' ? await startPostgres() : undefined;
  if (kind === 'postgres' && postgres === undefined) throw new Error('no PostgreSQL to be had');
  const fake = await FakeDiscord.start({ rateLimits: false, validate: false });
  const { text, keys } = makeKeys();
  const database = (await postgres?.database()) ?? join(folder, 'bot.sqlite');
  const store = await openStore({ database, keys });
  return {
    folder,
    fake,
    database,
    keys: text,
    store,
    close: async () => {
      await store.close();
      await fake.stop();
      await postgres?.stop();
      if (process.env.KEEP_LOG === undefined) rmSync(folder, { recursive: true, force: true });
      else print(folder);
    },
  };
}

/** The value below which a share of a list lies, rounded; NaN of an empty one. */
export function quantile(list: readonly number[], share: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN);
}

/** A process of the built bot. */
export interface BotProcess {
  readonly child: ChildProcess;
  /** Resolves when the process has exited. */
  readonly ended: Promise<void>;
}

export function spawnBot(
  { token, apiBase, cdnBase }: { token: string; apiBase: string; cdnBase: string },
  database: string,
  keys: string,
  logFile: string,
  metricsPort?: number,
  environment: Readonly<Record<string, string>> = {},
): BotProcess {
  const child = spawn(process.execPath, [join(ROOT, 'dist/cli/main.js'), 'bot'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      DISCORD_TOKEN: token,
      DISCORD_API_BASE: apiBase,
      DISCORD_CDN_BASE: cdnBase,
      MATGEUL_KEYS: keys,
      DATABASE_URL: database.startsWith('postgres') ? database : '',
      MATGEUL_DATABASE: database.startsWith('postgres') ? '' : database,
      MATGEUL_METRICS_PORT: metricsPort === undefined ? 'off' : String(metricsPort),
      MATGEUL_LOG_LEVEL: 'info',
      ...environment,
    },
  });
  const log = createWriteStream(logFile, { flags: 'a' });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      log.end();
      resolve();
    });
  });
  return { child, ended };
}

/** Polls a condition every 20 ms; returns whether it held in time. */
export async function until(condition: () => boolean | Promise<boolean>, ms: number): Promise<boolean> {
  const end = Date.now() + ms;
  while (Date.now() < end) {
    if (await condition()) return true;
    await sleep(20);
  }
  return condition();
}
