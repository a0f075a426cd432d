import type { Client } from 'discord.js';
import type { Article } from '../article/index.js';
import type { Lexicon } from '../hangul/index.js';
import { addEvidence, createJudge, type Judging, type Result } from '../judge/index.js';
import type { Mode, ServerSettings } from '../moderation/index.js';
import type { RelevanceModel } from '../relevance/index.js';
import type { RuleBook } from '../rules/index.js';
import type { BoundChannel, Store } from '../store/index.js';
import type { Learning } from './learning/learning.js';

/** What is kept ready of one server. */
interface ServerState {
  readonly settings: ServerSettings;
  /** By channel id. */
  readonly places: ReadonlyMap<string, BoundChannel>;
  /** By id: the articles that places are bound to. */
  readonly articles: ReadonlyMap<string, Article>;
  readonly judging: Judging;
}

/** A comment as it is asked about. */
interface AskedComment {
  readonly text: string;
  /** The comment it answers. */
  readonly parent: string | null;
}

/** Servers kept ready at once; the one not asked for longest goes. */
const KEPT = 500;
/** Other processes may change what the store holds: what is kept is read anew after this many ms. */
const FRESH = 30_000;
const COMMENT = 'comment';
const PARENT = 'parent';

/** The judges of all servers: each with its own known articles, rules and classifier; packs and model are shared. */
export class Judges {
  readonly book: RuleBook;
  readonly #options: JudgesOptions;
  readonly #states = new Map<string, { readonly state: Promise<ServerState>; readonly readAt: number }>();

  constructor(options: JudgesOptions) {
    this.book = options.book;
    this.#options = options;
  }

  /** What is kept ready of a server; read from the store when it is not or was `FRESH` ms ago. */
  server(guildId: string): Promise<ServerState> {
    const { now } = this.#options;
    const kept = this.#states.get(guildId);
    if (kept !== undefined && now() - kept.readAt < FRESH) return kept.state;
    const before = kept?.state;
    const state = this.#read(guildId, before);
    this.#states.delete(guildId);
    this.#states.set(guildId, { state, readAt: now() });
    if (this.#states.size > KEPT) this.#states.delete(this.#states.keys().next().value!);
    // A failed reading is not kept: the next one asks again.
    state.catch(() => this.#states.delete(guildId));
    return state;
  }

  /**
   * Judges a comment under an article of a server, with the server's known articles, rules and classifier; null when the
   * article is bound nowhere there.
   */
  async judge(guildId: string, articleId: string, comment: AskedComment): Promise<Result | null> {
    const { articles } = await this.server(guildId);
    const article = articles.get(articleId);
    return article === undefined ? null : this.judgeUnder(guildId, article, comment);
  }

  /** As `judge`, under any article, known to the server or not. */
  async judgeUnder(guildId: string, article: Article, { text, parent }: AskedComment): Promise<Result> {
    const { judging, settings } = await this.server(guildId);
    const one = { id: COMMENT, articleId: article.id, text };
    const result =
      parent === null
        ? judging.comment(article, one)
        : judging.page(article, [
            { id: PARENT, articleId: article.id, text: parent },
            { ...one, parentId: PARENT },
          ])[1]!;
    // Most servers have not opted in: theirs costs no question to the store.
    const learned = settings.learning ? await this.#options.learning.evidence(guildId, text, result) : null;
    return learned === null ? result : addEvidence(result, [learned], judging.levels);
  }

  /** Settings, rules or bound articles of a server have changed. */
  forget(guildId: string): void {
    this.#states.delete(guildId);
  }

  async #read(guildId: string, before: Promise<ServerState> | undefined): Promise<ServerState> {
    const { store, book, lexicon, relevance } = this.#options;
    const [settings, places, known] = await Promise.all([
      store.servers.settings(guildId),
      store.channels.of(guildId),
      store.articles.bound(guildId),
    ]);
    const old = await before?.catch(() => undefined);
    const unchanged =
      old !== undefined &&
      sameList(old.settings.rulesOff, settings.rulesOff) &&
      sameList(
        [...old.articles.keys()],
        known.map(({ id }) => id),
      );
    const judging = unchanged
      ? old.judging
      : createJudge({ book: book.without(new Set(settings.rulesOff)), lexicon, relevance, known });
    return {
      settings,
      places: new Map(places.map((place) => [place.channelId, place])),
      // The very objects that the judge knows: it keeps what it made of them by identity.
      articles: unchanged ? old.articles : new Map(known.map((article) => [article.id, article])),
      judging,
    };
  }
}

interface JudgesOptions {
  readonly store: Store;
  readonly book: RuleBook;
  readonly lexicon: Lexicon | undefined;
  readonly relevance: RelevanceModel | undefined;
  readonly learning: Pick<Learning, 'evidence'>;
  readonly now: () => number;
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, i) => one === b[i]);
}

/** The place a channel counts as: its own, else (a thread that was never bound) its parent's. */
export function placeOf(
  channelId: string,
  { places }: Pick<ServerState, 'places'>,
  client: Pick<Client, 'channels'>,
): BoundChannel | undefined {
  const own = places.get(channelId);
  if (own !== undefined) return own;
  const channel = client.channels.cache.get(channelId);
  const parentId = channel?.isThread() ? channel.parentId : null;
  return parentId === null ? undefined : places.get(parentId);
}

/** What happens to comments there. */
export function modeOf(place: BoundChannel | undefined, { settings }: Pick<ServerState, 'settings'>): Mode {
  return place?.mode ?? settings.mode;
}
