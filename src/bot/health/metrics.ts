import { type Client, Events, RESTEvents } from 'discord.js';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Verdict } from '../../judge/index.js';
import { type Decision, DECISIONS, type Effect, type Mode } from '../../moderation/index.js';

/** Where a message came from: as it was posted, read back after a gap or by a scan, or edited. */
export type MessageSource = 'live' | 'history' | 'edit';

type EffectOutcome = 'done' | 'retry' | 'abandoned';
export type InteractionKind = 'command' | 'menu' | 'component' | 'modal' | 'autocomplete';
/** `fault`: something a person can act on was told; `refused`: not allowed to; `error`: ours. */
export type InteractionOutcome = 'done' | 'fault' | 'refused' | 'error';

/** Discord wants the first answer within 3 s. */
const ANSWER_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5];
/** From a tenth of a second to the minutes that a rate limit or an outage may take. */
const CARD_SECONDS = [0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30, 60, 300];

/**
 * What `/metrics` tells. Each has its own registry, so that two bots in one process do not mix. Labels take few values
 * each and never an id, a name or a text of a person.
 *
 * @example metrics.taken('live')
 */
export class Metrics {
  readonly registry = new Registry();

  readonly #messages = new Counter({
    name: 'matgeul_messages_total',
    help: 'Comments taken in, by source (live, history, edit).',
    labelNames: ['source'] as const,
    registers: [this.registry],
  });

  readonly #judged = new Counter({
    name: 'matgeul_judged_total',
    help: 'Comments judged, by verdict.',
    labelNames: ['verdict'] as const,
    registers: [this.registry],
  });

  readonly #flags = new Counter({
    name: 'matgeul_flags_total',
    help: 'Flags made, by the mode of their place (shadow, flag, act).',
    labelNames: ['mode'] as const,
    registers: [this.registry],
  });

  readonly #eventToCard = new Histogram({
    name: 'matgeul_event_to_card_seconds',
    help: 'Seconds from the gateway event of a comment to the request that posts its card.',
    buckets: CARD_SECONDS,
    registers: [this.registry],
  });

  readonly #effects = new Counter({
    name: 'matgeul_effects_total',
    help: 'Effects carried out, by kind and outcome (done, retry, abandoned).',
    labelNames: ['kind', 'outcome'] as const,
    registers: [this.registry],
  });

  readonly #interactions = new Counter({
    name: 'matgeul_interactions_total',
    help: 'Interactions answered, by kind, by name of command or action, and by outcome (done, fault, refused, error).',
    labelNames: ['kind', 'name', 'outcome'] as const,
    registers: [this.registry],
  });

  readonly #firstAnswer = new Histogram({
    name: 'matgeul_first_answer_seconds',
    help: 'Seconds from an interaction to its first answer; Discord gives up after 3.',
    labelNames: ['kind'] as const,
    buckets: ANSWER_SECONDS,
    registers: [this.registry],
  });

  readonly #decisions = new Counter({
    name: 'matgeul_decisions_total',
    help: `Decisions of moderators, by decision (${[...DECISIONS, 'undo'].join(', ')}).`,
    labelNames: ['decision'] as const,
    registers: [this.registry],
  });

  readonly #outboxWaiting = new Gauge({
    name: 'matgeul_outbox_waiting',
    help: 'Effects that wait to be carried out.',
    registers: [this.registry],
  });

  readonly #outboxOldest = new Gauge({
    name: 'matgeul_outbox_oldest_seconds',
    help: 'Age of the oldest effect that waits.',
    registers: [this.registry],
  });

  readonly #outboxAbandoned = new Gauge({
    name: 'matgeul_outbox_abandoned',
    help: 'Effects that were given up and are kept for a week.',
    registers: [this.registry],
  });

  readonly #rateLimits = new Counter({
    name: 'matgeul_rate_limits_total',
    help: 'Times that a request to Discord had to wait, by scope (route, global).',
    labelNames: ['scope'] as const,
    registers: [this.registry],
  });

  readonly #shardReady = new Gauge({
    name: 'matgeul_shard_ready',
    help: 'Whether the gateway connection of a shard is ready (1) or not (0).',
    labelNames: ['shard'] as const,
    registers: [this.registry],
  });

  /**
   * @param options.process whether to tell of the process too: CPU, memory, event loop lag, garbage collection
   */
  constructor(options: { readonly process?: boolean } = {}) {
    if (options.process ?? true) collectDefaultMetrics({ register: this.registry });
  }

  /** Messages were taken in that were not known before. */
  taken(source: MessageSource, count = 1): void {
    this.#messages.inc({ source }, count);
  }

  /** A comment was judged. */
  judged(verdict: Verdict): void {
    this.#judged.inc({ verdict });
  }

  /** A flag was made in a place of this mode. */
  flagged(mode: Mode): void {
    this.#flags.inc({ mode });
  }

  /** The card of a comment is asked for, so long after the comment's event. */
  cardAsked(seconds: number): void {
    this.#eventToCard.observe(seconds);
  }

  /** The outbox tried an effect. */
  effect(kind: Effect['kind'], outcome: EffectOutcome): void {
    this.#effects.inc({ kind, outcome });
  }

  /** A handler is through with an interaction; `name` is a command's or an action's, never what a person typed. */
  interaction(kind: InteractionKind, name: string, outcome: InteractionOutcome): void {
    this.#interactions.inc({ kind, name, outcome });
  }

  /** Discord got the first answer to an interaction, so long after it arrived. */
  answered(kind: InteractionKind, seconds: number): void {
    this.#firstAnswer.observe({ kind }, seconds);
  }

  /** A moderator decided. */
  decided(decision: Decision | 'undo'): void {
    this.#decisions.inc({ decision });
  }

  /** What waits in the outbox; `oldestMs`: age of the oldest. */
  outbox(backlog: { readonly waiting: number; readonly oldestMs: number; readonly abandoned: number }): void {
    this.#outboxWaiting.set(backlog.waiting);
    this.#outboxOldest.set(backlog.oldestMs / 1000);
    this.#outboxAbandoned.set(backlog.abandoned);
  }

  /** Discord made a request wait. */
  rateLimited(scope: 'route' | 'global'): void {
    this.#rateLimits.inc({ scope });
  }

  /** The gateway connection of a shard is up or not. */
  shard(id: number, ready: boolean): void {
    this.#shardReady.set({ shard: id }, ready ? 1 : 0);
  }

  /** All of it in the text format of Prometheus. */
  text(): Promise<string> {
    return this.registry.metrics();
  }
}

/** Counts what discord.js tells of its connections: shards that come and go, requests held back by a rate limit. */
export function observeClient(client: Client, metrics: Metrics): void {
  const ready = (shard: number): void => {
    metrics.shard(shard, true);
  };
  const gone = (shard: number): void => {
    metrics.shard(shard, false);
  };
  client.on(Events.ShardReady, ready);
  client.on(Events.ShardResume, ready);
  client.on(Events.ShardReconnecting, gone);
  client.on(Events.ShardDisconnect, (_event, shard) => {
    gone(shard);
  });
  client.rest.on(RESTEvents.RateLimited, ({ global }) => {
    metrics.rateLimited(global ? 'global' : 'route');
  });
}
