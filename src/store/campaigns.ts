import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import { CAMPAIGN_DECISIONS, CAMPAIGN_STATES } from '../campaign/index.js';
import {
  campaignAction,
  campaignCard,
  CAMPAIGN_EVENTS,
  type CampaignRecord,
  type CampaignSummary,
  campaignSummarySchema,
  campaignUpdate,
  foldsCards,
  type NewEffect,
} from '../moderation/index.js';
import type { Base, Database } from './base.js';
import { chunks, inBatches } from './batches.js';
import { deletePosts, foldFlags, MOST_ONLY, sealEvidence, unfoldFlags } from './campaign-posts.js';
import { contextOf } from './encryption/sealed-columns.js';
import { addEffects } from './outbox.js';
import { bit, bytes, checked, checkedJson, nullableBytes, whole } from './row.js';
import type { CampaignChange, CampaignEvent, CampaignStore } from './store.js';
import type { Tables } from './tables.js';

const rowSchema = z.object({
  guild_id: z.string(),
  id: z.string(),
  state: z.enum(CAMPAIGN_STATES),
  first_at: whole,
  last_at: whole,
  declared_at: whole.nullable(),
  strength: z.number(),
  content: bytes,
  decision: z.enum(CAMPAIGN_DECISIONS).nullable(),
  decision_number: whole.nullable(),
  merged_into: z.string().nullable(),
  split_from: z.string().nullable(),
  carded: bit,
  card_channel_id: z.string().nullable(),
  card_message_id: z.string().nullable(),
  reviewed_right: whole,
  reviewed_wrong: whole,
  version: whole,
  at: whole.nullable(),
  moderator: nullableBytes,
});

const eventSchema = z.object({
  guild_id: z.string(),
  number: whole,
  seq: whole,
  campaign_id: z.string(),
  kind: z.enum(CAMPAIGN_EVENTS),
  at: whole,
  moderator: nullableBytes,
  undone_by: whole.nullable(),
  ids: z.string(),
});
const idsSchema = z.array(z.string());

/** Reads a campaign from its row, joined with the event of its decision. */
function readCampaign(base: Base, from: unknown): CampaignRecord {
  const row = checked(rowSchema, from, 'campaigns');
  const { guild_id: guildId, id, card_channel_id, card_message_id, decision, decision_number } = row;
  return {
    guildId,
    id,
    state: row.state,
    first: row.first_at,
    last: row.last_at,
    declared: row.declared_at,
    strength: row.strength,
    summary: checkedJson(
      campaignSummarySchema,
      base.vault.open(row.content, contextOf('campaigns.content', guildId, id)),
      'campaigns.content',
    ),
    decided:
      decision === null || decision_number === null
        ? null
        : {
            decision,
            moderatorId: row.moderator && openModerator(base, guildId, decision_number, row.moderator),
            at: row.at ?? 0,
            number: decision_number,
          },
    mergedInto: row.merged_into,
    splitFrom: row.split_from,
    carded: row.carded,
    card:
      card_channel_id === null || card_message_id === null
        ? null
        : { channelId: card_channel_id, messageId: card_message_id },
    reviewed: { right: row.reviewed_right, wrong: row.reviewed_wrong },
    version: row.version,
  };
}

function openModerator(base: Base, guildId: string, number: number, sealed: Uint8Array): string {
  return base.vault.open(sealed, contextOf('campaign_events.moderator', guildId, number));
}

function selectCampaigns(db: Database, guildId: string) {
  return db
    .selectFrom('campaigns')
    .leftJoin('campaign_events', (join) =>
      join
        .onRef('campaign_events.guild_id', '=', 'campaigns.guild_id')
        .onRef('campaign_events.number', '=', 'campaigns.decision_number'),
    )
    .selectAll('campaigns')
    .select(['campaign_events.at', 'campaign_events.moderator'])
    .where('campaigns.guild_id', '=', guildId);
}

