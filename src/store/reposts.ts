import { z } from 'zod';
import type { Base } from './base.js';
import { inBatches } from './batches.js';
import { checked } from './row.js';
import type { Repost, RepostStore } from './store.js';
import type { RepostKind } from './tables.js';

const rowSchema = z.object({ channel_id: z.string(), posted_id: z.string() });

/** Where the bot posted a comment again; undefined: nowhere, or it took that back. */
export async function getRepost(
  base: Base,
  guildId: string,
  messageId: string,
  kind: RepostKind,
): Promise<Repost | undefined> {
  const row = await base.query((db) =>
    db
      .selectFrom('reposts')
      .select(['channel_id', 'posted_id'])
      .where('message_id', '=', messageId)
      .where('kind', '=', kind)
      .where('guild_id', '=', guildId)
      .executeTakeFirst(),
  );
  if (row === undefined) return undefined;
  const { channel_id, posted_id } = checked(rowSchema, row, 'reposts');
  return { channelId: channel_id, messageId: posted_id };
}

/** Stores where the bot posted a comment again. */
export async function setRepost(
  base: Base,
  ...[guildId, messageId, kind, repost]: Parameters<RepostStore['set']>
): Promise<void> {
  const at = { channel_id: repost.channelId, posted_id: repost.messageId, posted_at: base.clock() };
  await base.query((db) =>
    db
      .insertInto('reposts')
      .values({ message_id: messageId, kind, guild_id: guildId, ...at })
      .onConflict((conflict) => conflict.columns(['message_id', 'kind']).doUpdateSet(at))
      .execute(),
  );
}

/** The bot's message stands no more. */
export async function removeRepost(
  base: Base,
  guildId: string,
  messageId: string,
  kind: RepostKind,
): Promise<void> {
  await base.query((db) =>
    db
      .deleteFrom('reposts')
      .where('message_id', '=', messageId)
      .where('kind', '=', kind)
      .where('guild_id', '=', guildId)
      .execute(),
  );
}

/** Forgets the bot's messages of a server from before `before`: nothing is left to decide on their comments. */
export function sweepReposts(base: Base, guildId: string, before: number): Promise<number> {
  return inBatches(async (limit) => {
    const rows = await base.query((db) =>
      db
        .deleteFrom('reposts')
        .where('message_id', 'in', (eb) =>
          eb
            .selectFrom('reposts')
            .select('message_id')
            .where('guild_id', '=', guildId)
            .where('posted_at', '<', before)
            .limit(limit),
        )
        .returning('message_id')
        .execute(),
    );
    return rows.length;
  });
}
