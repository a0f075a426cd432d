import {
  type Client,
  Events,
  type Guild,
  type GuildTextBasedChannel,
  PermissionFlagsBits,
  RESTJSONErrorCodes,
} from 'discord.js';
import { retry } from '../../retry.js';
import type { BoundChannel, IncomingMessage } from '../../store/index.js';
import { isUnknown } from '../discord/failure.js';
import { modeOf } from '../judges.js';
import type { EventServices } from './events.js';
import { fullText, shownText } from './comment-text.js';
import { isComment, parentText, toIncoming } from './incoming.js';

/** Messages per page of Discord's history. */
const PAGE = 100;
/** Waits while a page cannot be read or stored: 1 s doubling to a minute, until it works or the bot stops. */
const PAGE_RETRY = {
  firstMs: 1000,
  longestMs: 60_000,
  windowMs: (error: unknown) => (isInaccessible(error) ? 0 : Infinity),
};
/** Number of open flags, the latest, whose messages are checked after a gap. */
const FLAGS_CHECKED = 100;
/** Servers that are backfilled concurrently. */
const CONCURRENT_SERVERS = 3;

/**
 * Backfills after a gap in the gateway. Discord replays events after a resume, so that leaves no gap; a new session and a start
 * do, from the cursors on. Cursors are held until the backfill is done.
 */
export class Gaps {
  readonly #services: EventServices;
  readonly #beforeGuild: (guild: Guild) => Promise<void>;
  /** The running backfill of each shard; a newer session supersedes an older one. */
  readonly #sessions = new Map<number, symbol>();
  readonly #running = new Set<Promise<void>>();

