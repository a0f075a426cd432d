import {
  type APIMessage,
  type MessageFlags,
  type RESTPostAPIChannelMessageJSONBody,
  Routes,
  SnowflakeUtil,
} from 'discord.js';
import type { EffectContext } from '../outbox/effect-context.js';

/** What is posted: components, with their flag. */
export interface Body {
  readonly flags: MessageFlags;
  readonly components: NonNullable<RESTPostAPIChannelMessageJSONBody['components']>;
}

/** Nobody is ever pinged by what the bot posts. */
const NO_MENTIONS = { allowed_mentions: { parse: [] as never[] } };

/** Clocks of this machine and of Discord may differ by so much. */
const CLOCK = 60_000;
/** Pages of 100 messages that are read back at most. */
const PAGES = 5;

/**
 * Posts a message. Discord keeps one message for one nonce of ours for some minutes, so that a request that is repeated
 * by discord.js after a 5xx makes no second one (`enforce_nonce`).
 *
 * @param nonce at most 25 characters
 */
export async function post(
  channelId: string,
  body: Body,
  nonce: string,
  { rest, signal }: EffectContext,
): Promise<APIMessage> {
  return (await rest.post(Routes.channelMessages(channelId), {
    body: { ...body, ...NO_MENTIONS, nonce, enforce_nonce: true },
    signal,
  })) as APIMessage;
}

export async function edit(
  { channelId, messageId }: { channelId: string; messageId: string },
  body: Body,
  { rest, signal }: EffectContext,
): Promise<void> {
  await rest.patch(Routes.channelMessage(channelId, messageId), {
    body: { ...body, ...NO_MENTIONS },
    signal,
  });
}

/**
 * Reads back whether an earlier attempt has posted after all: the bot's own message, not older than `since`, that holds
 * `mark`. Marks are custom ids and case numbers, which no stranger's text can imitate in a message of ours unescaped.
 */
export async function findOwn(
  channelId: string,
  since: number,
  mark: string,
  { rest, client, signal }: EffectContext,
): Promise<APIMessage | undefined> {
  let after = SnowflakeUtil.generate({ timestamp: since - CLOCK, increment: 0n }).toString();
  for (let page = 0; page < PAGES; page++) {
    const query = new URLSearchParams({ after, limit: '100' });
    const messages = (await rest.get(Routes.channelMessages(channelId), { query, signal })) as APIMessage[];
    const own = messages.find(
      ({ author, components }) => author.id === client.user.id && JSON.stringify(components).includes(mark),
    );
    if (own !== undefined || messages.length < 100) return own;
    after = messages.map(({ id }) => id).reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b));
  }
  return undefined;
}
