import { RESTJSONErrorCodes } from 'discord.js';
import { loadBulkView, renderBulk } from '../bulk/card.js';
import { selectionText } from '../bulk/selection.js';
import { customId } from '../discord/custom-id.js';
import { isUnknown } from '../discord/failure.js';
import { edit, findOwn, post } from '../discord/messages.js';
import { DONE, type EffectContext, type Ordered, type Outcome, withoutLogChannel } from './effect-context.js';

/** Posts the card of a bulk, once. A repeated attempt first looks for the card of an earlier one. */
export async function postBulkCard(item: Ordered<'bulk-card'>, context: EffectContext): Promise<Outcome> {
  const { store, now } = context;
  const { guildId, effect, createdAt, attempts } = item;
  const bulk = await store.bulks.get(guildId, effect.bulkId);
  if (bulk?.card !== null || bulk.state === 'proposed') return DONE;
  const { logChannelId } = await store.servers.settings(guildId);
  if (logChannelId === null) return withoutLogChannel(item, now());
  const mark = customId('bulk-undo', bulk.id);
  const earlier = attempts > 0 ? await findOwn(logChannelId, createdAt, mark, context) : undefined;
  const card =
    earlier ?? (await post(logChannelId, await bodyOf(bulk, context), `b${bulk.id}`.slice(0, 25), context));
  await store.bulks.setCard(guildId, bulk.id, { channelId: logChannelId, messageId: card.id });
  return DONE;
}

/** Renders the card of a bulk again. A card that a person deleted stays deleted. */
export async function updateBulkCard(item: Ordered<'bulk-update'>, context: EffectContext): Promise<Outcome> {
  const { store } = context;
  // Before anything is read: what is read then shows what these updates are for.
  const instead = await store.outbox.behind(item, context.now());
  const bulk = await store.bulks.get(item.guildId, item.effect.bulkId);
  if (bulk?.card == null) return DONE;
  try {
    await edit(bulk.card, await bodyOf(bulk, context), context);
  } catch (error) {
    if (!isUnknown(error, RESTJSONErrorCodes.UnknownMessage, RESTJSONErrorCodes.UnknownChannel)) throw error;
  }
  return { kind: 'done', instead };
}

async function bodyOf(
  bulk: Parameters<typeof loadBulkView>[1],
  { store }: EffectContext,
): Promise<ReturnType<typeof renderBulk>> {
  const { language } = await store.servers.settings(bulk.guildId);
  const words = await selectionText({ store }, bulk.guildId, bulk.selection, language);
  return renderBulk(await loadBulkView(store, bulk, words), { language });
}
