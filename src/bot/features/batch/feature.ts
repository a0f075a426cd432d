import {
  ApplicationCommandOptionType,
  type ChatInputCommandInteraction,
  type MessageComponentInteraction,
} from 'discord.js';
import { TEXT_FORMATS } from '../../../batch/choices.js';
import { BATCH, COMMAND } from '../../../wording/bot/batch.js';
import { command, option } from '../../discord/command-builders.js';
import { frame, panelMessage, text } from '../../discord/components.js';
import type { Feature, InteractionContext } from '../../gateway/feature.js';
import { deskOf } from './desk.js';
import { runJob } from './job.js';
import { FAULTS } from './order.js';

/** Definition of `/batch`. */
const batchCommand = command({ name: 'batch', ...COMMAND.batch }, 'moderator', [
  option(ApplicationCommandOptionType.Attachment, { name: 'file', ...COMMAND.file }, { required: true }),
  option(ApplicationCommandOptionType.Attachment, { name: 'articles', ...COMMAND.articles }),
  option(
    ApplicationCommandOptionType.String,
    { name: 'format', ...COMMAND.format },
    { choices: TEXT_FORMATS.map((format) => ({ name: format, value: format })) },
  ),
]);

/** `/batch`: judges a file of comments and returns the results as files. */
export const batchFeature: Feature = {
  commands: [
    {
      data: batchCommand,
      level: 'moderator',
      first: 'private',
      run: (interaction: ChatInputCommandInteraction<'cached'>, context: InteractionContext) =>
        runJob(interaction, context),
    },
  ],
  components: {
    'batch-stop': {
      level: 'moderator',
      first: 'update',
      async run(interaction: MessageComponentInteraction<'cached'>, { client, ids, say }) {
        const job = deskOf(client).jobOf(interaction.guildId);
        // The batch shows by itself that it was stopped.
        if (job !== undefined && job.id === ids[0]) job.stop.abort(FAULTS.stopped());
        else await interaction.editReply(panelMessage(frame([text(say(BATCH.over))])));
      },
    },
  },
};
