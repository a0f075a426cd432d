import type { APIMessage } from 'discord-api-types/v10';
import { InteractionType, MessageFlags, MessageType } from 'discord-api-types/v10';
import type { WireMessage } from '../limits/messages.js';
import type { InteractionRecord } from '../world/interaction-record.js';
import { createMessage } from '../world/messages.js';
import { messageBody } from './message-body.js';
import type { Call } from './route.js';

/** Makes the message that answers, or further answers, an interaction; a loading one may be empty. */
export function answerMessage(call: Call, interaction: InteractionRecord, wire: WireMessage): APIMessage {
  const { world } = call;
  const channel = world.channel(interaction.channelId);
  const ephemeral = ((wire.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
  const loading = (wire.flags ?? 0) & MessageFlags.Loading;
  const body = loading ? { flags: loading } : messageBody(call, wire, { channelId: channel.id, ephemeral });
  return createMessage(world, {
    ...body,
    channel,
    author: world.bot,
    type: typeFor(interaction),
    webhookId: world.appId,
    metadata: interaction.metadata,
    ...(interaction.sourceMessageId !== null && !ephemeral && { replyTo: interaction.sourceMessageId }),
    ...(ephemeral && { ephemeralFor: interaction.user.id }),
  });
}

function typeFor({ type, byContextMenu }: InteractionRecord): MessageType {
  if (type === InteractionType.ApplicationCommand)
    return byContextMenu ? MessageType.ContextMenuCommand : MessageType.ChatInputCommand;
  return type === InteractionType.MessageComponent ? MessageType.Reply : MessageType.Default;
}
