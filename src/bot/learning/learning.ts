import type { Logger } from 'pino';
import { Fault } from '../../fault.js';
import type { Reason, Result } from '../../judge/index.js';
import {
  classifierEvidence,
  type ClassifierSummary,
  MIN_DECISIONS,
  MIN_OF_EACH,
  MAX_DECISIONS,
  readSummary,
} from '../../moderation/index.js';
import type { Store, StoredClassifier } from '../../store/store.js';
import { Models } from './models.js';
import { FairQueue } from './queue.js';
import { type Train, trainInThread } from './train-thread.js';

/** Counts of a server's labelling decisions. */
interface LabelCounts {
  readonly kept: number;
  readonly removed: number;
}

/** New decisions before the next version: at least 10, and 10% of those of the current version. */
const LEAST_NEW = 10;
const NEW_SHARE = 0.1;

/** Counts the labels of each kind. */
function countLabels(labels: readonly { readonly belongs: boolean }[]): LabelCounts {
  const kept = labels.filter(({ belongs }) => belongs).length;
  return { kept, removed: labels.length - kept };
}

/** Fewest decisions still missing for the first version, which needs 25, and 5 of each kind; 0: enough. */
export function missing({ kept, removed }: LabelCounts): number {
  const few = (side: number): number => Math.max(0, MIN_OF_EACH - side);
  return Math.max(0, MIN_DECISIONS - kept - removed, few(kept) + few(removed));
}

/** New decisions that the next version waits for; 0 for the first version. */
export function newNeeded(decisionsBefore: number): number {
  return decisionsBefore === 0 ? 0 : Math.max(LEAST_NEW, Math.ceil(NEW_SHARE * decisionsBefore));
}

/** Outcome of a training. */
export type Retrained =
  | {
      readonly kind: 'trained';
      readonly version: number;
      readonly decisions: number;
      readonly speaks: boolean;
    }
  /** The server did not opt in. */
  | { readonly kind: 'off' }
  /** At least `missing` decisions are missing: training needs 25, and 5 of each kind. */
  | ({ readonly kind: 'few'; readonly missing: number } & LabelCounts)
  /** Nobody requested it, and the next version waits for `more` decisions. */
  | { readonly kind: 'waits'; readonly more: number }
  /** The bot stops, or somebody reset the classifier meanwhile. */
  | { readonly kind: 'stopped' }
  /** The thread or the store failed; the current classifier stays. */
  | { readonly kind: 'failed' };

/** A server's classifier and its versions. */
export interface LearningStatus {
  /** Whether the server opted in. */
  readonly learning: boolean;
  /** Whether a training runs or is queued. */
  readonly training: boolean;
  /** Decisions missing until the first version; 0 when there is one. */
  readonly missing: number;
  /** Newest first. */
  readonly versions: readonly {
    readonly version: number;
    /** ms since 1970. */
    readonly trainedAt: number;
    readonly decisions: number;
    /** What it learned and what changed; null when unreadable. */
    readonly summary: ClassifierSummary | null;
  }[];
}

/** Dependencies of `Learning`. */
export interface LearningOptions {
  readonly store: Pick<Store, 'servers' | 'cases' | 'classifiers'>;
  /** Receives ids, numbers and codes, never a text. */
  readonly log: Logger;
  /** ms since 1970. */
  readonly now?: () => number;
  /** Replaces the thread in tests. */
  readonly train?: Train;
}

/** Trains a small classifier on the decisions of each server that opted in, again and again as decisions come in. */
export class Learning {
  readonly #store: LearningOptions['store'];
  readonly #log: Logger;
  readonly #now: () => number;
  readonly #train: Train;
  readonly #models: Models;
  readonly #queue = new FairQueue<Retrained>();
  /** Decisions until a server's labels are read again; 1 when unknown. */
  readonly #until = new Map<string, number>();
  /** Decisions since a server's last training: the number of labels may stay the same when old ones are swept. */
  readonly #since = new Map<string, number>();
  /** Servers with a requested training, which runs even without enough new decisions. */
  readonly #forced = new Set<string>();
  #current: { readonly guildId: string; readonly stop: AbortController } | null = null;
  #stopped = false;

  constructor({ store, log, now = Date.now, train = trainInThread }: LearningOptions) {
    this.#store = store;
    this.#log = log;
    this.#now = now;
    this.#train = train;
    this.#models = new Models(store.classifiers, log, now);
  }

  /**
   * The classifier's evidence on a comment; null when the server did not opt in, has no classifier yet, or the classifier has
   * nothing to say.
   *
   * @param result the judge's result, without this evidence
   * @throws `Fault` `store/…`
   */
  async evidence(guildId: string, text: string, result: Result): Promise<Reason | null> {
    const { learning } = await this.#store.servers.settings(guildId);
    if (!learning) return null;
    const classifier = await this.#models.latest(guildId);
    return classifier === null ? null : classifierEvidence(classifier, text, result);
  }

