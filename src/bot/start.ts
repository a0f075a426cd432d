import { availableParallelism } from 'node:os';
import { type AnyThreadChannel, type Client, Events, GatewayCloseCodes } from 'discord.js';
import type { Logger } from 'pino';
import type { Fault } from '../fault.js';
import type { Lexicon } from '../hangul/index.js';
import type { RelevanceModel } from '../relevance/index.js';
import type { RuleBook } from '../rules/index.js';
import type { BoundChannel, Store, SweepCounts } from '../store/index.js';
import { Adaptation } from './adaptation/adaptation.js';
import type { AdaptApart } from './adaptation/night-thread.js';
import { ArticleReader } from './articles/reader.js';
import { bindMissedThreads, watchThreads } from './articles/watch-threads.js';
import type { AskingSettings } from '../asking/index.js';
import { Asker } from './asker.js';
import { loadChants } from '../assets/shipped.js';
import { campaignBook } from '../campaign/campaign-book.js';
import { campaignOptions, CampaignTracker } from '../campaign/index.js';
import { Campaigns } from './campaigns/campaigns.js';
import type { BotConfig } from './config.js';
import { Decider } from './decide/decider.js';
import { DigestClock } from './digest/clock.js';
import { FEATURES } from './features.js';
import { backfillChannel, Gaps } from './gateway/backfill.js';
import { connect, connectionLost } from './gateway/connect.js';
import { Cursors } from './gateway/cursors.js';
import { type EventServices, listenToMessages, listenToChannels } from './gateway/events.js';
import { RecentTexts } from './gateway/incoming.js';
import { Intake } from './gateway/intake.js';
import { listenToInteractions, type Router } from './gateway/router.js';
import { allShardsReady, type HealthServer, startHealthServer } from './health/server.js';
import { Metrics, observeClient } from './health/metrics.js';
import { watchUnreadable } from './health/unreadable.js';
import { Judges } from './judges.js';
import { JudgingPool, startJudgingThread } from './judging/judging-pool.js';
import type { JudgingThreadData } from './judging/judging-task.js';
import { Learning } from './learning/learning.js';
import { tellOfBroken } from './own-rules/broken.js';
import { OwnRuleWatch } from './own-rules/watch.js';
import { OutboxRunner } from './outbox/runner.js';
import { SecondReader, startReadingThread } from './reading/second-reader.js';
import type { Services } from './services.js';
import { Webhooks } from './site/delivery.js';
import { Sites } from './site/sites.js';
import { type RunningSite, startSite } from './site/start.js';

/** Dependencies of a bot. The caller closes them. */
interface BotParts {
  readonly config: BotConfig;
  readonly store: Store;
  readonly book: RuleBook;
  readonly lexicon: Lexicon | undefined;
  readonly relevance: RelevanceModel | undefined;
  /** The file of the second reader; without it the first reader judges alone. */
  readonly readerFile?: string | undefined;
  /** What a thread that judges long comments opens; without it the event loop judges all. */
  readonly judgingThread?: JudgingThreadData | undefined;
  /** The model that may be asked about comments in the band of review; null: none. */
  readonly asking?: AskingSettings | null;
  readonly log: Logger;
  readonly now?: () => number;
  /** Called once Discord has let the bot in. */
  readonly onConnected?: () => void;
  /** Replaces the thread that adapts models, in tests. */
  readonly adapt?: AdaptApart | undefined;
}

/** A connected bot. */
export interface RunningBot {
  readonly services: Services;
  /** Port of `/metrics` and `/healthz`; null without. */
  readonly healthPort: number | null;
  /** Port of the API for sites; null without. */
  readonly sitePort: number | null;
  /** Resolves when the backfill of messages missed while the bot was away is done. */
  caughtUp(): Promise<void>;
  /** Resolves when Discord closes the connection for good; the bot is to be stopped then. */
  readonly lost: Promise<Fault>;
  /** Accepts nothing new, finishes work in flight, and disconnects, within ten seconds. */
  stop(): Promise<void>;
}

interface Assembled {
  readonly services: EventServices;
  readonly router: Router;
  readonly gaps: Gaps;
  readonly reading: SecondReader | undefined;
  readonly apart: JudgingPool | undefined;
  readonly ownRules: OwnRuleWatch;
}

/** Threads of the second reader: one on machines of two cores, for judging takes the other; two read 80 comments a second. */
const READING_THREADS = availableParallelism() <= 2 ? 1 : 2;
/** Retention is in days: an hour more or less does not matter. */
const SWEEP_EVERY_MS = 60 * 60_000;
/** The first sweep waits until the backfill after the start is mostly done. */
const FIRST_SWEEP_MS = 60_000;
/** Shares of the ten seconds of a graceful stop: interactions and messages first, then the outbox. */
const STOP_WORK_MS = 3000;
const STOP_OUTBOX_MS = 3000;

