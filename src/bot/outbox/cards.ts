import { RESTJSONErrorCodes } from 'discord.js';
import { type Flag, getsCard, type ServerSettings } from '../../moderation/index.js';
import type { Store } from '../../store/index.js';
import { renderCard } from '../card/card.js';
import { loadCardView } from '../card/view.js';
import { customId } from '../discord/custom-id.js';
import { isUnknown } from '../discord/failure.js';
import { edit, findOwn, post } from '../discord/messages.js';
import { DONE, type EffectContext, type Ordered, type Outcome, withoutLogChannel } from './effect-context.js';

/** Posts the card of a flag. A repeated attempt first looks for the card of an earlier one. */
export async function postCard(item: Ordered<'card'>, context: EffectContext): Promise<Outcome> {
  const { store, now, metrics } = context;
  const { flagId } = item.effect;
  const behind = await store.outbox.behind(item, context.now());
  const flag = await store.flags.get(item.guildId, flagId);
  // Closed before it was shown: nothing is left to decide.
  if (flag?.card !== null || flag.shadow || flag.state === 'closed') return DONE;
  const settings = await store.servers.settings(item.guildId);
  const { logChannelId, language, spoiler } = settings;
  // For whatever orders a card beside a verdict: a campaign that was none, a report. What the bot did by itself is always shown.
  const isQuiet = !getsCard(settings, placeOf(flag, settings, context), flag.score);
  if (isQuiet && !(await wasActedOn(flag, store))) return DONE;
  if (logChannelId === null) return withoutLogChannel(item, now());
  const mark = customId('more', flagId);
  const earlier = item.attempts > 0 ? await findOwn(logChannelId, item.createdAt, mark, context) : undefined;
  if (earlier === undefined) metrics.cardRequested((now() - flag.createdAt) / 1000);
  const card = earlier ?? (await post(logChannelId, await cardBody(flag), `c${flagId}`, context));
  await store.flags.setCard(flagId, { channelId: logChannelId, messageId: card.id });
  // The card of an earlier attempt may show an earlier state.
  return earlier === undefined ? { kind: 'done', instead: behind } : DONE;

  async function cardBody(shown: Flag): Promise<ReturnType<typeof renderCard>> {
    return renderCard(await loadCardView(context, shown, language), { language, spoiler });
  }
}

/** Whether the bot decided a flag by itself. */
async function wasActedOn({ guildId, caseNumber }: Flag, store: Store): Promise<boolean> {
  return caseNumber !== null && (await store.cases.get(guildId, caseNumber))?.moderatorId === null;
}

/** The place whose score counts: the flag's channel where it has one of its own, else what a thread stands in. */
function placeOf(
  { channelId }: Flag,
  { cardsFromIn }: ServerSettings,
  { client }: Pick<EffectContext, 'client'>,
): string {
  if (cardsFromIn[channelId] !== undefined) return channelId;
  const channel = client.channels.cache.get(channelId);
  return (channel?.isThread() === true ? channel.parentId : null) ?? channelId;
}

/**
 * Renders a card again. A card that a person deleted stays deleted.
 *
 * @throws whatever discord.js throws
 */
export async function updateCard(item: Ordered<'card-update'>, context: EffectContext): Promise<Outcome> {
  const { store } = context;
  // Before anything is read: what is read then shows what these updates are for.
  const instead = await store.outbox.behind(item, context.now());
  const flag = await store.flags.get(item.guildId, item.effect.flagId);
  if (flag?.card == null) return DONE;
  const { language, spoiler } = await store.servers.settings(item.guildId);
  const view = await loadCardView(context, flag, language);
  try {
    await edit(flag.card, renderCard(view, { language, spoiler }), context);
  } catch (error) {
    if (!isUnknown(error, RESTJSONErrorCodes.UnknownMessage, RESTJSONErrorCodes.UnknownChannel)) throw error;
  }
  return { kind: 'done', instead };
}
