import type { Client } from 'discord.js';
import type { Article } from '../article/index.js';
import type { LocalizedText } from '../fault.js';
import type { Lexicon } from '../hangul/index.js';
import { addEvidence, type Judging, type Result } from '../judge/index.js';
import { isSiteChannel, type Mode, type ServerSettings } from '../moderation/index.js';
import type { Reading, RelevanceModel } from '../relevance/index.js';
import type { RuleBook } from '../rules/index.js';
import type { BoundChannel, BrokenOwnRule, OwnRuleHit, Store } from '../store/index.js';
import type { AdaptedModel, Adaptation } from './adaptation/adaptation.js';
import type { Learning } from './learning/learning.js';
import { type JudgingPool, LONGEST_ON_LOOP } from './judging/judging-pool.js';
import type { ServerRecipe } from './judging/judging-task.js';
import { judgeComment, makeServerJudge, type Noted, type ServerComment } from './judging/server-judge.js';
import {
  compileOwnRules,
  NO_OWN_RULES,
  type OwnBook,
  ownBookKey,
  type ShadowNotes,
} from './own-rules/own-book.js';
import type { SecondReader } from './reading/second-reader.js';

/** Cached state of a server. */
interface ServerState {
  readonly settings: ServerSettings;
  /** Bound channels by channel id. */
  readonly channels: ReadonlyMap<string, BoundChannel>;
  /** The articles that channels are bound to, by id. */
  readonly articles: ReadonlyMap<string, Article>;
  readonly judging: Judging;
  /** The rules that the server wrote for itself. */
  readonly own: OwnBook;
  readonly notes: ShadowNotes;
  /** What its judge is made of, for threads. */
  readonly recipe: ServerRecipe;
  /** The model that adapted to the server; undefined: the shipped one. */
  readonly adapted: AdaptedModel | undefined;
}

/** A comment to judge. */
interface AskedComment {
  readonly text: string;
  /** The comment that it replies to. */
  readonly parent: string | null;
  /** What the second reader makes of it, from `readAhead`; it is asked now when left out. */
  readonly reading?: Promise<Reading | null>;
}

/** Size of the cache; the least recently used server goes. */
const CACHED_SERVERS = 500;
/**
 * Adapted models in memory, some 18 MB each; the least recently used server is read again, which takes 0.1 s of the
 * processor.
 */
const CACHED_ADAPTED = 8;
/** Articles of sites in memory, some 10 KB each. */
const CACHED_SENT = 1000;
/** Ms after which a cached server is read again: other processes may change the store. */
const FRESH_MS = 30_000;

/** The judges of all servers: each has its own known articles, rules and classifier; they share packs and model. */
export class Judges {
  readonly book: RuleBook;
  readonly #options: JudgesOptions;
  /** Servers in memory with an adapted model, the least recently read first. */
  readonly #adapted = new Set<string>();
  /** Articles that sites have sent, the first read first. */
  readonly #sent = new Map<string, Article>();
  readonly #states = new Map<string, { readonly state: Promise<ServerState>; readonly readAt: number }>();

  constructor(options: JudgesOptions) {
    this.book = options.book;
    this.#options = options;
  }

