const DISCORD_EPOCH = 1_420_070_400_000n;

/** Makes ids as Discord does: time in the high bits, so that ids sort by age, and none twice. */
export class Snowflakes {
  #last = 0n;
  #backdated = 0n;

  /** The next id of now, higher than every id before it. */
  next(): string {
    const now = (BigInt(Date.now()) - DISCORD_EPOCH) << 22n;
    this.#last = now > this.#last ? now : this.#last + 1n;
    return this.#last.toString();
  }

  /** An id of another time: for messages that are to be older than the test. */
  at(time: number): string {
    this.#backdated += 1n;
    return (((BigInt(Math.floor(time)) - DISCORD_EPOCH) << 22n) | (this.#backdated & 0x3fffffn)).toString();
  }
}

/** When a thing with this id came to be, in milliseconds. */
export const timeOf = (id: string): number => Number((BigInt(id) >> 22n) + DISCORD_EPOCH);

/** Orders ids by age, older first. */
export const byAge = (a: string, b: string): number =>
  a.length === b.length ? (a < b ? -1 : a > b ? 1 : 0) : a.length - b.length;

/** The shard, out of `count`, that hears of a guild. */
export const shardOf = (guildId: string, count: number): number =>
  Number((BigInt(guildId) >> 22n) % BigInt(count));

/** A moment as Discord writes it. */
export const iso = (time: number = Date.now()): string =>
  new Date(time).toISOString().replace('Z', '000+00:00');
