import type { Selectable } from 'kysely';
import type { Case, Flag } from '../moderation/index.js';
import type { Base, Database } from './base.js';
import { insertCase, readCase } from './cases.js';
import { readFlag } from './flags.js';
import { addEffects } from './outbox.js';
import { countUp } from './servers.js';
import type { CaseStore, Refused } from './store.js';
import type { Tables } from './tables.js';

/** Locks a flag until the transaction ends: concurrent decisions on it wait for the outcome. */
function lockFlag(
  base: Base,
  db: Database,
  guildId: string,
  flagId: string,
): Promise<Selectable<Tables['flags']> | undefined> {
  return db
    .selectFrom('flags')
    .selectAll()
    .where('guild_id', '=', guildId)
    .where('id', '=', flagId)
    .$if(base.kind === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst();
}

/** Decides an open flag: state, case and effects in one transaction. Exactly one of several concurrent decisions wins. */
export function decide(
  base: Base,
  request: Parameters<CaseStore['decide']>[0],
): Promise<{ flag: Flag; case: Case } | { refused: Refused; flag?: Flag }> {
  const { guildId, flagId, decision, removes, moderatorId, why, now } = request;
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
        last_case: number,
        claim_hash: null,
        claim_by: null,
        claim_until: 0,
        ...(removes ? { removed: 1 } : {}),
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

/**
 * Undoes the current decision with a case of its own. The flag is open again, or closed if somebody other than the bot has
 * deleted its message since.
 */
export function undo(
  base: Base,
  request: Parameters<CaseStore['undo']>[0],
): Promise<{ flag: Flag; case: Case } | { refused: Refused; flag?: Flag }> {
  const { guildId, flagId, moderatorId, now } = request;
  return base.transact(async (db) => {
    const row = await lockFlag(base, db, guildId, flagId);
    if (row === undefined) return { refused: 'unknown' };
    const before = readFlag(base, row);
    if (before.state !== 'decided' || before.caseNumber === null) {
      return { refused: before.state === 'closed' ? 'closed' : 'not-decided', flag: before };
    }
    const number = await countUp(db, guildId, 'cases');
    const undone = await db
      .updateTable('cases')
      .set({ undone_by: number })
      .where('guild_id', '=', guildId)
      .where('number', '=', before.caseNumber)
      .returningAll()
      .executeTakeFirstOrThrow();
    const gone = row.gone === 1;
    const reopened = await db
      .updateTable('flags')
      .set({
        state: gone ? 'closed' : 'open',
        closed_why: gone ? 'message-deleted' : null,
        case_number: null,
        last_case: number,
        version: row.version + 1,
        settled_at: gone ? now : null,
        updated_at: now,
      })
      .where('id', '=', flagId)
      .returningAll()
      .executeTakeFirstOrThrow();
    const flag = readFlag(base, reopened);
    const made = await insertCase(base, db, {
      guildId,
      number,
      flagId,
      decision: 'undo',
      moderatorId,
      at: now,
      why: null,
      shown: flag.content,
      evidenceKey: flag.evidenceKey,
      undoes: before.caseNumber,
      authorHash: row.author_hash,
      parentHash: row.parent_hash,
    });
    await addEffects(base, db, request.effects(number, readCase(base, undone), flag), now);
    return { flag, case: made };
  });
}
