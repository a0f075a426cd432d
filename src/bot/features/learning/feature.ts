import type { ChatInputCommandInteraction, MessageComponentInteraction } from 'discord.js';
import { customId } from '../../discord/custom-id.js';
import type { InteractionContext, Component, Feature } from '../../router/feature.js';
import { button, COLORS, frame, panelMessage, row, text } from '../panel/components.js';
import { learningCommand } from './command.js';
import { statusPage } from './status-page.js';
import { LEARNING } from '../../../wording/bot/learning.js';

type Interaction = ChatInputCommandInteraction<'cached'> | MessageComponentInteraction<'cached'>;

/** `/learning`: what the server's own classifier learned. It is switched on and off in `/settings`. */
export const learningFeature: Feature = {
  commands: [
    {
      data: learningCommand,
      level: 'manager',
      first: 'private',
      run: (interaction, asked) =>
        interaction.options.getSubcommand() === 'reset'
          ? askFirst(interaction, asked)
          : show(interaction, asked, null),
    },
  ],
  components: {
    'learning-reset': onClick(askFirst),
    'learning-cancel': onClick((interaction, asked) => show(interaction, asked, null)),
    'learning-forget': onClick(async (interaction, asked) => {
      await asked.learning.reset(interaction.guildId);
      await show(interaction, asked, asked.say(LEARNING.done));
    }),
    'learning-train': onClick(async (interaction, asked) => {
      const { kind } = await asked.learning.retrain(interaction.guildId);
      await show(interaction, asked, asked.say(LEARNING.outcome[kind]));
    }),
  },
};

function onClick(run: Component['run']): Component {
  return { level: 'manager', first: 'update', run };
}

async function show(
  interaction: Interaction,
  { learning, language }: InteractionContext,
  notice: string | null,
): Promise<void> {
  const status = await learning.status(interaction.guildId);
  await interaction.editReply(statusPage(status, notice, language));
}

/** Nothing is forgotten before a button says so. */
async function askFirst(interaction: Interaction, { say }: InteractionContext): Promise<void> {
  const buttons = row(
    button(customId('learning-forget'), say(LEARNING.yes), { style: 'danger' }),
    button(customId('learning-cancel'), say(LEARNING.no)),
  );
  await interaction.editReply(panelMessage(frame([text(say(LEARNING.ask)), buttons], COLORS.danger)));
}
