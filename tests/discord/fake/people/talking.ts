import type { APIMessage } from 'discord-api-types/v10';
import { ChannelType, MessageFlags } from 'discord-api-types/v10';
import { createThread } from '../world/channels.js';
import { flags as bits, NO_FLAGS } from '../world/flags.js';
import { storeFile, type Upload } from '../world/files.js';
import {
  createMessage,
  deleteMessages,
  type Draft,
  editMessage,
  embedLater,
  replaceMessage,
} from '../world/messages.js';
import { isTimedOut } from '../world/permissions.js';
import { type ChannelRecord, idOf, type Ref } from '../world/records.js';
import { channelView } from '../world/views.js';
import type { World } from '../world/world.js';

/** How somebody writes a message. */
export interface PostOptions {
  replyTo?: Ref;
  attachments?: Upload[];
  embeds?: NonNullable<Draft['embeds']>;
  /** Forwards a message. */
  forward?: Ref;
  poll?: NonNullable<Draft['poll']>;
  /** Writes through a webhook of this name instead of as the user. */
  webhook?: { name: string };
  /** Another moment than now: for histories. */
  at?: Date | number;
}

/** Writes a message as a person. */
export function post(
  world: World,
  channelRef: Ref,
  userRef: Ref,
  content: string,
  options: PostOptions = {},
): APIMessage {
  const channel = world.channel(channelRef);
  const user = world.user(userRef);
  const member = world.guildOf(channel)?.members.get(user.id);
  if (member && isTimedOut(member) && !options.webhook)
    throw new Error(`${user.username} is timed out and cannot write`);
  const files = (options.attachments ?? []).map((file) => storeFile(world, channel.id, file));
  const webhookId = options.webhook ? webhookOf(world, channel, options.webhook.name) : undefined;
  return createMessage(world, {
    channel,
    author: webhookId === undefined ? user : webhookAuthor(webhookId, options.webhook?.name ?? ''),
    content,
    attachments: files,
    ...(options.embeds && { embeds: options.embeds }),
    ...(options.replyTo !== undefined && { replyTo: idOf(options.replyTo) }),
    ...(options.forward !== undefined && { forward: world.message(options.forward) }),
    ...(options.poll && { poll: options.poll }),
    ...(options.at !== undefined && { at: Number(options.at) }),
    ...(webhookId !== undefined && { webhookId }),
  });
}

const webhookIds = new WeakMap<World, Map<string, string>>();

function webhookOf(world: World, channel: ChannelRecord, name: string): string {
  const ids = webhookIds.get(world) ?? new Map<string, string>();
  webhookIds.set(world, ids);
  const key = `${channel.id} ${name}`;
  const id = ids.get(key) ?? world.ids.next();
  ids.set(key, id);
  return id;
}

const webhookAuthor = (id: string, name: string): APIMessage['author'] => ({
  id,
  username: name,
  global_name: null,
  discriminator: '0000',
  avatar: null,
  bot: true,
  flags: NO_FLAGS,
  public_flags: NO_FLAGS,
  primary_guild: null,
});

/** Discord fills the embeds of a message in later. */
export function embed(world: World, message: Ref, embeds: APIMessage['embeds']): APIMessage {
  return embedLater(world, world.message(message), embeds);
}

/** A person changes the words of their message. */
export function edit(world: World, message: Ref, content: string): APIMessage {
  const old = world.message(message);
  return editMessage(world, old, { content }, old.author.id);
}

/** Somebody deletes a message: its author, unless a moderator is named. */
export function remove(world: World, message: Ref, by?: Ref): void {
  const old = world.message(message);
  deleteMessages(world, [old], by === undefined ? old.author.id : idOf(by));
}

/** Somebody deletes messages of one channel at once. */
export function removeMany(world: World, messages: Ref[], by: Ref): void {
  deleteMessages(
    world,
    messages.map((each) => world.message(each)),
    idOf(by),
    { bulk: true },
  );
}

/** How somebody opens a thread. */
export interface ThreadOptions {
  name: string;
  /** The message it starts from. */
  from?: Ref;
  isPrivate?: boolean;
  /** In a forum: the words of the first message. */
  content?: string;
  attachments?: Upload[];
}

/** A person opens a thread, or a post of a forum. */
export function openThread(
  world: World,
  parentRef: Ref,
  userRef: Ref,
  options: ThreadOptions,
): ChannelRecord {
  const parent = world.channel(parentRef);
  const user = world.user(userRef);
  const isForum = parent.type === ChannelType.GuildForum;
  const fromMessageId = isForum
    ? world.ids.next()
    : options.from === undefined
      ? undefined
      : idOf(options.from);
  const thread = createThread(
    world,
    parent,
    {
      name: options.name,
      type: options.isPrivate ? ChannelType.PrivateThread : ChannelType.PublicThread,
      ...(fromMessageId !== undefined && { fromMessageId }),
    },
    user.id,
  );
  if (isForum) {
    const attachments = (options.attachments ?? []).map((file) => storeFile(world, thread.id, file));
    const content = options.content ?? options.name;
    createMessage(world, { channel: thread, author: user, content, attachments, id: thread.id });
  } else if (options.from !== undefined) {
    const start = world.message(options.from);
    const flags = bits((start.flags ?? 0) | MessageFlags.HasThread);
    replaceMessage(world, { ...start, flags, thread: channelView(thread) });
  }
  return thread;
}
