import type { APIMessage } from 'discord-api-types/v10';
import type { World } from './world.js';

/**
 * A message as a bot without the Message Content intent gets it: with its words, embeds, files and components emptied,
 * unless it is the bot's own, mentions the bot, or was written to it in private.
 */
export function withoutContent<M extends APIMessage>(world: World, message: M): M {
  const { referenced_message: referenced } = message;
  const rest = referenced ? { ...message, referenced_message: withoutContent(world, referenced) } : message;
  const isPrivate = world.channels.get(message.channel_id)?.guildId === null;
  const isOurs = message.author.id === world.bot.id || message.mentions.some(({ id }) => id === world.bot.id);
  if (isPrivate || isOurs) return rest;
  return { ...rest, content: '', embeds: [], attachments: [], components: [] };
}

/** A message as the HTTP API gives it to this application. */
export const seenByApp = (world: World, message: APIMessage): APIMessage =>
  world.settings.privileged.messageContent ? message : withoutContent(world, message);
