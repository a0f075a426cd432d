import { z } from 'zod';

// What is read of an export of DiscordChatExporter (`JsonMessageWriter` of its source; version 2 of the format, 2019 on).
// Keys that help where they are well formed are let be where they are not.

const text = z.string().catch('');

export const channelSchema = z.object({
  id: z.string().min(1),
  name: text,
  topic: z.string().nullish().catch(null),
});

export const messageSchema = z.object({
  id: z.string().min(1),
  type: text,
  timestamp: z.string().optional().catch(undefined),
  content: z.string(),
  author: z.object({
    name: text,
    nickname: z.string().nullish().catch(null),
    isBot: z.boolean().catch(false),
  }),
  embeds: z
    .array(
      z.object({
        title: z.string().nullish().catch(null),
        url: z.string().nullish().catch(null),
        description: z.string().nullish().catch(null),
        timestamp: z.string().nullish().catch(null),
      }),
    )
    .catch([]),
  reference: z.object({ messageId: z.string().nullish() }).nullish().catch(null),
});

export type DiscordChannel = z.infer<typeof channelSchema>;
export type DiscordMessage = z.infer<typeof messageSchema>;

/** Kinds of messages that someone wrote; all others are notices of Discord (joined, pinned, called). */
const WRITTEN = new Set(['', 'Default', 'Reply']);

/** Whether somebody, man or bot, wrote a message. */
export function isWritten({ type }: DiscordMessage): boolean {
  return WRITTEN.has(type);
}

/** Whether a message is what a thread was opened on: exporters give its kind (21) by number. */
export function opensThread({ type }: DiscordMessage): boolean {
  return type === '21' || type === 'ThreadStarterMessage';
}
