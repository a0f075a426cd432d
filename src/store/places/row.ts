import { z } from 'zod';
import { MODES } from '../../moderation/index.js';
import { checked, whole } from '../row.js';
import type { BoundChannel } from '../store.js';

const rowSchema = z
  .object({
    channel_id: z.string(),
    guild_id: z.string(),
    article_id: z.string().nullable(),
    mode: z.enum(MODES).nullable(),
    cursor: z.string().nullable(),
    bound_at: whole,
  })
  .transform((row): BoundChannel => ({
    channelId: row.channel_id,
    guildId: row.guild_id,
    articleId: row.article_id,
    mode: row.mode,
    cursor: row.cursor,
    boundAt: row.bound_at,
  }));

/** A place as it stands in the database. */
export function readPlace(row: unknown): BoundChannel {
  return checked(rowSchema, row, 'places');
}
