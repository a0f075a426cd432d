import { type APIMessage, RESTJSONErrorCodes, Routes } from 'discord.js';
import { QUOTATION, restoredMark } from '../../wording/bot/campaigns.js';
import { campaignId, renderCampaign } from '../campaigns/card.js';
import { loadCampaignView } from '../campaigns/view.js';
import { isUnknown } from '../discord/failure.js';
import { edit, findOwn, post } from '../discord/messages.js';
import { isSiteMessage } from '../../moderation/index.js';
import { tellCampaign } from '../site/events.js';
import { auditModerator, LONGEST_REASON } from './audit.js';
import { postOnce, quotation, takeBack, withoutUnknown } from './actions.js';
import {
  DONE,
  type EffectContext,
  moot,
  type Ordered,
  type Outcome,
  withoutLogChannel,
} from './effect-context.js';

/** Posts the card of a campaign, once. A repeated attempt first looks for the card of an earlier one. */
export async function postCampaignCard(
  item: Ordered<'campaign-card'>,
  context: EffectContext,
): Promise<Outcome> {
  const { store, now } = context;
  const { guildId, effect, createdAt, attempts } = item;
  const record = await store.campaigns.get(guildId, effect.campaignId);
  if (record?.card !== null || record.mergedInto !== null) return DONE;
  const { logChannelId, language, spoiler } = await store.servers.settings(guildId);
  if (logChannelId === null) return withoutLogChannel(item, now());
  const mark = campaignId('campaign-more', record.id);
  const earlier = attempts > 0 ? await findOwn(logChannelId, createdAt, mark, context) : undefined;
  const body = renderCampaign(await loadCampaignView(context, record), { language, spoiler });
  const card = earlier ?? (await post(logChannelId, body, `k${record.id}`.slice(0, 25), context));
  await store.campaigns.setCard(guildId, record.id, { channelId: logChannelId, messageId: card.id });
  return DONE;
}

/** Renders the card of a campaign again. A card that a person deleted stays deleted. */
export async function updateCampaignCard(
  item: Ordered<'campaign-update'>,
  context: EffectContext,
): Promise<Outcome> {
  const { store } = context;
  // Before anything is read: what is read then shows what these updates are for.
  const instead = await store.outbox.behind(item, context.now());
  const record = await store.campaigns.get(item.guildId, item.effect.campaignId);
  if (record?.card == null) return DONE;
  const { language, spoiler } = await store.servers.settings(item.guildId);
  const view = await loadCampaignView(context, record);
  try {
    await edit(record.card, renderCampaign(view, { language, spoiler }), context);
    context.metrics.campaignCardEdited();
  } catch (error) {
    if (!isUnknown(error, RESTJSONErrorCodes.UnknownMessage, RESTJSONErrorCodes.UnknownChannel)) throw error;
  }
  return { kind: 'done', instead };
}

/**
 * Deletes the message of a member, after it noted the author's name, which a restored quotation needs. Does nothing once the
 * decision was undone.
 */
export async function deleteMember(
  item: Ordered<'campaign-delete'>,
  context: EffectContext,
): Promise<Outcome> {
  const { store, rest, signal } = context;
  const { campaignId: id, messageId } = item.effect;
  const member = await store.campaigns.member(item.guildId, messageId);
  if (member?.state !== 'removed') return moot('undone');
  if (isSiteMessage(messageId)) {
    const told = await tellCampaign(item, context);
    await store.campaigns.gone(messageId, null, true);
    return told;
  }
  if (!member.gone) {
    const route = Routes.channelMessage(member.channelId, messageId);
    await withoutUnknown(async () => {
      const { author } = (await rest.get(route, { signal })) as APIMessage;
      const name = author.global_name ?? author.username;
      await store.campaigns.gone(messageId, { id: author.id, name }, false);
      const reason = await auditReason(item, context);
      await rest.delete(route, { reason, signal });
    });
    await store.campaigns.gone(messageId, null, true);
  }
  await takeBack('quotation', member, context);
  return DONE;

  async function auditReason(
    { guildId, effect }: Ordered<'campaign-delete'>,
    { store: of, client }: EffectContext,
  ): Promise<string> {
    const [record, { language }] = await Promise.all([
      of.campaigns.get(guildId, id),
      of.servers.settings(guildId),
    ]);
    const who = await auditModerator(guildId, record?.decided?.moderatorId ?? null, language, { client });
    return `${QUOTATION.audit(id, effect.number)[language]}${who}`.slice(0, LONGEST_REASON);
  }
}

/** Posts a removed member again as a quotation; one that was not deleted yet simply stays. */
export async function restoreMember(
  item: Ordered<'campaign-restore'>,
  context: EffectContext,
): Promise<Outcome> {
  const { store } = context;
  const { campaignId: id, messageId } = item.effect;
  const member = await store.campaigns.member(item.guildId, messageId);
  if (member?.state !== 'restored') return moot('undone');
  if (!member.gone) {
    await store.campaigns.here(messageId);
    return moot('stands');
  }
  if (isSiteMessage(messageId)) return tellCampaign(item, context);
  if ((await store.reposts.get(item.guildId, messageId, 'quotation')) !== undefined) return moot('stands');
  const { language } = await store.servers.settings(item.guildId);
  const mark = restoredMark(id, messageId, language);
  const { author, text } = member;
  const body = quotation(QUOTATION.restored[language], { author, text, attachments: [] }, mark, language);
  await postOnce('quotation', member, { item, body, mark, nonce: `q${messageId}` }, context);
  return DONE;
}
