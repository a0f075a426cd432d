import type { Case, Flag } from '../../moderation/index.js';
import type { Base } from '../base.js';
import { readFlag } from '../flags/row.js';
import { addEffects } from '../outbox/add.js';
import { countUp } from '../servers/ensure.js';
import type { CaseStore, Refused } from '../store.js';
import { insertCase } from './insert.js';
import { lockFlag } from './lock-flag.js';
import { readCase } from './row.js';

/**
 * Undoes the decision that stands, with a case of its own. The flag is open again; closed if somebody else than the bot
 * has deleted its message since.
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
