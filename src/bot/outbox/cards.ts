import { RESTJSONErrorCodes } from 'discord.js';
import type { Flag } from '../../moderation/index.js';
import { renderCard } from '../card/card.js';
import { loadCardView } from '../card/view.js';
import { customId } from '../discord/custom-id.js';
import { isUnknown } from '../discord/failure.js';
import { edit, findOwn, post } from '../discord/messages.js';
import { DONE, type EffectContext, type Ordered, type Outcome } from './effect-context.js';

/** How often a card that has nowhere to go is looked at again: somebody may settle a log channel meanwhile. */
const NO_CHANNEL_WAIT = 60_000;
/** After so long it waits in the queue only. */
const NO_CHANNEL_PATIENCE = 24 * 60 * 60_000;

/** Posts the card of a flag; reads back first when an earlier attempt may have. */
export async function postCard(item: Ordered<'card'>, hands: EffectContext): Promise<Outcome> {
  const { store, now, metrics } = hands;
  const { flagId } = item.effect;
  const flag = await store.flags.get(item.guildId, flagId);
  // Closed before it was ever shown: there is nothing left to decide.
  if (flag?.card !== null || flag.shadow || flag.state === 'closed') return DONE;
  const { logChannelId, language, spoiler } = await store.servers.settings(item.guildId);
  if (logChannelId === null)
    return now() - item.createdAt > NO_CHANNEL_PATIENCE
      ? DONE
      : { kind: 'later', inMs: NO_CHANNEL_WAIT, why: 'no log channel' };
  const mark = customId('more', flagId);
  const earlier = item.attempts > 0 ? await findOwn(logChannelId, item.createdAt, mark, hands) : undefined;
  if (earlier === undefined) metrics.cardAsked((now() - flag.createdAt) / 1000);
  const card = earlier ?? (await post(logChannelId, await cardBody(flag), `c${flagId}`, hands));
  await store.flags.setCard(flagId, { channelId: logChannelId, messageId: card.id });
  return DONE;

  async function cardBody(shown: Flag): Promise<ReturnType<typeof renderCard>> {
    return renderCard(await loadCardView(hands, shown, language), { language, spoiler });
  }
}

/** Brings a card up to date. A card that a person deleted stays deleted. */
export async function updateCard(item: Ordered<'card-update'>, hands: EffectContext): Promise<Outcome> {
  const { store } = hands;
  const flag = await store.flags.get(item.guildId, item.effect.flagId);
  if (flag?.card == null) return DONE;
  const { language, spoiler } = await store.servers.settings(item.guildId);
  const view = await loadCardView(hands, flag, language);
  try {
    await edit(flag.card, renderCard(view, { language, spoiler }), hands);
  } catch (error) {
    if (!isUnknown(error, RESTJSONErrorCodes.UnknownMessage, RESTJSONErrorCodes.UnknownChannel)) throw error;
  }
  return DONE;
}
