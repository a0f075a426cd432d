import { RESTJSONErrorCodes, Routes } from 'discord.js';
import { DONE, type EffectContext, type Ordered, type Outcome } from '../hands.js';
import { auditReason } from '../audit-reason.js';
import { isUnknown } from '../../discord/failure.js';

/** Deletes the message of a flag. One that is gone already is what was asked for. */
export async function deleteMessage(
  item: Ordered<'delete'> | Ordered<'hide-copy'>,
  hands: EffectContext,
): Promise<Outcome> {
  const { store, rest, signal } = hands;
  const flag = await store.flags.get(item.guildId, item.effect.flagId);
  if (flag === undefined) return DONE;
  const reason = await auditReason(item.guildId, item.effect.caseNumber, hands);
  try {
    await rest.delete(Routes.channelMessage(flag.channelId, flag.messageId), { reason, signal });
  } catch (error) {
    if (!isUnknown(error, RESTJSONErrorCodes.UnknownMessage, RESTJSONErrorCodes.UnknownChannel)) throw error;
  }
  return DONE;
}