  /**
   * The state of a server, from the cache or the store.
   *
   * @throws `Fault` `store/…`
   */
  server(guildId: string): Promise<ServerState> {
    const { now } = this.#options;
    const cached = this.#states.get(guildId);
    if (cached !== undefined && now() - cached.readAt < FRESH_MS) return cached.state;
    const before = cached?.state;
    const state = this.#read(guildId, before);
    this.#states.delete(guildId);
    this.#states.set(guildId, { state, readAt: now() });
    if (this.#states.size > CACHED_SERVERS) this.#states.delete(this.#states.keys().next().value!);
    // A failed read is not cached: the next call tries again.
    state.then(
      ({ adapted }) => {
        this.#useAdapted(guildId, adapted);
      },
      () => this.#states.delete(guildId),
    );
    return state;
  }

  /** Whether the second reader is asked about comments. */
  get reads(): boolean {
    return this.#options.relevance !== undefined && this.#options.reading !== undefined;
  }

  /**
   * Asks the second reader for what it makes of a comment, ahead of judging it; null where it does not read it. Never
   * rejects.
   */
  async readAhead(guildId: string, articleId: string, text: string, channelId = ''): Promise<Reading | null> {
    // Where the store fails, judging says so.
    const article = await this.articleOf(guildId, articleId, channelId).catch(() => undefined);
    return article === undefined ? null : this.#ask(article, text);
  }

  /**
   * Judges a comment under an article of a server, with the server's known articles, rules and classifier; null when no channel
   * of the server is bound to the article, nor any site has sent it.
   *
   * @param share estimated share of foreign comments under the article; null where nothing is out of the ordinary
   * @param channelId of the message: articles that a site has sent count for its own comments only
   * @throws `Fault` `store/…`
   */
  async judge(
    guildId: string,
    articleId: string,
    comment: AskedComment,
    share: number | null = null,
    channelId = '',
  ): Promise<Result | null> {
    return (await this.judgeNoting(guildId, articleId, comment, share, channelId))?.result ?? null;
  }

  /**
   * Like `judge`, with the rules of the server's own that found the comment, for the store.
   *
   * @throws `Fault` `store/…`
   */
  async judgeNoting(
    guildId: string,
    articleId: string,
    comment: AskedComment,
    share: number | null = null,
    channelId = '',
  ): Promise<Noted | null> {
    const article = await this.articleOf(guildId, articleId, channelId);
    return article === undefined ? null : this.#judge(guildId, article, comment, share);
  }

  /**
   * Like `judge`, under any article, known to the server or not.
   *
   * @throws `Fault` `store/…`
   */
  async judgeUnder(
    guildId: string,
    article: Article,
    comment: AskedComment,
    share: number | null = null,
  ): Promise<Result> {
    return (await this.#judge(guildId, article, comment, share)).result;
  }

  async #judge(
    guildId: string,
    article: Article,
    { text, parent, reading: asked }: AskedComment,
    share: number | null,
  ): Promise<Noted> {
    const reading = await (asked ?? this.#ask(article, text));
    const state = await this.server(guildId);
    const { judging, settings } = state;
    // The share is estimated for the scores of the model; without one they have another prior.
    const beside = { share: this.#options.relevance === undefined ? null : share, reading };
    const { result, hits } = await this.#byJudge(state, { article, text, parent, ...beside });
    // Servers that did not opt in, most of them, cost no query.
    const learned = settings.learning ? await this.#options.learning.evidence(guildId, text, result) : null;
    if (learned === null) return { result, hits };
    const { flag } = result;
    const taught = addEvidence(result, [learned], judging.levels);
    return {
      result: taught,
      hits: flag === taught.flag ? hits : hits.map((hit) => flaggedAs(hit, taught.flag)),
    };
  }

  /** Judges what is long in a thread, where there is one. */
  async #byJudge(state: ServerState, comment: ServerComment): Promise<Noted> {
    const long = comment.text.length + (comment.parent?.length ?? 0) > LONGEST_ON_LOOP;
    const apart = long ? await this.#options.apart?.judge(state.recipe, comment) : null;
    return apart ?? judgeComment(state, comment);
  }

  /**
   * Names of packs by id, the shared ones and those of the server's own rules, for evidence keys.
   *
   * @throws `Fault` `store/…`
   */
  async titles(guildId: string): Promise<Map<string, LocalizedText>> {
    const { own } = await this.server(guildId);
    return new Map([...this.book.packs.map(({ id, title }) => [id, title] as const), ...own.titles]);
  }

  /**
   * The article of a message: one that a channel of the server is bound to, or the one that its site has sent. Always the same
   * object for a while: judges cache by identity.
   *
   * @throws `Fault` `store/…`
   */
  async articleOf(guildId: string, articleId: string, channelId: string): Promise<Article | undefined> {
    const known = (await this.server(guildId)).articles.get(articleId);
    if (known !== undefined || !isSiteChannel(channelId)) return known;
    const cached = this.#sent.get(articleId);
    if (cached !== undefined) return cached;
    const article = await this.#options.store.articles.get(guildId, articleId);
    if (article === undefined) return undefined;
    this.#sent.set(articleId, article);
    if (this.#sent.size > CACHED_SENT) this.#sent.delete(this.#sent.keys().next().value!);
    return article;
  }

  /** Whether a relevance model judges, beside the rules. */
  get relevance(): boolean {
    return this.#options.relevance !== undefined;
  }

  /** Drops a server from the cache after its settings, rules or bound channels changed. */
  forget(guildId: string): void {
    this.#states.delete(guildId);
    this.#adapted.delete(guildId);
  }

  async #ask(article: Article, text: string): Promise<Reading | null> {
    const { relevance, reading } = this.#options;
    // It was fitted beside the model, and says nothing without.
    return relevance === undefined || reading === undefined ? null : reading.read(article, text);
  }

  /** Counts the adapted models in memory. */
  #useAdapted(guildId: string, adapted: AdaptedModel | undefined): void {
    this.#adapted.delete(guildId);
    if (adapted === undefined) return;
    this.#adapted.add(guildId);
    const [oldest] = this.#adapted;
    if (this.#adapted.size > CACHED_ADAPTED && oldest !== undefined) this.forget(oldest);
  }

  async #read(guildId: string, before: Promise<ServerState> | undefined): Promise<ServerState> {
    const { store, adaptation } = this.#options;
    const [settings, channels, known, stored] = await Promise.all([
      store.servers.settings(guildId),
      store.channels.of(guildId),
      store.articles.bound(guildId),
      store.ownRules.list(guildId),
    ]);
    const old = await before?.catch(() => undefined);
    const adapted = settings.adaptation ? await adaptation?.serving(guildId, old?.adapted) : undefined;
    const own = old?.own.key === ownBookKey(stored) ? old.own : this.#compile(guildId, stored);
    const unchanged =
      old?.own === own &&
      old.adapted?.key === adapted?.key &&
      sameList(old.settings.rulesOff, settings.rulesOff) &&
      sameList(
        [...old.articles.keys()],
        known.map(({ id }) => id),
      );
    const using = unchanged ? old : this.#judgeOf({ own, stored: stored.rules }, settings, known, adapted);
    return {
      settings,
      channels: new Map(channels.map((bound) => [bound.channelId, bound])),
      // The same objects that the judge knows: it caches by identity.
      articles: unchanged ? old.articles : new Map(known.map((article) => [article.id, article])),
      own,
      judging: using.judging,
      notes: using.notes,
      recipe: using.recipe,
      adapted,
    };
  }

  #judgeOf(
    { own, stored }: { readonly own: OwnBook; readonly stored: ServerRecipe['own'] },
    { rulesOff }: ServerSettings,
    known: readonly Article[],
    adapted: AdaptedModel | undefined,
  ): Pick<ServerState, 'judging' | 'notes' | 'recipe'> {
    const { book, lexicon } = this.#options;
    const relevance = adapted?.relevance ?? this.#options.relevance;
    const rules = own.all === null ? [] : stored;
    return {
      ...makeServerJudge({ book, lexicon, relevance }, { own, rulesOff, known }),
      recipe: { rulesOff, own: rules, known, table: adapted?.relevance.encoder.table },
    };
  }

