import { evidenceWeight, foreignShareAmong, type Result } from '../../judge/index.js';
import type { CommentWeight, IncomingMessage, Store } from '../../store/index.js';

/** Comments under one article that estimate its share. */
const COMMENTS = 50;
/** Comments further away than this do not count: a flood of last week says nothing of today. Set by hand. */
const NEAR_MS = 86_400_000;
/** Articles in memory, some 5 KB each; the others are read from the store again. */
const CACHED_ARTICLES = 1000;
/** The share that is believed of any article: nobody has seen a comment yet. */
const USUAL = foreignShareAmong(new Float64Array());

type Placed = Pick<IncomingMessage, 'guildId' | 'articleId' | 'messageId' | 'postedAt'>;

/**
 * Estimates how many of the comments under an article are foreign from what was said of the last ones: in a flood the next
 * comment is likely to belong to it. The store has the evidence on each message, so a restart loses nothing.
 */
export class ForeignShares {
  readonly #store: Pick<Store, 'messages'>;
  /** Evidence on the last comments by article, oldest first. */
  readonly #articles = new Map<string, Promise<CommentWeight[]>>();

  constructor(store: Pick<Store, 'messages'>) {
    this.#store = store;
  }

  /**
   * The share among the comments around a message, without the message itself. Null where it is no higher than usual: a calm
   * article does not speak for a comment, or the first of a flood would hide behind its peace.
   *
   * @throws `Fault` `store/…`
   */
  async around({ messageId, postedAt, ...under }: Placed): Promise<number | null> {
    const near: number[] = [];
    for (const one of await this.#last(under, postedAt)) {
      if (one.messageId === messageId || Math.abs(one.postedAt - postedAt) > NEAR_MS) continue;
      near.push(one.weight);
    }
    const share = foreignShareAmong(Float64Array.from(near));
    return share > USUAL ? share : null;
  }

  /**
   * Counts a verdict from now on, in place of an older one on the same message. Returns the evidence for the store; undefined
   * when there is none, as on mere laughter.
   *
   * @throws `Fault` `store/…`
   */
  async add({ messageId, postedAt, ...under }: Placed, result: Result): Promise<number | undefined> {
    const weight = evidenceWeight(result);
    const last = await this.#last(under, postedAt);
    const before = last.findIndex((one) => one.messageId === messageId);
    if (before >= 0) last.splice(before, 1);
    if (weight === null) return undefined;
    last.push({ messageId, postedAt, weight });
    if (last.length > COMMENTS) last.shift();
    return weight;
  }

  #last({ guildId, articleId }: Pick<Placed, 'guildId' | 'articleId'>, at: number): Promise<CommentWeight[]> {
    const key = `${guildId}/${articleId}`;
    const last =
      this.#articles.get(key) ?? this.#store.messages.weights(guildId, articleId, at - NEAR_MS, COMMENTS);
    this.#articles.delete(key);
    this.#articles.set(key, last);
    if (this.#articles.size > CACHED_ARTICLES) this.#articles.delete(this.#articles.keys().next().value!);
    // A failed read is not cached: the next call tries again.
    last.catch(() => this.#articles.delete(key));
    return last;
  }
}
