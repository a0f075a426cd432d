import { DONE, type EffectContext, type Ordered, type Outcome } from '../hands.js';
import { findOwn, post } from '../../discord/messages.js';
import { deleteMessage } from './delete.js';
import { caseMark, quotation } from './quotation.js';

/** How often a copy that has nowhere to go is tried again. */
const NO_CHANNEL_WAIT = 60_000;

/** Copies a comment into the channel of hidden comments, then deletes it: what cannot be copied is not deleted. */
export async function copyHidden(item: Ordered<'hide-copy'>, hands: EffectContext): Promise<Outcome> {
  const { store } = hands;
  const { flagId, caseNumber } = item.effect;
  const flag = await store.flags.get(item.guildId, flagId);
  if (flag?.content == null) return DONE;
  const { hiddenChannelId, logChannelId, language, spoiler } = await store.servers.settings(item.guildId);
  const channelId = hiddenChannelId ?? logChannelId;
  if (channelId === null)
    return { kind: 'later', inMs: NO_CHANNEL_WAIT, why: 'no channel for hidden comments' };
  const mark = caseMark(caseNumber, language);
  const copied = item.attempts > 0 && (await findOwn(channelId, item.createdAt, mark, hands)) !== undefined;
  if (!copied) {
    const head = { ko: `<#${flag.channelId}>에서 숨긴 댓글`, en: `hidden from <#${flag.channelId}>` }[
      language
    ];
    const body = quotation(head, flag.content, caseNumber, language, spoiler);
    await post(channelId, body, `h${caseNumber}-${flagId.slice(0, 12)}`, hands);
  }
  return deleteMessage(item, hands);
}
