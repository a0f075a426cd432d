import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import { z } from 'zod';
import {
  type Site,
  SITE_EVENTS,
  siteChannelId,
  siteSecretsSchema,
  type SiteSecret,
  type SiteWebhook,
  siteWebhookSchema,
} from '../moderation/index.js';
import type { Base, Database } from './base.js';
import { inBatches } from './batches.js';
import { contextOf } from './encryption/sealed-columns.js';
import { bytes, checked, checkedJson, nullableBytes, whole } from './row.js';
import { ensureServers } from './servers.js';
import type { SiteStore } from './site-port.js';
import type { Tables } from './tables.js';

const rowSchema = z.object({
  number: whole,
  id: z.string(),
  guild_id: z.string(),
  name: z.string(),
  secrets: bytes,
  webhook: nullableBytes,
  events: z.string(),
  created_at: whole,
  revoked_at: whole.nullable(),
});
const eventsSchema = z.array(z.enum(SITE_EVENTS));

function readSite(base: Base, from: unknown): Site {
  const row = checked(rowSchema, from, 'sites');
  const { id, webhook } = row;
  return {
    id,
    guildId: row.guild_id,
    name: row.name,
    channelId: siteChannelId(row.number),
    secrets: checkedJson(
      siteSecretsSchema,
      base.vault.open(row.secrets, contextOf('sites.secrets', id)),
      'sites.secrets',
    ),
    webhook:
      webhook &&
      checkedJson(
        siteWebhookSchema,
        base.vault.open(webhook, contextOf('sites.webhook', id)),
        'sites.webhook',
      ),
    events: checkedJson(eventsSchema, row.events, 'sites.events'),
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
  };
}

function sealSecrets(base: Base, id: string, secrets: readonly SiteSecret[]): Buffer {
  return base.vault.seal(JSON.stringify(secrets), contextOf('sites.secrets', id));
}

function sealWebhook(base: Base, id: string, webhook: SiteWebhook | null): Buffer | null {
  return webhook && base.vault.seal(JSON.stringify(webhook), contextOf('sites.webhook', id));
}

/** Creates a site in a server, with its first secret and without a webhook. */
export function createSite(
  base: Base,
  { id, guildId, name, secret, now }: Parameters<SiteStore['create']>[0],
): Promise<Site> {
  return base.transact(async (db) => {
    await ensureServers(db, [guildId]);
    const row = await db
      .insertInto('sites')
      .values({
        id,
        guild_id: guildId,
        name,
        secrets: sealSecrets(base, id, [{ secret, until: null }]),
        webhook: null,
        events: '[]',
        created_at: now,
        revoked_at: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return readSite(base, row);
  });
}

/** A site by its id, revoked or not. */
export async function getSite(base: Base, id: string): Promise<Site | undefined> {
  const row = await base.query((db) =>
    db.selectFrom('sites').selectAll().where('id', '=', id).executeTakeFirst(),
  );
  return row && readSite(base, row);
}

/** The site whose comments are in a channel. */
export async function siteOfChannel(base: Base, channelId: string): Promise<Site | undefined> {
  const row = await base.query((db) =>
    db
      .selectFrom('sites')
      .selectAll()
      .where('number', '=', Number(channelId.slice(1)))
      .executeTakeFirst(),
  );
  return row && readSite(base, row);
}

/** The sites of a server, or of all, in the order they were made. */
export async function listSites(base: Base, guildId?: string): Promise<Site[]> {
  const rows = await base.query((db) =>
    db
      .selectFrom('sites')
      .selectAll()
      .$if(guildId !== undefined, (query) => query.where('guild_id', '=', guildId ?? ''))
      .orderBy('number')
      .execute(),
  );
  return rows.map((row) => readSite(base, row));
}

/** Changes a site and returns it; undefined for an unknown one. */
export async function changeSite(
  base: Base,
  id: string,
  { secrets, webhook, events, revokedAt }: Parameters<SiteStore['change']>[1],
): Promise<Site | undefined> {
  const change: Partial<Selectable<Tables['sites']>> = {
    ...(secrets === undefined ? {} : { secrets: sealSecrets(base, id, secrets) }),
    ...(webhook === undefined ? {} : { webhook: sealWebhook(base, id, webhook) }),
    ...(events === undefined ? {} : { events: JSON.stringify(events) }),
    ...(revokedAt === undefined ? {} : { revoked_at: revokedAt }),
  };
  const row = await base.query((db) =>
    db.updateTable('sites').set(change).where('id', '=', id).returningAll().executeTakeFirst(),
  );
  return row && readSite(base, row);
}

/** Deletes the sites of a server with all that is known of their comments; returns their number. */
export async function deleteSites(db: Database, guildId: string): Promise<number> {
  const ids = db.selectFrom('sites').select('id').where('guild_id', '=', guildId);
  for (const table of ['site_articles', 'site_comments', 'site_requests'] as const)
    await db.deleteFrom(table).where('site_id', 'in', ids).execute();
  // What is on its way to them is in partitions of their own.
  const sites = await db.selectFrom('sites').select('number').where('guild_id', '=', guildId).execute();
  const channels = sites.map(({ number }) => siteChannelId(checked(whole, number, 'sites.number')));
  if (channels.length > 0) await db.deleteFrom('outbox').where('guild_id', 'in', channels).execute();
  const gone = await db.deleteFrom('sites').where('guild_id', '=', guildId).returning('id').execute();
  return gone.length;
}

/** Ms for which a request cannot be repeated; its timestamp is refused after minutes. */
const REQUESTS_KEPT_MS = 86_400_000;

/** Forgets requests of more than a day ago, ids of comments that are stored no longer, and ids of articles that are. */
export async function sweepSites(base: Base, now: number, before: number): Promise<void> {
  await inBatches(async (limit) => {
    const { rows } = await base.query((db) =>
      sql`delete from site_requests where (site_id, request_id) in (
        select site_id, request_id from site_requests where received_at < ${now - REQUESTS_KEPT_MS} limit ${limit}
      ) returning site_id`.execute(db),
    );
    return rows.length;
  });
  await inBatches(async (limit) => {
    // Made as `siteMessageId` makes it.
    const id =
      base.kind === 'postgres'
        ? sql`'9' || lpad(cast(site_comments.number as text), 19, '0')`
        : sql`'9' || printf('%019d', site_comments.number)`;
    const { rows } = await base.query((db) =>
      sql`delete from site_comments where number in (
        select number from site_comments where received_at < ${before}
          and not exists (select 1 from messages where messages.message_id = ${id})
          and not exists (select 1 from flags where flags.message_id = ${id})
        limit ${limit}
      ) returning number`.execute(db),
    );
    return rows.length;
  });
  await base.query((db) =>
    sql`delete from site_articles where not exists (select 1 from articles where articles.id = article_id)`.execute(
      db,
    ),
  );
}
