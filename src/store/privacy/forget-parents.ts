import { z } from 'zod';
import { flagContentSchema } from '../../moderation/index.js';
import type { Base, Database } from '../base.js';
import { openContent, sealContent } from '../flags/row.js';
import { readMessage, sealMessage } from '../messages/row.js';
import { checkedJson } from '../row.js';
import { contextOf } from '../sealed.js';

/** Takes an author's comments out of messages, flags and cases that answer them. */
export async function forgetParents(
  base: Base,
  db: Database,
  guildId: string,
  author: string,
): Promise<number> {
  const messages = await db
    .selectFrom('messages')
    .selectAll()
    .where('guild_id', '=', guildId)
    .where('parent_hash', '=', author)
    .execute();
  for (const row of messages) {
    const content =
      row.content &&
      sealMessage(base, { ...readMessage(base, row), parent: null, parentAuthorId: undefined });
    await db
      .updateTable('messages')
      .set({ content, parent_hash: null })
      .where('message_id', '=', row.message_id)
      .execute();
  }
  const flags = await db
    .selectFrom('flags')
    .select(['id', 'content'])
    .where('guild_id', '=', guildId)
    .where('parent_hash', '=', author)
    .execute();
  for (const { id, content } of flags) {
    const bare = content && sealContent(base, id, { ...openContent(base, id, content), parent: null });
    await db.updateTable('flags').set({ content: bare, parent_hash: null }).where('id', '=', id).execute();
  }
  const cases = await forgetInCases(base, db, guildId, author);
  return messages.length + flags.length + cases;
}

async function forgetInCases(base: Base, db: Database, guildId: string, author: string): Promise<number> {
  const cases = await db
    .selectFrom('cases')
    .select(['number', 'shown'])
    .where('guild_id', '=', guildId)
    .where('parent_hash', '=', author)
    .execute();
  for (const { number, shown } of cases) {
    const context = contextOf('cases.shown', guildId, number);
    const bare =
      shown &&
      base.vault.seal(
        JSON.stringify({
          ...checkedJson(flagContentSchema, base.vault.open(shown, context), 'cases.shown'),
          parent: null,
        } satisfies z.output<typeof flagContentSchema>),
        context,
      );
    await db
      .updateTable('cases')
      .set({ shown: bare, parent_hash: null })
      .where('guild_id', '=', guildId)
      .where('number', '=', number)
      .execute();
  }
  return cases.length;
}
