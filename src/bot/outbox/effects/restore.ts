import { DONE, type EffectContext, type Ordered, type Outcome } from '../hands.js';
import { findOwn, post } from '../../discord/messages.js';
import { caseMark, quotation } from './quotation.js';

/** Posts a deleted comment again as a quotation of its author, since Discord gives no deleted message back. */
export async function restoreMessage(item: Ordered<'restore'>, hands: EffectContext): Promise<Outcome> {
  const { store } = hands;
  const { flagId, caseNumber } = item.effect;
  const flag = await store.flags.get(item.guildId, flagId);
  if (flag?.content == null) return DONE;
  const { language } = await store.servers.settings(item.guildId);
  const mark = caseMark(caseNumber, language);
  if (item.attempts > 0 && (await findOwn(flag.channelId, item.createdAt, mark, hands)) !== undefined)
    return DONE;
  const head = { ko: '운영진이 되살린 댓글', en: 'restored by the moderators' }[language];
  const body = quotation(head, flag.content, caseNumber, language);
  await post(flag.channelId, body, `r${caseNumber}-${flagId.slice(0, 12)}`, hands);
  return DONE;
}
