import type { Services } from '../services.js';

/** State of one channel since its last flush. */
interface Channel {
  readonly shard: number;
  /** Messages that arrived but are not stored yet. */
  readonly pending: Map<bigint, Promise<void>>;
  /** The latest message that arrived. */
  latest: bigint;
  /** The cursor that this process last wrote to the store. */
  written: bigint;
}

/** Ms between writes of cursors: a lost write only costs some reading in the next backfill. */
const FLUSH_EVERY_MS = 500;

/**
 * The position up to which each channel was read without a gap. A cursor never passes a message that arrived but is not stored,
 * nor a gap in the gateway: while a shard is held, its cursors stay, until the backfill is done.
 */
export class Cursors {
  readonly #channels = new Map<string, Channel>();
  readonly #held = new Set<number>();
  readonly #services: Pick<Services, 'store' | 'log'>;
  #timer: NodeJS.Timeout | undefined;

  constructor(services: Pick<Services, 'store' | 'log'>) {
    this.#services = services;
  }

  /**
   * Registers a message that arrived.
   *
   * @param stored resolves when the message is stored or need not be; when it rejects, the cursor never passes the message
   */
  arrived(shard: number, channelId: string, messageId: string, stored: Promise<void>): void {
    const id = BigInt(messageId);
    const channel = this.#channels.get(channelId) ?? { shard, pending: new Map(), latest: 0n, written: 0n };
    this.#channels.set(channelId, channel);
    channel.pending.set(id, stored);
    if (id > channel.latest) channel.latest = id;
    stored.then(
      () => {
        channel.pending.delete(id);
        this.#timer ??= setTimeout(() => void this.flush(), FLUSH_EVERY_MS).unref();
      },
      () => undefined,
    );
  }

  /** Resolves when a message that arrived is stored, at once for an unknown one; rejects when storing it failed. */
  async whenStored(channelId: string, messageId: string): Promise<void> {
    await this.#channels.get(channelId)?.pending.get(BigInt(messageId));
  }

  /** Stops the cursors of a shard: its gateway has a gap, or is about to have one. */
  hold(shard: number): void {
    this.#held.add(shard);
  }

  /** Lets the cursors of a shard move again: a backfill closed the gap, or Discord replayed the missed events. */
  release(shard: number): void {
    this.#held.delete(shard);
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_EVERY_MS).unref();
  }

  /** Writes the cursors that moved; logs a failure of the store. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const moved = new Map<string, string>();
    for (const [channelId, channel] of this.#channels) {
      if (this.#held.has(channel.shard)) continue;
      let upTo = channel.latest;
      for (const id of channel.pending.keys()) if (id <= upTo) upTo = id - 1n;
      if (upTo > channel.written) {
        moved.set(channelId, upTo.toString());
        channel.written = upTo;
      }
      // A quiet channel needs no state: its next message starts again.
      if (channel.pending.size === 0 && !moved.has(channelId)) this.#channels.delete(channelId);
    }
    if (moved.size === 0) return;
    try {
      await this.#services.store.channels.advance(moved);
    } catch (error) {
      this.#services.log.warn({ err: error }, 'cursors could not be written; the next backfill reads more');
    }
  }
}
