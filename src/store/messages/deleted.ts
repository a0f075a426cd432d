import type { Flag } from '../../moderation/index.js';
import type { Base } from '../base.js';
import { chunks } from '../chunks.js';
import { closeFlags } from '../flags/close.js';

/**
 * Messages are gone: their texts are dropped, their open flags closed. A decided flag stays decided, and remembers
 * whether it was somebody else than the bot who deleted its message, so that an undo does not open it again for nothing.
 * Gives the flags that were closed.
 */
export async function deleted(base: Base, messageIds: readonly string[], now: number): Promise<Flag[]> {
  const sorted = [...new Set(messageIds)].sort();
  if (sorted.length === 0) return [];
  return base.transact(async (db) => {
    const closed: Flag[] = [];
    for (const ids of chunks(sorted)) {
      if (base.kind === 'postgres') {
        // The order of locks: an UPDATE takes them in any.
        await db
          .selectFrom('messages')
          .select('message_id')
          .where('message_id', 'in', ids)
          .orderBy('message_id')
          .forUpdate()
          .execute();
      }
      await db
        .updateTable('messages')
        .set({ state: 'deleted', content: null })
        .where('message_id', 'in', ids)
        .execute();
      await db
        .updateTable('flags')
        .set({ gone: 1 })
        .where('message_id', 'in', ids)
        .where('removed', '=', 0)
        .where('state', '=', 'decided')
        .execute();
      closed.push(
        ...(await closeFlags(
          base,
          db,
          (eb) => eb.and([eb('message_id', 'in', ids), eb('removed', '=', 0)]),
          'message-deleted',
          now,
        )),
      );
    }
    return closed;
  });
}