  /** The server's own rules; where they cannot be compiled, whatever the reason, the shared packs judge alone. */
  #compile(guildId: string, stored: Awaited<ReturnType<Store['ownRules']['list']>>): OwnBook {
    const { lexicon, onBroken } = this.#options;
    let own: OwnBook;
    try {
      own = compileOwnRules(stored, lexicon);
    } catch (error) {
      const broken = stored.rules.map(({ id, state }) => ({ id, state, code: 'own-rules/broken' }));
      own = { ...NO_OWN_RULES, key: ownBookKey(stored), broken: [...stored.broken, ...broken] };
      onBroken?.(guildId, own.broken, error);
      return own;
    }
    if (own.broken.length > 0) onBroken?.(guildId, own.broken);
    return own;
  }
}

/** A hit on a comment whose flag something else has changed. */
export function flaggedAs(hit: OwnRuleHit, flagged: boolean): OwnRuleHit {
  return { ...hit, flagged, newly: hit.newly && !flagged };
}

/** Dependencies of `Judges`. */
interface JudgesOptions {
  readonly store: Store;
  readonly book: RuleBook;
  readonly lexicon: Lexicon | undefined;
  readonly relevance: RelevanceModel | undefined;
  readonly learning: Pick<Learning, 'evidence'>;
  /** Without it the first reader judges alone. */
  readonly reading?: Pick<SecondReader, 'read'> | undefined;
  /** Judges long comments; without it the event loop does. */
  readonly apart?: Pick<JudgingPool, 'judge'> | undefined;
  /** Without it the shipped model judges everywhere. */
  readonly adaptation?: Pick<Adaptation, 'serving'> | undefined;
  readonly now: () => number;
  /** Told of a server's own rules that are left out, when its rules were read. */
  readonly onBroken?: (guildId: string, broken: readonly BrokenOwnRule[], error?: unknown) => void;
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, i) => one === b[i]);
}

/** The binding of a channel: its own, else (a thread that was never bound) its parent's. */
export function boundChannelOf(
  channelId: string,
  { channels }: Pick<ServerState, 'channels'>,
  client: Pick<Client, 'channels'>,
): BoundChannel | undefined {
  const own = channels.get(channelId);
  if (own !== undefined) return own;
  const channel = client.channels.cache.get(channelId);
  const parentId = channel?.isThread() ? channel.parentId : null;
  return parentId === null ? undefined : channels.get(parentId);
}

/** The mode of a bound channel: its own, else the server's. */
export function modeOf(bound: BoundChannel | undefined, { settings }: Pick<ServerState, 'settings'>): Mode {
  return bound?.mode ?? settings.mode;
}
