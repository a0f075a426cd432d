import { randomBytes } from 'node:crypto';
import type { Effect, Flag, FlagContent, NewEffect } from '../../src/moderation/index.js';
import type {
  CampaignChange,
  IncomingMessage,
  Judged,
  NewFlag,
  SiteComment,
  SiteDelivery,
  Store,
  StoreKey,
} from '../../src/store/index.js';

export const KEYS: readonly StoreKey[] = [{ id: 'k1', key: randomBytes(32) }];

export const GUILD = '100000000000000001';
export const OTHER_GUILD = '100000000000000002';
export const CHANNEL = '200000000000000001';
export const AUTHOR = { id: '300000000000000001', name: '댓글쓴이', webhook: false };
export const MODERATOR = '400000000000000001';
/** A moment to count from: 2026-11-24T00:00:00Z. */
export const T0 = Date.UTC(2026, 10, 24);
export const MINUTE = 60_000;
export const DAY = 86_400_000;

let count = 0;
/** A number that no other thing of this test file has. */
export const nextId = (): string => String(500_000_000_000_000_000n + BigInt((count += 1)));

export function message(given: Partial<IncomingMessage> = {}): IncomingMessage {
  return {
    guildId: GUILD,
    channelId: CHANNEL,
    messageId: nextId(),
    revision: 0,
    articleId: 'a1',
    author: AUTHOR,
    text: '오늘 저녁 뭐 먹지',
    parent: null,
    attachments: [],
    postedAt: T0,
    ...given,
  };
}

export function contentOf(
  { text, author, parent, attachments, articleId, messageId }: IncomingMessage,
  score = 0.9,
): FlagContent {
  return {
    text,
    author,
    parent,
    attachments: [...attachments],
    result: {
      commentId: messageId,
      articleId,
      verdict: 'off-topic',
      score,
      flag: true,
      review: true,
      reasons: [{ kind: 'article', id: 'article-words', weight: 2.5 }],
      home: null,
      campaign: null,
    },
  };
}

/** A verdict that earns a flag, with its card. */
export function flagged(of: IncomingMessage, given: Partial<NewFlag> & { score?: number } = {}): Judged {
  const { score = 0.9, ...rest } = given;
  const id = rest.id ?? `f${nextId()}`;
  return {
    guildId: of.guildId,
    messageId: of.messageId,
    revision: of.revision,
    verdict: 'off-topic',
    score,
    flag: {
      id,
      channelId: of.channelId,
      articleId: of.articleId,
      shadow: false,
      evidenceKey: 'article/article-words',
      content: contentOf(of, score),
      createdAt: of.postedAt,
      effects:
        rest.shadow === true
          ? []
          : [
              effect({
                guildId: of.guildId,
                partitionKey: `flag:${id}`,
                key: `card:${id}`,
                effect: { kind: 'card', flagId: id },
              }),
            ],
      ...rest,
    },
  };
}

export const passed = (of: IncomingMessage): Judged => ({
  guildId: of.guildId,
  messageId: of.messageId,
  revision: of.revision,
  verdict: 'on-topic',
  score: 0.1,
});

export function effect(given: Partial<NewEffect> & { effect?: Effect } = {}): NewEffect {
  const key = given.key ?? `notice:${nextId()}`;
  return {
    guildId: GUILD,
    partitionKey: 'log',
    key,
    effect: { kind: 'notice', notice: 'test', values: {} },
    ...given,
  };
}

/** Takes and judges a message so that an open flag stands. */
export async function openFlag(
  store: Store,
  given: Partial<NewFlag> & { score?: number; message?: Partial<IncomingMessage> } = {},
): Promise<Flag> {
  const { message: of, ...flag } = given;
  const taken = message(of);
  await store.messages.take([taken]);
  const [made] = await store.messages.judged([flagged(taken, flag)]);
  if (made === undefined) throw new Error('no flag was made');
  return made;
}