/**
 * Connects to Discord and serves until `stop`. Where anything fails after the connection is made, everything that was started is
 * stopped again, in the same order as by `stop`, before it throws.
 *
 * @throws `Fault` `discord/…`, `work/…`, `health/…`, `site/…`, `store/…`
 */
export async function startBot(parts: BotParts): Promise<RunningBot> {
  const metrics = new Metrics();
  const stopping = new AbortController();
  const { client, parts: bot } = await connect(parts.config, (made, messageContent) =>
    assemble(parts, metrics, made, messageContent, stopping.signal),
  );
  parts.onConnected?.();
  const lost = lostConnection(client, stopping.signal);
  const started: Started = {};
  const stop = (): Promise<void> => stopAll(bot, started, stopping);
  try {
    const recovered = await begin(parts, bot, started, metrics);
    parts.log.info(
      {
        guilds: client.guilds.cache.size,
        recovered,
        readsMessages: bot.services.canReadMessages(),
        secondReader: bot.reading !== undefined,
      },
      'ready',
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    services: bot.services,
    healthPort: started.health?.port ?? null,
    sitePort: started.site?.port ?? null,
    caughtUp: () => bot.gaps.ended(),
    lost,
    stop,
  };
}

/** What was started beside the connection. */
interface Started {
  health?: HealthServer | null;
  site?: RunningSite | null;
  stopSweeping?: () => void;
}

/** Starts everything in order; returns the number of messages that were judged after a crash. */
async function begin(
  { config, store, log }: BotParts,
  { services, reading, apart }: Assembled,
  started: Started,
  metrics: Metrics,
): Promise<number> {
  const { client } = services;
  // First of all, for another program may use its port: nothing else has begun then.
  started.health = await startHealthServer({
    config,
    metrics,
    sources: {
      gatewayReady: () => allShardsReady(client),
      store,
      now: services.now,
      reader: () => (reading === undefined ? 'off' : reading.reads ? 'reads' : 'away'),
      judging: () => (apart === undefined ? 'off' : apart.judges ? 'judges' : 'away'),
    },
    log,
  });
  // A key that was missing may be back.
  await store.retryUnreadable();
  services.outbox.start();
  const recovered = await services.intake.recover();
  if (!services.canReadMessages()) await notifyOfIntent(services);
  started.site = await startSite(services);
  started.stopSweeping = startSweeper(services);
  services.adaptation.start();
  services.digests.start();
  return recovered;
}

/** Stops everything in order, whatever of it was started; a part that fails to stop keeps no other from it. */
async function stopAll(
  { services, router, gaps, reading, apart, ownRules }: Assembled,
  started: Started,
  stopping: AbortController,
): Promise<void> {
  const { client, log } = services;
  const settled = (): Promise<unknown> =>
    Promise.all([started.site?.stop(), router.settled(), services.intake.settled(), gaps.ended()]);
  const steps: readonly (() => unknown)[] = [
    () => {
      stopping.abort();
    },
    () => started.stopSweeping?.(),
    () => services.digests.stop(),
    () => atMost(STOP_WORK_MS, settled()),
    () => atMost(STOP_WORK_MS, ownRules.settled()),
    () => services.outbox.stop(STOP_OUTBOX_MS),
    () => services.cursors.flush(),
    () => Promise.all([services.learning.stop(), services.adaptation.stop(), reading?.stop(), apart?.stop()]),
    () => services.asker?.close(),
    () => client.destroy(),
    () => started.health?.stop(),
  ];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      log.warn({ err: error }, 'a part could not be stopped in order');
    }
  }
}

/** Resolves with the reason when Discord closes the connection for good: the token was reset, or the shards do not fit any more. */
function lostConnection(client: Client, stopping: AbortSignal): Promise<Fault> {
  return new Promise((resolve) => {
    client.on(Events.ShardDisconnect, ({ code }) => {
      if (!stopping.aborted) resolve(connectionLost(code));
    });
    client.on(Events.Invalidated, () => {
      if (!stopping.aborted) resolve(connectionLost(GatewayCloseCodes.SessionTimedOut));
    });
  });
}

