import { type Client, Status } from 'discord.js';
import type { Store } from '../../store/store.js';

/** What is asked whether the bot is well. */
export interface HealthSources {
  /** Whether every shard of this process is connected. */
  readonly gatewayReady: () => boolean;
  readonly store: Pick<Store, 'ping'> & { readonly outbox: Pick<Store['outbox'], 'backlog'> };
  readonly now: () => number;
}

export interface Health {
  readonly ok: boolean;
  readonly gateway: 'ready' | 'not-ready';
  readonly database: 'ok' | 'failed' | 'slow';
  /** Null when the database does not answer. Its age is told but does not count: Discord's limits may make it wait. */
  readonly outbox: {
    readonly waiting: number;
    readonly oldestSeconds: number;
    readonly abandoned: number;
  } | null;
}

/** A database that takes longer than this is not well. */
const DATABASE_MS = 2_000;

/** Whether the bot is well: connected to Discord, and its database answers. Never rejects. */
export async function checkHealth({ gatewayReady, store, now }: HealthSources): Promise<Health> {
  const gateway = gatewayReady() ? 'ready' : 'not-ready';
  const asked = (async () => {
    await store.ping();
    return store.outbox.backlog(now());
  })().catch(() => 'failed' as const);
  const backlog = await Promise.race([asked, slow()]);
  if (typeof backlog === 'string') return { ok: false, gateway, database: backlog, outbox: null };
  const { waiting, oldest, abandoned } = backlog;
  const outbox = { waiting, oldestSeconds: Math.round(oldest / 1000), abandoned };
  return { ok: gateway === 'ready', gateway, database: 'ok', outbox };
}

/** Whether all shards of a client are connected; a client without shards is not. */
export function allShardsReady(client: Pick<Client, 'ws'>): boolean {
  const { shards } = client.ws;
  return shards.size > 0 && shards.every(({ status }) => status === Status.Ready);
}

function slow(): Promise<'slow'> {
  return new Promise((resolve) => {
    setTimeout(() => {
      resolve('slow');
    }, DATABASE_MS).unref();
  });
}
