import { PermissionFlagsBits, type Guild } from 'discord.js';
import type { Decision, Flag, ServerSettings } from '../../../moderation/index.js';

/** Decisions that are always possible: they change nothing in Discord. */
const ALWAYS = ['keep', 'dismiss'] as const satisfies readonly Decision[];

/**
 * What may be decided of a flag, in the order of the buttons: only what the bot could carry out, by its permissions where
 * the comment stands and by what the server has settled.
 */
export async function possibleDecisions(
  guild: Guild,
  flag: Flag,
  settings: Pick<ServerSettings, 'hiddenChannelId' | 'logChannelId'>,
): Promise<Decision[]> {
  const me = guild.members.me ?? (await guild.members.fetchMe());
  // A channel that the bot does not see any more is fetched in vain: nothing can be deleted there.
  const channel = await guild.client.channels.fetch(flag.channelId).catch(() => null);
  const here =
    channel === null || channel.isDMBased() || channel.guildId !== guild.id
      ? null
      : channel.permissionsFor(me);
  const mayDelete = here?.has([PermissionFlagsBits.ViewChannel, PermissionFlagsBits.ManageMessages]) ?? false;
  const mayHide = mayDelete && (settings.hiddenChannelId ?? settings.logChannelId) !== null;
  // A webhook is no member, and the author is not kept for ever.
  const author = flag.content?.author ?? null;
  const mayTimeOut =
    author !== null && !author.webhook && me.permissions.has(PermissionFlagsBits.ModerateMembers);
  return [
    ...(mayDelete ? (['delete'] as const) : []),
    ...(mayHide ? (['hide'] as const) : []),
    ...(mayTimeOut ? (['timeout'] as const) : []),
    ...ALWAYS,
  ];
}
