import type { ChatInputCommandInteraction, MessageComponentInteraction } from 'discord.js';
import type { InteractionContext, Feature } from '../../router/feature.js';
import { frame, panelMessage, text } from '../panel/components.js';
import { batchCommand } from './command.js';
import { deskOf } from './desk.js';
import { FAULTS } from './faults.js';
import { runJob } from './job.js';
import { BATCH } from '../../../wording/bot/batch.js';

/** `/batch`: judges a file of comments as a whole and gives the results back as files. */
export const batchFeature: Feature = {
  commands: [
    {
      data: batchCommand,
      level: 'moderator',
      first: 'private',
      run: (interaction: ChatInputCommandInteraction<'cached'>, asked: InteractionContext) =>
        runJob(interaction, asked),
    },
  ],
  components: {
    'batch-stop': {
      level: 'moderator',
      first: 'update',
      async run(interaction: MessageComponentInteraction<'cached'>, { client, ids, say }) {
        const job = deskOf(client).jobOf(interaction.guildId);
        // The batch itself shows that it was stopped.
        if (job !== undefined && job.id === ids[0]) job.stop.abort(FAULTS.stopped());
        else await interaction.editReply(panelMessage(frame([text(say(BATCH.over))])));
      },
    },
  },
};
