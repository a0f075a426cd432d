import { type Selectable, sql } from 'kysely';
import { CAMPAIGN_DECISIONS } from '../campaign/index.js';
import { campaignAction, campaignUpdate, type NewEffect } from '../moderation/index.js';
import type { Base, Database } from './base.js';
import { foldFlags } from './campaign-posts.js';
import { deletions, unfold } from './campaigns.js';
import { contextOf } from './encryption/sealed-columns.js';
import { addEffects } from './outbox.js';
import { checked, whole } from './row.js';
import { countUp } from './servers.js';
import type { CampaignDecided, CampaignEvent, CampaignStore } from './campaign-port.js';
import type { Tables } from './tables.js';

type Refusal = Extract<CampaignDecided, { readonly refused: string }>;

/** Locks a campaign until the transaction ends; a refusal where it is unknown or part of another. */
export async function lockCampaign(
  base: Base,
  db: Database,
  guildId: string,
  id: string,
): Promise<Selectable<Tables['campaigns']> | Refusal> {
  const row = await lockRow(base, db, guildId, id);
  if (row === undefined) return { refused: 'unknown' };
  return row.merged_into === null ? row : { refused: 'merged' };
}

/** Locks a campaign until the transaction ends, whatever it is part of. */
export function lockRow(
  base: Base,
  db: Database,
  guildId: string,
  id: string,
): Promise<Selectable<Tables['campaigns']> | undefined> {
  return db
    .selectFrom('campaigns')
    .selectAll()
    .where('guild_id', '=', guildId)
    .where('id', '=', id)
    .$if(base.kind === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst();
}

/** Stores that something was done to a campaign; returns its number. */
export async function addEvent(
  base: Base,
  db: Database,
  guildId: string,
  event: Omit<CampaignEvent, 'number' | 'undoneBy'>,
): Promise<number> {
  const number = await countUp(db, guildId, 'campaign_events');
  const { moderatorId } = event;
  await db
    .insertInto('campaign_events')
    .values({
      guild_id: guildId,
      number,
      seq: event.seq,
      campaign_id: event.campaignId,
      kind: event.kind,
      at: event.at,
      moderator:
        moderatorId === null
          ? null
          : base.vault.seal(moderatorId, contextOf('campaign_events.moderator', guildId, number)),
      undone_by: null,
      ids: JSON.stringify(event.ids),
    })
    .execute();
  return number;
}

/**
 * Decides a campaign, or removes the members that came since (`remove-new`): event, members and effects in one transaction. Of
 * several concurrent decisions one wins.
 */
export function decideCampaign(
  base: Base,
  request: Parameters<CampaignStore['decide']>[0],
): Promise<CampaignDecided> {
  const { guildId, id, decision, moderatorId, now, seq } = request;
  return base.transact(async (db) => {
    const row = await lockCampaign(base, db, guildId, id);
    if ('refused' in row) return row;
    const again = decision === 'remove-new';
    if (again ? row.decision !== 'remove' : row.decision !== null)
      return { refused: again ? 'not-decided' : 'decided' };
    const number = await addEvent(base, db, guildId, {
      seq,
      campaignId: id,
      kind: decision,
      at: now,
      moderatorId,
      ids: [],
    });
    let right = 0;
    let wrong = 0;
    const effects: NewEffect[] = [];
    if (decision === 'remove' || again) {
      const rows = await db
        .updateTable('campaign_posts')
        .set({ state: 'removed', reviewed: 1 })
        .where('guild_id', '=', guildId)
        .where('campaign_id', '=', id)
        .where('core', '=', 1)
        .where('state', 'in', again ? ['queued'] : ['here', 'queued', 'restored'])
        .returning('message_id')
        .execute();
      right = rows.length;
      effects.push(...deletions({ guildId, id }, rows, number));
    }
    if (decision === 'not-campaign') wrong = await countCore(db, guildId, id);
    await db
      .updateTable('campaigns')
      .set((eb) => ({
        ...(again ? {} : { decision, decision_number: number }),
        reviewed_right: eb('reviewed_right', '+', right),
        reviewed_wrong: eb('reviewed_wrong', '+', wrong),
        version: eb('version', '+', 1),
      }))
      .where('guild_id', '=', guildId)
      .where('id', '=', id)
      .execute();
    if (decision === 'not-campaign') await unfold(base, db, guildId, await idsOf(db, guildId, id), now);
    else await foldFlags(base, db, { guildId, id }, now);
    if (row.carded === 1) effects.push(campaignUpdate({ guildId, id }, now, number));
    await addEffects(base, db, effects, now);
    return { number, changed: right };
  });
}

async function countCore(db: Database, guildId: string, id: string): Promise<number> {
  const row = await db
    .selectFrom('campaign_posts')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('guild_id', '=', guildId)
    .where('campaign_id', '=', id)
    .where('core', '=', 1)
    .executeTakeFirst();
  return checked(whole, Number(row?.count ?? 0), 'campaign_posts');
}

/** Ids of the messages of a campaign. */
export async function idsOf(db: Database, guildId: string, id: string): Promise<string[]> {
  const rows = await db
    .selectFrom('campaign_posts')
    .select('message_id')
    .where('guild_id', '=', guildId)
    .where('campaign_id', '=', id)
    .execute();
  return rows.map(({ message_id }) => message_id);
}

/** Takes the removal of a campaign's members back; returns the effects that restore those that were removed. */
export async function restoreMembers(
  db: Database,
  of: { readonly guildId: string; readonly id: string },
  number: number,
): Promise<NewEffect[]> {
  const members = db
    .updateTable('campaign_posts')
    .where('guild_id', '=', of.guildId)
    .where('campaign_id', '=', of.id);
  const removed = await members
    .set({ state: 'restored', reviewed: 0 })
    .where('state', '=', 'removed')
    .returning('message_id')
    .execute();
  await members.set({ state: 'here' }).where('state', '=', 'queued').execute();
  return removed
    .map(({ message_id }) => campaignAction('campaign-restore', of, message_id, number))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** Undoes the decision that stands: removed members are restored, and count as reviewed no more. */
export function undoCampaign(
  base: Base,
  request: Parameters<CampaignStore['undo']>[0],
): Promise<CampaignDecided> {
  const { guildId, id, moderatorId, now, seq } = request;
  return base.transact(async (db) => {
    const row = await lockCampaign(base, db, guildId, id);
    if ('refused' in row) return row;
    if (row.decision === null || row.decision_number === null) return { refused: 'not-decided' };
    const number = await addEvent(base, db, guildId, {
      seq,
      campaignId: id,
      kind: 'undo',
      at: now,
      moderatorId,
      ids: [],
    });
    await db
      .updateTable('campaign_events')
      .set({ undone_by: number })
      .where('guild_id', '=', guildId)
      .where('campaign_id', '=', id)
      .where('number', '>=', row.decision_number)
      .where('number', '<', number)
      .where('kind', 'in', [...CAMPAIGN_DECISIONS, 'remove-new'])
      .where('undone_by', 'is', null)
      .execute();
    const removed = await restoreMembers(db, { guildId, id }, number);
    const wrong = row.decision === 'not-campaign' ? await countCore(db, guildId, id) : 0;
    await db
      .updateTable('campaigns')
      .set((eb) => ({
        decision: null,
        decision_number: null,
        // All that were reviewed under the decision were removed by it.
        reviewed_right: 0,
        reviewed_wrong: sql<number>`case when ${eb.ref('reviewed_wrong')} > ${wrong} then ${eb.ref('reviewed_wrong')} - ${wrong} else 0 end`,
        version: eb('version', '+', 1),
      }))
      .where('guild_id', '=', guildId)
      .where('id', '=', id)
      .execute();
    if (row.carded === 1) await foldFlags(base, db, { guildId, id }, now);
    else await unfold(base, db, guildId, await idsOf(db, guildId, id), now);
    const effects = [...removed];
    if (row.carded === 1) effects.push(campaignUpdate({ guildId, id }, now, number));
    await addEffects(base, db, effects, now);
    return { number, changed: removed.length };
  });
}
