import { availableParallelism } from 'node:os';
import type { AnyThreadChannel, Client } from 'discord.js';
import type { Logger } from 'pino';
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
import { FEATURES } from './features.js';
import { backfillChannel, Gaps } from './gateway/backfill.js';
import { connect } from './gateway/connect.js';
import { Cursors } from './gateway/cursors.js';
import { type EventServices, listenToMessages, listenToChannels } from './gateway/events.js';
import { RecentTexts } from './gateway/incoming.js';
import { Intake } from './gateway/intake.js';
import { listenToInteractions, type Router } from './gateway/router.js';
import { allShardsReady, startHealthServer } from './health/server.js';
import { Metrics, observeClient } from './health/metrics.js';
import { Judges } from './judges.js';
import { Learning } from './learning/learning.js';
import { tellOfBroken } from './own-rules/broken.js';
import { OwnRuleWatch } from './own-rules/watch.js';
import { OutboxRunner } from './outbox/runner.js';
import { SecondReader, startReadingThread } from './reading/second-reader.js';
import type { Services } from './services.js';
import { Webhooks } from './site/delivery.js';
import { Sites } from './site/sites.js';
import { startSite } from './site/start.js';

/** Dependencies of a bot. The caller closes them. */
interface BotParts {
  readonly config: BotConfig;
  readonly store: Store;
  readonly book: RuleBook;
  readonly lexicon: Lexicon | undefined;
  readonly relevance: RelevanceModel | undefined;
  /** The file of the second reader; without it the first reader judges alone. */
  readonly readerFile?: string | undefined;
  /** The model that may be asked about comments in the band of review; null: none. */
  readonly asking?: AskingSettings | null;
  readonly log: Logger;
  readonly now?: () => number;
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
  /** Accepts nothing new, finishes work in flight, and disconnects, within ten seconds. */
  stop(): Promise<void>;
}

interface Assembled {
  readonly services: EventServices;
  readonly router: Router;
  readonly gaps: Gaps;
  readonly reading: SecondReader | undefined;
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
 * Connects to Discord and serves until `stop`.
 *
 * @throws `Fault` `discord/…`, `work/…`, `health/…`, `store/…`
 */
export async function startBot(parts: BotParts): Promise<RunningBot> {
  const { config, store, log } = parts;
  const metrics = new Metrics();
  const stopping = new AbortController();
  const { client, parts: bot } = await connect(config, (made, messageContent) =>
    assemble(parts, metrics, made, messageContent, stopping.signal),
  );
  const { services, router, gaps, reading, ownRules } = bot;
  services.outbox.start();
  const recovered = await services.intake.recover();
  if (!services.canReadMessages()) await notifyOfIntent(services);
  const health = await startHealthServer({
    config,
    metrics,
    sources: {
      gatewayReady: () => allShardsReady(client),
      store,
      now: services.now,
      reader: () => (reading === undefined ? 'off' : reading.reads ? 'reads' : 'away'),
    },
    log,
  });
  const site = await startSite(services);
  const stopSweeping = startSweeper(services);
  services.adaptation.start();
  log.info(
    {
      guilds: client.guilds.cache.size,
      recovered,
      readsMessages: services.canReadMessages(),
      secondReader: reading !== undefined,
    },
    'ready',
  );
  return {
    services,
    healthPort: health?.port ?? null,
    sitePort: site?.port ?? null,
    caughtUp: () => gaps.ended(),
    stop: async () => {
      stopping.abort();
      stopSweeping();
      await atMost(
        STOP_WORK_MS,
        Promise.all([site?.stop(), router.settled(), services.intake.settled(), gaps.ended()]),
      );
      await atMost(STOP_WORK_MS, ownRules.settled());
      await services.outbox.stop(STOP_OUTBOX_MS);
      await services.cursors.flush();
      await Promise.all([services.learning.stop(), services.adaptation.stop(), reading?.stop()]);
      await services.asker?.close();
      await client.destroy();
      await health?.stop();
    },
  };
}

function assemble(
  { config, store, book, lexicon, relevance, readerFile, asking, log, now = Date.now, adapt }: BotParts,
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
  const sites = new Sites({ store, now });
  const webhooks = new Webhooks({ config, now, log });
  const outbox = new OutboxRunner({ client, store, metrics, webhooks, now, log });
  const onBroken = tellOfBroken({ store, outbox, log });
  const judges = new Judges({
    store,
    book,
    lexicon,
    relevance,
    learning,
    adaptation,
    reading,
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
  return { services: listening, gaps, reading, ownRules, router: listenToInteractions(FEATURES, services) };
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
