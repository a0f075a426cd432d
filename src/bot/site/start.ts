import type { EventServices } from '../gateway/events.js';
import { RateLimits } from './limits.js';
import { SiteQueue } from './queue.js';
import { startSiteServer } from './server.js';
import { Sites } from './sites.js';

/** The running API for sites. */
export interface RunningSite {
  readonly port: number;
  /** Accepts nothing new, and ends once what is being accepted or judged is stored; the bot is stopping already. */
  stop(): Promise<void>;
}

/**
 * Starts the API for sites, and judges what they sent; null where no port is set.
 *
 * @throws `Fault` `site/…`
 */
export async function startSite(services: EventServices): Promise<RunningSite | null> {
  const { config, store, log, metrics, now, outbox, campaigns, learning } = services;
  const { sitePort, siteHost } = config;
  if (sitePort === null) return null;
  const queue = new SiteQueue(services);
  const server = await startSiteServer({
    config: { sitePort, siteHost },
    store,
    sites: services.sites ?? new Sites({ store, now }),
    queue,
    limits: new RateLimits(now),
    metrics,
    log,
    now,
    onDeleted: async (guildId, messageIds) => {
      await campaigns?.forget(guildId, messageIds);
      outbox.wake();
    },
    deleteAuthor: async (guildId, authorId) => {
      const posts = await store.campaigns.ofAuthor(guildId, authorId);
      const counts = await store.privacy.deleteAuthor(guildId, authorId, now());
      await campaigns?.forget(guildId, posts);
      outbox.wake();
      // As for `/privacy`: every version of a classifier contains words of the comments it was trained on.
      if ((counts.cases ?? 0) > 0 && (await store.classifiers.latest(guildId)) !== undefined) {
        await learning.reset(guildId);
        void learning.retrain(guildId);
      }
      return counts;
    },
  });
  queue.start();
  log.info({ port: server.port }, 'sites can send comments');
  return {
    port: server.port,
    stop: async () => {
      await Promise.all([server.stop(), queue.stopped()]);
    },
  };
}
