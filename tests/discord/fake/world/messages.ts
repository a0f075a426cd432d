import type {
  APIAllowedMentions,
  APIAttachment,
  APIEmbed,
  APIMessage,
  APIMessageInteractionMetadata,
  APIMessageReference,
  APIMessageSnapshotFields,
  APIUser,
} from 'discord-api-types/v10';
import { EmbedType, MessageFlags, MessageReferenceType, MessageType } from 'discord-api-types/v10';
import { channelChanged, joinThread } from './channels.js';
import { flags as bits } from './flags.js';
import { mentionsIn } from './mentions.js';
import { announceDeletion, announceMessage } from './message-events.js';
import type { ChannelRecord } from './records.js';
import { mediumOf, settleComponents } from './settled-components.js';
import { byAge, iso } from './snowflake.js';
import type { World } from './world.js';

/** The parts of a message its author writes. */
export interface MessageBody {
  content?: string | null;
  embeds?: APIEmbed[] | null;
  components?: readonly unknown[] | null;
  attachments?: APIAttachment[];
  allowedMentions?: APIAllowedMentions | null;
  flags?: number;
}

/** A message about to be. */
export interface Draft extends MessageBody {
  channel: ChannelRecord;
  author: APIUser;
  type?: MessageType;
  replyTo?: string;
  nonce?: string | number;
  webhookId?: string;
  /** For answers to interactions: whose answer it is, and the line over it. */
  metadata?: APIMessageInteractionMetadata;
  /** The only person who sees it. */
  ephemeralFor?: string;
  /** Another moment than now: for histories. */
  at?: number;
  /** A message that is forwarded: shown as a snapshot. */
  forward?: APIMessage;
  poll?: APIMessage['poll'];
  /** A known id: the first message of a forum post has the post's. */
  id?: string;
}

/** Brings a message into the world: into its channel, or before one person's eyes. */
export function createMessage(world: World, draft: Draft): APIMessage {
  const { channel, author } = draft;
  const id = draft.id ?? (draft.at === undefined ? world.ids.next() : world.ids.at(draft.at));
  const replied = draft.replyTo === undefined ? undefined : world.messages.get(draft.replyTo);
  const ephemeral = draft.ephemeralFor === undefined ? 0 : MessageFlags.Ephemeral;
  const message: APIMessage = {
    ...written(world, draft, replied?.author),
    id,
    channel_id: channel.id,
    author,
    type: draft.type ?? (draft.replyTo === undefined ? MessageType.Default : MessageType.Reply),
    timestamp: iso(draft.at),
    edited_timestamp: null,
    flags: bits((draft.flags ?? 0) | ephemeral),
    pinned: false,
    tts: false,
    ...(draft.replyTo !== undefined && {
      message_reference: referenceTo(channel, draft.replyTo),
      referenced_message: replied ?? null,
    }),
    ...(draft.forward && {
      message_reference: {
        ...referenceTo(channel, draft.forward.id),
        type: MessageReferenceType.Forward,
      },
      message_snapshots: [{ message: snapshotOf(draft.forward) }],
    }),
    ...(draft.poll && { poll: draft.poll }),
    ...(draft.nonce !== undefined && { nonce: draft.nonce }),
    ...(draft.webhookId !== undefined && { webhook_id: draft.webhookId }),
    ...(draft.metadata && { interaction_metadata: draft.metadata, application_id: world.appId }),
  };
  if (draft.ephemeralFor !== undefined) world.ephemerals.set(id, { message, userId: draft.ephemeralFor });
  else keep(world, channel, message);
  const by = draft.webhookId ?? author.id;
  world.effects.record('message-created', { by, channelId: channel.id, message, ephemeral: ephemeral !== 0 });
  if (!ephemeral) announceMessage(world, channel, message, 'create');
  return message;
}

function snapshotOf({
  content,
  embeds,
  attachments,
  timestamp,
  edited_timestamp,
  flags,
  type,
  mentions,
  mention_roles,
  components,
}: APIMessage): APIMessageSnapshotFields {
  return {
    content,
    embeds,
    attachments,
    timestamp,
    edited_timestamp,
    ...(flags !== undefined && { flags }),
    type,
    mentions,
    mention_roles,
    components: components ?? [],
  };
}

function referenceTo(channel: ChannelRecord, messageId: string): APIMessageReference {
  const guild = channel.guildId === null ? {} : { guild_id: channel.guildId };
  return { type: MessageReferenceType.Default, channel_id: channel.id, message_id: messageId, ...guild };
}

function written(
  world: World,
  body: MessageBody,
  repliedTo?: APIUser,
): Pick<
  APIMessage,
  'content' | 'embeds' | 'components' | 'attachments' | 'mentions' | 'mention_roles' | 'mention_everyone'