/** A campaign of a server. */
export async function getCampaign(
  base: Base,
  guildId: string,
  id: string,
): Promise<CampaignRecord | undefined> {
  const row = await base.query((db) =>
    selectCampaigns(db, guildId).where('campaigns.id', '=', id).executeTakeFirst(),
  );
  return row && readCampaign(base, row);
}

/** The campaigns of a server, the one with the latest post first; not those that became part of another. */
export async function listCampaigns(
  base: Base,
  guildId: string,
  { states, limit }: Parameters<CampaignStore['list']>[1],
): Promise<CampaignRecord[]> {
  const rows = await base.query((db) =>
    selectCampaigns(db, guildId)
      .where('campaigns.merged_into', 'is', null)
      .$if(states !== undefined, (query) => query.where('campaigns.state', 'in', [...(states ?? [])]))
      .orderBy('campaigns.last_at', 'desc')
      .orderBy('campaigns.id')
      .limit(limit)
      .execute(),
  );
  return rows.map((row) => readCampaign(base, row));
}

/** What happened to the campaigns of a server, or to one, in order. */
export async function campaignEvents(base: Base, guildId: string, id?: string): Promise<CampaignEvent[]> {
  const rows = await base.query((db) =>
    db
      .selectFrom('campaign_events')
      .selectAll()
      .where('guild_id', '=', guildId)
      .$if(id !== undefined, (query) => query.where('campaign_id', '=', id ?? ''))
      .orderBy('number')
      .execute(),
  );
  return rows.map((from) => {
    const row = checked(eventSchema, from, 'campaign_events');
    return {
      number: row.number,
      seq: row.seq,
      campaignId: row.campaign_id,
      kind: row.kind,
      at: row.at,
      moderatorId: row.moderator && openModerator(base, guildId, row.number, row.moderator),
      undoneBy: row.undone_by,
      ids: checkedJson(idsSchema, row.ids, 'campaign_events.ids'),
    };
  });
}

const sumSchema = z.object({ right: whole.nullable(), wrong: whole.nullable() });

/** Reviewed members over all campaigns of a server. */
export async function reviewedMembers(
  base: Base,
  guildId: string,
): Promise<{ right: number; wrong: number }> {
  const row = await base.query((db) =>
    db
      .selectFrom('campaigns')
      .select((eb) => [
        sql<number>`cast(${eb.fn.sum('reviewed_right')} as bigint)`.as('right'),
        sql<number>`cast(${eb.fn.sum('reviewed_wrong')} as bigint)`.as('wrong'),
      ])
      .where('guild_id', '=', guildId)
      .executeTakeFirst(),
  );
  const { right, wrong } = checked(sumSchema, row, 'campaigns');
  return { right: right ?? 0, wrong: wrong ?? 0 };
}

/** Stores what the arrival or the disappearance of posts changed, with its effects, in the transaction of its cause. */
export async function writeCampaigns(
  base: Base,
  db: Database,
  guildId: string,
  changes: readonly CampaignChange[],
  now: number,
): Promise<void> {
  // Sorted, so that two processes lock rows in the same order and cannot deadlock.
  const sorted = [...changes].sort((a, b) => (a.id < b.id ? -1 : 1));
  const rows = new Map<string, Selectable<Tables['campaigns']>>();
  for (const change of sorted) rows.set(change.id, await upsert(base, db, guildId, change));
  for (const change of sorted) await moveMembers(base, db, change);
  for (const { id, absorbed } of sorted) {
    for (const other of absorbed) await absorb(base, db, guildId, { id, other, now });
  }
  for (const change of sorted) await settle(base, db, { guildId, change, now });
  const moved = sorted.flatMap(({ members, left }) => [
    ...members.map(({ messageId }) => messageId),
    ...left,
  ]);
  await unfold(base, db, guildId, moved, now);
}

