import type { Logger } from 'pino';
import { type Classifier, readClassifier } from '../../moderation/index.js';
import type { ClassifierStore } from '../../store/store.js';

/** Size of the cache (about 100 KB per server); the least recently used classifier goes. */
const CACHED_MODELS = 500;
/** Ms after which a cached classifier is read again: another process may have trained. */
const FRESH_MS = 60_000;

/** Cache of each server's latest classifier. */
export class Models {
  readonly #store: Pick<ClassifierStore, 'latest'>;
  readonly #log: Logger;
  readonly #now: () => number;
  readonly #cache = new Map<
    string,
    { readonly classifier: Promise<Classifier | null>; readonly readAt: number }
  >();

  constructor(store: Pick<ClassifierStore, 'latest'>, log: Logger, now: () => number) {
    this.#store = store;
    this.#log = log;
    this.#now = now;
  }

  /**
   * A server's classifier; null when it has none, or an unreadable one.
   *
   * @throws `Fault` `store/…`
   */
  latest(guildId: string): Promise<Classifier | null> {
    const before = this.#cache.get(guildId);
    const fresh = before !== undefined && this.#now() - before.readAt < FRESH_MS;
    const entry = fresh ? before : { classifier: this.#read(guildId), readAt: this.#now() };
    this.#cache.delete(guildId);
    this.#cache.set(guildId, entry);
    if (this.#cache.size > CACHED_MODELS) this.#cache.delete(this.#cache.keys().next().value!);
    // A failed read is not cached: the next call tries again.
    entry.classifier.catch(() => {
      if (this.#cache.get(guildId) === entry) this.#cache.delete(guildId);
    });
    return entry.classifier;
  }

  /** Drops a server from the cache after its versions changed. */
  forget(guildId: string): void {
    this.#cache.delete(guildId);
  }

  async #read(guildId: string): Promise<Classifier | null> {
    const stored = await this.#store.latest(guildId);
    if (stored === undefined) return null;
    const classifier = readClassifier(stored.model);
    if (classifier === null)
      this.#log.warn({ guildId, version: stored.version }, 'the stored classifier cannot be read');
    return classifier;
  }
}
