import type { Case, Flag } from '../../moderation/index.js';
import type { Base } from '../base.js';
import { removesMessage } from '../flags/removes.js';
import { readFlag } from '../flags/row.js';
import { addEffects } from '../outbox/add.js';
import { countUp } from '../servers/ensure.js';
import type { CaseStore, Refused } from '../store.js';
import { insertCase } from './insert.js';
import { lockFlag } from './lock-flag.js';

/** Decides an open flag: state, case and effects in one transaction; of several at once exactly one wins. */
export function decide(
  base: Base,
  request: Parameters<CaseStore['decide']>[0],
): Promise<{ flag: Flag; case: Case } | { refused: Refused; flag?: Flag }> {
  const { guildId, flagId, decision, moderatorId, why, now } = request;
  return base.transact(async (db) => {
    const row = await lockFlag(base, db, guildId, flagId);
    if (row === undefined) return { refused: 'unknown' };
    const before = readFlag(base, row);
    if (before.state !== 'open') return { refused: before.state, flag: before };
    const number = await countUp(db, guildId, 'cases');
    const decided = await db
      .updateTable('flags')
      .set({
        state: 'decided',
        case_number: number,
        claim_hash: null,
        claim_by: null,
        claim_until: 0,
        ...(removesMessage(decision) ? { removed: 1 } : {}),
        version: row.version + 1,
        settled_at: now,
        updated_at: now,
      })
      .where('id', '=', flagId)
      .returningAll()
      .executeTakeFirstOrThrow();
    const flag = readFlag(base, decided);
    const made = await insertCase(base, db, {
      guildId,
      number,
      flagId,
      decision,
      moderatorId,
      at: now,
      why,
      shown: flag.content,
      evidenceKey: flag.evidenceKey,
      undoes: null,
      authorHash: row.author_hash,
      parentHash: row.parent_hash,
    });
    await addEffects(base, db, request.effects(number, flag), now);
    return { flag, case: made };
  });
}