> {
  const attachments = body.attachments ?? [];
  return {
    // Discord trims what is typed; a message of blanks alone is an empty one.
    content: (body.content ?? '').trim(),
    embeds: (body.embeds ?? []).map((embed) => settleEmbed(embed, attachments)),
    components: settleComponents(body.components, attachments),
    attachments,
    ...mentionsIn(world, body.content ?? '', body.allowedMentions, repliedTo),
  };
}

function settleEmbed(embed: APIEmbed, attachments: APIAttachment[]): APIEmbed {
  const settled: APIEmbed = { ...embed, type: EmbedType.Rich };
  if (embed.fields)
    settled.fields = embed.fields.map((field) => ({ ...field, inline: field.inline ?? false }));
  for (const place of ['image', 'thumbnail'] as const) {
    const picture = embed[place];
    if (picture) settled[place] = { url: mediumOf(picture.url, attachments).url, width: 0, height: 0 };
  }
  return settled;
}

function keep(world: World, channel: ChannelRecord, message: APIMessage): void {
  world.messages.set(message.id, message);
  const last = channel.messageIds.at(-1);
  channel.messageIds.push(message.id);
  if (last !== undefined && byAge(last, message.id) > 0) channel.messageIds.sort(byAge);
  channel.lastMessageId = channel.messageIds.at(-1)!;
  if (!channel.thread) return;
  channel.thread.messageCount++;
  channel.thread.totalMessageSent++;
  if (world.users.has(message.author.id)) joinThread(world, channel, message.author.id);
  if (!channel.thread.archived) return;
  // Writing into an archived thread opens it again.
  channel.thread.archived = false;
  channelChanged(world, channel, message.author.id);
}

/** Changes what a message says: parts left out stay as they are. */
export function editMessage(world: World, old: APIMessage, body: MessageBody, by: string): APIMessage {
  const channel = world.channel(old.channel_id);
  const attachments = body.attachments ?? old.attachments;
  const next = written(
    world,
    {
      content: body.content === undefined ? old.content : body.content,
      embeds: body.embeds === undefined ? old.embeds : body.embeds,
      components: body.components === undefined ? (old.components ?? []) : body.components,
      attachments,
      ...(body.allowedMentions !== undefined && { allowedMentions: body.allowedMentions }),
    },
    // Who was called by being replied to stays called.
    old.mentions.find(({ id }) => id === old.referenced_message?.author.id),
  );
  const wasLoading = ((old.flags ?? 0) & MessageFlags.Loading) !== 0;
  const flags = bits((body.flags ?? old.flags ?? 0) & ~MessageFlags.Loading);
  // What fills a "thinking…" counts as the message itself, not as an edit.
  const edited_timestamp = wasLoading ? null : iso();
  const message: APIMessage = { ...old, ...next, flags, edited_timestamp };
  replaceMessage(world, message);
  const ephemeral = world.ephemerals.has(old.id);
  world.effects.record('message-edited', { by, channelId: channel.id, message, before: old, ephemeral });
  if (!ephemeral) announceMessage(world, channel, message, 'update');
  return message;
}

/** Discord fills embeds in, as it does with links, in an update without an edit time. */
export function embedLater(world: World, old: APIMessage, embeds: APIEmbed[]): APIMessage {
  const message: APIMessage = { ...old, embeds };
  replaceMessage(world, message);
  announceMessage(world, world.channel(old.channel_id), message, 'update');
  return message;
}

/** Puts a changed message in the place of the old one, without a word to anybody. */
export function replaceMessage(world: World, message: APIMessage): void {
  const ephemeral = world.ephemerals.get(message.id);
  if (ephemeral) ephemeral.message = message;
  else world.messages.set(message.id, message);
}

/** Takes messages of one channel away: one by one, or in bulk, which the gateway tells in one event. */
export function deleteMessages(
  world: World,
  messages: APIMessage[],
  by: string,
  { reason = null, bulk = false }: { reason?: string | null; bulk?: boolean } = {},
): void {
  const first = messages[0];
  if (!first) return;
  const channel = world.channel(first.channel_id);
  const gone = new Set(messages.map(({ id }) => id));
  channel.messageIds = channel.messageIds.filter((id) => !gone.has(id));
  for (const message of messages) {
    const ephemeral = world.ephemerals.delete(message.id);
    world.messages.delete(message.id);
    if (channel.thread && !ephemeral) channel.thread.messageCount--;
    const fields = { by, channelId: channel.id, messageId: message.id, message, reason, bulk, ephemeral };
    world.effects.record('message-deleted', fields);
    if (!bulk && !ephemeral) announceDeletion(world, channel, [message.id], false);
  }
  if (bulk) announceDeletion(world, channel, [...gone], true);
}
