import { type Message, MessageReferenceType, MessageType } from 'discord.js';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IncomingMessage } from '../../store/index.js';

/** Discord is asked for the parent no longer than this: a comment is judged without it rather than late. */
const PATIENCE = 1500;

/** Texts of comments seen lately, so that the parent of a reply costs no request; the oldest go. */
export class RecentTexts {
  readonly #texts = new Map<string, string>();
  readonly #most: number;

  constructor(most = 5000) {
    this.#most = most;
  }

  add(messageId: string, text: string): void {
    this.#texts.delete(messageId);
    this.#texts.set(messageId, text);
    if (this.#texts.size > this.#most) this.#texts.delete(this.#texts.keys().next().value!);
  }

  get(messageId: string): string | undefined {
    return this.#texts.get(messageId);
  }
}

/**
 * The text of the comment that a message answers: as Discord sent it along, as it was seen lately, or asked for; null when
 * it answers none, its parent is gone, or Discord does not say in time.
 */
export async function parentText(message: Message<true>, recent: RecentTexts): Promise<string | null> {
  const { reference } = message;
  if (reference?.messageId === undefined || reference.type !== MessageReferenceType.Default) return null;
  const seen =
    recent.get(reference.messageId) ?? message.channel.messages.cache.get(reference.messageId)?.content;
  if (seen !== undefined) return seen;
  const asked = message.fetchReference().then(
    ({ content }) => content,
    () => null,
  );
  return Promise.race([asked, sleep(PATIENCE, null, { ref: false })]);
}

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
