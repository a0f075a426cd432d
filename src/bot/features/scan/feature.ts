import {
  ApplicationCommandOptionType as Type,
  ChannelType,
  type ChatInputCommandInteraction,
  type Client,
  MessageFlags,
} from 'discord.js';
import { Fault } from '../../../fault.js';
import { COMMAND, FAULTS, SCAN } from '../../../wording/bot/scan.js';
import { command, option } from '../../discord/command-builders.js';
import { Intake } from '../../gateway/intake.js';
import type { Feature, InteractionContext } from '../../gateway/feature.js';
import { renderEnded, renderProgress, renderText, Report } from './report.js';
import { MOST, scan, targetOf, USUAL } from './scan.js';

/** `/scan`: for moderators. */
const scanCommand = command({ name: 'scan', ...COMMAND.scan }, 'moderator', [
  option(
    Type.Channel,
    { name: 'channel', ...COMMAND.channel },
    {
      channel_types: [
        ChannelType.GuildText,
        ChannelType.GuildAnnouncement,
        ChannelType.PublicThread,
        ChannelType.PrivateThread,
        ChannelType.AnnouncementThread,
        ChannelType.GuildForum,
        ChannelType.GuildVoice,
        ChannelType.GuildStageVoice,
      ],
    },
  ),
  option(Type.Integer, { name: 'count', ...COMMAND.count(USUAL) }, { min_value: 1, max_value: MOST }),
  option(Type.Integer, { name: 'since', ...COMMAND.since }, { min_value: 1, max_value: 365 }),
]);

/** Scans under way in this process, one for each channel at most; forgotten with the process, as they end with it. */
const scans = new WeakMap<Client, Map<string, Running>>();

/** A scan that can be stopped. */
interface Running {
  /** Aborted when somebody stops it, with that person's id as the reason. */
  readonly stop: AbortController;
}

/** Begins a scan of a channel; undefined while another is under way there. */
function begin(client: Client, channelId: string): Running | undefined {
  const running = scans.get(client) ?? new Map<string, Running>();
  scans.set(client, running);
  if (running.has(channelId)) return undefined;
  const one = { stop: new AbortController() };
  running.set(channelId, one);
  return one;
}

/** The scan of a channel that is under way. */
function runningIn(client: Client, channelId: string): Running | undefined {
  return scans.get(client)?.get(channelId);
}

/** A scan is over: the channel may be scanned again. */
function ended(client: Client, channelId: string): void {
  scans.get(client)?.delete(channelId);
}

/** `/scan`: what was said before the bot came, judged and flagged as if it had been there. */
export const scanFeature: Feature = {
  commands: [{ data: scanCommand, level: 'moderator', first: 'private', run: runScan }],
  components: {
    'scan-stop': {
      level: 'moderator',
      first: 'update',
      async run(interaction, context) {
        const [channelId = ''] = context.ids;
        const channel = context.client.channels.cache.get(channelId);
        const isHere =
          channel !== undefined && !channel.isDMBased() && channel.guildId === interaction.guildId;
        const running = isHere ? runningIn(context.client, channelId) : undefined;
        // The scan itself shows that it was stopped, wherever its message is by now.
        if (running !== undefined) running.stop.abort(interaction.user.id);
        else
          await interaction.editReply({
            components: [renderText(context.say(SCAN.gone))],
            flags: MessageFlags.IsComponentsV2,
          });
      },
    },
  },
};

/** Ends when the scan does: a bot that stops waits for what its handlers have to say. */
async function runScan(
  interaction: ChatInputCommandInteraction<'cached'>,
  context: InteractionContext,
): Promise<void> {
  const target = await targetOf(interaction, context);
  const { client, stopping } = context;
  const { id } = target.channel;
  const running = begin(client, id);
  if (running === undefined) throw new Fault('scan/running', FAULTS.running);
  const report = new Report(interaction, context);
  const intake = new Intake(context);
  report.progress((language) => renderProgress(id, { read: 0, fresh: 0, flagged: 0 }, 0, language));
  try {
    const { ending, counts } = await scan(target, context, {
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
