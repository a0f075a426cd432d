import { setImmediate as nextTurn } from 'node:timers/promises';
import { Fault } from '../../fault.js';
import { restsOnAnswer } from '../../judge/asked/index.js';
import { addEvidence, type CampaignMember, type Result } from '../../judge/index.js';
import { judgeCampaign } from '../../judge/judges/campaign.js';
import type { Reading } from '../../relevance/index.js';
import {
  accuracyGateOf,
  askedKey,
  evidenceKeyOf,
  type Flag,
  isSiteChannel,
  type Outcome,
  cardEffect,
  getsCard,
  outcomeOf,
  requirementsFor,
} from '../../moderation/index.js';
import type { IncomingMessage, Judged, NewFlag, OwnRuleHit } from '../../store/index.js';
import type { Placed } from '../campaigns/campaigns.js';
import { newId } from '../discord/custom-id.js';
import { DECISION_TABLE } from '../decide/decisions.js';
import type { Asker } from '../asker.js';
import { actionEffects } from '../decide/effects.js';
import type { MessageSource } from '../health/metrics.js';
import { modeOf, boundChannelOf, flaggedAs } from '../judges.js';
import { retry } from '../../retry.js';
import { judgedEffect } from '../site/events.js';
import type { Services } from '../services.js';
import { ForeignShares } from './foreign-share.js';

/** Messages per transaction. */
const BATCH = 200;
/** Ms of judging after which the event loop gets its turn: heartbeats and interactions must not wait. */
const LONGEST_TURN_MS = 8;
/**
 * Messages of the history that the second reader gets ahead of the one that is judged: enough to keep its threads busy,
 * and few enough to leave room for messages that are posted now. Of those it gets all at once, and reads what it can.
 */
const HISTORY_AHEAD = 8;
/**
 * Messages that wait to be stored from which the second reader is not asked: what it reads holds up all that wait behind
 * it, and a full transaction that waits is more than a busy minute brings.
 */
const FLOOD = BATCH;
/** Waits while the store fails: 0.2 s doubling to 10 s, until it answers or the bot stops. */
const STORE_RETRY = { firstMs: 200, longestMs: 10_000, windowMs: () => Infinity };

type IntakeServices = Pick<
  Services,
  | 'client'
  | 'store'
  | 'judges'
  | 'campaigns'
  | 'adaptation'
  | 'asker'
  | 'outbox'
  | 'metrics'
  | 'log'
  | 'now'
  | 'stopping'
  | 'sites'
>;

/** Number of new messages and of flags they raised. */
export interface Taken {
  readonly fresh: number;
  readonly flagged: number;
}

interface Waiting {
  readonly message: IncomingMessage;
  readonly source: MessageSource;
  readonly stored: () => void;
}

/**
 * Stores, judges and flags every message. Messages that arrive while others are in flight share one transaction, so a flood
 * costs few of them.
 */
export class Intake {
  readonly #services: IntakeServices;
  readonly #shares: ForeignShares;
  #waiting: Waiting[] = [];
  /** How many of them, the first ones, are being stored. */
  #inHand = 0;
  /** Messages whose verdicts wait for a model's answer. */
  readonly #asked = new Set<Promise<void>>();
  #flowing: Promise<void> | undefined;

  constructor(services: IntakeServices) {
    this.#services = services;
    this.#shares = new ForeignShares(services.store);
  }

  /** Number of messages that are not stored yet. */
  get backlog(): number {
    return this.#waiting.length;
  }

