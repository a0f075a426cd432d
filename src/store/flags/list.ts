import type { Flag } from '../../moderation/index.js';
import type { Base } from '../base.js';
import { inQueue } from './filter.js';
import { readFlag } from './row.js';

/** Open flags (no shadows) in the order of the queue. */
export async function openFlags(base: Base, guildId: string, limit: number): Promise<Flag[]> {
  const rows = await base.query((db) =>
    db
      .selectFrom('flags')
      .selectAll()
      .where(inQueue(guildId, {}, 0))
      .orderBy('score', 'desc')
      .orderBy('created_at')
      .orderBy('id')
      .limit(limit)
      .execute(),
  );
  return rows.map((row) => readFlag(base, row));
}

/** The latest flags of an author, newest first, shadows among them. */
export async function flagsOfAuthor(
  base: Base,
  guildId: string,
  authorHash: string,
  limit: number,
): Promise<Flag[]> {
  const rows = await base.query((db) =>
    db
      .selectFrom('flags')
      .selectAll()
      .where('guild_id', '=', guildId)
      .where('author_hash', '=', authorHash)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute(),
  );
  return rows.map((row) => readFlag(base, row));
}
