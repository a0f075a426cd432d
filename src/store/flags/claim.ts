import type { Flag } from '../../moderation/index.js';
import type { Base } from '../base.js';
import { contextOf } from '../sealed.js';
import { readFlag } from './row.js';

/** Leases one open flag or renews its lease; undefined when it is not open, a shadow, or held by somebody else. */
export async function claimFlag(
  base: Base,
  guildId: string,
  moderatorId: string,
  id: string,
  now: number,
  leaseMs: number,
): Promise<Flag | undefined> {
  const holder = base.names.moderator(guildId, moderatorId);
  // One statement: of two moderators who claim at once the second no longer fits its condition.
  const row = await base.query((db) =>
    db
      .updateTable('flags')
      .set({
        claim_hash: holder,
        claim_by: base.vault.seal(moderatorId, contextOf('flags.claim_by', id)),
        claim_until: now + leaseMs,
      })
      .where('guild_id', '=', guildId)
      .where('id', '=', id)
      .where('state', '=', 'open')
      .where('shadow', '=', 0)
      .where((eb) => eb.or([eb('claim_until', '<=', now), eb('claim_hash', '=', holder)]))
      .returningAll()
      .executeTakeFirst(),
  );
  return row && readFlag(base, row);
}