async function upsert(
  base: Base,
  db: Database,
  guildId: string,
  change: CampaignChange,
): Promise<Selectable<Tables['campaigns']>> {
  const { id, state, first, last, declared, strength, summary } = change;
  const stands = {
    state,
    first_at: first,
    last_at: last,
    declared_at: declared,
    strength,
    content: sealSummary(base, guildId, id, summary),
  };
  return db
    .insertInto('campaigns')
    .values({
      guild_id: guildId,
      id,
      ...stands,
      decision: null,
      decision_number: null,
      merged_into: null,
      split_from: change.splitFrom ?? null,
      carded: 0,
      card_channel_id: null,
      card_message_id: null,
      reviewed_right: 0,
      reviewed_wrong: 0,
      version: 0,
    })
    .onConflict((conflict) => conflict.columns(['guild_id', 'id']).doUpdateSet(stands))
    .returningAll()
    .executeTakeFirstOrThrow();
}

function sealSummary(base: Base, guildId: string, id: string, summary: CampaignSummary): Buffer {
  return base.vault.seal(JSON.stringify(summary), contextOf('campaigns.content', guildId, id));
}

async function moveMembers(base: Base, db: Database, { id, members, left }: CampaignChange): Promise<void> {
  for (const { messageId, core, evidence } of members) {
    await db
      .updateTable('campaign_posts')
      .set({ campaign_id: id, core: core ? 1 : 0, evidence: sealEvidence(base, messageId, evidence) })
      .where('message_id', '=', messageId)
      .execute();
  }
  for (const ids of chunks(left)) {
    await db
      .updateTable('campaign_posts')
      .set({ campaign_id: null, core: 0, evidence: null })
      .where('message_id', 'in', ids)
      .where('campaign_id', '=', id)
      .execute();
  }
}

/** A campaign turned out to be part of another, which takes its decision over where it has none. */
async function absorb(
  base: Base,
  db: Database,
  guildId: string,
  { id, other, now }: { readonly id: string; readonly other: string; readonly now: number },
): Promise<void> {
  const row = await db
    .updateTable('campaigns')
    .set((eb) => ({ merged_into: id, state: 'expired', version: eb('version', '+', 1) }))
    .where('guild_id', '=', guildId)
    .where('id', '=', other)
    .where('merged_into', 'is', null)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return;
  await db
    .updateTable('campaign_posts')
    .set({ campaign_id: id })
    .where('guild_id', '=', guildId)
    .where('campaign_id', '=', other)
    .execute();
  if (row.decision !== null)
    await db
      .updateTable('campaigns')
      .set({ decision: row.decision, decision_number: row.decision_number })
      .where('guild_id', '=', guildId)
      .where('id', '=', id)
      .where('decision', 'is', null)
      .execute();
  if (row.carded === 1)
    await addEffects(base, db, [campaignUpdate({ guildId, id: other }, now, row.version)], now);
}

