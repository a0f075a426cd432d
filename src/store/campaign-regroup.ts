import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import { CAMPAIGN_DECISIONS } from '../campaign/index.js';
import { campaignUpdate, type NewEffect } from '../moderation/index.js';
import type { Base, Database } from './base.js';
import { addEvent, idsOf, lockCampaign, lockRow, restoreMembers } from './campaign-decisions.js';
import type { CampaignRegrouped, CampaignStore } from './campaign-port.js';
import { foldFlags } from './campaign-posts.js';
import { moveReviewed, unfold, writeCampaigns } from './campaigns.js';
import { addEffects } from './outbox.js';
import { checked, checkedJson, whole } from './row.js';
import type { Tables } from './tables.js';

type Request = Parameters<CampaignStore['regroup']>[0];
type Row = Selectable<Tables['campaigns']>;
type Of<Kind extends Request['kind']> = Extract<Request, { readonly kind: Kind }>;

/** Stores that posts were split off, or campaigns merged or taken apart again, with what the tracker made of it. */
export function regroupCampaign(base: Base, request: Request): Promise<CampaignRegrouped> {
  const { guildId, id } = request;
  return base.transact(async (db) => {
    const row = await lockCampaign(base, db, guildId, id);
    if ('refused' in row) return row;
    switch (request.kind) {
      case 'split':
        return split(base, db, row, request);
      case 'merge':
        return merge(base, db, row, request);
      case 'unmerge':
        return unmerge(base, db, row, request);
    }
  });
}

function noted(base: Base, db: Database, request: Request, ids: readonly string[]): Promise<number> {
  const { guildId, id, kind, moderatorId, now, seq } = request;
  return addEvent(base, db, guildId, { seq, campaignId: id, kind, at: now, moderatorId, ids });
}

/** A new version of a campaign, which its card shows at once. */
async function renew(
  base: Base,
  db: Database,
  { guild_id: guildId, id, carded }: Pick<Row, 'guild_id' | 'id' | 'carded'>,
  now: number,
  number: number,
): Promise<void> {
  await db
    .updateTable('campaigns')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('guild_id', '=', guildId)
    .where('id', '=', id)
    .execute();
  if (carded === 1) await addEffects(base, db, [campaignUpdate({ guildId, id }, now, number)], now);
}

/** Core members that were split off proved wrong. */
async function split(base: Base, db: Database, row: Row, request: Of<'split'>): Promise<CampaignRegrouped> {
  const { guildId, id, ids, now, changes } = request;
  const number = await noted(base, db, request, ids);
  const rows = await db
    .selectFrom('campaign_posts')
    .select(['core', 'reviewed'])
    .where('guild_id', '=', guildId)
    .where('message_id', 'in', [...ids])
    .execute();
  await writeCampaigns(base, db, guildId, changes, now);
  await db
    .updateTable('campaigns')
    .set((eb) => ({
      reviewed_right: eb('reviewed_right', '-', rows.filter((of) => of.reviewed === 1).length),
      reviewed_wrong: eb('reviewed_wrong', '+', rows.filter(({ core }) => core === 1).length),
    }))
    .where('guild_id', '=', guildId)
    .where('id', '=', id)
    .execute();
  await renew(base, db, row, now, number);
  return { number, changed: ids.length };
}

async function merge(base: Base, db: Database, row: Row, request: Of<'merge'>): Promise<CampaignRegrouped> {
  const { guildId, part, ids, now, changes } = request;
  const other = await lockCampaign(base, db, guildId, part);
  if ('refused' in other) return other;
  if (row.decision !== null && other.decision !== null && row.decision !== other.decision)
    return { refused: 'decided-apart' };
  const number = await noted(base, db, request, [part, ...ids]);
  await writeCampaigns(base, db, guildId, changes, now);
  await renew(base, db, row, now, number);
  return { number, changed: ids.length };
}

const mergesSchema = z.array(z.object({ number: whole, ids: z.string() }));
const idsSchema = z.array(z.string());