  /** @param beforeGuild runs first for each server: binds threads that were created meanwhile */
  constructor(services: EventServices, beforeGuild: (guild: Guild) => Promise<void>) {
    this.#services = services;
    this.#beforeGuild = beforeGuild;
    const { client, cursors, log } = services;
    const lost = (shard: number): void => {
      cursors.hold(shard);
    };
    client.on(Events.ShardDisconnect, (_event, shard) => {
      lost(shard);
    });
    client.on(Events.ShardReconnecting, lost);
    client.on(Events.ShardResume, (shard, replayed) => {
      log.info({ shard, replayed }, 'resumed');
      // A backfill of an earlier gap that still runs keeps the cursors held.
      if (this.#sessions.get(shard) === undefined) cursors.release(shard);
    });
    client.on(Events.ShardReady, (shard) => {
      this.begun(shard);
    });
  }

  /** Backfills the servers of a shard after a new session. */
  begun(shard: number): void {
    const { cursors } = this.#services;
    cursors.hold(shard);
    const session = Symbol('session');
    this.#sessions.set(shard, session);
    const backfill = this.#backfill(shard, session).finally(() => this.#running.delete(backfill));
    this.#running.add(backfill);
  }

  /** Whether a backfill runs. */
  get reading(): boolean {
    return this.#running.size > 0;
  }

  /** Resolves when the running backfills end. */
  async ended(): Promise<void> {
    await Promise.allSettled(this.#running);
  }

  async #backfill(shard: number, session: symbol): Promise<void> {
    const { client, cursors, log } = this.#services;
    const guilds = guildsOf(client, shard);
    const started = performance.now();
    let fresh = 0;
    await Promise.all(
      Array.from({ length: CONCURRENT_SERVERS }, async () => {
        for (let guild = guilds.pop(); guild !== undefined; guild = guilds.pop()) {
          try {
            await this.#beforeGuild(guild);
            fresh += await backfillGuild(guild, this.#services);
          } catch (error) {
            log.error({ err: error, guildId: guild.id }, 'a gap could not be backfilled');
          }
        }
      }),
    );
    if (this.#sessions.get(shard) !== session) return;
    this.#sessions.delete(shard);
    cursors.release(shard);
    log.info({ shard, fresh, ms: Math.round(performance.now() - started) }, 'caught up');
  }
}

function guildsOf(client: Client, shard: number): Guild[] {
  return [...client.guilds.cache.values()].filter((guild) => guild.shardId === shard);
}

/** Backfills a server's bound channels and checks its open flags; idempotent, because known messages are skipped. */
async function backfillGuild(guild: Guild, services: EventServices): Promise<number> {
  const state = await services.judges.server(guild.id);
  let fresh = 0;
  for (const bound of state.channels.values()) {
    if (services.stopping.aborted) return fresh;
    if (bound.articleId === null || modeOf(bound, state) === 'off') continue;
    fresh += await backfillChannel(guild, bound, services);
  }
  await checkOpenFlags(guild, services);
  return fresh;
}

/**
 * Reads the history of a bound channel since its cursor; returns the number of new messages.
 *
 * @param bound bound to an article
 * @throws whatever discord.js throws when the channel cannot be looked up
 */
export async function backfillChannel(
  guild: Guild,
  bound: BoundChannel,
  services: EventServices,
): Promise<number> {
  const { store, intake, log, stopping, recent, articles } = services;
  const channel = await findChannel(guild, bound.channelId);
  if (channel === null || bound.cursor === null || !canRead(channel, guild)) return 0;
  // Discord names the latest message: where the cursor has reached it, nothing was missed.
  if (channel.lastMessageId !== null && BigInt(channel.lastMessageId) <= BigInt(bound.cursor)) return 0;
  let after = bound.cursor;
  let fresh = 0;
  /** Takes one page and moves the cursor; true when it was the last one. Repeating it does no harm. */
  const takePage = async (): Promise<boolean> => {
    const page = await channel.messages.fetch({ after, limit: PAGE, cache: false });
    const ids = [...page.keys()].map(BigInt).sort((a, b) => (a < b ? -1 : 1));
    const incoming: IncomingMessage[] = [];
    for (const message of ids.map((id) => page.get(id.toString())!).filter(isComment)) {
      recent.add(message.id, shownText(message));
      const [text, parent] = await Promise.all([fullText(message, articles), parentText(message, recent)]);
      incoming.push(toIncoming(message, bound.articleId!, { text, parent }));
    }
    fresh += (await intake.take(incoming)).fresh;
    const last = ids.at(-1);
    if (last === undefined) return true;
    after = last.toString();
    await store.channels.advance(new Map([[bound.channelId, after]]));
    return ids.length < PAGE;
  };
  const policy = {
    ...PAGE_RETRY,
    signal: stopping,
    onRetry: (error: unknown) => {
      log.warn({ err: error, channelId: bound.channelId }, 'history could not be read');
    },
  };
  while (!stopping.aborted) {
    try {
      if (await retry(takePage, policy)) break;
    } catch {
      // `retry` gives up only when the channel is inaccessible or the bot stops.
      break;
    }
  }
  return fresh;
}

/** Whether Discord says that the channel is gone or closed to the bot. */
function isInaccessible(error: unknown): boolean {
  return isUnknown(error, RESTJSONErrorCodes.UnknownChannel, RESTJSONErrorCodes.MissingAccess);
}

/** Updates open flags whose messages were deleted or edited during the gap, so that their cards say so. */
async function checkOpenFlags(guild: Guild, services: EventServices): Promise<void> {
  const { store, intake, outbox, stopping, now, log, articles } = services;
  for (const flag of await store.flags.open(guild.id, FLAGS_CHECKED)) {
    if (stopping.aborted) return;
    const channel = await findChannel(guild, flag.channelId);
    if (channel === null || !canRead(channel, guild)) continue;
    try {
      const message = await channel.messages.fetch({ message: flag.messageId, cache: false, force: true });
      if ((message.editedTimestamp ?? 0) <= flag.revision) continue;
      const parent = flag.content?.parent ?? null;
      const text = await fullText(message, articles);
      await intake.take([toIncoming(message, flag.articleId, { text, parent })], 'edit');
      outbox.wake();
    } catch (error) {
      if (isUnknown(error, RESTJSONErrorCodes.UnknownMessage)) {
        if ((await store.messages.deleted([flag.messageId], now())).length > 0) outbox.wake();
      } else log.warn({ err: error, flagId: flag.id }, 'the message of a flag could not be checked');
    }
  }
}

/** A channel with messages; null when it is gone or holds none of its own (a forum). */
async function findChannel(guild: Guild, channelId: string): Promise<GuildTextBasedChannel | null> {
  // Archived threads are not in the cache.
  const channel =
    guild.channels.cache.get(channelId) ?? (await guild.channels.fetch(channelId).catch(() => null));
  return channel?.isTextBased() ? channel : null;
}

function canRead(channel: GuildTextBasedChannel, guild: Guild): boolean {
  const me = guild.members.me;
  return (
    me === null ||
    channel.permissionsFor(me).has([PermissionFlagsBits.ViewChannel, PermissionFlagsBits.ReadMessageHistory])
  );
}
