import { type APIMessage, type APIUser, PermissionFlagsBits } from 'discord-api-types/v10';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { Article } from '../../../src/article/index.js';
import { readBotConfig } from '../../../src/bot/config.js';
import { commandBodies } from '../../../src/bot/deploy/commands.js';
import { FEATURES } from '../../../src/bot/features.js';
import { type RunningBot, startBot } from '../../../src/bot/start.js';
import { compilePacks } from '../../../src/rules/index.js';
import { openStore, type Store } from '../../../src/store/index.js';
import { type ChannelRecord, FakeDiscord, type FakeGuild } from '../../discord/fake/index.js';
import { packOf } from '../../rules/packs.js';
import type { Dialect } from '../../store/dialects.js';
import { KEYS } from '../../store/given.js';

/** One invented company, so that some members have a flag of their own. */
const PACK = `id: halts
title: { ko: 거래정지, en: Trading halts }
role: foreign
topic: { at: 3, title-at: 2 }
rules:
  - { id: cheongun, weight: 4, any: [청운목재] }
`;

const ARTICLES: readonly Omit<Article, 'id'>[] = [
  {
    title: '남부 지방 장맛비… 하천 산책로 통제',
    body: '밤사이 남부 지방에 장맛비가 내려 하천 산책로 여덟 곳이 통제됐다.',
  },
  { title: '프로야구 개막전 매진, 관중 몰려', body: '프로야구 개막전 다섯 경기의 입장권이 모두 팔렸다.' },
  {
    title: '도서관 야간 개방 늘린다',
    body: '시는 다음 달부터 시립 도서관 세 곳을 밤 열 시까지 연다고 밝혔다.',
  },
  { title: '학교 급식에 지역 쌀 공급', body: '교육청은 올해 모든 초등학교 급식에 지역에서 난 쌀을 쓴다.' },
  { title: '지하철 새 노선 시운전 시작', body: '새 노선 열두 역의 시운전이 시작됐다. 개통은 내년 봄이다.' },
];

const STARTS = [
  '여러분',
  '다들',
  '제발',
  '진짜',
  '기자님',
  '부탁인데',
  '한 번만',
  '모두',
  '오늘도',
  '국민 여러분',
];
const ENDS = ['널리 알려 주세요', '기사 좀 써 주세요', '잊지 맙시다', '도와주십시오', '끝까지 싸웁시다'];
const CORE = '청운목재 소액주주 오만 명이 거래정지로 피눈물을 흘립니다';

/** Fifty wordings of one call: no two are the same. */
export const FLOOD = Array.from(
  { length: 50 },
  (_, i) => `${STARTS[i % 10]} ${CORE} ${ENDS[Math.floor(i / 10)]}`,
);

const DISGUISES: readonly ((text: string) => string)[] = [
  (text) => [...text].join('.').replaceAll('. .', ' '),
  (text) => text.replaceAll('청운', '쳥운').replaceAll('거래', '거 래'),
  (text) => text.replaceAll('목재', '목ㅈㅐ').replaceAll('정지', '정.지'),
  (text) => text.replaceAll('소액주주', '소~액~주~주').replaceAll('눈물', '눈^물'),
  (text) => text.normalize('NFD'),
];

/** The same, each disguised in one of five ways. */
export const DISGUISED_FLOOD = FLOOD.map((text, i) => DISGUISES[i % DISGUISES.length]!(text));

/** What people say under those articles on their own. */
export const ORDINARY = [
  '비가 너무 많이 와서 산책로가 잠겼네요',
  '개막전 표를 못 구해서 아쉽다',
  '밤에도 도서관이 열면 시험 기간에 좋겠어요',
  '급식은 맛있어야 아이들이 먹지',
  '새 노선 역이 집 앞이라 기대된다',
  '우산 챙기세요 내일도 온대요',
  '올해는 꼭 우승하자',
  '조용히 책 읽을 곳이 늘어 반갑다',
  '쌀값이나 좀 내렸으면',
  '환승이 편해졌으면 좋겠습니다',
];