/** The number of the merge that made `part` a part of a campaign and stands; undefined without one. */
async function mergeOf(db: Database, { guildId, id, part }: Of<'unmerge'>): Promise<number | undefined> {
  const rows = await db
    .selectFrom('campaign_events')
    .select(['number', 'ids'])
    .where('guild_id', '=', guildId)
    .where('campaign_id', '=', id)
    .where('kind', '=', 'merge')
    .where('undone_by', 'is', null)
    .orderBy('number', 'desc')
    .execute();
  return checked(mergesSchema, rows, 'campaign_events').find(
    ({ ids }) => checkedJson(idsSchema, ids, 'campaign_events.ids')[0] === part,
  )?.number;
}

async function unmerge(
  base: Base,
  db: Database,
  row: Row,
  request: Of<'unmerge'>,
): Promise<CampaignRegrouped> {
  const { guildId, id, part, now, changes } = request;
  const other = await lockRow(base, db, guildId, part);
  const merged = await mergeOf(db, request);
  if (other === undefined) return { refused: 'unknown' };
  if (merged === undefined || other.merged_into !== id) return { refused: 'not-merged' };
  if (await isDecidedSince(db, request, merged)) return { refused: 'decided-since' };
  const number = await noted(base, db, request, [part]);
  await db
    .updateTable('campaign_events')
    .set({ undone_by: number })
    .where('guild_id', '=', guildId)
    .where('number', '=', merged)
    .execute();
  // What it had taken over from its part goes back; a decision that was undone since stands for neither.
  const taken = row.decision_number !== null && row.decision_number === other.decision_number;
  const undone = row.decision === null;
  const none = { decision: null, decision_number: null };
  const setRow = (
    which: string,
    values: Partial<Pick<Row, 'decision' | 'decision_number' | 'merged_into'>>,
  ) =>
    db.updateTable('campaigns').set(values).where('guild_id', '=', guildId).where('id', '=', which).execute();
  await setRow(part, { merged_into: null, ...(undone ? none : {}) });
  if (taken) await setRow(id, none);
  await writeCampaigns(base, db, guildId, changes, now);
  const reviewed = await countReviewed(db, guildId, part);
  const right = Math.min(reviewed, row.reviewed_right);
  if (right > 0) await moveReviewed(db, guildId, { from: id, to: part, right, wrong: 0 });
  const sides = [
    { ...row, decided: !undone && !taken },
    { ...other, decided: !undone && other.decision !== null },
  ];
  const effects: NewEffect[] = [];
  for (const side of sides) {
    const of = { guildId, id: side.id };
    if (!side.decided) {
      effects.push(...(await restoreMembers(db, of, number)));
      if (side.carded === 1) await foldFlags(base, db, of, now);
      else await unfold(base, db, guildId, await idsOf(db, guildId, side.id), now);
    }
    await renew(base, db, side, now, number);
  }
  await addEffects(base, db, effects, now);
  return { number, changed: changes.find((one) => one.id === part)?.members.length ?? 0 };
}

/** Whether a decision stands that is younger than a merge. */
async function isDecidedSince(
  db: Database,
  { guildId, id }: Of<'unmerge'>,
  merged: number,
): Promise<boolean> {
  const since = await db
    .selectFrom('campaign_events')
    .select('number')
    .where('guild_id', '=', guildId)
    .where('campaign_id', '=', id)
    .where('number', '>', merged)
    .where('kind', 'in', [...CAMPAIGN_DECISIONS, 'remove-new'])
    .where('undone_by', 'is', null)
    .executeTakeFirst();
  return since !== undefined;
}

async function countReviewed(db: Database, guildId: string, id: string): Promise<number> {
  const row = await db
    .selectFrom('campaign_posts')
    .select(sql<number>`count(*)`.as('count'))
    .where('guild_id', '=', guildId)
    .where('campaign_id', '=', id)
    .where('reviewed', '=', 1)
    .executeTakeFirst();
  return checked(whole, row?.count ?? 0, 'campaign_posts');
}
