import {
  type AnyThreadChannel,
  DiscordAPIError,
  Events,
  type Guild,
  type Message,
  MessageType,
  RESTJSONErrorCodes,
} from 'discord.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '../../fault.js';
import type { BoundChannel, Store } from '../../store/index.js';
import type { Services } from '../services.js';
import { bindChannel, isForum } from './binding.js';
import { fromLinksAndFiles, fromOwnText, hasTitleLine } from './from-message.js';
import { Semaphore } from '../../semaphore.js';
import type { ReadArticle } from './reader.js';

/** Delays between attempts to fetch the first message, which may arrive after its thread. */
const RETRY_DELAYS_MS = [0, 500, 1_500, 3_000];

/**
 * Reads the article that the first message of a thread links, attaches or contains; null if there is none.
 *
 * @param parentBound whether the channel has an article: then plain text is a comment on it, not another article
 */
async function threadArticle(
  thread: AnyThreadChannel,
  parentBound: boolean,
  { articles, stopping, log }: Pick<Services, 'articles' | 'stopping' | 'log'>,
): Promise<ReadArticle | null> {
  const message = await firstMessage(thread, stopping);
  if (message === null) return null;
  const read = await fromLinksAndFiles(message, articles);
  if (read !== null && !(read instanceof Fault)) return read;
  if (read !== null) log.info({ code: read.code, threadId: thread.id }, 'a thread links what cannot be read');
  // The title of a forum post is the thread's name.
  if (isForum(thread.parent)) return fromOwnText(message, articles, thread.name);
  return parentBound || !hasTitleLine(message.content) ? null : fromOwnText(message, articles);
}

