import {
  type APIChannel,
  type APIMessage,
  type MessageFlags,
  type RESTPostAPIChannelMessageJSONBody,
  Routes,
  SnowflakeUtil,
} from 'discord.js';
import type { EffectContext } from '../outbox/effect-context.js';

/** A message of components, with their flag. */
export interface Body {
  readonly flags: MessageFlags;
  readonly components: NonNullable<RESTPostAPIChannelMessageJSONBody['components']>;
}

/** The bot's messages never ping anybody. */
const NO_MENTIONS = { allowed_mentions: { parse: [] as never[] } };

/** Largest difference between this machine's clock and Discord's. */
const CLOCK_SKEW_MS = 60_000;
/** Most pages of 100 messages that `findOwn` reads. */
const MOST_PAGES = 5;

/**
 * Posts a message. Discord accepts a nonce once within some minutes (`enforce_nonce`), so a request that discord.js repeats
 * after a 5xx posts no second message.
 *
 * @param nonce at most 25 characters
 * @param files what the components show as `attachment://NAME`
 * @throws whatever discord.js throws
 */
export async function post(
  channelId: string,
  body: Body,
  nonce: string,
  { rest, signal }: EffectContext,
  files: readonly { readonly name: string; readonly data: Buffer }[] = [],
): Promise<APIMessage> {
  return (await rest.post(Routes.channelMessages(channelId), {
    body: { ...body, ...NO_MENTIONS, nonce, enforce_nonce: true },
    ...(files.length === 0 ? {} : { files: [...files] }),
    signal,
  })) as APIMessage;
}

/**
 * The id of the channel of direct messages with a person, which Discord opens where there is none.
 *
 * @throws whatever discord.js throws
 */
export async function directChannel(
  userId: string,
  { rest, signal }: Pick<EffectContext, 'rest' | 'signal'>,
): Promise<string> {
  const opened = await rest.post(Routes.userChannels(), { body: { recipient_id: userId }, signal });
  return (opened as APIChannel).id;
}

/**
 * Edits a message of the bot.
 *
 * @throws whatever discord.js throws
 */
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
 * Finds the message of an earlier attempt that succeeded after all: the bot's own message, not older than `since` (ms), that
 * contains `mark`. Marks are custom ids and case numbers; strangers' text is escaped in our messages, so it cannot imitate one.
 *
 * @throws whatever discord.js throws
 */
export async function findOwn(
  channelId: string,
  since: number,
  mark: string,
  { rest, client, signal }: EffectContext,
): Promise<APIMessage | undefined> {
  let after = SnowflakeUtil.generate({ timestamp: since - CLOCK_SKEW_MS, increment: 0n }).toString();
  for (let page = 0; page < MOST_PAGES; page++) {
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
