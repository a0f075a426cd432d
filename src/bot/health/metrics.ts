import { type Client, Events, RESTEvents } from 'discord.js';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Outcome } from '../../asking/index.js';
import type { Label } from '../../judge/asked/index.js';
import type { Verdict } from '../../judge/index.js';
import { type Decision, DECISIONS, type Effect, type Mode } from '../../moderation/index.js';
import type { Reported, SiteOutcome } from '../../store/index.js';

/** Source of a message: posted now, read from history after a gap or by a scan, or edited. */
export type MessageSource = 'live' | 'history' | 'edit';

/** How asking about a comment ended; `busy`: too many wait already, `late`: judged without, since its time was over. */
export type AskedOutcome = Outcome | 'busy' | 'late';
/** Result of an attempt at an effect. */
type EffectOutcome = 'done' | 'retry' | 'abandoned';
/**
 * Why the second reader did not read a comment: too many wait; the answer took too long; the thread broke while it read;
 * no thread reads, for one broke just now or does not answer.
 */
export type SkipReason = 'busy' | 'late' | 'failed' | 'away';
/** What the decision on its repeated texts did with a new comment: deleted it, lets it wait for a click, left it. */
export type Inherited = 'removed' | 'waits' | 'stays';
/** Kind of an interaction. */
export type InteractionKind = 'command' | 'menu' | 'component' | 'modal' | 'autocomplete';
/** `fault`: the reply names a fault the person can act on; `refused`: missing permission; `error`: our own error. */
export type InteractionOutcome = 'done' | 'fault' | 'refused' | 'error';

/** Discord requires the first answer within 3 s. */
const ANSWER_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5];
/** A comment alone takes some 25 ms; after two seconds the bot goes on without. */
const READING_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2];
/** A comment is placed in some ms; a server's first one waits until its tracker is rebuilt, which is not counted. */
const PLACING_SECONDS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.1, 0.5];
/** From a tenth of a second to the minutes that a rate limit or an outage may take. */
const CARD_SECONDS = [0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30, 60, 300];

