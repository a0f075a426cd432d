import type { APIMessage } from 'discord-api-types/v10';
import type { WireMessage } from '../../limits/messages.js';
import type { InteractionRecord } from '../../world/interaction-record.js';
import { deleteMessages, editMessage } from '../../world/messages.js';
import { fail } from '../errors.js';
import { answerMessage } from '../interaction-messages.js';
import { messageBody } from '../message-body.js';
import { type Answer, type Call, nothing, ok, param, type Route } from '../route.js';

/** The interaction whose token stands in the path, while it is good. */
function interactionOf(call: Call): InteractionRecord {
  const { world } = call;
  if (param(call, 'webhook_id') !== world.appId) throw fail.unknownWebhook();
  const interaction = world.interactionsByToken.get(param(call, 'webhook_token'));
  const isGood = interaction && Date.now() - interaction.createdAt <= world.settings.interactionTokenMs;
  if (!isGood) throw fail.badWebhookToken();
  // Before its first answer an interaction has no webhook.
  if (!interaction.answer) throw fail.unknownWebhook();
  return interaction;
}

/** The message of the path: the original answer or a later one, of this interaction and no other. */
function messageOf(call: Call, interaction: InteractionRecord): APIMessage {
  const wanted = call.params.message_id ?? '@original';
  const id = wanted === '@original' ? interaction.originalId : wanted;
  const isOurs = id !== null && [interaction.originalId, ...interaction.followupIds].includes(id);
  const message = isOurs ? call.world.findMessage(id) : undefined;
  if (!message) throw fail.unknownMessage();
  return message;
}

const followUp = (call: Call): Answer => {
  const interaction = interactionOf(call);
  const wire = (call.body ?? {}) as WireMessage;
  // The first message after a "thinking…" takes its place.
  if (interaction.loading) return ok(change(call, interaction, messageOf(call, interaction)));
  const message = answerMessage(call, interaction, wire);
  interaction.followupIds.push(message.id);
  return ok(message);
};

function change(call: Call, interaction: InteractionRecord, message: APIMessage): APIMessage {
  const { world } = call;
  const ephemeral = world.ephemerals.has(message.id);
  const wire = (call.body ?? {}) as WireMessage;
  const body = messageBody(call, wire, { channelId: message.channel_id, before: message, ephemeral });
  if (message.id === interaction.originalId) interaction.loading = false;
  return editMessage(world, message, body, world.bot.id);
}

const edit = (call: Call): Answer => {
  const interaction = interactionOf(call);
  return ok(change(call, interaction, messageOf(call, interaction)));
};

const remove = (call: Call): Answer => {
  const interaction = interactionOf(call);
  deleteMessages(call.world, [messageOf(call, interaction)], call.world.bot.id);
  return nothing;
};

const get = (call: Call): Answer => ok(messageOf(call, interactionOf(call)));

const WEBHOOK = '/webhooks/{webhook_id}/{webhook_token}';

const routesOf = (path: string): Route[] => [
  { method: 'GET', path, withoutBotToken: true, handle: get },
  { method: 'PATCH', path, withoutBotToken: true, handle: edit },
  { method: 'DELETE', path, withoutBotToken: true, handle: remove },
];

/** What comes after the first answer to an interaction. */
export const webhookRoutes: readonly Route[] = [
  { method: 'POST', path: WEBHOOK, withoutBotToken: true, handle: followUp },
  ...routesOf(`${WEBHOOK}/messages/@original`),
  ...routesOf(`${WEBHOOK}/messages/{message_id}`),
];