/** Orders card, folds the flags of members, and lets later members of a removed campaign inherit the decision. */
async function settle(
  base: Base,
  db: Database,
  of: { readonly guildId: string; readonly change: CampaignChange; readonly now: number },
): Promise<void> {
  const { guildId, change, now } = of;
  const { id } = change;
  if (change.card)
    await db
      .updateTable('campaigns')
      .set({ carded: 1 })
      .where('guild_id', '=', guildId)
      .where('id', '=', id)
      .execute();
  const row = await db
    .selectFrom('campaigns')
    .selectAll()
    .where('guild_id', '=', guildId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const effects: NewEffect[] = [];
  if (row.carded === 1) effects.push(campaignCard({ guildId, id }), campaignUpdate({ guildId, id }, now));
  const ids = change.members.map(({ messageId }) => messageId);
  // Those who were members before were folded when they came, unless the card is new.
  const all = change.card || change.absorbed.length > 0;
  if (foldsCards(row.decision, row.carded === 1))
    await foldFlags(base, db, { guildId, id, ...(all ? {} : { only: ids }) }, now);
  const mayWait = change.inherits || all || ids.length > 0;
  if (row.decision === 'remove' && row.decision_number !== null && mayWait) {
    const state = change.inherits ? 'removed' : 'queued';
    const rows = await db
      .updateTable('campaign_posts')
      .set({ state })
      .where('guild_id', '=', guildId)
      .where('campaign_id', '=', id)
      .where('core', '=', 1)
      .where('state', 'in', change.inherits ? ['here', 'queued'] : ['here'])
      .$if(!change.inherits && !all && ids.length <= MOST_ONLY, (query) =>
        query.where('message_id', 'in', ids),
      )
      .returning('message_id')
      .execute();
    if (change.inherits) effects.push(...deletions({ guildId, id }, rows, row.decision_number));
  }
  await addEffects(base, db, effects, now);
}

/** The effects that delete members in Discord. */
export function deletions(
  of: { readonly guildId: string; readonly id: string },
  rows: readonly { readonly message_id: string }[],
  number: number,
): NewEffect[] {
  return rows
    .map(({ message_id }) => campaignAction('campaign-delete', of, message_id, number))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Opens the folded flags of messages whose campaign does not fold, or who have none. */
export async function unfold(
  base: Base,
  db: Database,
  guildId: string,
  messageIds: readonly string[],
  now: number,
): Promise<void> {
  const free: string[] = [];
  for (const ids of chunks(messageIds)) {
    const rows = await db
      .selectFrom('campaign_posts')
      .leftJoin('campaigns', (join) =>
        join
          .onRef('campaigns.guild_id', '=', 'campaign_posts.guild_id')
          .onRef('campaigns.id', '=', 'campaign_posts.campaign_id'),
      )
      .select(['message_id', 'carded', 'decision'])
      .where('message_id', 'in', ids)
      .where('campaign_posts.state', '<>', 'removed')
      .execute();
    for (const { message_id, carded, decision } of rows)
      if (carded === null || !foldsCards(decision, carded === 1)) free.push(message_id);
  }
  if (free.length > 0) await unfoldFlags(base, db, guildId, free, now);
}

/** Stores where the card of a campaign was posted. */
export async function setCampaignCard(
  base: Base,
  guildId: string,
  id: string,
  card: NonNullable<CampaignRecord['card']>,
): Promise<void> {
  await base.query((db) =>
    db
      .updateTable('campaigns')
      .set({ card_channel_id: card.channelId, card_message_id: card.messageId })
      .where('guild_id', '=', guildId)
      .where('id', '=', id)
      .execute(),
  );
}

/** Deletes campaigns whose last post is from before `before`, with what happened to them. */
export async function sweepCampaigns(base: Base, guildId: string, before: number): Promise<number> {
  const deleted = await inBatches(async (limit) => {
    const rows = await base.query((db) =>
      db
        .deleteFrom('campaigns')
        .where('guild_id', '=', guildId)
        .where('id', 'in', (eb) =>
          eb
            .selectFrom('campaigns')
            .select('id')
            .where('guild_id', '=', guildId)
            .where('last_at', '<', before)
            .limit(limit),
        )
        .returning('id')
        .execute(),
    );
    return rows.length;
  });
  await base.query((db) =>
    db
      .deleteFrom('campaign_events')
      .where('guild_id', '=', guildId)
      .where('at', '<', before)
      .where('campaign_id', 'not in', (eb) =>
        eb.selectFrom('campaigns').select('id').where('guild_id', '=', guildId),
      )
      .execute(),
  );
  return deleted;
}

/** Deletes all campaigns of a server, and the texts kept for them. */
export async function resetCampaigns(base: Base, guildId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  counts.campaign_posts = await deletePosts(base, guildId);
  await base.transact(async (db) => {
    for (const table of ['campaigns', 'campaign_events'] as const) {
      const rows = await db.deleteFrom(table).where('guild_id', '=', guildId).returning('guild_id').execute();
      counts[table] = rows.length;
    }
  });
  return counts;
}
