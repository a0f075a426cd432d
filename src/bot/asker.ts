import type { Logger } from 'pino';
import type { Article } from '../article/index.js';
import { Asking, type AskingSettings } from '../asking/index.js';
import {
  answerWeights,
  type AskedComment,
  isInBand,
  isWorthAsking,
  type Label,
  MOST_COMMENTS,
  withAnswer,
} from '../judge/asked/index.js';
import type { Levels, Result } from '../judge/index.js';
import { askedKey } from '../moderation/index.js';
import type { Store } from '../store/index.js';
import type { Metrics } from './health/metrics.js';

/** Ms that the first comment under an article waits for others: a flood is asked about together. */
const LINGER_MS = 1000;
/** Comments that wait for an answer; beyond it comments are judged without one. */
const MOST_WAITING = 200;
const MINUTE = 60_000;

/** A comment that waits for its answer. */
interface WaitingComment {
  readonly comment: AskedComment;
  readonly settle: (label: Label | null) => void;
}

/** Dependencies of `Asker`. */
export interface AskerOptions {
  readonly settings: AskingSettings;
  readonly store: Pick<Store, 'cases'>;
  readonly metrics: Pick<Metrics, 'asked' | 'readerAnswered' | 'readerCallsLeft'>;
  /** Receives codes and numbers, never a text or the key. */
  readonly log: Logger;
  readonly now: () => number;
  /** Aborted when the bot stops: nobody waits any more. */
  readonly stopping: AbortSignal;
  readonly lingerMs?: number;
}

/** Asks the operator's model about new comments in the band of review, those under one article together. */
export class Asker {
  readonly #options: AskerOptions;
  readonly #asking: Asking;
  /** Comments by article that wait to be asked about. */
  readonly #groups = new Map<string, WaitingComment[]>();
  /** All that wait for an answer, asked about or not. */
  readonly #waiting = new Set<WaitingComment>();
  /** Codes of faults by the time they were logged: an endpoint that is down must not flood the log. */
  readonly #logged = new Map<string, number>();

  constructor(options: AskerOptions) {
    this.#options = options;
    const { settings, metrics, log, now, stopping } = options;
    this.#asking = new Asking({
      settings,
      now,
      onQuestion: (outcome, comments) => {
        metrics.asked(outcome, comments);
        metrics.readerCallsLeft(this.#asking.callsLeft);
      },
      onFault: (fault) => {
        if (now() - (this.#logged.get(fault.code) ?? -Infinity) < MINUTE) return;
        this.#logged.set(fault.code, now());
        log.warn({ err: fault }, 'a model could not be asked');
      },
    });
    metrics.readerCallsLeft(this.#asking.callsLeft);
    stopping.addEventListener('abort', () => {
      for (const { settle } of this.#waiting) settle(null);
    });
  }

  /** Name and port of the endpoint. */
  get host(): string {
    return this.#asking.host;
  }

  get model(): string {
    return this.#asking.model;
  }

  /**
   * Asks about a judged comment, if it lies in the band and the model has proved worth it in this server; null if not.
   * Otherwise `result` resolves with the answer weighed, or with the result as it was once the comment's time is over. It
   * never rejects.
   *
   * @throws `Fault` `store/…`
   */
  async about(
    guildId: string,
    article: Article,
    comment: AskedComment,
    judged: { readonly result: Result; readonly levels: Levels },
  ): Promise<{ readonly result: Promise<Result> } | null> {
    const { metrics, store, stopping } = this.#options;
    const { result, levels } = judged;
    if (stopping.aborted || !isInBand(result)) return null;
    const counted = (await store.cases.accuracy(guildId)).get(askedKey(this.model));
    const weights = answerWeights(counted ?? { right: 0, wrong: 0 }, levels);
    if (!isWorthAsking(weights)) return null;
    if (this.#waiting.size >= MOST_WAITING) {
      metrics.asked('busy', 1);
      return null;
    }
    const answered = this.#wait(`${guildId}/${article.id}`, article, comment);
    return {
      result: answered.then((label) => withAnswer(result, label, { weights, levels, model: this.model })),
    };
  }

  /** Closes connections. */
  close(): Promise<void> {
    return this.#asking.close();
  }

  #wait(key: string, article: Article, comment: AskedComment): Promise<Label | null> {
    return new Promise((resolve) => {
      const late = setTimeout(() => {
        this.#options.metrics.asked('late', 1);
        one.settle(null);
      }, this.#asking.timeoutMs);
      const one: WaitingComment = {
        comment,
        settle: (label) => {
          if (!this.#waiting.delete(one)) return;
          clearTimeout(late);
          if (label !== null) this.#options.metrics.readerAnswered(label);
          resolve(label);
        },
      };
      this.#waiting.add(one);
      this.#enqueue(key, article, one);
    });
  }

  #enqueue(key: string, article: Article, one: WaitingComment): void {
    const group = this.#groups.get(key) ?? [];
    group.push(one);
    if (group.length === 1) {
      this.#groups.set(key, group);
      setTimeout(() => {
        if (this.#groups.get(key) === group) this.#send(key, article, group);
      }, this.#options.lingerMs ?? LINGER_MS);
    }
    if (group.length >= MOST_COMMENTS) this.#send(key, article, group);
  }

  #send(key: string, article: Article, group: readonly WaitingComment[]): void {
    this.#groups.delete(key);
    const open = group.filter((one) => this.#waiting.has(one));
    if (open.length === 0) return;
    void this.#asking
      .ask(
        article,
        open.map(({ comment }) => comment),
        this.#options.stopping,
      )
      .then((labels) => {
        open.forEach(({ settle }, i) => {
          settle(labels[i] ?? null);
        });
      });
  }
}
