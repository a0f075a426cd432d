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

/** Definition of `/scan`; for moderators. */
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

/** Running scans of this process, at most one per channel. In memory, as they end with the process. */
const scans = new WeakMap<Client, Map<string, Running>>();

/** A running scan. */
interface Running {
  /** Aborted when a moderator stops the scan; the reason is the moderator's id. */
  readonly stop: AbortController;
}

/** Registers a scan of a channel; undefined if one is already running there. */
function begin(client: Client, channelId: string): Running | undefined {
  const running = scans.get(client) ?? new Map<string, Running>();
  scans.set(client, running);
  if (running.has(channelId)) return undefined;
  const one = { stop: new AbortController() };
  running.set(channelId, one);
  return one;
}

/** The running scan of a channel. */
function runningIn(client: Client, channelId: string): Running | undefined {
  return scans.get(client)?.get(channelId);
}

/** Unregisters a scan, so that the channel can be scanned again. */
function ended(client: Client, channelId: string): void {
  scans.get(client)?.delete(channelId);
}

/** `/scan`: judges and flags earlier messages of a channel as if the bot had been there. */
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
        // The scan shows by itself that it was stopped, in its current message.
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

/** Resolves when the scan ends: on shutdown the bot waits for its handlers. */
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
