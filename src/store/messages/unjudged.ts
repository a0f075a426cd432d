import { sql } from 'kysely';
import type { Base } from '../base.js';
import type { IncomingMessage } from '../store.js';
import type { MessageState } from '../tables.js';
import { readMessage } from './row.js';

/** Messages that were kept but not judged, oldest first. */
export async function unjudged(base: Base, limit: number): Promise<IncomingMessage[]> {
  const rows = await base.query((db) =>
    db
      .selectFrom('messages')
      .selectAll()
      .where('state', '=', sql.lit<MessageState>('taken'))
      .orderBy('posted_at')
      .orderBy('message_id')
      .limit(limit)
      .execute(),
  );
  return rows.map((row) => readMessage(base, row));
}
