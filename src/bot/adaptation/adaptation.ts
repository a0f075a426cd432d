import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Article } from '../../article/index.js';
import { Fault } from '../../fault.js';
import { adaptationFiguresSchema, type ServerSettings } from '../../moderation/index.js';
import { withTable } from '../../relevance/adapted.js';
import { openEmbeddingTable } from '../../relevance/encoder/embedding-table.js';
import { packRelevance, type RelevanceModel } from '../../relevance/index.js';
import type { AdaptationComment, AdaptationStatus, Store } from '../../store/index.js';
import { FairQueue } from '../learning/queue.js';
import { PARTS, type NightOrder } from './night.js';
import { type AdaptApart, adaptInThread } from './night-thread.js';

const DAY_MS = 86_400_000;
/** 04:00 in Korea, where nights are quietest. */
const NIGHT_MS = 19 * 60 * 60_000;
/** How often servers are looked through for nights that are due: one missed while the bot was away is made up for. */
const CHECK_MS = 30 * 60_000;
/** Comments of the last days: stories last weeks. Never longer than the server's retention, which the store sees to. */
const WINDOW_DAYS = 60;
/** The latest comments that are learned from; more cost time and teach little. */
const MOST_COMMENTS = 20_000;
const MOST_DECISIONS = 400;
/** Set by hand, on the safe side: measured gains start at some 2,000 comments under 100 articles (docs/learning.md). */
export const MIN_COMMENTS = 300;
export const MIN_ARTICLES = 20;

/** What a model was learned from, and how it was measured. */
const summarySchema = z.object({
  /** Digest of the shipped model that it was adapted from: its table fits no other. */
  base: z.string(),
  comments: z.int(),
  articles: z.int(),
  figures: adaptationFiguresSchema,
});
export type AdaptationSummary = z.infer<typeof summarySchema>;

const counts = { comments: z.int(), articles: z.int() };
const outcomeSchema = z.discriminatedUnion('kind', [
  /** The thread runs, or the process died meanwhile. */
  z.object({ kind: z.literal('running') }),
  z.object({ kind: z.literal('few'), ...counts }),
  z.object({ kind: z.literal('learned'), ...counts, version: z.int() }),
  /** The gate turned the model away: the one before goes on. */
  z.object({ kind: z.literal('worse'), ...counts, figures: adaptationFiguresSchema }),
  z.object({ kind: z.literal('failed') }),
  /** The bot was stopped: it is tried again after the start. */
  z.object({ kind: z.literal('stopped') }),
]);
/** How a night ended. */
export type NightOutcome = z.infer<typeof outcomeSchema>;

/** A model that adapted to a server, and which one it is. */
export interface AdaptedModel {
  readonly key: string;
  readonly relevance: RelevanceModel;
}

/** A server's adaptation as the settings show it. */
export interface AdaptationState {
  /** Whether the operator allows it, and there is a model to adapt. */
  readonly possible: boolean;
  readonly running: boolean;
  readonly triedAt: number | null;
  readonly outcome: NightOutcome | null;
  /** Number of kept comments. */
  readonly kept: number;
  /** Version of the model that judges; null: the shipped one. */
  readonly serving: {
    readonly version: number;
    readonly readAt: number;
    readonly summary: AdaptationSummary;
  } | null;
}

/** Dependencies of `Adaptation`. */
export interface AdaptationOptions {
  readonly store: Pick<Store, 'servers' | 'cases' | 'articles' | 'adaptations'>;
  /** The shipped model; undefined: nothing adapts. */
  readonly relevance: RelevanceModel | undefined;
  /** Whether the operator allows it. */
  readonly allowed: boolean;
  /** The servers of this process. */
  readonly guildIds: () => Iterable<string>;
  /** Receives ids, numbers and codes, never a text. */
  readonly log: Logger;
  /** ms since 1970. */
  readonly now: () => number;
  /** Replaces the thread in tests. */
  readonly adapt?: AdaptApart;
}

/**
 * Adapts the relevance model at night to the comments of each server that opted in, one server after another. A model serves
 * only when it is not worse on comments that it has not learned from; the one before it is kept. Models that learned from
 * comments that were deleted since are dropped at the next night.
 */
export class Adaptation {
  readonly #options: AdaptationOptions;
  readonly #adapt: AdaptApart;
  readonly #queue = new FairQueue<NightOutcome>();
  #current: { readonly guildId: string; readonly stop: AbortController } | null = null;
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;
  /** The shipped model as bytes, and its name. */
  #shipped: { readonly bytes: Uint8Array; readonly digest: string } | undefined;

  constructor(options: AdaptationOptions) {
    this.#options = options;
    this.#adapt = options.adapt ?? adaptInThread;
  }

  /** Whether comments are kept, and models made and used. */
  get possible(): boolean {
    return this.#options.allowed && this.#options.relevance !== undefined;
  }