/**
 * The metrics of `/metrics`. Each instance has its own registry, so that two bots in one process do not mix. Labels have few
 * values and never hold an id, a name or a text of a person.
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

  readonly #unreadable = new Counter({
    name: 'matgeul_unreadable_rows_total',
    help: 'Rows of the store that could not be read and were set aside, by table.',
    labelNames: ['table'] as const,
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
    help: 'Flags made, by the mode of their channel (shadow, flag, act).',
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

  readonly #read = new Counter({
    name: 'matgeul_reader_read_total',
    help: 'Comments that the second reader read.',
    registers: [this.registry],
  });

  readonly #notRead = new Counter({
    name: 'matgeul_reader_skipped_total',
    help: 'Comments that it did not read, by reason (busy, late, failed, away); the first reader alone judged them.',
    labelNames: ['reason'] as const,
    registers: [this.registry],
  });

  readonly #readerWaiting = new Gauge({
    name: 'matgeul_reader_waiting',
    help: 'Comments that wait for the second reader or are being read.',
    registers: [this.registry],
  });

  readonly #reading = new Histogram({
    name: 'matgeul_reader_seconds',
    help: 'Seconds from asking the second reader to its answer.',
    buckets: READING_SECONDS,
    registers: [this.registry],
  });

  readonly #judging = new Histogram({
    name: 'matgeul_judging_thread_seconds',
    help: 'Seconds that the judging thread took for a long comment.',
    buckets: PLACING_SECONDS,
    registers: [this.registry],
  });

  readonly #judgingWaiting = new Gauge({
    name: 'matgeul_judging_thread_waiting',
    help: 'Long comments that wait for the judging thread or are being judged by it.',
    registers: [this.registry],
  });

  readonly #judgingBroken = new Counter({
    name: 'matgeul_judging_thread_broken_total',
    help: 'Times that the judging thread broke, did not answer or could not start; what it had is judged again.',
    registers: [this.registry],
  });

  readonly #judgingSetAside = new Counter({
    name: 'matgeul_judging_set_aside_total',
    help: 'Comments that broke the judging thread twice and are not judged any more.',
    registers: [this.registry],
  });

  readonly #reports = new Counter({
    name: 'matgeul_reports_total',
    help: `Members' reports, by outcome (taken, again, decided, too-many).`,
    labelNames: ['outcome'] as const,
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

  readonly #askedComments = new Counter({
    name: 'matgeul_reader_comments_total',
    help: 'Comments that the model of MATGEUL_READER_URL was to be asked about, by outcome (answered, failed, babble, misled, budget, resting, busy, late).',
    labelNames: ['outcome'] as const,
    registers: [this.registry],
  });

  readonly #askedLabels = new Counter({
    name: 'matgeul_reader_answers_total',
    help: 'Answers of that model, by label (on-topic, off-topic, unclear).',
    labelNames: ['label'] as const,
    registers: [this.registry],
  });

  readonly #askedCallsLeft = new Gauge({
    name: 'matgeul_reader_calls_left',
    help: 'Requests to that model that are left for today (UTC).',
    registers: [this.registry],
  });

  readonly #campaigns = new Gauge({
    name: 'matgeul_campaigns',
    help: 'Repeated texts that are not over, of all servers, by state (emerging, known, decided, watch).',
    labelNames: ['state'] as const,
    registers: [this.registry],
  });

  readonly #placed = new Counter({
    name: 'matgeul_campaign_posts_total',
    help: 'Comments placed among repeated texts, by whether they became part of one (member, none).',
    labelNames: ['placed'] as const,
    registers: [this.registry],
  });

  readonly #placing = new Histogram({
    name: 'matgeul_campaign_placing_seconds',
    help: 'Seconds that placing a comment among repeated texts took.',
    buckets: PLACING_SECONDS,
    registers: [this.registry],
  });

  readonly #campaignCards = new Counter({
    name: 'matgeul_campaign_card_edits_total',
    help: 'Edits of cards of repeated texts.',
    registers: [this.registry],
  });

  readonly #inherited = new Counter({
    name: 'matgeul_campaign_inherited_total',
    help: 'Comments that came to repeated texts after their decision, by what became of them (removed, waits, stays).',
    labelNames: ['outcome'] as const,
    registers: [this.registry],
  });

  readonly #siteRequests = new Counter({
    name: 'matgeul_site_requests_total',
    help: 'Requests of sites, by status of the answer.',
    labelNames: ['status'] as const,
    registers: [this.registry],
  });

  readonly #siteComments = new Counter({
    name: 'matgeul_site_comments_total',
    help: 'Comments that sites sent, by what became of them (accepted, duplicate, deleted, unknown, was-deleted, unknown-article).',
    labelNames: ['outcome'] as const,
    registers: [this.registry],
  });

  readonly #siteBacklog = new Gauge({
    name: 'matgeul_site_waiting',
    help: 'Comments of sites that wait to be judged.',
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
   * @param options.process also collect metrics of the process: CPU, memory, event loop lag, garbage collection
   */
  constructor(options: { readonly process?: boolean } = {}) {
    if (options.process ?? true) collectDefaultMetrics({ register: this.registry });
  }

  /** Counts new messages. */
  taken(source: MessageSource, count = 1): void {
    this.#messages.inc({ source }, count);
  }

  /** Counts a row of the store that could not be read. */
  unreadable(table: string): void {
    this.#unreadable.inc({ table });
  }

  /** Counts a judged comment. */
  judged(verdict: Verdict): void {
    this.#judged.inc({ verdict });
  }

  /** Counts a flag in a channel of this mode. */
  flagged(mode: Mode): void {
    this.#flags.inc({ mode });
  }

  /** Observes the seconds from a comment's event to the request that posts its card. */
  cardRequested(seconds: number): void {
    this.#eventToCard.observe(seconds);
  }

  /** Counts an attempt at an effect. */
  effect(kind: Effect['kind'], outcome: EffectOutcome): void {
    this.#effects.inc({ kind, outcome });
  }

  /** Counts a finished interaction; `name` is a command's or an action's, never a person's input. */
  interaction(kind: InteractionKind, name: string, outcome: InteractionOutcome): void {
    this.#interactions.inc({ kind, name, outcome });
  }

  /** Observes the seconds from an interaction to its first answer. */
  answered(kind: InteractionKind, seconds: number): void {
    this.#firstAnswer.observe({ kind }, seconds);
  }

  /** Counts a comment that the second reader read, and observes the seconds that it took. */
  commentRead(seconds: number): void {
    this.#read.inc();
    this.#reading.observe(seconds);
  }

  /** Counts a comment that it did not read. */
  commentNotRead(reason: SkipReason): void {
    this.#notRead.inc({ reason });
  }

  /** Sets the gauge of comments that wait for it. */
  readerWaiting(count: number): void {
    this.#readerWaiting.set(count);
  }

  /** Observes the seconds that the judging thread took for a comment. */
  judgedApart(seconds: number): void {
    this.#judging.observe(seconds);
  }

  /** Sets the gauge of comments that wait for the judging thread. */
  judgingWaiting(count: number): void {
    this.#judgingWaiting.set(count);
  }

  /** Counts a judging thread that broke. */
  judgingBroke(): void {
    this.#judgingBroken.inc();
  }

  /** Counts a comment that is not judged any more, for it broke the thread twice. */
  judgingSetAside(): void {
    this.#judgingSetAside.inc();
  }

  /** Counts a moderator's decision. */
  decided(decision: Decision | 'undo'): void {
    this.#decisions.inc({ decision });
  }

  /** Counts a member's report. */
  reported(outcome: Reported['kind']): void {
    this.#reports.inc({ outcome });
  }

  /** Sets the gauges of the outbox; `oldestMs`: age of the oldest waiting effect. */
  outbox(backlog: { readonly waiting: number; readonly oldestMs: number; readonly abandoned: number }): void {
    this.#outboxWaiting.set(backlog.waiting);
    this.#outboxOldest.set(backlog.oldestMs / 1000);
    this.#outboxAbandoned.set(backlog.abandoned);
  }

  /** Counts comments that a model was to be asked about. */
  asked(outcome: AskedOutcome, comments: number): void {
    this.#askedComments.inc({ outcome }, comments);
  }

  /** Counts an answer of the model. */
  readerAnswered(label: Label): void {
    this.#askedLabels.inc({ label });
  }

  /** Sets the gauge of requests that are left for today. */
  readerCallsLeft(calls: number): void {
    this.#askedCallsLeft.set(calls);
  }

  /** Sets the gauges of campaigns that are not over. */
  campaigns(counts: Readonly<Record<string, number>>): void {
    for (const [state, count] of Object.entries(counts)) this.#campaigns.set({ state }, count);
  }

  /** Counts a placed comment, and observes the seconds that it took. */
  campaignPlaced(member: boolean, seconds: number): void {
    this.#placed.inc({ placed: member ? 'member' : 'none' });
    this.#placing.observe(seconds);
  }

  /** Counts an edit of a campaign's card. */
  campaignCardEdited(): void {
    this.#campaignCards.inc();
  }

  /** Counts a comment to which a decision on its campaign was carried over. */
  campaignInherited(outcome: Inherited): void {
    this.#inherited.inc({ outcome });
  }

  /** Counts an answered request of a site. */
  siteRequest(status: number): void {
    this.#siteRequests.inc({ status });
  }

  /** Counts comments that a site sent. */
  siteComments(outcome: SiteOutcome, count: number): void {
    this.#siteComments.inc({ outcome }, count);
  }

  /** Sets the gauge of comments of sites that wait to be judged. */
  siteBacklog(waiting: number): void {
    this.#siteBacklog.set(waiting);
  }

  /** Counts a request that a rate limit delayed. */
  rateLimited(scope: 'route' | 'global'): void {
    this.#rateLimits.inc({ scope });
  }

  /** Sets the gauge of a shard's gateway connection. */
  shard(id: number, ready: boolean): void {
    this.#shardReady.set({ shard: id }, ready ? 1 : 0);
  }

  /** All metrics in the text format of Prometheus. */
  text(): Promise<string> {
    return this.registry.metrics();
  }
}

/** Feeds the metrics from events of discord.js: shards that connect and disconnect, requests that a rate limit delays. */
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
