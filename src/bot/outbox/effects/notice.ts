import { type APIChannel, MessageFlags, Routes, TextDisplayBuilder } from 'discord.js';
import { DONE, type EffectContext, type Ordered, type Outcome } from '../hands.js';
import { post } from '../../discord/messages.js';
import { noticeSaid } from '../notices.js';

/**
 * Tells the moderators something: in the log channel, else in the server's own channel for moderators, else to the owner.
 * Of all that the bot does, this alone is dropped when it cannot be done: the state it tells of is in `/help` too.
 */
export async function postNotice(item: Ordered<'notice'>, hands: EffectContext): Promise<Outcome> {
  const { store, log } = hands;
  const { notice, values, channelId } = item.effect;
  const { logChannelId, language } = await store.servers.settings(item.guildId);
  const said = noticeSaid(notice, values);
  if (said === undefined) return DONE;
  const text = new TextDisplayBuilder().setContent(`⚠️ ${said[language]}`).toJSON();
  const body = { flags: MessageFlags.IsComponentsV2, components: [text] } as const;
  for (const place of [channelId, logChannelId, 'updates', 'owner']) {
    if (place == null) continue;
    try {
      const target = await resolve(place, item.guildId, hands);
      if (target === undefined) continue;
      await post(target, { ...body, components: [...body.components] }, `n${item.id}`, hands);
      return DONE;
    } catch (error) {
      log.info({ err: error, notice }, 'a notice could not be posted here');
    }
  }
  return DONE;
}

async function resolve(
  place: string,
  guildId: string,
  { client, rest, signal }: EffectContext,
): Promise<string | undefined> {
  const guild = client.guilds.cache.get(guildId);
  if (place === 'updates') return guild?.publicUpdatesChannelId ?? undefined;
  if (place !== 'owner') return place;
  if (guild === undefined) return undefined;
  const body = { recipient_id: guild.ownerId };
  return ((await rest.post(Routes.userChannels(), { body, signal })) as APIChannel).id;
}
