import type { Base } from '../base.js';
import { checked, whole } from '../row.js';

/** The latest revision that is known of a message. */
export async function revision(base: Base, messageId: string): Promise<number | undefined> {
  const row = await base.query((db) =>
    db.selectFrom('messages').select('revision').where('message_id', '=', messageId).executeTakeFirst(),
  );
  return row && checked(whole, row.revision, 'messages.revision');
}
