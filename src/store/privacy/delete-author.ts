import type { Base, Database } from '../base.js';
import { closeFlags, updateCards } from '../flags/close.js';
import { forgetParents } from './forget-parents.js';

/**
 * Deletes all texts and traces of an author in a server: messages go, open flags are closed, flags and cases keep their
 * numbers and decisions but neither text nor hash; where the author's comment stood as the one that another answers, it
 * goes too. Cards are brought up to date, so that they lose the text as well. Gives what was deleted, by table.
 */
export function deleteAuthor(
  base: Base,
  guildId: string,
  authorId: string,
  now: number,
): Promise<Record<string, number>> {
  const author = base.names.author(guildId, authorId);
  return base.transact(async (db) => {
    const messages = await db
      .deleteFrom('messages')
      .where('guild_id', '=', guildId)
      .where('author_hash', '=', author)
      .returning('message_id')
      .execute();
    await closeFlags(
      base,
      db,
      (eb) => eb.and([eb('guild_id', '=', guildId), eb('author_hash', '=', author)]),
      'message-deleted',
      now,
    );
    const flags = await emptyFlags(base, db, guildId, author, now);
    const cases = await db
      .updateTable('cases')
      .set({ shown: null, why: null, named: 0, author_hash: null })
      .where('guild_id', '=', guildId)
      .where('author_hash', '=', author)
      .returning('number')
      .execute();
    const parents = await forgetParents(base, db, guildId, author);
    return { messages: messages.length, flags, cases: cases.length, parents };
  });
}

async function emptyFlags(
  base: Base,
  db: Database,
  guildId: string,
  author: string,
  now: number,
): Promise<number> {
  const rows = await db
    .updateTable('flags')
    .set((eb) => ({ content: null, named: 0, author_hash: '', version: eb('version', '+', 1) }))
    .where('guild_id', '=', guildId)
    .where('author_hash', '=', author)
    .returning(['id', 'guild_id', 'shadow', 'version', 'card_message_id'])
    .execute();
  await updateCards(
    base,
    db,
    rows.filter(({ card_message_id }) => card_message_id !== null),
    now,
  );
  return rows.length;
}
