import { z } from 'zod';

// The keys read of a DiscordChatExporter export (`JsonMessageWriter` in its source; version 2 of the format, since 2019).
// Malformed optional keys are ignored.

const text = z.string().catch('');
const optional = z.string().nullish().catch(null);

export const channelSchema = z.object({
  id: z.string().min(1),
  type: text,
  name: text,
  topic: optional,
});

const embedSchema = z.object({
  title: optional,
  url: optional,
  description: optional,
  timestamp: optional,
  author: z.object({ name: optional }).nullish().catch(null),
  fields: z.array(z.object({ name: text, value: text })).catch([]),
});

const attachmentsSchema = z.array(z.object({ url: text, fileName: text })).catch([]);

/** Words of a poll, as the exporter or Discord's API write them. */
const wordsSchema = z
  .union([z.string(), z.object({ text: z.string() })])
  .transform((one) => (typeof one === 'string' ? one : one.text));
const answerSchema = z.union([
  wordsSchema,
  z.object({ pollMedia: wordsSchema }).transform((one) => one.pollMedia),
  z.object({ poll_media: wordsSchema }).transform((one) => one.poll_media),
]);

export const messageSchema = z.object({
  id: z.string().min(1),
  type: text,
  timestamp: z.string().optional().catch(undefined),
  content: z.string(),
  author: z.object({
    name: text,
    nickname: optional,
    isBot: z.boolean().catch(false),
  }),
  embeds: z.array(embedSchema).catch([]),
  attachments: attachmentsSchema,
  reference: z.object({ messageId: z.string().nullish(), type: optional }).nullish().catch(null),
  forwardedMessage: z
    .object({ content: text, embeds: z.array(embedSchema).catch([]), attachments: attachmentsSchema })
    .nullish()
    .catch(null),
  poll: z
    .object({ question: wordsSchema, answers: z.array(answerSchema.catch('')).catch([]) })
    .nullish()
    .catch(null),
});

export type DiscordChannel = z.infer<typeof channelSchema>;
export type DiscordMessage = z.infer<typeof messageSchema>;
type Embed = z.infer<typeof embedSchema>;

/** Types of messages that a user or a bot wrote; all others are notices of Discord (joined, pinned, called). */
const WRITTEN = new Set(['', 'Default', 'Reply', '0', '19']);

/** Whether a user or a bot wrote a message. */
export function isWritten({ type }: DiscordMessage): boolean {
  return WRITTEN.has(type);
}

/** Whether a message is the one that a thread was opened on; exporters write its type as a number (21). */
export function opensThread({ type }: DiscordMessage): boolean {
  return type === '21' || type === 'ThreadStarterMessage';
}

/** Whether a channel is a thread or a post of a forum. */
export function isThread({ type }: DiscordChannel): boolean {
  return /thread|^1[0-2]$/iu.test(type);
}

/** The preview of a link: an embed with a title and an address. */
export function previewOf({
  embeds,
}: Pick<DiscordMessage, 'embeds'>): (Embed & { title: string; url: string }) | undefined {
  for (const embed of embeds)
    if (filled(embed.title) && filled(embed.url)) return { ...embed, title: embed.title, url: embed.url };
  return undefined;
}

/** Names of an embed's fields that hold a comment, and those that say whose or where it is. */
const COMMENT_FIELD = /댓글|내용|본문|comment|text|message|content/iu;
const OTHER_FIELD =
  /작성|닉네임|시간|날짜|링크|주소|기사|제목|공감|author|user|name|date|time|link|url|title|article|likes?$/iu;

/** What an embed says besides a link: the text that a bot mirrors, with whose it is. */
export function wordsOfEmbed({ description, fields }: Pick<Embed, 'description' | 'fields'>): string {
  const named = fields.filter(({ name }) => COMMENT_FIELD.test(name) && !/작성|author/iu.test(name));
  const rest = named.length > 0 ? named : fields.filter(({ name }) => !OTHER_FIELD.test(name));
  return [description ?? '', ...rest.map(({ value }) => value)].filter(filled).join('\n');
}

/** Whether an embed shows what somebody wrote elsewhere: it has an author, or a field for a comment. */
export function isMirror({ author, fields }: Embed): boolean {
  return filled(author?.name) || fields.some(({ name }) => COMMENT_FIELD.test(name));
}

/** Who wrote what an embed mirrors. */
export function authorOfEmbed({ author, fields }: Pick<Embed, 'author' | 'fields'>): string | undefined {
  if (filled(author?.name)) return author.name;
  return fields.find(({ name }) => /작성|닉네임|author|user|name/iu.test(name))?.value;
}

/** All that a message shows as text: its own words, what it forwards, the question and answers of its poll. */
export function wordsOf({ content, embeds, forwardedMessage, poll }: DiscordMessage): string {
  // An export does not say which embeds are previews of links: those with an address may be.
  const own = (all: readonly Embed[]): Embed[] => all.filter((embed) => !filled(embed.url));
  return shownWords({
    content,
    embeds: filled(content) ? [] : own(embeds),
    forwarded: forwardedMessage?.content ?? '',
    forwardedEmbeds: own(forwardedMessage?.embeds ?? []),
    poll: poll == null ? [] : [poll.question, ...poll.answers],
  });
}

/** An embed, as far as its words are read. */
export type ShownEmbed = Pick<Embed, 'title' | 'description' | 'author' | 'fields'>;

/** Puts together what a message shows, of an export or of a channel: its words, embeds, what it forwards, its poll. */
export function shownWords({
  content,
  embeds,
  forwarded,
  forwardedEmbeds,
  poll,
}: {
  readonly content: string;
  readonly embeds: readonly ShownEmbed[];
  readonly forwarded: string;
  readonly forwardedEmbeds: readonly ShownEmbed[];
  readonly poll: readonly string[];
}): string {
  return [content, ...embeds.map(wordsOfEmbed), forwarded, ...forwardedEmbeds.map(wordsOfEmbed), ...poll]
    .filter(filled)
    .join('\n');
}

/** Whether a text has more than white space. */
export function filled(words: string | null | undefined): words is string {
  return words !== null && words !== undefined && words.trim() !== '';
}