function assemble(
  {
    config,
    store,
    book,
    lexicon,
    relevance,
    readerFile,
    judgingThread,
    asking,
    log,
    now = Date.now,
    adapt,
  }: BotParts,
  metrics: Metrics,
  client: Client<true>,
  messageContent: boolean,
  stopping: AbortSignal,
): Assembled {
  const learning = new Learning({ store, log });
  const adaptation = new Adaptation({
    store,
    relevance,
    allowed: config.adapt,
    guildIds: () => client.guilds.cache.keys(),
    log,
    now,
    ...(adapt === undefined ? {} : { adapt }),
  });
  const reading =
    readerFile === undefined || !config.reader
      ? undefined
      : new SecondReader({
          start: () => startReadingThread(readerFile),
          threads: READING_THREADS,
          metrics,
          log,
        });
  const apart =
    judgingThread === undefined
      ? undefined
      : new JudgingPool({ start: () => startJudgingThread(judgingThread), metrics, log });
  watchUnreadable({ store, metrics, log, now });
  const sites = new Sites({ store, now });
  const webhooks = new Webhooks({ config, now, log });
  const titles = (guildId: string): ReturnType<Judges['titles']> => judges.titles(guildId);
  const outbox = new OutboxRunner({ client, store, metrics, webhooks, titles, now, log });
  const onBroken = tellOfBroken({ store, outbox, log });
  const judges = new Judges({
    store,
    book,
    lexicon,
    relevance,
    learning,
    adaptation,
    reading,
    apart,
    now,
    onBroken,
  });
  const ownRules = new OwnRuleWatch({ store, judges, outbox, log, now });
  const services: Services = {
    config,
    client,
    store,
    judges,
    outbox,
    learning,
    adaptation,
    metrics,
    log,
    now,
    stopping,
    ...(config.campaigns
      ? {
          campaigns: new Campaigns({
            store,
            metrics,
            newTracker: trackers({ book, lexicon, relevance }),
            log,
            now,
          }),
        }
      : {}),
    ...(asking ? { asker: new Asker({ settings: asking, store, metrics, log, now, stopping }) } : {}),
    sites,
    decider: new Decider({ store, outbox, learning, ownRules, metrics, sites, now }),
    articles: new ArticleReader({ config, log }),
    digests: new DigestClock({ store, outbox, guildIds: () => client.guilds.cache.keys(), log, now }),
    canReadMessages: () => messageContent,
  };
  const listening: EventServices = {
    ...services,
    intake: new Intake(services),
    cursors: new Cursors(services),
    recent: new RecentTexts(),
  };
  client.on('error', (error) => {
    log.warn({ err: error }, 'the connection to Discord had an error');
  });
  observeClient(client, metrics);
  listenToMessages(listening);
  listenToChannels(listening);
  // Messages that were posted in a thread before it was bound count too.
  const onBound = (bound: BoundChannel, { guild }: AnyThreadChannel): void => {
    if (bound.articleId === null) return;
    backfillChannel(guild, bound, listening).catch((error: unknown) => {
      log.error({ err: error, channelId: bound.channelId }, 'a new thread could not be backfilled');
    });
  };
  watchThreads(services, onBound);
  const gaps = new Gaps(listening, (guild) => bindMissedThreads(guild, services));
  return {
    services: listening,
    gaps,
    reading,
    apart,
    ownRules,
    router: listenToInteractions(FEATURES, services),
  };
}

/** Notifies each server with bound channels, once: without message contents nothing is flagged automatically. */
async function notifyOfIntent({ store, outbox }: Services): Promise<void> {
  const guildIds = new Set((await store.channels.all()).map(({ guildId }) => guildId));
  await store.outbox.add(
    [...guildIds].map((guildId) => ({
      guildId,
      partitionKey: `notice:${guildId}`,
      key: `notice:no-content-intent:${guildId}`,
      effect: { kind: 'notice', notice: 'no-content-intent', values: {} },
    })),
  );
  outbox.wake();
}

/** Makes trackers of campaigns, all of the same knowledge. */
function trackers({
  book,
  lexicon,
  relevance,
}: Pick<BotParts, 'book' | 'lexicon' | 'relevance'>): () => CampaignTracker {
  const meaning = relevance?.encoder;
  const options = campaignOptions({ book: campaignBook(book.packs, lexicon), meaning, chants: loadChants() });
  return () => new CampaignTracker(options);
}

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work.catch(() => undefined), over]);
  clearTimeout(timer);
}

/** Sweeps the store every hour; returns a function that ends it. */
function startSweeper({
  store,
  campaigns,
  outbox,
  log,
  now,
}: Pick<Services, 'store' | 'campaigns' | 'outbox' | 'log' | 'now'>): () => void {
  const sweepAll = async (): Promise<SweepCounts> => {
    const counts = await store.sweep(now());
    await campaigns?.sweep();
    outbox.wake();
    return counts;
  };
  const sweep = (): void => {
    sweepAll().then(
      (counts) => {
        log.info({ ...counts }, 'swept');
      },
      (error: unknown) => {
        log.error({ err: error }, 'could not sweep');
      },
    );
  };
  const first = setTimeout(sweep, FIRST_SWEEP_MS).unref();
  const timer = setInterval(sweep, SWEEP_EVERY_MS).unref();
  return () => {
    clearTimeout(first);
    clearInterval(timer);
  };
}
