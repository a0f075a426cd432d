import type { Logger } from 'pino';
import { type Classifier, readClassifier } from '../../moderation/index.js';
import type { ClassifierStore } from '../../store/store.js';

/** Servers whose classifier is kept ready (about 100 KB each); the one not asked for longest goes. */
const KEPT = 500;
/** Another process may have trained: what is kept is read anew after this many ms. */
const FRESH = 60_000;

/** The latest classifier of each server, kept ready. */
export class Models {
  readonly #store: Pick<ClassifierStore, 'latest'>;
  readonly #log: Logger;
  readonly #now: () => number;
  readonly #kept = new Map<
    string,
    { readonly classifier: Promise<Classifier | null>; readonly readAt: number }
  >();

  constructor(store: Pick<ClassifierStore, 'latest'>, log: Logger, now: () => number) {
    this.#store = store;
    this.#log = log;
    this.#now = now;
  }

  /** A server's classifier; null when it has none that can be read. */
  latest(guildId: string): Promise<Classifier | null> {
    const before = this.#kept.get(guildId);
    const fresh = before !== undefined && this.#now() - before.readAt < FRESH;
    const entry = fresh ? before : { classifier: this.#read(guildId), readAt: this.#now() };
    this.#kept.delete(guildId);
    this.#kept.set(guildId, entry);
    if (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value!);
    // A failed reading is not kept: the next one asks again.
    entry.classifier.catch(() => {
      if (this.#kept.get(guildId) === entry) this.#kept.delete(guildId);
    });
    return entry.classifier;
  }

  /** A new version was kept, or all were forgotten. */
  forget(guildId: string): void {
    this.#kept.delete(guildId);
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
