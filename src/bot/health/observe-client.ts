import { type Client, Events, RESTEvents } from 'discord.js';
import type { Metrics } from './metrics.js';

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
