import {
  type Client,
  Events,
  type Guild,
  type GuildTextBasedChannel,
  PermissionFlagsBits,
  RESTJSONErrorCodes,
} from 'discord.js';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BoundChannel, IncomingMessage } from '../../store/index.js';
import { isUnknown } from '../discord/failure.js';
import { modeOf } from '../judges.js';
import type { EventServices } from './events.js';
import { isComment, parentText, toIncoming } from './incoming.js';

/** Messages of one page of Discord's history. */
const PAGE = 100;
/** A page that could not be read is asked for again: 1 s doubling to a minute. */
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 60_000;
/** Open flags whose messages are looked at after a gap, the latest. */
const FLAGS_CHECKED = 100;

/** Reads back what a server's places got while nobody listened; idempotent, as known messages are known. */
async function backfillGuild(guild: Guild, services: EventServices): Promise<number> {
  const state = await services.judges.server(guild.id);
  let fresh = 0;
  for (const place of state.places.values()) {
    if (services.stopping.aborted) return fresh;
    if (place.articleId === null || modeOf(place, state) === 'off') continue;
    fresh += await backfillPlace(guild, place, services);
  }
  await checkOpenFlags(guild, services);
  return fresh;
}

/** Reads back what one place got since its cursor; gives how many messages were new. */
export async function backfillPlace(
  guild: Guild,
  place: BoundChannel,
  services: EventServices,
): Promise<number> {
  const { store, intake, log, stopping } = services;
  const channel = await findChannel(guild, place.channelId);
  if (channel === null || place.cursor === null || !canRead(channel, guild)) return 0;
  // Discord says which message is the latest: where that is known, nothing was missed.
  if (channel.lastMessageId !== null && BigInt(channel.lastMessageId) <= BigInt(place.cursor)) return 0;
  let after = place.cursor;
  let fresh = 0;
  let failures = 0;
  while (!stopping.aborted) {
    try {
      const page = await channel.messages.fetch({ after, limit: PAGE, cache: false });
      const ids = [...page.keys()].map(BigInt).sort((a, b) => (a < b ? -1 : 1));
      const messages = ids.map((id) => page.get(id.toString())!);
      const incoming: IncomingMessage[] = [];
      for (const message of messages.filter(isComment)) {
        services.recent.add(message.id, message.content);
        incoming.push(toIncoming(message, place.articleId!, await parentText(message, services.recent)));
      }
      fresh += (await intake.take(incoming)).fresh;
      const last = ids.at(-1);
      if (last === undefined) break;
      after = last.toString();
      await store.channels.advance(new Map([[place.channelId, after]]));
      if (ids.length < PAGE) break;
      failures = 0;
    } catch (error) {
      if (isUnknown(error, RESTJSONErrorCodes.UnknownChannel, RESTJSONErrorCodes.MissingAccess)) break;
      log.warn({ err: error, channelId: place.channelId }, 'history could not be read back');
      await sleep(Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures++), undefined, {
        signal: stopping,
      }).catch(() => undefined);
    }
  }
  return fresh;
}

/** Messages of open flags may have been deleted or edited meanwhile: their cards should say so. */
async function checkOpenFlags(guild: Guild, services: EventServices): Promise<void> {
  const { store, intake, outbox, stopping, now, log } = services;
  for (const flag of await store.flags.open(guild.id, FLAGS_CHECKED)) {
    if (stopping.aborted) return;
    const channel = await findChannel(guild, flag.channelId);
    if (channel === null || !canRead(channel, guild)) continue;
    try {
      const message = await channel.messages.fetch({ message: flag.messageId, cache: false, force: true });
      if ((message.editedTimestamp ?? 0) <= flag.revision) continue;
      const parent = flag.content?.parent ?? null;
      await intake.take([toIncoming(message, flag.articleId, parent)], 'edit');
      outbox.wake();
    } catch (error) {
      if (isUnknown(error, RESTJSONErrorCodes.UnknownMessage)) {
        if ((await store.messages.deleted([flag.messageId], now())).length > 0) outbox.wake();
      } else log.warn({ err: error, flagId: flag.id }, 'the message of a flag could not be looked at');
    }
  }
}

/** A channel that messages can be read from; null when it is gone or holds none of its own (a forum). */
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

/** Servers read back at once. */
const AT_ONCE = 3;

/**
 * After a gap in the gateway, reads back what was missed. Discord replays events after a resume, so there is none; after a
 * new session and after a start there is one, from the cursors on. Until it is read back, cursors are held.
 */
export class Gaps {
  readonly #services: EventServices;
  readonly #beforeGuild: (guild: Guild) => Promise<void>;
  /** Readings under way by shard; a newer session makes an older one pointless. */
  readonly #sessions = new Map<number, symbol>();
  readonly #running = new Set<Promise<void>>();

  /** @param beforeGuild done for each server first: threads that were made meanwhile are bound */
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
      // A gap before this session that is still being read back holds on.
      if (this.#sessions.get(shard) === undefined) cursors.release(shard);
    });
    client.on(Events.ShardReady, (shard) => {
      this.begun(shard);
    });
  }

  /** A new session of a shard: its servers are read back. */
  begun(shard: number): void {
    const { cursors } = this.#services;
    cursors.hold(shard);
    const session = Symbol('session');
    this.#sessions.set(shard, session);
    const reading = this.#read(shard, session).finally(() => this.#running.delete(reading));
    this.#running.add(reading);
  }

  /** Whether history is being read back. */
  get reading(): boolean {
    return this.#running.size > 0;
  }

  async ended(): Promise<void> {
    await Promise.allSettled(this.#running);
  }

  async #read(shard: number, session: symbol): Promise<void> {
    const { client, cursors, log } = this.#services;
    const guilds = guildsOf(client, shard);
    const started = performance.now();
    let fresh = 0;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let guild = guilds.pop(); guild !== undefined; guild = guilds.pop()) {
          try {
            await this.#beforeGuild(guild);
            fresh += await backfillGuild(guild, this.#services);
          } catch (error) {
            log.error({ err: error, guildId: guild.id }, 'a gap could not be read back');
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
