import type { Client } from 'discord.js';
import type { Logger } from 'pino';
import type { Store } from '../store/index.js';
import type { Adaptation } from './adaptation/adaptation.js';
import type { ArticleReader } from './articles/reader.js';
import type { Asker } from './asker.js';
import type { Campaigns } from './campaigns/campaigns.js';
import type { BotConfig } from './config.js';
import type { DigestClock } from './digest/clock.js';
import type { Decider } from './decide/decider.js';
import type { Metrics } from './health/metrics.js';
import type { Judges } from './judges.js';
import type { Learning } from './learning/learning.js';
import type { OutboxRunner } from './outbox/runner.js';
import type { Sites } from './site/sites.js';

/** Services that features use; `start.ts` creates them once. */
export interface Services {
  readonly config: BotConfig;
  readonly client: Client<true>;
  readonly store: Store;
  readonly judges: Judges;
  /** Looks for campaigns; undefined where the operator switched it off. */
  readonly campaigns?: Campaigns | undefined;
  readonly decider: Decider;
  readonly outbox: OutboxRunner;
  readonly learning: Learning;
  readonly adaptation: Adaptation;
  readonly articles: ArticleReader;
  /** Orders digests that are due. */
  readonly digests: DigestClock;
  /** Asks a model about comments in the band of review; undefined where the operator names none. */
  readonly asker?: Asker | undefined;
  /** Sites whose comments are judged. */
  readonly sites?: Sites | undefined;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** ms since 1970; tests move it. */
  readonly now: () => number;
  /** Whether the bot may read message contents; without it only commands, menus and mentions carry text. */
  readonly canReadMessages: () => boolean;
  /** Aborted when the bot stops; long work then ends. */
  readonly stopping: AbortSignal;
}
