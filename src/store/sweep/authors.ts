import { sql } from 'kysely';
import { flagContentSchema } from '../../moderation/index.js';
import type { Base } from '../base.js';
import { inBatches } from '../batches.js';
import { openContent, sealContent } from '../flags/row.js';
import { checkedJson } from '../row.js';
import { contextOf } from '../sealed.js';

/** Takes the author out of flags that were decided or closed before; the hash stays. */
export function stripFlags(base: Base, before: number): Promise<number> {
  return inBatches((limit) =>
    base.transact(async (db) => {
      const rows = await db
        .selectFrom('flags')
        .select(['id', 'content'])
        .where('named', '=', sql.lit(1))
        .where('settled_at', '<', before)
        .limit(limit)
        .$if(base.kind === 'postgres', (query) => query.forUpdate().skipLocked())
        .execute();
      for (const { id, content } of rows) {
        const bare = content && sealContent(base, id, { ...openContent(base, id, content), author: null });
        await db.updateTable('flags').set({ content: bare, named: 0 }).where('id', '=', id).execute();
      }
      return rows.length;
    }),
  );
}

/** Takes the author out of what cases from before showed. */
export function stripCases(base: Base, before: number): Promise<number> {
  return inBatches((limit) =>
    base.transact(async (db) => {
      const rows = await db
        .selectFrom('cases')
        .select(['guild_id', 'number', 'shown'])
        .where('named', '=', sql.lit(1))
        .where('at', '<', before)
        .limit(limit)
        .$if(base.kind === 'postgres', (query) => query.forUpdate().skipLocked())
        .execute();
      for (const { guild_id, number, shown } of rows) {
        const context = contextOf('cases.shown', guild_id, number);
        const bare =
          shown &&
          base.vault.seal(
            JSON.stringify({
              ...checkedJson(flagContentSchema, base.vault.open(shown, context), 'cases.shown'),
              author: null,
            }),
            context,
          );
        await db
          .updateTable('cases')
          .set({ shown: bare, named: 0 })
          .where('guild_id', '=', guild_id)
          .where('number', '=', number)
          .execute();
      }
      return rows.length;
    }),
  );
}
