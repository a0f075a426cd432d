import type { Services } from '../services.js';

/** What is known of one channel since it was last flushed. */
interface Channel {
  readonly shard: number;
  /** Messages that arrived and are not stored yet. */
  readonly pending: Map<bigint, Promise<void>>;
  /** The latest message that arrived. */
  latest: bigint;
  /** The cursor as it stands in the store, as far as this process set it. */
  kept: bigint;
}

/** Cursors are written at most this often: they spare reading back, they lose nothing. */
const FLUSH_EVERY = 500;

/**
 * Up to where each place was read without a gap. A cursor never passes a message that arrived and is not stored, nor a gap
 * in the gateway: while a shard is held, its cursors stay where they were, until history was read back.
 */
export class Cursors {
  readonly #channels = new Map<string, Channel>();
  readonly #held = new Set<number>();
  readonly #services: Pick<Services, 'store' | 'log'>;
  #timer: NodeJS.Timeout | undefined;

  constructor(services: Pick<Services, 'store' | 'log'>) {
    this.#services = services;
  }

  /** A message arrived; `stored` settles when it is kept (or needs no keeping). Rejected: the cursor never passes it. */
  arrived(shard: number, channelId: string, messageId: string, stored: Promise<void>): void {
    const id = BigInt(messageId);
    const channel = this.#channels.get(channelId) ?? { shard, pending: new Map(), latest: 0n, kept: 0n };
    this.#channels.set(channelId, channel);
    channel.pending.set(id, stored);
    if (id > channel.latest) channel.latest = id;
    stored.then(
      () => {
        channel.pending.delete(id);
        this.#timer ??= setTimeout(() => void this.flush(), FLUSH_EVERY).unref();
      },
      () => undefined,
    );
  }

  /** Waits until a message that arrived is stored; at once for one that did not arrive lately. */
  async whenStored(channelId: string, messageId: string): Promise<void> {
    await this.#channels.get(channelId)?.pending.get(BigInt(messageId));
  }

  /** The gateway of a shard has a gap, or is about to have one. */
  hold(shard: number): void {
    this.#held.add(shard);
  }

  /** The gap was read back, or Discord replayed what was missed. */
  release(shard: number): void {
    this.#held.delete(shard);
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_EVERY).unref();
  }

  /** Writes the cursors. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const moved = new Map<string, string>();
    for (const [channelId, channel] of this.#channels) {
      if (this.#held.has(channel.shard)) continue;
      let upTo = channel.latest;
      for (const id of channel.pending.keys()) if (id <= upTo) upTo = id - 1n;
      if (upTo > channel.kept) {
        moved.set(channelId, upTo.toString());
        channel.kept = upTo;
      }
      // Nothing to know of a quiet channel: the next message begins anew.
      if (channel.pending.size === 0 && !moved.has(channelId)) this.#channels.delete(channelId);
    }
    if (moved.size === 0) return;
    try {
      await this.#services.store.channels.advance(moved);
    } catch (error) {
      this.#services.log.warn({ err: error }, 'cursors could not be written; history will be read again');
    }
  }
}
