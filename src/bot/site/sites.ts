import { isSiteChannel, type Site, type SiteEvent } from '../../moderation/index.js';
import type { Store } from '../../store/index.js';

/** Ms after which a site is read again: a revoked one is refused so much later at most. */
const FRESH_MS = 5000;
const CACHED = 1000;

interface Cached<T> {
  readonly at: number;
  readonly value: Promise<T>;
}

/** Sites as the bot asks for them, many times a second: from memory, at most five seconds old. */
export class Sites {
  readonly #store: Pick<Store, 'sites'>;
  readonly #now: () => number;
  readonly #byId = new Map<string, Cached<Site | undefined>>();
  readonly #byChannel = new Map<string, Cached<Site | undefined>>();
  readonly #byServer = new Map<string, Cached<Site[]>>();

  constructor({ store, now }: { readonly store: Pick<Store, 'sites'>; readonly now: () => number }) {
    this.#store = store;
    this.#now = now;
  }

  /** A site by its id, revoked or not. */
  get(id: string): Promise<Site | undefined> {
    return this.#cached(this.#byId, id, () => this.#store.sites.get(id));
  }

  /** The site whose comments are in a channel; undefined for one of Discord. */
  async ofChannel(channelId: string): Promise<Site | undefined> {
    if (!isSiteChannel(channelId)) return undefined;
    return this.#cached(this.#byChannel, channelId, () => this.#store.sites.ofChannel(channelId));
  }

  /** The sites of a server that are to be told of an event. */
  async listening(guildId: string, event: SiteEvent): Promise<Site[]> {
    const sites = await this.#cached(this.#byServer, guildId, () => this.#store.sites.list(guildId));
    return sites.filter(
      ({ webhook, revokedAt, events }) => webhook !== null && revokedAt === null && events.includes(event),
    );
  }

  #cached<T>(cache: Map<string, Cached<T>>, key: string, read: () => Promise<T>): Promise<T> {
    const now = this.#now();
    const known = cache.get(key);
    if (known !== undefined && Math.abs(now - known.at) < FRESH_MS) return known.value;
    const value = read();
    cache.delete(key);
    cache.set(key, { at: now, value });
    if (cache.size > CACHED) cache.delete(cache.keys().next().value!);
    // A failed read is not cached: the next call tries again.
    value.catch(() => cache.delete(key));
    return value;
  }
}
