import type { APIMessage, APIReaction } from 'discord-api-types/v10';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { replaceMessage } from '../../world/messages.js';
import type { World } from '../../world/world.js';
import { channelOf, messageOf } from '../access.js';
import { type Call, nothing, param, type Route } from '../route.js';

function put(world: World, message: APIMessage, emoji: string): void {
  const reactions = message.reactions ?? [];
  if (reactions.some((reaction) => reaction.emoji.name === emoji && reaction.me)) return;
  const made: APIReaction = {
    count: 1,
    count_details: { burst: 0, normal: 1 },
    me: true,
    me_burst: false,
    emoji: { id: null, name: emoji },
    burst_colors: [],
  };
  replaceMessage(world, { ...message, reactions: [...reactions, made] });
  const { id: messageId, channel_id: channelId } = message;
  world.effects.record('reaction-added', { by: world.bot.id, channelId, messageId, emoji });
}

function take(world: World, message: APIMessage, emoji: string): void {
  const reactions = (message.reactions ?? []).filter((reaction) => reaction.emoji.name !== emoji);
  replaceMessage(world, { ...message, reactions });
  const { id: messageId, channel_id: channelId } = message;
  world.effects.record('reaction-removed', { by: world.bot.id, channelId, messageId, emoji });
}

const PATH = '/channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me';

const at = (needed: bigint, change: typeof put) => (call: Call) => {
  const message = messageOf(call, channelOf(call, needed));
  change(call.world, message, param(call, 'emoji_name'));
  return nothing;
};

/** The bot's own reactions. */
export const reactionRoutes: readonly Route[] = [
  { method: 'PUT', path: PATH, handle: at(PermissionFlagsBits.AddReactions, put) },
  { method: 'DELETE', path: PATH, handle: at(0n, take) },
];