export interface Scene {
  readonly fake: FakeDiscord;
  readonly guild: FakeGuild;
  readonly store: Store;
  readonly database: string;
  /** Each bound to an article of its own. */
  readonly channels: readonly ChannelRecord[];
  readonly log: ChannelRecord;
  readonly people: readonly APIUser[];
  readonly mod: APIUser;
  readonly other: APIUser;
  bot: RunningBot;
  /** Posts a comment by the next person under the next article. */
  post(text: string, by?: APIUser): APIMessage;
  /** Waits until every message is stored and judged. */
  judged(): Promise<void>;
  /** Moves the bot's clock on. */
  pass(ms: number): void;
  /** Ends the bot and starts it anew. */
  restart(): Promise<void>;
  /** The cards of campaigns in the log channel, as they stand. */
  campaignCards(): APIMessage[];
  /** All cards in the log channel with a text. */
  cards(text: string): APIMessage[];
  until<T>(look: () => Promise<T | undefined | false>, what?: string): Promise<T>;
  says(message: APIMessage, text: string): Promise<void>;
}

/** A server with five bound channels, fifty members, and the whole bot; judged by rules alone, which is quick. */
export async function scene(
  dialect: Dialect,
  environment: Readonly<Record<string, string>> = {},
): Promise<Scene> {
  const fake = await FakeDiscord.start({ rateLimits: false });
  onTestFinished(() => fake.stop());
  const config = readBotConfig({
    DISCORD_TOKEN: fake.token,
    DISCORD_API_BASE: fake.apiBase,
    DISCORD_CDN_BASE: fake.cdnBase,
    MATGEUL_METRICS_PORT: 'off',
    ...environment,
  });
  if ('faults' in config) throw new Error('wrong environment');
  const database = await dialect.database();
  let offset = 0;
  const now = (): number => Date.now() + offset;
  const store = await openStore({ database, keys: KEYS, clock: now });
  onTestFinished(() => store.close());
  const guild = fake.createGuild();
  const log = guild.createChannel('알림');
  const channels = ARTICLES.map((_, i) => guild.createChannel(`기사-${i}`));
  for (const [i, article] of ARTICLES.entries()) {
    const { id } = await store.articles.add(guild.id, article);
    await store.channels.bind({ channelId: channels[i]!.id, guildId: guild.id, articleId: id, at: 1 });
  }
  await store.servers.change(guild.id, { logChannelId: log.id });
  const begin = (): Promise<RunningBot> =>
    startBot({
      config: config.config,
      store,
      book: compilePacks([packOf(PACK)]),
      lexicon: undefined,
      relevance: undefined,
      judgingThread: { packs: [packOf(PACK)], lexicon: false, model: null },
      now,
      log: pino({ level: process.env.LOG_LEVEL ?? 'silent' }),
    });
  const people = Array.from({ length: 50 }, (_, i) => guild.addMember(`독자${i}`));
  const moderator = (name: string): APIUser =>
    guild.addMember(name, { permissions: PermissionFlagsBits.ManageMessages });
  let posted = 0;
  const sent: APIMessage[] = [];
  const made: Scene = {
    fake,
    guild,
    store,
    database,
    channels,
    log,
    people,
    mod: moderator('박운영'),
    other: moderator('최운영'),
    bot: await begin(),
    post: (text, by) => {
      const n = posted++;
      const message = fake.post(channels[n % channels.length]!, by ?? people[n % people.length]!, text);
      sent.push(message);
      return message;
    },
    judged: async () => {
      await made.until(async () => {
        const states = await Promise.all(sent.map(({ id }) => store.messages.revision(id)));
        return states.every((one) => one !== undefined) && (await store.messages.unjudged(1)).length === 0;
      }, 'every message judged');
    },
    pass: (ms) => {
      offset += ms;
    },
    restart: async () => {
      await made.bot.stop();
      made.bot = await begin();
      await made.bot.caughtUp();
    },
    campaignCards: () => made.cards('되풀이된 글 ·'),
    cards: (text) => fake.messages(log).filter((message) => fake.visibleText(message).includes(text)),
    until: async (look, what = 'what was waited for') => {
      const end = Date.now() + 60_000;
      for (;;) {
        const found = await look();
        if (found !== undefined && found !== false) return found;
        if (Date.now() > end) throw new Error(`${what} did not come`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    says: async (message, text) => {
      const shown = (): string => fake.visibleText(fake.message(message) ?? message);
      // A growing card is edited every few seconds: its clock runs faster here.
      for (let tries = 0; !shown().includes(text); tries++) {
        if (tries > 3000) throw new Error(`"${text}" did not come, but ${shown()}`);
        offset += 100;
        made.bot.services.outbox.wake();
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
  onTestFinished(() => made.bot.stop());
  await made.bot.services.client.application.commands.set([...commandBodies(FEATURES)]);
  return made;
}
