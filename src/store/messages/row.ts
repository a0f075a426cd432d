import { z } from 'zod';
import type { Base } from '../base.js';
import { bytes, checked, checkedJson, whole } from '../row.js';
import { contextOf } from '../sealed.js';
import type { IncomingMessage } from '../store.js';

const rowSchema = z.object({
  message_id: z.string(),
  guild_id: z.string(),
  channel_id: z.string(),
  revision: whole,
  article_id: z.string(),
  posted_at: whole,
  content: bytes,
});
const contentSchema = z.object({
  author: z.object({ id: z.string(), name: z.string(), webhook: z.boolean() }),
  text: z.string(),
  parent: z.string().nullable(),
  parentAuthorId: z.string().optional(),
  attachments: z.array(z.string()),
});

/** What is encrypted of a message until it is judged. */
export function sealMessage(base: Base, message: IncomingMessage): Buffer {
  const { author, text, parent, parentAuthorId, attachments } = message;
  return base.vault.seal(
    JSON.stringify({ author, text, parent, parentAuthorId, attachments }),
    contextOf('messages.content', message.messageId, message.revision),
  );
}

/** A message that waits to be judged, as it stands in the database. */
export function readMessage(base: Base, row: unknown): IncomingMessage {
  const read = checked(rowSchema, row, 'messages');
  const context = contextOf('messages.content', read.message_id, read.revision);
  const content = checkedJson(contentSchema, base.vault.open(read.content, context), 'messages.content');
  return {
    guildId: read.guild_id,
    channelId: read.channel_id,
    messageId: read.message_id,
    revision: read.revision,
    articleId: read.article_id,
    postedAt: read.posted_at,
    ...content,
  };
}
