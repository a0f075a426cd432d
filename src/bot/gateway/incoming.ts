import { type Message, MessageReferenceType, MessageType } from 'discord.js';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IncomingMessage } from '../../store/index.js';
import { LONGEST_TEXT, mirroredAuthor, shownText } from './comment-text.js';

/** Longest wait for the parent of a reply: judging without it is better than judging late. */
const PARENT_TIMEOUT_MS = 1500;

/** LRU cache of comment texts, so that the parent of a reply costs no request. */
export class RecentTexts {
  readonly #texts = new Map<string, string>();
  readonly #capacity: number;

  constructor(capacity = 5000) {
    this.#capacity = capacity;
  }

  /** Adds a text, or makes it the most recent one again. */
  add(messageId: string, text: string): void {
    this.#texts.delete(messageId);
    this.#texts.set(messageId, text);
    if (this.#texts.size > this.#capacity) this.#texts.delete(this.#texts.keys().next().value!);
  }

  /** The text of a message, if it is cached. */
  get(messageId: string): string | undefined {
    return this.#texts.get(messageId);
  }
}

function cachedText({ channel }: Message<true>, messageId: string): string | undefined {
  const cached = channel.messages.cache.get(messageId);
  return cached && shownText(cached);
}

/**
 * The text of the comment that a message replies to, from the cache or from Discord; null when it is no reply, its parent is
 * gone, or Discord does not answer in time.
 */
export async function parentText(message: Message<true>, recent: RecentTexts): Promise<string | null> {
  const { reference } = message;
  if (reference?.messageId === undefined || reference.type !== MessageReferenceType.Default) return null;
  const seen = recent.get(reference.messageId) ?? cachedText(message, reference.messageId);
  if (seen !== undefined) return seen;
  const fetched = message.fetchReference().then(shownText, () => null);
  return Promise.race([fetched, sleep(PARENT_TIMEOUT_MS, null, { ref: false })]);
}

/** Longest text of the comment that one replies to: Discord's own limit with Nitro. */
const LONGEST_PARENT = 4000;
const MOST_FILES = 10;

/** What was found out about a message beside what it is itself. */
interface CommentParts {
  readonly text: string;
  readonly parent: string | null;
  readonly revision?: number;
}

/**
 * Whether a message is a comment: a person posted it, or a webhook mirrors it from a site. Messages of other bots and Discord's
 * own notices (joins, pins, thread starts) are none.
 */
export function isComment(message: Message): boolean {
  if (message.type !== MessageType.Default && message.type !== MessageType.Reply) return false;
  // An application's reply comes through a webhook too; `applicationId` distinguishes it from a mirror's message.
  if (message.webhookId !== null)
    return message.applicationId === null || message.interactionMetadata === null;
  return !message.author.bot && !message.author.system;
}

/** The revision of a message in the store: 0 as posted, else the time of its last edit in ms. */
export function revisionOf(message: Pick<Message, 'editedTimestamp'>): number {
  return message.editedTimestamp ?? 0;
}

/**
 * Converts a message for the store.
 *
 * @param text what it shows, see `fullText`
 * @param parent text of the comment that it replies to; null when there is none or it is gone
 * @param revision for a change that Discord does not count as an edit
 */
export function toIncoming(
  message: Message<true>,
  articleId: string,
  { text, parent, revision = revisionOf(message) }: CommentParts,
): IncomingMessage {
  const webhook = message.webhookId !== null;
  const mirrored = webhook ? mirroredAuthor(message) : undefined;
  return {
    guildId: message.guildId,
    channelId: message.channelId,
    messageId: message.id,
    revision,
    articleId,
    author: {
      id: message.author.id,
      name: mirrored ?? message.member?.displayName ?? message.author.displayName,
      webhook,
    },
    text: text.slice(0, LONGEST_TEXT),
    parent: parent === null ? null : parent.slice(0, LONGEST_PARENT),
    attachments: [...message.attachments.values()].slice(0, MOST_FILES).map(({ name }) => name.slice(0, 200)),
    postedAt: message.createdTimestamp,
  };
}
