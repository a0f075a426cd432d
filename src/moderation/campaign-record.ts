import { z } from 'zod';
import {
  CAMPAIGN_DECISIONS,
  CAMPAIGN_HANDS,
  CAMPAIGN_KINDS,
  CAMPAIGN_PACES,
  type CampaignDecision,
  type CampaignState,
} from '../campaign/index.js';
import type { NewEffect } from './flag.js';

/** What a server stores of a campaign beside its members; encrypted at rest, because the phrases are words of comments. */
export const campaignSummarySchema = z.object({
  name: z.string(),
  phrases: z.array(z.string()),
  kind: z.enum(CAMPAIGN_KINDS),
  /** Posts in the last hour before the last one. */
  hourly: z.number(),
  counts: z.object({
    posts: z.int(),
    texts: z.int(),
    authors: z.int(),
    articles: z.int(),
    channels: z.int(),
  }),
  foreign: z.number().nullable(),
  shape: z.object({ hands: z.enum(CAMPAIGN_HANDS), pace: z.enum(CAMPAIGN_PACES) }),
});
export type CampaignSummary = z.infer<typeof campaignSummarySchema>;

/** A campaign of a server as the store has it. */
export interface CampaignRecord {
  readonly guildId: string;
  readonly id: string;
  readonly state: CampaignState;
  /** Ms since 1970. */
  readonly first: number;
  readonly last: number;
  readonly declared: number | null;
  /** See `campaignStrength`. */
  readonly strength: number;
  readonly summary: CampaignSummary;
  /** The decision that stands, with the number of its event. */
  readonly decided: {
    readonly decision: CampaignDecision;
    readonly moderatorId: string | null;
    readonly at: number;
    readonly number: number;
  } | null;
  /** The campaign that this one turned out to be a part of. */
  readonly mergedInto: string | null;
  readonly splitFrom: string | null;
  /** Whether a card was ordered: from then on its members have none of their own. */
  readonly carded: boolean;
  readonly card: { readonly channelId: string; readonly messageId: string } | null;
  /** Members that moderators removed by a click that stands, and those that proved wrong. */
  readonly reviewed: { readonly right: number; readonly wrong: number };
  /** Changes whenever a decision does. */
  readonly version: number;
}

/** Evidence that a message is a member, as the engine gives it; the phrase is encrypted at rest. */
export const campaignEvidenceSchema = z.object({
  link: z.string().nullable(),
  by: z.enum(['copy', 'near', 'words', 'meaning']),
  span: z.tuple([z.int(), z.int()]).nullable(),
  phrase: z.string(),
  likeness: z.number(),
});
export type CampaignEvidence = z.infer<typeof campaignEvidenceSchema>;

/**
 * What became of a member. `here`: nothing. `queued`: it came after its campaign was to be removed, and waits for a click.
 * `removed`: the bot deletes it, or has. `restored`: it was removed, and that was undone.
 */
export const MEMBER_STATES = ['here', 'queued', 'removed', 'restored'] as const;
export type MemberState = (typeof MEMBER_STATES)[number];

/** What happened to a campaign, in order; the tracker is rebuilt from it. */
export const CAMPAIGN_EVENTS = [
  ...CAMPAIGN_DECISIONS,
  'undo',
  'remove-new',
  'merge',
  'unmerge',
  'split',
  'absorbed',
] as const;
export type CampaignEventKind = (typeof CAMPAIGN_EVENTS)[number];

type Ids = Pick<CampaignRecord, 'guildId' | 'id'>;

/** The effect that posts the card of a campaign. */
export function campaignCard({ guildId, id }: Ids): NewEffect {
  return {
    guildId,
    partitionKey: `campaign:${id}`,
    key: `campaign-card:${id}`,
    effect: { kind: 'campaign-card', campaignId: id },
  };
}

/** A card that grows is edited at most once in so many ms; decisions show at once. */
const UPDATE_EVERY_MS = 5000;

/**
 * The effect that brings the card of a campaign up to date.
 *
 * @param because the number of the event that everybody must see at once; without it, updates within some seconds are one
 */
export function campaignUpdate({ guildId, id }: Ids, now: number, because?: number): NewEffect {
  const slot = Math.floor(now / UPDATE_EVERY_MS);
  return {
    guildId,
    partitionKey: `campaign:${id}`,
    key: `campaign-update:${id}:${because === undefined ? `at-${slot}` : `event-${because}`}`,
    effect: { kind: 'campaign-update', campaignId: id },
    // After the end of the slot, so that it shows all that happened in it.
    ...(because === undefined ? { dueAt: (slot + 1) * UPDATE_EVERY_MS + 500 } : {}),
  };
}

/** The effect that deletes a member's message in Discord, or posts it again as a quotation. */
export function campaignAction(
  kind: 'campaign-delete' | 'campaign-restore',
  { guildId, id }: Ids,
  messageId: string,
  number: number,
): NewEffect {
  return {
    guildId,
    partitionKey: `act:${messageId}`,
    key: `${kind}:${messageId}:${number}`,
    effect: { kind, campaignId: id, messageId, number },
  };
}
