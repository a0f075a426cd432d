import { sql } from 'kysely';
import { z } from 'zod';
import { CAMPAIGN_DECISIONS, CAMPAIGN_STATES } from '../campaign/index.js';
import { CAMPAIGN_EVENTS, type CampaignRecord, campaignSummarySchema } from '../moderation/index.js';
import type { Base, Database } from './base.js';
import type { CampaignEvent, CampaignStore } from './campaign-port.js';
import { contextOf } from './encryption/sealed-columns.js';
import { bit, bytes, checked, checkedJson, nullableBytes, whole } from './row.js';

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
  return base.setAside.each(
    'campaigns',
    rows,
    (row) => readCampaign(base, row),
    ({ guild_id, id }) => `${guild_id}/${id}`,
  ).read;
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
  return base.setAside.each(
    'campaign_events',
    rows,
    (row) => readEvent(base, row),
    (row) => `${row.guild_id}/${row.number}`,
  ).read;
}

function readEvent(base: Base, from: unknown): CampaignEvent {
  const row = checked(eventSchema, from, 'campaign_events');
  return {
    number: row.number,
    seq: row.seq,
    campaignId: row.campaign_id,
    kind: row.kind,
    at: row.at,
    moderatorId: row.moderator && openModerator(base, row.guild_id, row.number, row.moderator),
    undoneBy: row.undone_by,
    ids: checkedJson(idsSchema, row.ids, 'campaign_events.ids'),
  };
}

const statesSchema = z.array(z.object({ state: z.enum(CAMPAIGN_STATES), count: whole }));

/** Campaigns of all servers that are not over, by state. */
export async function countCampaigns(base: Base): ReturnType<CampaignStore['counts']> {
  const rows = await base.query((db) =>
    db
      .selectFrom('campaigns')
      .select((eb) => ['state', eb.fn.countAll().as('count')])
      .where('merged_into', 'is', null)
      .where('state', '<>', 'expired')
      .groupBy('state')
      .execute(),
  );
  const counts = { emerging: 0, known: 0, decided: 0, watch: 0 };
  for (const { state, count } of checked(statesSchema, rows, 'campaigns'))
    if (state !== 'expired') counts[state] = count;
  return counts;
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
