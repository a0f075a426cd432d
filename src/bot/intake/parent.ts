import { type Message, MessageReferenceType } from 'discord.js';
import { setTimeout as sleep } from 'node:timers/promises';

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