  /** Call after each decision and each undo: trains when enough is new. Returns at once and never throws. */
  decided(guildId: string): void {
    this.#since.set(guildId, (this.#since.get(guildId) ?? 0) + 1);
    const until = (this.#until.get(guildId) ?? 1) - 1;
    this.#until.set(guildId, until);
    if (until <= 0) void this.#enqueue(guildId);
  }

  /** Trains now, even without enough new decisions, and returns the outcome. Never rejects. */
  retrain(guildId: string): Promise<Retrained> {
    this.#forced.add(guildId);
    return this.#enqueue(guildId);
  }

  /**
   * Deletes all versions and stops a running training. The decisions stay: after ten more the next version learns from them all,
   * unless learning is off.
   *
   * @throws `Fault` `store/…`
   */
  async reset(guildId: string): Promise<void> {
    if (this.#current?.guildId === guildId) this.#current.stop.abort();
    this.#since.delete(guildId);
    this.#until.set(guildId, LEAST_NEW);
    await this.#store.classifiers.reset(guildId);
    this.#models.forget(guildId);
  }

  /**
   * The server's classifier and its versions, newest first.
   *
   * @throws `Fault` `store/…`
   */
  async status(guildId: string): Promise<LearningStatus> {
    const [{ learning }, stored] = await Promise.all([
      this.#store.servers.settings(guildId),
      this.#store.classifiers.versions(guildId),
    ]);
    const versions = stored
      .map(({ version, trainedAt, decisions, summary }) => ({
        version,
        trainedAt,
        decisions,
        summary: readSummary(summary),
      }))
      .sort((a, b) => b.version - a.version);
    const lacking =
      versions.length > 0 ? 0 : missing(countLabels(await this.#store.cases.labels(guildId, MAX_DECISIONS)));
    const training = this.#current?.guildId === guildId || this.#queue.has(guildId);
    return { learning, training, missing: lacking, versions };
  }

  /** Stops the running training and drops queued ones; they run again after the next start. Never rejects. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#current?.stop.abort();
    await this.#queue.drop({ kind: 'stopped' });
  }

  async #enqueue(guildId: string): Promise<Retrained> {
    if (this.#stopped) return { kind: 'stopped' };
    return this.#queue.add(guildId, () => this.#runTraining(guildId));
  }

  async #runTraining(guildId: string): Promise<Retrained> {
    const stop = new AbortController();
    this.#current = { guildId, stop };
    const forced = this.#forced.delete(guildId);
    const started = this.#now();
    try {
      const outcome = await this.#trainServer(guildId, forced, stop.signal);
      if (outcome.kind === 'trained') {
        const { version, decisions, speaks } = outcome;
        this.#log.info(
          { guildId, version, decisions, speaks, ms: this.#now() - started },
          'classifier trained',
        );
      }
      return outcome;
    } catch (error) {
      if (stop.signal.aborted) return { kind: 'stopped' };
      this.#until.set(guildId, LEAST_NEW);
      this.#log.error({ guildId, ...loggable(error) }, 'training failed; the current classifier stays');
      return { kind: 'failed' };
    } finally {
      this.#current = null;
    }
  }

  async #trainServer(guildId: string, forced: boolean, stop: AbortSignal): Promise<Retrained> {
    const { servers, cases, classifiers } = this.#store;
    this.#until.delete(guildId);
    if (!(await servers.settings(guildId)).learning) return { kind: 'off' };
    const since = this.#since.get(guildId) ?? 0;
    const labels = await cases.labels(guildId, MAX_DECISIONS);
    const counts = countLabels(labels);
    const lacking = missing(counts);
    if (lacking > 0) {
      this.#until.set(guildId, lacking);
      return { kind: 'few', missing: lacking, ...counts };
    }
    const before = await classifiers.latest(guildId);
    const more =
      newNeeded(before?.decisions ?? 0) - Math.max(since, labels.length - (before?.decisions ?? 0));
    if (more > 0 && !forced) {
      this.#until.set(guildId, more);
      return { kind: 'waits', more };
    }
    const trained = await this.#train({ decisions: labels, previous: before?.model ?? null }, stop);
    // Somebody may have turned learning off, or deleted the server, while the thread ran.
    if (!(await servers.settings(guildId)).learning) return { kind: 'off' };
    stop.throwIfAborted();
    const saved = await classifiers.save({
      guildId,
      trainedAt: this.#now(),
      decisions: labels.length,
      ...trained,
    });
    this.#models.forget(guildId);
    this.#since.set(guildId, Math.max(0, (this.#since.get(guildId) ?? 0) - since));
    this.#until.set(guildId, Math.max(1, newNeeded(labels.length) - this.#since.get(guildId)!));
    return outcomeOf(saved);
  }
}

function outcomeOf({ version, decisions, summary }: StoredClassifier): Retrained {
  return { kind: 'trained', version, decisions, speaks: readSummary(summary)?.speaks ?? false };
}

/** The loggable parts of an error: a message may quote a comment, a name and a code cannot. */
function loggable(error: unknown): {
  readonly error: string;
  readonly code?: string;
  readonly cause?: string;
} {
  if (!(error instanceof Error)) return { error: typeof error };
  const { name, cause } = error;
  return {
    error: name,
    ...(error instanceof Fault ? { code: error.code } : {}),
    ...(cause instanceof Error ? { cause: cause.name } : {}),
  };
}