  /** Looks for servers whose night is due, from now on. */
  start(): void {
    if (!this.possible) return;
    this.#timer = setInterval(() => {
      void this.check();
    }, CHECK_MS).unref();
  }

  /** Adapts the models of all servers whose night is due, and resolves when all are done. Never rejects. */
  async check(): Promise<void> {
    const { guildIds, log } = this.#options;
    if (!this.possible) return;
    const due: Promise<NightOutcome>[] = [];
    for (const guildId of guildIds()) {
      try {
        if (!this.#stopped && (await this.#isDue(guildId)))
          due.push(this.#queue.add(guildId, () => this.#run(guildId)));
      } catch (error) {
        log.error({ guildId, ...loggable(error) }, 'could not see whether a night is due');
      }
    }
    await Promise.all(due);
  }

  /**
   * The model that judges a server's comments; undefined: the shipped one.
   *
   * @param before the model from before, which comes back while it still serves
   * @throws `Fault` `store/…`
   */
  async serving(guildId: string, before: AdaptedModel | undefined): Promise<AdaptedModel | undefined> {
    const { store, relevance, log } = this.#options;
    if (!this.possible || relevance === undefined) return undefined;
    const serving = await store.adaptations.serving(guildId);
    if (serving === undefined || readSummary(serving.summary)?.base !== this.#packed(relevance).digest)
      return undefined;
    const key = `${guildId}/${serving.version}/${serving.readAt}`;
    if (before?.key === key) return before;
    const bytes = await store.adaptations.model(guildId, serving.version);
    const table = bytes === undefined ? undefined : openEmbeddingTable(bytes);
    if (table === undefined) {
      log.warn({ guildId, version: serving.version }, 'the adapted model cannot be read');
      return undefined;
    }
    return { key, relevance: withTable(relevance, table) };
  }

  /**
   * A server's adaptation, for the settings.
   *
   * @throws `Fault` `store/…`
   */
  async state(guildId: string): Promise<AdaptationState> {
    const { store, relevance } = this.#options;
    const { triedAt, outcome, serving, comments, versions } = await store.adaptations.status(guildId);
    return {
      possible: this.possible,
      running: this.#current?.guildId === guildId || this.#queue.has(guildId),
      triedAt,
      outcome: readOutcome(outcome),
      kept: comments,
      serving: this.#servingOf(serving, versions, relevance),
    };
  }

  #servingOf(
    serving: number,
    versions: AdaptationStatus['versions'],
    relevance: RelevanceModel | undefined,
  ): AdaptationState['serving'] {
    const model = versions.find(({ version, stored }) => stored && version === serving);
    const summary = model === undefined ? null : readSummary(model.summary);
    if (model === undefined || summary === null || relevance === undefined) return null;
    if (summary.base !== this.#packed(relevance).digest) return null;
    return { version: model.version, readAt: model.readAt, summary };
  }

  /**
   * Drops the model `from`, and lets the one before it judge; without one, the shipped one. If that one was dropped because a
   * comment that it had learned from was deleted, it is made anew without it, and the shipped one judges meanwhile.
   *
   * @returns the version that judges or will judge, 0: the shipped one; undefined when another judges by now
   * @throws `Fault` `store/…`
   */
  async goBack(guildId: string, from: number): Promise<number | undefined> {
    const back = await this.#options.store.adaptations.goBack(guildId, from);
    if (back === undefined) return undefined;
    if (back.version > 0 && !back.stored && !this.#stopped) {
      const { version, readAt } = back;
      void this.#queue.add(guildId, () => this.#run(guildId, { version, readAt }));
    }
    return back.version;
  }

  /**
   * Deletes the kept comments and all models of a server, and stops a night that runs.
   *
   * @throws `Fault` `store/…`
   */
  async reset(guildId: string): Promise<void> {
    if (this.#current?.guildId === guildId) this.#current.stop.abort();
    await this.#options.store.adaptations.reset(guildId);
  }

  /** Stops the night that runs; it is tried again after the next start. Never rejects. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    this.#current?.stop.abort();
    await this.#queue.drop({ kind: 'stopped' });
  }

  async #isDue(guildId: string): Promise<boolean> {
    const { store, now } = this.#options;
    if (!(await store.servers.settings(guildId)).adaptation) return false;
    const { triedAt, outcome } = await store.adaptations.status(guildId);
    return triedAt === null || triedAt < lastNight(now()) || readOutcome(outcome)?.kind === 'stopped';
  }

  async #run(
    guildId: string,
    anew?: { readonly version: number; readonly readAt: number },
  ): Promise<NightOutcome> {
    const { store, log, now } = this.#options;
    const stop = new AbortController();
    this.#current = { guildId, stop };
    const started = now();
    let outcome: NightOutcome;
    try {
      outcome = await this.#night(guildId, anew, stop.signal);
      log.info({ guildId, ...outcome, ms: now() - started }, 'the model adapted at night');
    } catch (error) {
      outcome = { kind: stop.signal.aborted ? 'stopped' : 'failed' };
      if (outcome.kind === 'failed')
        log.error({ guildId, ...loggable(error) }, 'adaptation failed; the model before goes on');
    } finally {
      this.#current = null;
    }
    try {
      await store.adaptations.settle(guildId, JSON.stringify(outcome));
    } catch (error) {
      log.error({ guildId, ...loggable(error) }, 'the outcome of a night could not be stored');
    }
    return outcome;
  }

  async #night(
    guildId: string,
    anew: { readonly version: number; readonly readAt: number } | undefined,
    stop: AbortSignal,
  ): Promise<NightOutcome> {
    const { store, relevance, now } = this.#options;
    const readAt = anew?.readAt ?? now();
    const running: NightOutcome = { kind: 'running' };
    const { deletions } = await store.adaptations.begin(guildId, now(), JSON.stringify(running));
    const kept = await store.adaptations.comments(guildId, {
      since: readAt - WINDOW_DAYS * DAY_MS,
      keptBefore: readAt,
      limit: MOST_COMMENTS,
    });
    const { order, comments, articles } = await this.#orderOf(guildId, kept, readAt);
    if (comments < MIN_COMMENTS || articles < MIN_ARTICLES || relevance === undefined)
      return { kind: 'few', comments, articles };
    // A copy: the thread takes it.
    const model = Uint8Array.from(this.#packed(relevance).bytes);
    const result = await this.#adapt({ ...order, model }, stop);
    if (result === null) return { kind: 'few', comments, articles };
    const { table, figures } = result;
    if (table === null) return { kind: 'worse', comments, articles, figures };
    // Somebody may have switched it off, or deleted the server, while the thread ran.
    stop.throwIfAborted();
    if (!(await store.servers.settings(guildId)).adaptation) return { kind: 'stopped' };
    const summary: AdaptationSummary = { base: this.#packed(relevance).digest, comments, articles, figures };
    const version = await store.adaptations.save(guildId, {
      readAt,
      deletions,
      summary: JSON.stringify(summary),
      model: table,
      ...(anew === undefined ? {} : { version: anew.version }),
    });
    return version === undefined ? { kind: 'stopped' } : { kind: 'learned', comments, articles, version };
  }

  /** The order for the thread, without the model; counts what can be learned from. */
  async #orderOf(
    guildId: string,
    kept: readonly AdaptationComment[],
    readAt: number,
  ): Promise<{ order: Omit<NightOrder, 'model'>; comments: number; articles: number }> {
    const { store } = this.#options;
    const labels = await store.cases.labels(guildId, MOST_DECISIONS);
    // The news that the server follows, with comments or not: possible homes of planted ones.
    const known = new Map((await store.articles.bound(guildId)).map((one) => [one.id, one]));
    const named = new Set([...kept, ...labels.map(({ result }) => result)].map(({ articleId }) => articleId));
    for (const id of named) {
      if (known.has(id)) continue;
      const article = await store.articles.get(guildId, id);
      if (article !== undefined) known.set(id, article);
    }
    const articles: Article[] = [...known.values()];
    const numbers = new Map(articles.map(({ id }, i) => [id, i]));
    const comments = kept.flatMap(({ articleId, text }) => {
      const article = numbers.get(articleId);
      return article === undefined ? [] : [{ article, text }];
    });
    const decided = labels.flatMap(({ text, belongs, result }) => {
      const article = numbers.get(result.articleId);
      return article === undefined ? [] : [{ article, text, belongs }];
    });
    const counted = new Map<number, number>();
    for (const { article } of comments) counted.set(article, (counted.get(article) ?? 0) + 1);
    return {
      order: {
        articles: articles.map(({ title, body }) => ({ title, body })),
        comments,
        decided,
        part: Math.floor(readAt / DAY_MS) % PARTS,
      },
      comments: comments.length,
      articles: [...counted.values()].filter((count) => count > 1).length,
    };
  }

  /** Packs the shipped model, which takes 0.1 s of the processor, once. */
  #packed(relevance: RelevanceModel): { readonly bytes: Uint8Array; readonly digest: string } {
    if (this.#shipped === undefined) {
      const bytes = packRelevance(relevance);
      this.#shipped = { bytes, digest: createHash('sha256').update(bytes).digest('hex').slice(0, 16) };
    }
    return this.#shipped;
  }
}

/** Days that a server's comments are kept for adaptation. */
export function keptDays({ retentionDays }: Pick<ServerSettings, 'retentionDays'>): number {
  return Math.min(WINDOW_DAYS, retentionDays);
}

/** The beginning of the latest night, in ms since 1970. */
export function lastNight(now: number): number {
  return Math.floor((now - NIGHT_MS) / DAY_MS) * DAY_MS + NIGHT_MS;
}

function readOutcome(json: string | null): NightOutcome | null {
  return json === null ? null : parsed(outcomeSchema, json);
}

function readSummary(json: string): AdaptationSummary | null {
  return parsed(summarySchema, json);
}

function parsed<S extends z.ZodType>(schema: S, json: string): z.output<S> | null {
  try {
    const read = schema.safeParse(JSON.parse(json));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** The loggable parts of an error: a message may quote a comment, a name and a code cannot. */
function loggable(error: unknown): { readonly error: string; readonly code?: string } {
  if (!(error instanceof Error)) return { error: typeof error };
  return { error: error.name, ...(error instanceof Fault ? { code: error.code } : {}) };
}
