import { type Client, Events, type Guild } from 'discord.js';
import { backfillGuild } from './backfill.js';
import type { EventServices } from './events.js';

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