/** A request of a site with one comment, unless told otherwise. */
export function delivery(
  site: SiteDelivery['site'],
  given: Partial<Omit<SiteDelivery, 'comments'>> & {
    readonly comments?: readonly Partial<SiteComment>[];
  } = {},
): SiteDelivery {
  const { comments = [{}], ...rest } = given;
  return {
    site,
    requestId: nextId(),
    digest: 'd',
    articles: [{ key: 'n1', article: { title: '지하차도 통제', body: '밤사이 비가 왔다.' } }],
    comments: comments.map((one, i) => ({
      id: `c${i + 1}`,
      revision: 0,
      article: 'n1',
      text: '오늘 저녁 뭐 먹지',
      parentId: null,
      author: { id: 'u1', name: '독자' },
      url: null,
      postedAt: T0,
      ...one,
    })),
    deletions: [],
    now: T0,
    ...rest,
  };
}

/** A campaign of some messages, the last ones fringe. */
export function campaignOf(
  members: readonly IncomingMessage[],
  given: Partial<CampaignChange> & { readonly fringe?: number; readonly phrase?: string } = {},
): CampaignChange {
  const { fringe = 0, phrase = '청운목재 거래정지', ...rest } = given;
  const count = members.length;
  return {
    id: 'k1',
    state: 'known',
    first: T0,
    last: T0,
    declared: T0,
    strength: count,
    summary: {
      name: phrase,
      phrases: [phrase],
      kind: 'template',
      hourly: count,
      counts: { posts: count, texts: count, authors: 1, articles: 1, channels: 1 },
      foreign: 0.9,
      shape: { hands: 'one', pace: 'burst' },
    },
    members: members.map(({ messageId }, i) => ({
      messageId,
      core: i < count - fringe,
      evidence: { link: members[0]!.messageId, by: 'near', span: [0, 2], phrase, likeness: 0.8 },
    })),
    left: [],
    absorbed: [],
    card: true,
    inherits: false,
    ...rest,
  };
}

/** Takes and judges messages that are kept for campaigns, with what they changed; numbered from `seq` on. */
export async function keepPosts(
  store: Store,
  messages: readonly IncomingMessage[],
  changes: readonly CampaignChange[] = [],
  seq = 1,
): Promise<void> {
  await store.messages.take(messages);
  await store.messages.judged(
    messages.map((one, i) => ({ ...passed(one), post: { seq: seq + i, text: one.text, score: 0.9 } })),
    [{ guildId: messages[0]!.guildId, changes }],
  );
}

/** Decides with no effects. */
export const decideOn = (
  store: Store,
  flag: Pick<Flag, 'id' | 'guildId'>,
  given: Partial<Parameters<Store['cases']['decide']>[0]> = {},
): ReturnType<Store['cases']['decide']> =>
  store.cases.decide({
    guildId: flag.guildId,
    flagId: flag.id,
    decision: 'delete',
    removes: ['delete', 'hide'].includes(given.decision ?? 'delete'),
    moderatorId: MODERATOR,
    why: null,
    now: T0,
    effects: () => [],
    ...given,
  });

export const undoOn = (
  store: Store,
  flag: Pick<Flag, 'id' | 'guildId'>,
  now = T0,
): ReturnType<Store['cases']['undo']> =>
  store.cases.undo({
    guildId: flag.guildId,
    flagId: flag.id,
    moderatorId: MODERATOR,
    now,
    effects: () => [],
  });

/** The effects that wait, in the order in which one worker would do them. */
export async function drain(store: Store, now = T0 + 365 * DAY): Promise<Effect[]> {
  const seen: Effect[] = [];
  for (;;) {
    const items = await store.outbox.lease({ now, limit: 100, perGuild: 100, leaseMs: MINUTE, worker: 'w' });
    if (items.length === 0) return seen;
    for (const item of items) {
      seen.push(item.effect);
      await store.outbox.done(item.id);
    }
  }
}
