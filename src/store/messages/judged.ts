import { sql } from 'kysely';
import { z } from 'zod';
import type { Flag } from '../../moderation/index.js';
import type { Base, Database } from '../base.js';
import { chunks } from '../chunks.js';
import { makeFlags } from '../flags/make.js';
import { checked } from '../row.js';
import type { Judged } from '../store.js';

const notedSchema = z.array(
  z.object({ message_id: z.string(), author_hash: z.string(), parent_hash: z.string().nullable() }),
);

/**
 * Notes verdicts, drops the texts, keeps flags with their effects. A message that was judged, edited or deleted in the
 * meantime is left as it is. What `act` decides is numbered like any case, and its effects go before the flag's own.
 */
export async function judged(base: Base, results: readonly Judged[]): Promise<Flag[]> {
  const sorted = [...results].sort((a, b) => (a.messageId < b.messageId ? -1 : 1));
  if (sorted.length === 0) return [];
  return base.transact(async (db) => {
    const flags: Flag[] = [];
    for (const chunk of chunks(sorted)) {
      const noted = new Map((await note(db, chunk)).map((row) => [row.message_id, row]));
      const made = chunk.flatMap((result) => {
        const row = noted.get(result.messageId);
        if (row === undefined || result.flag === undefined) return [];
        // Of two results for one message the first counts.
        noted.delete(result.messageId);
        return [{ ...result, flag: result.flag, authorHash: row.author_hash, parentHash: row.parent_hash }];
      });
      flags.push(...(await makeFlags(base, db, made)));
    }
    return flags;
  });
}

/** The messages that waited for this verdict. */
async function note(db: Database, results: readonly Judged[]): Promise<z.output<typeof notedSchema>> {
  const rows = sql.join(
    results.map(
      ({ messageId, revision, verdict, score }) =>
        sql`(cast(${messageId} as text), cast(${revision} as bigint), cast(${verdict} as text), cast(${score} as double precision))`,
    ),
  );
  const noted = await sql`update messages
    set state = 'judged', verdict = result.column3, score = result.column4, content = null
    from (values ${rows}) as result
    where messages.message_id = result.column1 and messages.revision = result.column2 and messages.state = 'taken'
    returning messages.message_id, messages.author_hash, messages.parent_hash`.execute(db);
  return checked(notedSchema, noted.rows, 'messages');
}
