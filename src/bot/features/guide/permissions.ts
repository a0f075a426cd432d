import { type Guild, type GuildBasedChannel, type GuildMember, PermissionFlagsBits } from 'discord.js';
import { PERMISSIONS } from '../../../wording/bot/guide.js';

export type Permission = keyof typeof PERMISSIONS;

/** What the bot needs to read comments in a place, and to post cards in a channel. */
export const TO_READ = ['ViewChannel', 'ReadMessageHistory'] as const satisfies readonly Permission[];
export const TO_POST = ['ViewChannel', 'SendMessages'] as const satisfies readonly Permission[];

/** A channel that the settings name, as the bot sees it. */
export type Reach =
  | { readonly kind: 'ok' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'lacks'; readonly missing: readonly Permission[] };

/** The bot itself as a member. */
export async function meIn(guild: Guild): Promise<GuildMember> {
  return guild.members.me ?? (await guild.members.fetchMe());
}

/** Whether the bot can do in a channel what it needs to. */
export async function reachOf(
  guild: Guild,
  channelId: string,
  needed: readonly Permission[],
): Promise<Reach> {
  const channel = await guild.channels.fetch(channelId).catch(() => null);
  if (channel === null) return { kind: 'gone' };
  const missing = missingIn(channel, await meIn(guild), needed);
  return missing.length === 0 ? { kind: 'ok' } : { kind: 'lacks', missing };
}

/** The permissions that the bot lacks in a channel. */
export function missingIn(
  channel: GuildBasedChannel,
  me: GuildMember,
  needed: readonly Permission[],
): Permission[] {
  const here = channel.permissionsFor(me);
  // Who may post in a thread is settled by a permission of its own.
  const asked = needed.map((one) =>
    one === 'SendMessages' && channel.isThread() ? 'SendMessagesInThreads' : one,
  );
  return asked.filter((one) => !here.has(PermissionFlagsBits[one]));
}
