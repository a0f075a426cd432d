import { RESTJSONErrorCodes } from 'discord.js';
import { renderCard } from '../../card/card.js';
import { loadCardView } from '../../card/view.js';
import { DONE, type EffectContext, type Ordered, type Outcome } from '../hands.js';
import { isUnknown } from '../../discord/failure.js';
import { edit } from '../../discord/messages.js';

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
