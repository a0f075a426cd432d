import type {
  APIApplicationCommandOptionChoice,
  APIMessage,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';
import { InteractionResponseType, InteractionType, MessageFlags } from 'discord-api-types/v10';
import { checkModal } from '../../limits/modals.js';
import type { WireMessage } from '../../limits/messages.js';
import type { InteractionRecord } from '../../world/interaction-record.js';
import { editMessage } from '../../world/messages.js';
import type { World } from '../../world/world.js';
import { fail } from '../errors.js';
import { FormErrors, invalidForm } from '../form-errors.js';
import { answerMessage } from '../interaction-messages.js';
import { messageBody } from '../message-body.js';
import { type Answer, type Call, nothing, ok, param, type Route } from '../route.js';

interface WireCallback {
  type: InteractionResponseType;
  data?: WireMessage & { choices?: APIApplicationCommandOptionChoice[] };
}

const ANSWERS: Record<InteractionType, readonly InteractionResponseType[]> = {
  [InteractionType.Ping]: [InteractionResponseType.Pong],
  [InteractionType.ApplicationCommand]: [
    InteractionResponseType.ChannelMessageWithSource,
    InteractionResponseType.DeferredChannelMessageWithSource,
    InteractionResponseType.Modal,
  ],
  [InteractionType.MessageComponent]: [
    InteractionResponseType.ChannelMessageWithSource,
    InteractionResponseType.DeferredChannelMessageWithSource,
    InteractionResponseType.DeferredMessageUpdate,
    InteractionResponseType.UpdateMessage,
    InteractionResponseType.Modal,
  ],
  [InteractionType.ApplicationCommandAutocomplete]: [
    InteractionResponseType.ApplicationCommandAutocompleteResult,
  ],
  [InteractionType.ModalSubmit]: [
    InteractionResponseType.ChannelMessageWithSource,
    InteractionResponseType.DeferredChannelMessageWithSource,
    InteractionResponseType.DeferredMessageUpdate,
    InteractionResponseType.UpdateMessage,
  ],
};

const UPDATES: readonly InteractionResponseType[] = [
  InteractionResponseType.DeferredMessageUpdate,
  InteractionResponseType.UpdateMessage,
];

const callback = (call: Call): Answer => {
  const { world } = call;
  const interaction = world.interactions.get(param(call, 'interaction_id'));
  if (interaction?.token !== param(call, 'interaction_token')) throw fail.unknownInteraction();
  if (interaction.answer) throw fail.alreadyAcknowledged();
  if (Date.now() - interaction.createdAt > world.settings.interactionDeadlineMs)
    throw fail.unknownInteraction();
  const wire = (call.body ?? {}) as WireCallback;
  const allowed = ANSWERS[interaction.type];
  const hasNothingToUpdate = UPDATES.includes(wire.type) && interaction.sourceMessageId === null;
  if (!allowed.includes(wire.type) || hasNothingToUpdate)
    invalidForm(
      ['type'],
      'BASE_TYPE_CHOICES',
      `Value of field "type" must be one of (${allowed.join(', ')}).`,
    );
  const message = carryOut(call, interaction, wire);
  return call.query.get('with_response') === 'true' ? ok(withResponse(interaction, wire, message)) : nothing;
};

function carryOut(call: Call, interaction: InteractionRecord, wire: WireCallback): APIMessage | null {
  const { world } = call;
  const data = wire.data ?? {};
  switch (wire.type) {
    case InteractionResponseType.ChannelMessageWithSource: {
      const message = answerMessage(call, interaction, data);
      interaction.originalId = message.id;
      return answered(world, interaction, wire.type, { message });
    }
    case InteractionResponseType.DeferredChannelMessageWithSource: {
      const flags = ((data.flags ?? 0) & MessageFlags.Ephemeral) | MessageFlags.Loading;
      const message = answerMessage(call, interaction, { flags });
      interaction.originalId = message.id;
      interaction.loading = true;
      return answered(world, interaction, wire.type, { message });
    }
    case InteractionResponseType.DeferredMessageUpdate:
      interaction.originalId = interaction.sourceMessageId;
      return answered(world, interaction, wire.type, {});
    case InteractionResponseType.UpdateMessage: {
      const old = world.findMessage(interaction.sourceMessageId ?? '');
      if (!old) throw fail.unknownMessage();
      const ephemeral = world.ephemerals.has(old.id);
      const body = messageBody(call, data, { channelId: interaction.channelId, before: old, ephemeral });
      interaction.originalId = old.id;
      return answered(world, interaction, wire.type, {
        message: editMessage(world, old, body, world.bot.id),
      });
    }
    case InteractionResponseType.Modal: {
      const modal = wire.data as unknown as APIModalInteractionResponseCallbackData;
      checkModal(modal);
      interaction.modal = modal;
      return answered(world, interaction, wire.type, { modal });
    }
    default: {
      const choices = data.choices ?? [];
      checkChoices(choices);
      interaction.choices = choices;
      return answered(world, interaction, wire.type, { choices });
    }
  }
}

function checkChoices(choices: readonly APIApplicationCommandOptionChoice[]): void {
  const faults = new FormErrors();
  faults.count(['data', 'choices'], choices.length, 25);
  choices.forEach(({ name, value }, i) => {
    faults.text(['data', 'choices', i, 'name'], name, 100, 1);
    if (typeof value === 'string') faults.text(['data', 'choices', i, 'value'], value, 100, 1);
  });
  faults.throwIfAny();
}

function answered(
  world: World,
  interaction: InteractionRecord,
  type: InteractionResponseType,
  what: {
    message?: APIMessage;
    modal?: APIModalInteractionResponseCallbackData;
    choices?: APIApplicationCommandOptionChoice[];
  },
): APIMessage | null {
  const ephemeral = what.message !== undefined && world.ephemerals.has(what.message.id);
  interaction.answer = { type, at: Date.now(), ephemeral };
  world.effects.record('interaction-answered', {
    by: world.bot.id,
    interactionId: interaction.id,
    answer: type,
    latencyMs: interaction.answer.at - interaction.createdAt,
    ephemeral,
    message: what.message ?? null,
    modal: what.modal ?? null,
    choices: what.choices ?? null,
  });
  return what.message ?? null;
}

function withResponse(
  interaction: InteractionRecord,
  wire: WireCallback,
  message: APIMessage | null,
): object {
  const isDeferred = wire.type === InteractionResponseType.DeferredChannelMessageWithSource;
  const isUpdate = wire.type === InteractionResponseType.UpdateMessage;
  // A deferred answer comes back as the message it will be.
  const type = isDeferred ? InteractionResponseType.ChannelMessageWithSource : wire.type;
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      ...(message && {
        response_message_id: message.id,
        response_message_loading: interaction.loading,
        response_message_ephemeral: interaction.answer?.ephemeral ?? false,
        channel_id: interaction.channelId,
        ...(interaction.guildId !== null && { guild_id: interaction.guildId }),
      }),
    },
    ...(message && { resource: { type: isUpdate ? InteractionResponseType.UpdateMessage : type, message } }),
  };
}

/** The first answer to an interaction. */
export const interactionRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/interactions/{interaction_id}/{interaction_token}/callback',
    withoutBotToken: true,
    handle: callback,
  },
];
