import { sql } from 'kysely';
import { z } from 'zod';
import { campaignUpdate } from '../moderation/index.js';
import type { Base, Database } from './base.js';
import { chunks } from './batches.js';
import type { CampaignProgress, Undone } from './campaign-port.js';
import { addEffects, openTrouble } from './outbox.js';
import { bit, checked, nullableBytes, whole } from './row.js';
import type { OutboxState } from './tables.js';

const rowsSchema = z.array(
  z.object({
    id: whole,
    key: z.string(),
    lane: z.string(),
    state: z.enum(['waiting', 'abandoned']),
    fails: bit,
  }),
);
type Row = z.output<typeof rowsSchema>[number];

/**
 * The effects on a campaign's members that are not done, the last one of each member. A deletion counts as long as its member
 * is removed and not gone, a restoration as long as it is restored.
 */
async function undoneOf(db: Database, guildId: string, id: string): Promise<Row[]> {
  const members = (state: 'waiting' | 'abandoned') =>
    db
      .selectFrom('campaign_posts')
      .innerJoin('outbox', (join) =>
        join
          .on('outbox.guild_id', '=', guildId)
          .on('outbox.lane', '=', sql<string>`'act:' || campaign_posts.message_id`)
          .on('outbox.state', '=', sql.lit<OutboxState>(state)),
      )
      .select(['outbox.id', 'outbox.key', 'outbox.lane', 'outbox.state'])
      .select(sql<number>`case when outbox.error is null then 0 else 1 end`.as('fails'))
      .where('campaign_posts.guild_id', '=', guildId)
      .where('campaign_posts.campaign_id', '=', id)
      .$if(state === 'abandoned', (query) => query.where('outbox.error', 'is not', null))
      .where((eb) =>
        eb.or([
          eb.and([
            eb('outbox.key', 'like', 'campaign-delete:%'),
            eb('campaign_posts.state', '=', 'removed'),
            eb('campaign_posts.gone', '=', 0),
          ]),
          eb.and([
            eb('outbox.key', 'like', 'campaign-restore:%'),
            eb('campaign_posts.state', '=', 'restored'),
          ]),
        ]),
      );
  const rows = checked(
    rowsSchema,
    [...(await members('waiting').execute()), ...(await members('abandoned').execute())],
    'outbox',
  ).sort((a, b) => a.id - b.id);
  return [...new Map(rows.map((row) => [row.lane, row])).values()];
}

const countSchema = z.object({ count: whole });

/** How far the removal of a campaign's members, or undoing it, has come in Discord. */
export async function campaignProgress(base: Base, guildId: string, id: string): Promise<CampaignProgress> {
  const [rows, gone] = await base.query(async (db) => [
    await undoneOf(db, guildId, id),
    await db
      .selectFrom('campaign_posts')
      .select((eb) => eb.fn.countAll().as('count'))
      .where('guild_id', '=', guildId)
      .where('campaign_id', '=', id)
      .where('state', '=', 'removed')
      .where('gone', '=', 1)
      .executeTakeFirstOrThrow(),
  ]);
  const isDeletion = ({ key }: Row): boolean => key.startsWith('campaign-delete:');
  return {
    deleted: checked(countSchema, gone, 'campaign_posts').count,
    deleting: await summed(base, rows.filter(isDeletion)),
    restoring: await summed(
      base,
      rows.filter((row) => !isDeletion(row)),
    ),
  };
}

const errorSchema = z.object({ guild_id: z.string(), key: z.string(), error: nullableBytes });

async function summed(base: Base, rows: readonly Row[]): Promise<Undone> {
  const failing = rows.filter(({ fails }) => fails);
  const last = failing.at(-1);
  const row =
    last &&
    (await base.query((db) =>
      db
        .selectFrom('outbox')
        .select(['guild_id', 'key', 'error'])
        .where('id', '=', last.id)
        .executeTakeFirst(),
    ));
  const { guild_id, key, error } = checked(errorSchema, row ?? NONE, 'outbox');
  return {
    waiting: rows.length - failing.length,
    failing: failing.filter(({ state }) => state === 'waiting').length,
    failed: failing.filter(({ state }) => state === 'abandoned').length,
    trouble: error && openTrouble(base, guild_id, key, error),
  };
}

const NONE = { guild_id: '', key: '', error: null };

/** Orders anew what failed on a campaign's members; returns their number. */
export function retryCampaign(base: Base, guildId: string, id: string, now: number): Promise<number> {
  return base.transact(async (db) => {
    const failing = (await undoneOf(db, guildId, id)).filter(({ fails }) => fails);
    for (const ids of chunks(failing.map((row) => row.id))) {
      await db
        .updateTable('outbox')
        .set({
          state: 'waiting',
          error: null,
          due_at: 0,
          attempts: sql<number>`case when attempts > 0 then 1 else 0 end`,
          renewed_at: base.clock(),
          settled_at: null,
        })
        .where('id', 'in', ids)
        .where('state', '<>', sql.lit<OutboxState>('done'))
        .execute();
    }
    if (failing.length > 0) await addEffects(base, db, [updateNow({ guildId, id }, now)], now);
    return failing.length;
  });
}

/** The update that everybody sees at once. */
function updateNow(of: { readonly guildId: string; readonly id: string }, now: number) {
  const update = campaignUpdate(of, now);
  return { ...update, key: `campaign-update:${of.id}:retry-${now}`, dueAt: 0 };
}