  /** Number of messages that wait behind those in hand. */
  get #behind(): number {
    return this.#waiting.length - this.#inHand;
  }

  /**
   * Queues a message from the gateway behind those before it. Resolves when it is stored; never when the bot stops before
   * that.
   */
  push(message: IncomingMessage, source: MessageSource): Promise<void> {
    return new Promise((stored) => {
      this.#waiting.push({ message, source, stored });
      this.#flowing ??= this.#flow().finally(() => {
        this.#flowing = undefined;
      });
    });
  }

  /**
   * Stores and judges messages, and waits until both are done. Known messages cost nothing.
   *
   * @throws `Fault` `store/…`
   */
  async take(messages: readonly IncomingMessage[], source: MessageSource = 'history'): Promise<Taken> {
    const { store, metrics } = this.#services;
    const fresh = await store.messages.take(messages);
    metrics.taken(source, fresh.length);
    // History is read in bulk: it would use up the model's budget, and nobody waits for it.
    return { fresh: fresh.length, flagged: await this.judge(fresh, source) };
  }

  /**
   * Judges stored messages; returns the number of new flags.
   *
   * @param source unless they are history, a model is asked about those in the band of review, where there is one; these
   *   are stored when it has answered or their time is over, and count as no flags here
   * @throws `Fault` `store/…`
   */
  async judge(messages: readonly IncomingMessage[], source: MessageSource = 'history'): Promise<number> {
    if (messages.length === 0) return 0;
    const judged: ReadMessage[] = [];
    const readings: Promise<Reading | null>[] = [];
    const ahead = source === 'history' ? HISTORY_AHEAD : messages.length;
    let since = performance.now();
    const ask = source !== 'history';
    for (const [i, message] of messages.entries()) {
      for (const next of messages.slice(readings.length, i + ahead)) readings.push(this.#readAhead(next));
      const read = await readMessage(message, readings[i]!, this.#services, this.#shares);
      const answered = ask && read !== null ? await askAbout(message, read, this.#services) : null;
      if (read !== null && answered !== null) this.#judgeLater(message, read, answered.result);
      else judged.push({ message, read });
      if (performance.now() - since < LONGEST_TURN_MS) continue;
      await nextTurn();
      since = performance.now();
    }
    return (await this.#store(judged)).length;
  }

  /** Places messages among the campaigns of their servers, and stores their verdicts and flags; returns the flags. */
  async #store(judged: readonly ReadMessage[]): Promise<Flag[]> {
    const { campaigns, store, judges, client, outbox } = this.#services;
    const verdicts = (placed: (messageId: string) => Placed | undefined): Promise<Judged[]> =>
      Promise.all(
        judged.map(({ message, read }) =>
          verdictOn(message, read, this.#services, placed(message.messageId)),
        ),
      );
    if (campaigns === undefined) {
      const flags = await store.messages.judged(await verdicts(() => undefined));
      if (flags.length > 0) outbox.wake();
      return flags;
    }
    const messages = await Promise.all(
      judged.map(async ({ message, read }) => {
        const state = await judges.server(message.guildId);
        const mode = modeOf(boundChannelOf(message.channelId, state, client), state);
        return { message, score: read?.result.score ?? null, weight: read?.weight ?? null, mode };
      }),
    );
    return campaigns.during(messages, async (placing) => {
      const { changes } = placing;
      const flags = await store.messages.judged(await verdicts((id) => placing.of(id)), changes);
      if (flags.length > 0 || changes.length > 0) outbox.wake();
      return flags;
    });
  }

  /**
   * Judges messages that were stored but not judged before a crash; returns their number.
   *
   * @throws `Fault` `store/…`
   */
  async recover(): Promise<number> {
    let count = 0;
    for (;;) {
      const left = await this.#services.store.messages.unjudged(BATCH);
      if (left.length === 0 || this.#services.stopping.aborted) return count;
      await this.judge(left);
      count += left.length;
    }
  }

  /** Resolves when all queued messages are stored and judged. */
  async settled(): Promise<void> {
    while (this.#flowing !== undefined) await this.#flowing;
    while (this.#asked.size > 0) await Promise.all(this.#asked);
  }

  /** Stores the verdict on a message once a model was asked. A crash before that leaves it to the next start, which asks nobody. */
  #judgeLater(message: IncomingMessage, read: Read, answered: Promise<Result>): void {
    const { log, stopping } = this.#services;
    const work = async (): Promise<void> => {
      const result = await answered;
      await retry(() => this.#store([{ message, read: { ...read, result } }]), {
        ...STORE_RETRY,
        signal: stopping,
      });
    };
    const asked = work()
      .catch((error: unknown) => {
        log.error({ err: error, messageId: message.messageId }, 'a verdict could not be stored');
      })
      .finally(() => this.#asked.delete(asked));
    this.#asked.add(asked);
  }

  async #readAhead(message: IncomingMessage): Promise<Reading | null> {
    const { guildId, articleId, channelId, text } = message;
    if (text.trim() === '') return null;
    if (this.#behind >= FLOOD) {
      if (this.#services.judges.reads) this.#services.metrics.commentNotRead('busy');
      return null;
    }
    return this.#services.judges.readAhead(guildId, articleId, text, channelId);
  }

  async #flow(): Promise<void> {
    // Messages of the same turn of the event loop share the transaction.
    await nextTurn();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, BATCH);
      this.#inHand = batch.length;
      try {
        await this.#takeAll(batch);
      } catch {
        // The bot stops: after the restart the backfill reads from Discord's history what is not stored.
        return;
      }
      this.#waiting = this.#waiting.slice(batch.length);
      this.#inHand = 0;
      for (const { stored } of batch) stored();
    }
  }

  /** Rejects only when the bot stops. */
  #takeAll(batch: readonly Waiting[]): Promise<void> {
    const { log, stopping } = this.#services;
    let failed = false;
    return retry(
      async () => {
        try {
          // After a failure some may be stored but not judged; storing them again would not return them.
          if (failed) await this.recover();
          await this.#pass(batch);
        } catch (error) {
          failed = true;
          log.error({ err: error, waiting: this.#waiting.length }, 'messages could not be stored');
          throw error;
        }
      },
      { ...STORE_RETRY, signal: stopping },
    );
  }

  async #pass(batch: readonly Waiting[]): Promise<void> {
    for (const source of ['live', 'edit', 'history'] as const) {
      const messages = batch.filter((one) => one.source === source).map(({ message }) => message);
      if (messages.length > 0) await this.take(messages, source);
    }
  }
}

type JudgingServices = Pick<
  Services,
  'store' | 'judges' | 'adaptation' | 'asker' | 'metrics' | 'now' | 'client' | 'log' | 'sites'
>;

/** What the judge says of a message that has a text. */
interface Read {
  readonly result: Result;
  /** Evidence for the store, without a model's answer: it tells of the neighbours, whom no comment may move by one. */
  readonly weight: number | undefined;
  /** Rules of the server's own that found it. */
  readonly hits: readonly OwnRuleHit[];
}

/** A message with what the judge says of it; null when there is nothing to judge. */
interface ReadMessage {
  readonly message: IncomingMessage;
  readonly read: Read | null;
}

/** Judges one stored message; null when there is nothing to judge. Stores nothing. */
async function readMessage(
  message: IncomingMessage,
  reading: Promise<Reading | null>,
  services: JudgingServices,
  shares: ForeignShares,
): Promise<Read | null> {
  const { guildId, messageId, channelId, articleId, text, parent } = message;
  // Only pictures, or nothing: no text to judge.
  if (text.trim() === '') return null;
  const share = await shares.around(message);
  const judging = services.judges.judgeNoting(
    guildId,
    articleId,
    { text, parent, reading },
    share,
    channelId,
  );
  const noted = await judging.catch((error: unknown) => {
    // Faults of the store pass; a text that crashes the judge would be retried for ever and block all others.
    if (error instanceof Fault) throw error;
    services.log.error({ err: error, messageId }, 'a message could not be judged');
    return null;
  });
  // Somebody bound the channel to another article, or to none, while the message waited.
  return noted === null ? null : { ...noted, weight: await shares.add(message, noted.result) };
}

/** Asks a model about a message, where the server lets it; null where nobody is asked. */
async function askAbout(
  message: IncomingMessage,
  { result }: Read,
  { asker, judges, client }: JudgingServices,
): ReturnType<Asker['about']> {
  if (asker === undefined) return null;
  const { guildId, channelId, articleId, text, parent } = message;
  const state = await judges.server(guildId);
  if (!state.settings.asking) return null;
  const article = await judges.articleOf(guildId, articleId, channelId);
  if (article === undefined) return null;
  if (modeOf(boundChannelOf(channelId, state, client), state) === 'off') return null;
  const { levels } = state.judging;
  return asker.about(guildId, article, { text, reply: parent !== null }, { result, levels });
}

/** The verdict on a message, and its flag if the policy raises one. */
async function verdictOn(
  message: IncomingMessage,
  read: Read | null,
  services: JudgingServices,
  placed: Placed | undefined,
): Promise<Judged> {
  const { guildId, messageId, revision, text } = message;
  const key = { guildId, messageId, revision };
  const post = placed === undefined ? {} : { post: placed.post };
  if (read === null) return { ...key, verdict: 'unclear', score: 0, ...post };
  const { weight } = read;
  const result = await withCampaign(message, read.result, services, placed?.member ?? null);
  const { verdict, score } = result;
  services.metrics.judged(verdict);
  const flag = await flagOf(message, result, services, placed?.folded ?? false);
  const site = await services.sites?.ofChannel(message.channelId);
  const told = site?.webhook != null && site.events.includes('judged');
  return {
    ...key,
    verdict,
    score,
    ...(weight === undefined ? {} : { weight }),
    ...((await keepsText(guildId, services)) ? { keptText: text } : {}),
    ...(flag === undefined ? {} : { flag }),
    ...(told ? { effects: [judgedEffect(site, message, result, flag !== undefined, services.now())] } : {}),
    ...(read.hits.length === 0
      ? {}
      : { ownRules: { at: services.now(), hits: read.hits.map((hit) => flaggedAs(hit, result.flag)) } }),
    ...post,
  };
}

/** What the judge says of a message that is part of a known campaign: the others of it are evidence. */
async function withCampaign(
  { guildId, text }: IncomingMessage,
  result: Result,
  { judges }: JudgingServices,
  member: CampaignMember | null,
): Promise<Result> {
  if (member === null) return result;
  const { judging } = await judges.server(guildId);
  const reason = judgeCampaign(text, member, judges.relevance ? { whole: false } : null);
  return { ...addEvidence(result, [reason], judging.levels), campaign: member.id };
}

/** Whether the server lets the model adapt to its comments, and the operator lets the server. */
async function keepsText(guildId: string, { judges, adaptation }: JudgingServices): Promise<boolean> {
  return adaptation.possible && (await judges.server(guildId)).settings.adaptation;
}

async function flagOf(
  message: IncomingMessage,
  result: Result,
  services: JudgingServices,
  folded: boolean,
): Promise<NewFlag | undefined> {
  if (!result.flag) return undefined;
  const { judges, store, metrics, now, asker } = services;
  const { guildId, channelId } = message;
  const state = await judges.server(guildId);
  const { settings } = state;
  const bound = boundChannelOf(channelId, state, services.client);
  const mode = modeOf(bound, state);
  const evidenceKey =
    asker !== undefined && restsOnAnswer(result) ? askedKey(asker.model) : evidenceKeyOf(result);
  const gate =
    mode === 'act'
      ? accuracyGateOf(
          (await store.cases.accuracy(guildId)).get(evidenceKey) ?? { right: 0, wrong: 0 },
          requirementsFor(evidenceKey, settings.gate),
        )
      : null;
  const decided = outcomeOf({ mode, result, gate, settings });
  // Nobody at a site can be timed out: a moderator decides.
  const outcome: Outcome =
    decided.kind === 'act' && decided.action === 'timeout' && isSiteChannel(channelId)
      ? { kind: 'flag', held: false }
      : decided;
  if (outcome.kind === 'none') return undefined;
  metrics.flagged(outcome.kind);
  const id = newId();
  const createdAt = now();
  const { author, text, parent, attachments } = message;
  return {
    id,
    channelId,
    articleId: message.articleId,
    shadow: outcome.kind === 'shadow',
    evidenceKey,
    content: { text, author, parent, result, attachments: [...attachments] },
    createdAt,
    // The card of its campaign shows it.
    folded: folded && outcome.kind === 'flag',
    // What the bot did by itself is always shown.
    effects:
      outcome.kind === 'shadow' ||
      folded ||
      (outcome.kind === 'flag' && !getsCard(settings, bound?.channelId ?? channelId, result.score))
        ? []
        : [cardEffect(guildId, id)],
    ...(outcome.kind === 'act'
      ? {
          act: {
            decision: outcome.action,
            removes: DECISION_TABLE[outcome.action].removes,
            effects: (caseNumber: number) =>
              actionEffects({ id, guildId, channelId }, outcome.action, caseNumber, {
                timeoutMinutes: settings.timeoutMinutes,
                now: createdAt,
              }),
          },
        }
      : {}),
  };
}
