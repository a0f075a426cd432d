import { createHash, randomBytes } from 'node:crypto';
import type { Article } from '../article/index.js';
import { Fault } from '../fault.js';
import {
  type AskedComment,
  groupComments,
  type Label,
  makeQuestion,
  readAnswer,
} from '../judge/asked/index.js';
import { Semaphore } from '../semaphore.js';
import { ASKING_FAULTS } from '../wording/asked.js';
import { Endpoint, EndpointFault } from './endpoint.js';
import type { AskingSettings } from './settings.js';

/** How a question ended, for metrics. */
export const OUTCOMES = ['answered', 'failed', 'babble', 'misled', 'budget', 'resting'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Questions at once: a local model has few places, a hosted one limits the rate. */
const AT_ONCE = 2;
/** Answers in memory, some 150 bytes each. */
const CACHED = 20_000;
/** Questions that fail in a row before the endpoint is left alone, and for how long: doubled with each that fails after. */
const FAILURES = 3;
const REST_MS = { first: 60_000, longest: 900_000 };
const DAY_MS = 86_400_000;

/** Dependencies of `Asking`. */
export interface AskingOptions {
  readonly settings: AskingSettings;
  /** ms since 1970. */
  readonly now?: () => number;
  /** In [0, 1); draws ids and orders that no comment may guess. */
  readonly random?: () => number;
  /** Called after each question with its outcome and the number of its comments. */
  readonly onQuestion?: (outcome: Outcome, comments: number) => void;
  /** Called with what went wrong; faults hold no text of a comment and no key. */
  readonly onFault?: (fault: Fault) => void;
}

/** Asks a model about comments, within its budget. Keeps answers by digest, in memory only: no text, no trace of one on disk. */
export class Asking {
  readonly #settings: AskingSettings;
  readonly #endpoint: Endpoint;
  readonly #now: () => number;
  readonly #random: () => number;
  readonly #onQuestion: NonNullable<AskingOptions['onQuestion']>;
  readonly #onFault: NonNullable<AskingOptions['onFault']>;
  readonly #places = new Semaphore(AT_ONCE);
  /** Labels by digest of what was asked, the least recently used first. */
  readonly #answers = new Map<string, Label>();
  #spent = { day: -1, calls: 0 };
  #failures = 0;
  #restsUntil = -Infinity;

  constructor({ settings, now, random, onQuestion, onFault }: AskingOptions) {
    this.#settings = settings;
    this.#endpoint = new Endpoint(settings);
    this.#now = now ?? Date.now;
    this.#random = random ?? unguessable;
    this.#onQuestion = onQuestion ?? (() => undefined);
    this.#onFault = onFault ?? (() => undefined);
  }

  /** Name and port of the endpoint, which may be shown. */
  get host(): string {
    return this.#endpoint.host;
  }

  get model(): string {
    return this.#settings.model;
  }

  /** Time for one question with all its attempts. */
  get timeoutMs(): number {
    return this.#settings.timeoutMs;
  }

  /** Requests that are left for today (UTC). */
  get callsLeft(): number {
    return Math.max(0, this.#settings.calls - (this.#spent.day === this.#today() ? this.#spent.calls : 0));
  }

  /**
   * Asks about comments of an article; each text is asked about once. Labels in the order of the comments, null for one
   * without an answer. Never rejects: whatever goes wrong, there is no answer.
   *
   * @param signal ends the waiting
   */
  async ask(
    article: Pick<Article, 'title' | 'body'>,
    comments: readonly AskedComment[],
    signal?: AbortSignal,
  ): Promise<(Label | null)[]> {
    const digests = comments.map((comment) => this.#digestOf(article, comment));
    const open = new Map<string, AskedComment>();
    digests.forEach((digest, i) => {
      if (this.#recall(digest) === null) open.set(digest, comments[i]!);
    });
    const labels = new Map<string, Label>();
    const keys = [...open.keys()];
    const asked = [...open.values()];
    await Promise.all(
      groupComments(asked, this.#settings.together).map(async (group) => {
        const found = await this.#places.run(() =>
          this.#question(
            article,
            group.map((i) => asked[i]!),
            signal,
          ),
        );
        found.forEach((label, place) => {
          if (label !== null) labels.set(keys[group[place]!]!, label);
        });
      }),
    );
    for (const [digest, label] of labels) this.#remember(digest, label);
    return digests.map((digest) => labels.get(digest) ?? this.#recall(digest));
  }

  /** Closes connections; questions in flight fail. */
  close(): Promise<void> {
    return this.#endpoint.close();
  }

  async #question(
    article: Pick<Article, 'title' | 'body'>,
    comments: readonly AskedComment[],
    signal: AbortSignal | undefined,
  ): Promise<readonly (Label | null)[]> {
    const none = comments.map(() => null);
    if (isAborted(signal)) return none;
    const end = (outcome: Outcome, fault?: Fault): typeof none => {
      this.#onQuestion(outcome, comments.length);
      if (fault !== undefined) this.#onFault(fault);
      return none;
    };
    if (this.#now() < this.#restsUntil)
      return end('resting', new Fault('asking/resting', ASKING_FAULTS.resting(this.host)));
    const { timeoutMs } = this.#settings;
    const late = AbortSignal.timeout(timeoutMs);
    try {
      const question = makeQuestion(article, comments, this.#random);
      const content = await this.#endpoint.answer(question, {
        windowMs: timeoutMs,
        signal: signal === undefined ? late : AbortSignal.any([signal, late]),
        spend: () => {
          this.#spend();
        },
      });
      this.#failures = 0;
      const answer = readAnswer(content, question);
      if (answer.kind === 'babble')
        return end('babble', new Fault('asking/babble', ASKING_FAULTS.babble(this.host)));
      if (answer.kind === 'misled')
        return end('misled', new Fault('asking/misled', ASKING_FAULTS.misled(this.host)));
      this.#onQuestion('answered', comments.length);
      return answer.labels;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (!(error instanceof EndpointFault)) return end('budget', error);
      // Who asked has left: nothing is wrong with the endpoint.
      if (!isAborted(signal)) this.#failed(error);
      return end('failed', error);
    }
  }

  /** @throws `Fault` `asking/budget` */
  #spend(): void {
    const day = this.#today();
    if (this.#spent.day !== day) this.#spent = { day, calls: 0 };
    const { calls } = this.#settings;
    if (this.#spent.calls >= calls) throw new Fault('asking/budget', ASKING_FAULTS.budget(calls));
    this.#spent.calls++;
  }

  #today(): number {
    return Math.floor(this.#now() / DAY_MS);
  }

  /** Leaves an endpoint alone that failed several times, or that fails until somebody changes the configuration. */
  #failed({ lasting, retryAfterMs }: EndpointFault): void {
    this.#failures++;
    const more = this.#failures - FAILURES;
    const rest = lasting
      ? REST_MS.longest
      : more < 0
        ? 0
        : Math.min(REST_MS.longest, REST_MS.first * 2 ** more);
    this.#restsUntil = this.#now() + Math.min(REST_MS.longest, Math.max(rest, retryAfterMs));
  }

  #recall(digest: string): Label | null {
    const label = this.#answers.get(digest);
    if (label === undefined) return null;
    this.#answers.delete(digest);
    this.#answers.set(digest, label);
    return label;
  }

  #remember(digest: string, label: Label): void {
    this.#answers.set(digest, label);
    if (this.#answers.size > CACHED) this.#answers.delete(this.#answers.keys().next().value!);
  }

  #digestOf({ title, body }: Pick<Article, 'title' | 'body'>, { text, reply = false }: AskedComment): string {
    return createHash('sha256')
      .update(JSON.stringify([this.model, title, body, text, reply]))
      .digest('base64');
  }
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

function unguessable(): number {
  return randomBytes(6).readUIntBE(0, 6) / 2 ** 48;
}
