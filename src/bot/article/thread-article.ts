import {
  type AnyThreadChannel,
  DiscordAPIError,
  type Message,
  MessageType,
  RESTJSONErrorCodes,
} from 'discord.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../../fault.js';
import type { Services } from '../services.js';
import { isForum } from './channels.js';
import { fromLinksAndFiles, fromOwnText, hasTitleLine } from './from-message.js';
import type { ReadArticle } from './reader.js';

/** The first message may come after its thread: looked for again after so many ms. */
const WAITS = [0, 500, 1_500, 3_000];

/**
 * The article that the first message of a thread links, attaches or is; null when there is none.
 *
 * @param parentBound whether the channel has an article: a text there is a comment on it, not another article
 */
export async function threadArticle(
  thread: AnyThreadChannel,
  parentBound: boolean,
  { articles, stopping, log }: Pick<Services, 'articles' | 'stopping' | 'log'>,
): Promise<ReadArticle | null> {
  const message = await firstMessage(thread, stopping);
  if (message === null) return null;
  const read = await fromLinksAndFiles(message, articles);
  if (read !== null && !(read instanceof Fault)) return read;
  if (read !== null) log.info({ code: read.code, threadId: thread.id }, 'a thread links what cannot be read');
  // A post of a forum has its title in the thread's name.
  if (isForum(thread.parent)) return fromOwnText(message, articles, thread.name);
  return parentBound || !hasTitleLine(message.content) ? null : fromOwnText(message, articles);
}

/** The message that a thread hangs on or begins with. */
async function firstMessage(thread: AnyThreadChannel, stopping: AbortSignal): Promise<Message | null> {
  for (const wait of WAITS) {
    await sleep(wait, undefined, { signal: stopping }).catch(() => undefined);
    if (stopping.aborted) return null;
    const found = (await starter(thread)) ?? (await firstInside(thread));
    if (found !== null) return found;
  }
  return null;
}

async function starter(thread: AnyThreadChannel): Promise<Message | null> {
  try {
    return await thread.fetchStarterMessage({ cache: false, force: true });
  } catch (error) {
    if (isUnreadable(error)) return null;
    throw error;
  }
}

/** A thread that was begun without a message: the first that a person wrote in it. */
async function firstInside(thread: AnyThreadChannel): Promise<Message | null> {
  if (isForum(thread.parent)) return null;
  try {
    const page = await thread.messages.fetch({ after: thread.id, limit: 10, cache: false });
    const written = [...page.values()].filter(
      ({ type, author }) =>
        (type === MessageType.Default || type === MessageType.Reply) && author.id !== thread.client.user.id,
    );
    return written.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))[0] ?? null;
  } catch (error) {
    if (isUnreadable(error)) return null;
    throw error;
  }
}

/** Not there (yet), or not for the bot to read. */
function isUnreadable(error: unknown): boolean {
  if (!(error instanceof DiscordAPIError)) return false;
  const codes: (string | number)[] = [
    RESTJSONErrorCodes.UnknownMessage,
    RESTJSONErrorCodes.MissingAccess,
    RESTJSONErrorCodes.MissingPermissions,
  ];
  return codes.includes(error.code);
}
