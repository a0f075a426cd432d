import { type Guild, PermissionFlagsBits as Flags } from 'discord.js';
import type { LocalizedText } from '../../fault.js';
import type { ServerSettings } from '../../moderation/index.js';
import type { Services } from '../services.js';
import type { PlaceChannel } from './channels.js';
import { WARNINGS } from '../../wording/bot/articles.js';

/** What will not work in a place, and what still does. */
export function warningsFor(
  channel: PlaceChannel,
  settings: ServerSettings,
  { canReadMessages }: Pick<Services, 'canReadMessages'>,
): LocalizedText[] {
  const found = [...ofPlace(channel), ...ofLogChannel(channel.guild, settings)];
  if (!canReadMessages()) found.push(WARNINGS.noContent);
  if (settings.mode === 'off') found.push(WARNINGS.modeOff);
  return found;
}

function ofPlace(channel: PlaceChannel): LocalizedText[] {
  const { me } = channel.guild.members;
  if (me === null) return [];
  const may = channel.permissionsFor(me);
  // A private thread is seen by its members and those who manage threads.
  if (!may.has(Flags.ViewChannel)) return [WARNINGS.cannotSee];
  const found: LocalizedText[] = [];
  if (!may.has(Flags.ReadMessageHistory)) found.push(WARNINGS.cannotReadBack);
  if (!may.has(Flags.ManageMessages)) found.push(WARNINGS.cannotDelete);
  return found;
}

function ofLogChannel(guild: Guild, { logChannelId }: ServerSettings): LocalizedText[] {
  if (logChannelId === null) return [WARNINGS.noLogChannel];
  const channel = guild.channels.cache.get(logChannelId);
  const { me } = guild.members;
  // A thread that was archived is not in the cache; that it is gone would be told when its channel is deleted.
  if (channel === undefined || me === null) return [];
  const send = channel.isThread() ? Flags.SendMessagesInThreads : Flags.SendMessages;
  return channel.permissionsFor(me).has([Flags.ViewChannel, send]) ? [] : [WARNINGS.cannotPostCards];
}
