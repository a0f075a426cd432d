import type { Flag } from '../../moderation/index.js';
import type { Base, Database } from '../base.js';
import { alone } from '../dialect/locks.js';
import { contextOf } from '../sealed.js';
import type { QueueFilter } from '../store.js';
import { inQueue } from './filter.js';
import { readFlag } from './row.js';

/**
 * Leases the next open flag: the one that this moderator holds if it fits the filter, else the one with the highest
 * score, then the oldest, that nobody holds.
 */
export function nextInQueue(
  base: Base,
  guildId: string,
  moderatorId: string,
  filter: QueueFilter,
  now: number,
  leaseMs: number,
): Promise<Flag | undefined> {
  const holder = base.names.moderator(guildId, moderatorId);
  return base.transact(async (db) => {
    // A moderator who asks twice at once gets one flag, not two.
    await alone(base.kind, db, `queue ${holder}`);
    const id =
      (await held(base, db, guildId, holder, filter, now)) ?? (await free(base, db, guildId, filter, now));
    if (id === undefined) return undefined;
    const row = await db
      .updateTable('flags')
      .set({
        claim_hash: holder,
        claim_by: base.vault.seal(moderatorId, contextOf('flags.claim_by', id)),
        claim_until: now + leaseMs,
      })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    return readFlag(base, row);
  });
}

/** What the moderator holds already: few flags, so they are put in order here, and SQLite finds them by their holder. */
async function held(
  base: Base,
  db: Database,
  guildId: string,
  holder: string,
  filter: QueueFilter,
  now: number,
): Promise<string | undefined> {
  const rows = await db
    .selectFrom('flags')
    .select(['id', 'score', 'created_at'])
    .where(inQueue(guildId, filter, now))
    .where('claim_hash', '=', holder)
    .where('claim_until', '>', now)
    .$if(base.kind === 'postgres', (query) => query.forUpdate())
    .execute();
  rows.sort((a, b) => b.score - a.score || a.created_at - b.created_at || (a.id < b.id ? -1 : 1));
  return rows[0]?.id;
}

async function free(
  base: Base,
  db: Database,
  guildId: string,
  filter: QueueFilter,
  now: number,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('flags')
    .select('id')
    .where(inQueue(guildId, filter, now))
    .where('claim_until', '<=', now)
    .orderBy('score', 'desc')
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    // Rows that others are about to lease are passed over, not waited for.
    .$if(base.kind === 'postgres', (query) => query.forUpdate().skipLocked())
    .executeTakeFirst();
  return row?.id;
}
