import { z } from 'zod';
import type { Decision, Flag, NewEffect } from './flag.js';
import { snowflake } from './settings.js';

/** Narrows down the open flags of a server; what is not given does not narrow. */
export const flagSelectionSchema = z.object({
  articleId: z.string().optional(),
  channelId: snowflake.optional(),
  /** Pseudonym of the author. */
  authorHash: z.string().min(1).optional(),
  /** Flags of the campaign's core: what is only similar is never decided with it. */
  campaignId: z.string().optional(),
  evidenceKey: z.string().optional(),
  /** The score is at least this, in [0, 1]. */
  from: z.number().optional(),
  /** The score is below this. */
  below: z.number().optional(),
  /** Only flags older than this. */
  olderThanMs: z.number().optional(),
});
export type FlagSelection = Readonly<z.infer<typeof flagSelectionSchema>>;

/**
 * Whether a selection takes a flag: what the queries of the store say, in words of one flag.
 *
 * @param campaignId the campaign of which the flag's message is core; null: none
 */
export function selects(
  selection: FlagSelection,
  flag: Pick<
    Flag,
    'state' | 'shadow' | 'articleId' | 'channelId' | 'authorHash' | 'evidenceKey' | 'score' | 'createdAt'
  >,
  { now, campaignId }: { readonly now: number; readonly campaignId: string | null },
): boolean {
  const { from, below, olderThanMs } = selection;
  return (
    flag.state === 'open' &&
    !flag.shadow &&
    flag.articleId === (selection.articleId ?? flag.articleId) &&
    flag.channelId === (selection.channelId ?? flag.channelId) &&
    flag.authorHash === (selection.authorHash ?? flag.authorHash) &&
    flag.evidenceKey === (selection.evidenceKey ?? flag.evidenceKey) &&
    campaignId === (selection.campaignId ?? campaignId) &&
    (from === undefined || flag.score >= from) &&
    (below === undefined || flag.score < below) &&
    (olderThanMs === undefined || flag.createdAt < now - olderThanMs)
  );
}

/** Open flags that have something in common. */
export interface FlagGroup {
  /** Its id: of an article, a channel, a campaign; a pseudonym; a key of evidence. */
  readonly value: string;
  readonly count: number;
}
/** By what open flags are grouped; `campaignId`: those whose message is core of one. */
export const FLAG_GROUPS = ['articleId', 'channelId', 'authorHash', 'campaignId', 'evidenceKey'] as const;
export type FlagGroupKey = (typeof FLAG_GROUPS)[number];

/**
 * Most flags of one bulk: its transaction holds the database (SQLite) or the server's counter (PostgreSQL) meanwhile; 1,000
 * take what bench/bot/bulk.ts measures.
 */
export const MOST_IN_BULK = 1000;
/** Removals of more comments than this are asked about once more. Set by hand: what a screen of Discord shows of a list. */
export const ASK_ABOVE = 20;

/** What may be decided about many flags at once; a timeout is about a person, and is decided on one flag. */
export const BULK_DECISIONS = ['delete', 'hide', 'keep', 'dismiss'] as const satisfies readonly Decision[];
export type BulkDecision = (typeof BULK_DECISIONS)[number];

/** `proposed`: shown, nothing is decided. `undone`: decided, and undone as a whole. */
export const BULK_STATES = ['proposed', 'decided', 'undone'] as const;
export type BulkState = (typeof BULK_STATES)[number];

/** Many flags that are decided together: those that its preview showed. */
export interface Bulk {
  readonly guildId: string;
  readonly id: string;
  readonly state: BulkState;
  readonly selection: FlagSelection;
  /** Null while it is proposed. */
  readonly decision: BulkDecision | null;
  /** Who looked at the preview, then who decided. */
  readonly moderatorId: string;
  readonly previewedAt: number;
  readonly decidedAt: number | null;
  readonly undoneBy: string | null;
  readonly undoneAt: number | null;
  /** Flags that the preview showed. */
  readonly shown: number;
  /** Flags that the selection took beyond the most of one bulk. */
  readonly beyond: number;
  /** Flags that it decided; the others had been decided or closed meanwhile. */
  readonly decided: number;
  /** Flags whose decision the undoing took back; the others had been decided anew meanwhile. */
  readonly undone: number;
  readonly card: { readonly channelId: string; readonly messageId: string } | null;
}

type Ids = Pick<Bulk, 'guildId' | 'id'>;

/** The effect that posts the card of a bulk, which says what came of it. */
export function bulkCard({ guildId, id }: Ids): NewEffect {
  return {
    guildId,
    partitionKey: `bulk:${id}`,
    key: `bulk-card:${id}`,
    effect: { kind: 'bulk-card', bulkId: id },
  };
}

/** A card that grows is edited at most once in so many ms. */
const UPDATE_EVERY_MS = 5000;

/**
 * The effect that brings the card of a bulk up to date.
 *
 * @param because what everybody must see at once; without it, updates within some seconds are one
 */
export function bulkUpdate({ guildId, id }: Ids, now: number, because?: string): NewEffect {
  const slot = Math.floor(now / UPDATE_EVERY_MS);
  return {
    guildId,
    partitionKey: `bulk:${id}`,
    key: `bulk-update:${id}:${because ?? `at-${slot}`}`,
    effect: { kind: 'bulk-update', bulkId: id },
    // After the end of the slot, so that it shows all that happened in it.
    ...(because === undefined ? { dueAt: (slot + 1) * UPDATE_EVERY_MS + 500 } : {}),
  };
}
