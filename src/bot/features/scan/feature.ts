import { type ChatInputCommandInteraction, MessageFlags } from 'discord.js';
import { Fault } from '../../../fault.js';
import { Intake } from '../../intake/intake.js';
import type { InteractionContext, Feature } from '../../router/feature.js';
import { scanCommand } from './command.js';
import { Report } from './report.js';
import { begin, ended, runningIn } from './running.js';
import { scan } from './scan.js';
import { targetOf } from './target.js';
import { renderEnded, renderProgress, renderText } from './view.js';
import { FAULTS, SCAN } from '../../../wording/bot/scan.js';

/** `/scan`: what was said before the bot came, judged and flagged as if it had been there. */
export const scanFeature: Feature = {
  commands: [{ data: scanCommand, level: 'moderator', first: 'private', run: runScan }],
  components: {
    'scan-stop': {
      level: 'moderator',
      first: 'update',
      async run(interaction, asked) {
        const [channelId = ''] = asked.ids;
        const channel = asked.client.channels.cache.get(channelId);
        const isHere =
          channel !== undefined && !channel.isDMBased() && channel.guildId === interaction.guildId;
        const running = isHere ? runningIn(asked.client, channelId) : undefined;
        // The scan itself shows that it was stopped, wherever its message is by now.
        if (running !== undefined) running.stop.abort(interaction.user.id);
        else
          await interaction.editReply({
            components: [renderText(asked.say(SCAN.gone))],
            flags: MessageFlags.IsComponentsV2,
          });
      },
    },
  },
};

/** Ends when the scan does: a bot that stops waits for what its handlers have to say. */
async function runScan(
  interaction: ChatInputCommandInteraction<'cached'>,
  asked: InteractionContext,
): Promise<void> {
  const target = await targetOf(interaction, asked);
  const { client, stopping } = asked;
  const { id } = target.channel;
  const running = begin(client, id);
  if (running === undefined) throw new Fault('scan/running', FAULTS.running);
  const report = new Report(interaction, asked);
  const intake = new Intake(asked);
  report.progress((language) => renderProgress(id, { read: 0, fresh: 0, flagged: 0 }, 0, language));
  try {
    const { ending, counts } = await scan(target, asked, {
      signal: AbortSignal.any([running.stop.signal, stopping]),
      progress: (soFar, share) => {
        report.progress((language) => renderProgress(id, soFar, share, language));
      },
      take: (messages) => intake.take(messages, 'history'),
    });
    await report.end((language) => renderEnded(id, ending, counts, language));
  } finally {
    ended(client, id);
  }
}
