import { z } from 'zod';
import {
  CLOSE_REASONS,
  FLAG_STATES,
  flagContentSchema,
  type Flag,
  type FlagContent,
} from '../../moderation/index.js';
import type { Base } from '../base.js';
import { bit, checked, checkedJson, nullableBytes, whole } from '../row.js';
import { contextOf } from '../sealed.js';

const rowSchema = z.object({
  id: z.string(),
  guild_id: z.string(),
  channel_id: z.string(),
  message_id: z.string(),
  revision: whole,
  article_id: z.string(),
  state: z.enum(FLAG_STATES),
  closed_why: z.enum(CLOSE_REASONS).nullable(),
  shadow: bit,
  evidence_key: z.string(),
  score: z.number(),
  author_hash: z.string(),
  content: nullableBytes,
  card_channel_id: z.string().nullable(),
  card_message_id: z.string().nullable(),
  claim_by: nullableBytes,
  claim_until: whole,
  case_number: whole.nullable(),
  created_at: whole,
  updated_at: whole,
});

/** A flag as it stands in the database. */
export function readFlag(base: Base, from: unknown): Flag {
  const row = checked(rowSchema, from, 'flags');
  const { claim_by, card_channel_id, card_message_id } = row;
  return {
    id: row.id,
    guildId: row.guild_id,
    channelId: row.channel_id,
    messageId: row.message_id,
    revision: row.revision,
    articleId: row.article_id,
    state: row.state,
    closedWhy: row.closed_why,
    shadow: row.shadow,
    evidenceKey: row.evidence_key,
    score: row.score,
    authorHash: row.author_hash,
    content: row.content && openContent(base, row.id, row.content),
    card:
      card_channel_id === null || card_message_id === null
        ? null
        : { channelId: card_channel_id, messageId: card_message_id },
    claim: claim_by && {
      by: base.vault.open(claim_by, contextOf('flags.claim_by', row.id)),
      until: row.claim_until,
    },
    caseNumber: row.case_number,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Encrypts what a flag shows. */
export function sealContent(base: Base, id: string, content: FlagContent): Buffer {
  return base.vault.seal(JSON.stringify(content), contextOf('flags.content', id));
}

/** What a flag shows. */
export function openContent(base: Base, id: string, sealed: Uint8Array): FlagContent {
  const text = base.vault.open(sealed, contextOf('flags.content', id));
  return checkedJson(flagContentSchema, text, 'flags.content');
}
