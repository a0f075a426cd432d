import type { Selectable } from 'kysely';
import {
  campaignAction,
  campaignCard,
  type CampaignRecord,
  type CampaignSummary,
  campaignUpdate,
  foldsCards,
  type NewEffect,
} from '../moderation/index.js';
import type { Base, Database } from './base.js';
import { chunks, inBatches } from './batches.js';
import { deletePosts, foldFlags, MOST_ONLY, sealEvidence, unfoldFlags } from './campaign-posts.js';
import { contextOf } from './encryption/sealed-columns.js';
import { addEffects } from './outbox.js';
import type { CampaignChange } from './campaign-port.js';
import type { Tables } from './tables.js';

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
  // Who reviewed its members reviewed them for the whole.
  const { reviewed_right: right, reviewed_wrong: wrong } = row;
  if (right > 0 || wrong > 0) {
    await moveReviewed(db, guildId, { from: other, to: id, right, wrong });
  }
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

/** Moves reviewed members from one campaign's counts to another's. */
export async function moveReviewed(
  db: Database,
  guildId: string,
  {
    from,
    to,
    right,
    wrong,
  }: { readonly from: string; readonly to: string; readonly right: number; readonly wrong: number },
): Promise<void> {
  for (const [id, sign] of [
    [from, -1],
    [to, 1],
  ] as const)
    await db
      .updateTable('campaigns')
      .set((eb) => ({
        reviewed_right: eb('reviewed_right', '+', sign * right),
        reviewed_wrong: eb('reviewed_wrong', '+', sign * wrong),
      }))
      .where('guild_id', '=', guildId)
      .where('id', '=', id)
      .execute();
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
