import {
  type ChatInputCommandInteraction,
  type GuildTextBasedChannel,
  PermissionFlagsBits,
} from 'discord.js';
import { Fault } from '../../../fault.js';
import type { BoundChannel } from '../../../store/index.js';
import { modeOf, boundChannelOf } from '../../judges.js';
import type { InteractionContext } from '../../gateway/feature.js';
import { MOST, USUAL } from './command.js';
import type { Reach } from './history.js';
import { FAULTS } from '../../../wording/bot/scan.js';

/** What is to be scanned. */
export interface Target {
  readonly channel: GuildTextBasedChannel;
  readonly articleId: string;
  readonly reach: Reach;
}

const DAY = 86_400_000;

/**
 * What a moderator asked to scan.
 *
 * @throws Fault `scan/…` where nothing can be read or judged, with what to do
 */
export async function targetOf(
  interaction: ChatInputCommandInteraction<'cached'>,
  asked: InteractionContext,
): Promise<Target> {
  const { options, guild, guildId, channelId } = interaction;
  if (!asked.canReadMessages()) throw new Fault('scan/no-content', FAULTS.noContent);
  const id = options.getChannel('channel')?.id ?? channelId;
  // Archived threads are not in memory.
  const channel = guild.channels.cache.get(id) ?? (await guild.channels.fetch(id).catch(() => null));
  if (channel === null) throw new Fault('scan/channel-gone', FAULTS.gone);
  if (channel.isThreadOnly()) throw new Fault('scan/forum', FAULTS.forum);
  if (!channel.isTextBased()) throw new Fault('scan/channel-gone', FAULTS.gone);
  // What was bound a moment ago counts.
  asked.judges.forget(guildId);
  const state = await asked.judges.server(guildId);
  const place = boundChannelOf(channel.id, state, asked.client);
  if (!isBound(place)) throw new Fault('scan/not-bound', FAULTS.notBound);
  if (modeOf(place, state) === 'off') throw new Fault('scan/off', FAULTS.off);
  const me = guild.members.me ?? (await guild.members.fetchMe());
  const needed = [PermissionFlagsBits.ViewChannel, PermissionFlagsBits.ReadMessageHistory];
  if (!channel.permissionsFor(me).has(needed)) throw new Fault('scan/no-access', FAULTS.noAccess);
  return { channel, articleId: place.articleId, reach: reachOf(interaction, asked.now()) };
}

function reachOf({ options }: ChatInputCommandInteraction<'cached'>, now: number): Reach {
  const [count, days] = [options.getInteger('count'), options.getInteger('since')];
  const since = days === null ? null : now - days * DAY;
  // Whoever names only days means all of them.
  return { count: Math.min(MOST, count ?? (since === null ? USUAL : MOST)), since };
}

function isBound(place: BoundChannel | undefined): place is BoundChannel & { readonly articleId: string } {
  return place !== undefined && place.articleId !== null;
}