/** The starter message of a thread, or else the first message in it. */
async function firstMessage(thread: AnyThreadChannel, stopping: AbortSignal): Promise<Message | null> {
  for (const wait of RETRY_DELAYS_MS) {
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

/** The first message that a person wrote in a thread without a starter message. */
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

/** Whether a message does not exist (yet) or the bot may not read it. */
function isUnreadable(error: unknown): boolean {
  if (!(error instanceof DiscordAPIError)) return false;
  const codes: (string | number)[] = [
    RESTJSONErrorCodes.UnknownMessage,
    RESTJSONErrorCodes.MissingAccess,
    RESTJSONErrorCodes.MissingPermissions,
  ];
  return codes.includes(error.code);
}

/** Called after a thread was bound, to read the messages written in the meantime. */
export type OnBound = (boundChannel: BoundChannel, thread: AnyThreadChannel) => void;

/** Threads bound concurrently: a flood of threads must leave capacity for moderators' commands. */
const AT_ONCE = 2;
/** Tolerated difference between Discord's clock and ours. */
const CLOCK_SKEW_MS = 5_000;

/** Bindings in progress, per store. */
interface BindingState {
  readonly gate: Semaphore;
  readonly threads: Map<string, Promise<BoundChannel | null>>;
}
const bindingStates = new WeakMap<Store, BindingState>();

/** Binds each new thread of a bound or watched channel to its article. */
export function watchThreads(services: Services, onBound?: OnBound): void {
  const { client, log } = services;
  client.on(Events.ThreadCreate, (thread, newlyCreated) => {
    if (!newlyCreated) return;
    bindThread(thread, services, onBound).catch((error: unknown) => {
      log.error({ err: error, threadId: thread.id }, 'a new thread could not be bound');
    });
  });
}

/** Binds the threads of a server that were created while the bot was offline. */
export async function bindMissedThreads(guild: Guild, services: Services, onBound?: OnBound): Promise<void> {
  const boundChannels = new Map(
    (await services.store.channels.of(guild.id)).map((boundChannel) => [
      boundChannel.channelId,
      boundChannel,
    ]),
  );
  if (boundChannels.size === 0) return;
  const missed = (await openThreads(guild, services)).filter((thread) => {
    const parent = boundChannels.get(thread.parentId ?? '');
    // Threads older than their parent's binding stay unbound.
    return (
      parent !== undefined &&
      !boundChannels.has(thread.id) &&
      (thread.createdTimestamp ?? 0) >= parent.boundAt - CLOCK_SKEW_MS
    );
  });
  await Promise.all(
    missed.map((thread) =>
      bindThread(thread, services, onBound).catch((error: unknown) => {
        services.log.error({ err: error, threadId: thread.id }, 'a missed thread could not be bound');
      }),
    ),
  );
}

/** Active threads of a server; empty if they cannot be fetched: the next start tries again. */
async function openThreads(guild: Guild, { log }: Services): Promise<AnyThreadChannel[]> {
  try {
    return [...(await guild.channels.fetchActiveThreads()).threads.values()];
  } catch (error) {
    log.warn({ err: error, guildId: guild.id }, 'open threads could not be fetched');
    return [];
  }
}

/**
 * Binds a thread to the article of its first message, or else to that of its channel. If there is neither, the moderators
 * get one notice. Concurrent calls for one thread share one binding.
 *
 * @returns the binding; null if its channel is neither bound nor watched, or no article could be read
 */
function bindThread(
  thread: AnyThreadChannel,
  services: Services,
  onBound?: OnBound,
): Promise<BoundChannel | null> {
  const state: BindingState = bindingStates.get(services.store) ?? {
    gate: new Semaphore(AT_ONCE),
    threads: new Map(),
  };
  bindingStates.set(services.store, state);
  const running = state.threads.get(thread.id);
  if (running !== undefined) return running;
  const binding = bind(thread, services, state.gate, onBound).finally(() => state.threads.delete(thread.id));
  state.threads.set(thread.id, binding);
  return binding;
}

async function bind(
  thread: AnyThreadChannel,
  services: Services,
  gate: Semaphore,
  onBound?: OnBound,
): Promise<BoundChannel | null> {
  const { store, stopping } = services;
  const { guildId, parentId } = thread;
  if (parentId === null) return null;
  const [own, parent, settings] = await Promise.all([
    store.channels.get(thread.id),
    store.channels.get(parentId),
    store.servers.settings(guildId),
  ]);
  if (parent?.guildId !== guildId || own !== undefined) return own ?? null;
  if (thread.id === settings.logChannelId || thread.id === settings.hiddenChannelId) return null;
  await join(thread, services);
  const found = await gate.run(() => threadArticle(thread, parent.articleId !== null, services));
  if (stopping.aborted) return null;
  // A moderator may have bound it in the meantime.
  const meanwhile = await store.channels.get(thread.id);
  if (meanwhile !== undefined) return meanwhile;
  const inherited =
    parent.articleId === null ? null : ((await store.articles.get(guildId, parent.articleId)) ?? null);
  const article = found ?? inherited;
  if (article === null) {
    await notifyOnce(thread, services);
    return null;
  }
  // The first message is the article or the starter; the messages after it are comments.
  const { boundChannel } = await bindChannel(services, {
    guildId,
    channelId: thread.id,
    article,
    cursor: thread.id,
  });
  onBound?.(boundChannel, thread);
  return boundChannel;
}

/** Joins a thread: required for private ones; Discord sends the events of public ones anyway. */
async function join(thread: AnyThreadChannel, { log }: Services): Promise<void> {
  if (!thread.joinable) return;
  await thread.join().catch((error: unknown) => {
    log.info({ err: error, threadId: thread.id }, 'a thread could not be joined');
  });
}

async function notifyOnce(
  thread: AnyThreadChannel,
  { store, outbox, canReadMessages }: Services,
): Promise<void> {
  // Without message content every thread would cause a notice; the missing intent has a warning of its own.
  if (!canReadMessages()) return;
  await store.outbox.add([
    {
      guildId: thread.guildId,
      partitionKey: `notice:${thread.guildId}`,
      key: `notice:thread-no-article:${thread.id}`,
      effect: { kind: 'notice', notice: 'thread-no-article', values: { channel: thread.id } },
    },
  ]);
  outbox.wake();
}
