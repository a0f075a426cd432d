import type { Logger } from 'pino';
import { digestEnd } from '../../moderation/index.js';
import type { Store } from '../../store/index.js';
import type { OutboxRunner } from '../outbox/runner.js';

/** How often servers are looked at: a digest is at most so late. */
const EVERY_MS = 60_000;

interface ClockParts {
  readonly store: Store;
  readonly outbox: Pick<OutboxRunner, 'wake'>;
  /** The servers of this process. */
  readonly guildIds: () => Iterable<string>;
  readonly log: Logger;
  readonly now: () => number;
}

/**
 * Orders the digests that are due, through the outbox: its key is the end of the period, so each is posted once, however many
 * processes look and however often they start. A process that was away at the hour orders the latest one when it is back.
 */
export class DigestClock {
  readonly #parts: ClockParts;
  /** The digest that was ordered last, by server: nothing is stored each minute anew. */
  readonly #ordered = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  constructor(parts: ClockParts) {
    this.#parts = parts;
  }

  /** Looks now, and every minute. */
  start(): void {
    this.#timer ??= setInterval(() => void this.look(), EVERY_MS).unref();
    void this.look();
  }

  /** Looks once. Never rejects. */
  look(): Promise<void> {
    return (this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    }));
  }

  /** Looks no more. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  async #look(): Promise<void> {
    const { store, outbox, guildIds, log, now } = this.#parts;
    for (const guildId of [...guildIds()]) {
      try {
        const { digest, digestHour, logChannelId } = await store.servers.settings(guildId);
        if (digest === 'off' || logChannelId === null) continue;
        const end = digestEnd(digest, digestHour, now());
        const key = `digest:${digest}:${end}`;
        if (this.#ordered.get(guildId) === key) continue;
        await store.outbox.add([
          {
            guildId,
            partitionKey: `digest:${guildId}`,
            key,
            effect: { kind: 'digest', every: digest, end },
          },
        ]);
        outbox.wake();
        this.#ordered.set(guildId, key);
      } catch (error) {
        log.error({ err: error, guildId }, 'a digest could not be ordered');
      }
    }
  }
}
