import type {
  APIInteraction,
  APIMessage,
  APIMessageInteractionMetadata,
  APIUser,
  Locale,
} from 'discord-api-types/v10';
import { GatewayDispatchEvents, InteractionContextType, InteractionType } from 'discord-api-types/v10';
import { type InteractionRecord, newInteractionToken } from '../world/interaction-record.js';
import type { ChannelRecord } from '../world/records.js';
import { channelView, memberView } from '../world/views.js';
import type { World } from '../world/world.js';
import { InteractionHandle } from './interaction-handle.js';

/** Who does something where, and what of it goes to the bot. */
export interface Start {
  type: InteractionType;
  user: APIUser;
  channel: ChannelRecord;
  data: unknown;
  locale?: Locale | undefined;
  /** The message a component stands on. */
  message?: APIMessage | undefined;
  commandName?: string;
  byContextMenu?: boolean;
  /** The interaction that opened the modal. */
  openedBy?: InteractionRecord;
}

/** Sends the bot an interaction and returns a hold on what becomes of it. */
export function startInteraction(world: World, start: Start): InteractionHandle {
  const { type, user, channel } = start;
  const guild = world.guildOf(channel);
  const member = guild?.members.get(user.id);
  if (guild && !member) throw new Error(`${user.username} is not in the guild`);
  const id = world.ids.next();
  const owners = guild ? { 0: guild.id } : { 0: '0' };
  const record: InteractionRecord = {
    id,
    token: newInteractionToken(),
    type,
    createdAt: Date.now(),
    user,
    channelId: channel.id,
    guildId: guild?.id ?? null,
    sourceMessageId: start.message?.id ?? null,
    metadata: metadataOf(start, id, owners),
    commandName: start.commandName ?? null,
    byContextMenu: start.byContextMenu ?? false,
    answer: null,
    originalId: null,
    loading: false,
    followupIds: [],
    modal: null,
    choices: null,
  };
  world.interactions.set(id, record);
  world.interactionsByToken.set(record.token, record);
  const recipients = channel.recipientId === null ? [] : [world.user(channel.recipientId)];
  const d = {
    id,
    application_id: world.appId,
    type,
    token: record.token,
    version: 1,
    data: start.data,
    channel_id: channel.id,
    channel: {
      ...channelView(channel, recipients),
      permissions: world.permissions(channel, user).toString(),
    },
    ...(guild && {
      guild_id: guild.id,
      guild: { id: guild.id, locale: guild.locale, features: [] },
      guild_locale: guild.locale,
    }),
    ...(member
      ? { member: { ...memberView(member), permissions: world.permissions(channel, user).toString() } }
      : { user }),
    ...(start.message && { message: start.message }),
    app_permissions: world.permissions(channel, world.bot).toString(),
    locale: start.locale ?? 'ko',
    entitlements: [],
    authorizing_integration_owners: owners,
    context: guild ? InteractionContextType.Guild : InteractionContextType.BotDM,
    attachment_size_limit: world.settings.maxFileBytes,
  } as unknown as APIInteraction;
  const handle = new InteractionHandle(world, record);
  world.announce({
    event: { t: GatewayDispatchEvents.InteractionCreate, d },
    guildId: channel.guildId,
  });
  return handle;
}

function metadataOf(start: Start, id: string, owners: object): APIMessageInteractionMetadata {
  const { type, user, message, openedBy } = start;
  return {
    id,
    type,
    user,
    authorizing_integration_owners: owners,
    ...(type === InteractionType.MessageComponent && message && { interacted_message_id: message.id }),
    ...(openedBy && { triggering_interaction_metadata: openedBy.metadata }),
  } as unknown as APIMessageInteractionMetadata;
}
