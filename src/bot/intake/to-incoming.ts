import { type Message, MessageType } from 'discord.js';
import type { IncomingMessage } from '../../store/index.js';

/** Longest text that is judged, in UTF-16 code units: Discord's own limit with Nitro. */
const LONGEST = 4000;
const MOST_FILES = 10;

/**
 * Whether a message is a comment: what people post and what webhooks mirror from a site; not what other bots say, nor the
 * notices that Discord writes itself (joins, pins, thread starts).
 */
export function isComment(message: Message): boolean {
  if (message.type !== MessageType.Default && message.type !== MessageType.Reply) return false;
  // What an application answers comes through a webhook too; `applicationId` tells it from a mirror's.
  if (message.webhookId !== null)
    return message.applicationId === null || message.interactionMetadata === null;
  return !message.author.bot && !message.author.system;
}

/** The revision of a message as the store counts them: 0 as posted, else the time of its last edit. */
export function revisionOf(message: Pick<Message, 'editedTimestamp'>): number {
  return message.editedTimestamp ?? 0;
}

/**
 * A message as the store keeps it.
 *
 * @param parent text of the comment it answers, null when it answers none or that is gone
 */
export function toIncoming(
  message: Message<true>,
  articleId: string,
  parent: string | null,
): IncomingMessage {
  return {
    guildId: message.guildId,
    channelId: message.channelId,
    messageId: message.id,
    revision: revisionOf(message),
    articleId,
    author: {
      id: message.author.id,
      name: message.member?.displayName ?? message.author.displayName,
      webhook: message.webhookId !== null,
    },
    text: message.content.slice(0, LONGEST),
    parent: parent === null ? null : parent.slice(0, LONGEST),
    attachments: [...message.attachments.values()].slice(0, MOST_FILES).map(({ name }) => name.slice(0, 200)),
    postedAt: message.createdTimestamp,
  };
}
