import { RESTJSONErrorCodes, Routes } from 'discord.js';
import { auditReason } from '../audit-reason.js';
import { DONE, type EffectContext, type Ordered, type Outcome } from '../hands.js';
import { isUnknown } from '../../discord/failure.js';

/** Times the author of a flag out. The end is a point in time, so that asking twice is asking once. */
export function timeOut(item: Ordered<'timeout'>, hands: EffectContext): Promise<Outcome> {
  const { until } = item.effect;
  // Too late to matter: Discord refuses an end that has passed.
  if (until <= hands.now()) return Promise.resolve(DONE);
  return change(item, new Date(until).toISOString(), hands);
}

export function endTimeout(item: Ordered<'timeout-end'>, hands: EffectContext): Promise<Outcome> {
  return change(item, null, hands);
}

async function change(
  { guildId, effect }: Ordered<'timeout'> | Ordered<'timeout-end'>,
  until: string | null,
  hands: EffectContext,
): Promise<Outcome> {
  const { store, rest, signal } = hands;
  const author = (await store.flags.get(guildId, effect.flagId))?.content?.author;
  // Webhooks are no members; an author whose name was stripped is out of reach.
  if (author == null || author.webhook) return DONE;
  const reason = await auditReason(guildId, effect.caseNumber, hands);
  try {
    const body = { communication_disabled_until: until };
    await rest.patch(Routes.guildMember(guildId, author.id), { body, reason, signal });
  } catch (error) {
    if (!isUnknown(error, RESTJSONErrorCodes.UnknownMember)) throw error;
  }
  return DONE;
}
