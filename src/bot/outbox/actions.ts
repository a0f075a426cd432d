import { ContainerBuilder, MessageFlags, RESTJSONErrorCodes, Routes, TextDisplayBuilder } from 'discord.js';
import type { Language } from '../../fault.js';
import type { FlagContent } from '../../moderation/index.js';
import { MOST_TEXT } from '../discord/components.js';
import { quoted, safeLine } from '../discord/safe-text.js';
import { CARD, decisionWords } from '../../wording/bot/cards.js';
import { isUnknown } from '../discord/failure.js';
import { type Body, findOwn, post } from '../discord/messages.js';
import { DONE, type EffectContext, type Ordered, type Outcome } from './effect-context.js';

/** Discord's limit of an audit log reason, in characters. */
const MOST = 512;

/** What Discord's audit log says of an action: the case, what was decided, by whom and why; never the comment. */
async function auditReason(
  guildId: string,
  caseNumber: number,
  { store }: Pick<EffectContext, 'store'>,
): Promise<string> {
  const [one, { language }] = await Promise.all([
    store.cases.get(guildId, caseNumber),
    store.servers.settings(guildId),
  ]);
  const head = { ko: `맞글 사례 #${caseNumber}`, en: `matgeul case #${caseNumber}` }[language];
  if (one === undefined) return head;
  const by =
    one.moderatorId === null
      ? ''
      : { ko: ` · 판정 ${one.moderatorId}`, en: ` · by ${one.moderatorId}` }[language];
  const why = one.why === null ? '' : ` · ${one.why.replace(/\s+/gu, ' ')}`;
  return `${head} · ${decisionWords(one.decision, language)}${by}${why}`.slice(0, MOST);
}

/** Code points of the comment, largest first: the first that fits with its escapes and all else is quoted. */
const SIZES = [3800, 3000, 2300, 1800, 1300] as const;

/** A comment of a flag as a quotation of its author, with the number of its case: the mark it is found again by. */
function quotation(
  head: string,
  content: FlagContent,
  caseNumber: number,
  language: Language,
  spoiler = false,
): Body {
  const name = content.author === null ? '?' : safeLine(content.author.name, 40);
  const files = content.attachments.map((file) => safeLine(file, 40)).slice(0, 10);
  const textOf = (most: number): string =>
    [
      `**${name}** · ${head}`,
      quoted(content.text, most, spoiler),
      files.length === 0 ? '' : `-# 📎 ${CARD.files[language]}: ${files.join(', ')}`,
      `-# ${caseMark(caseNumber, language)}`,
    ]
      .filter((part) => part !== '')
      .join('\n');
  const fits = SIZES.map(textOf).find(({ length }) => length <= MOST_TEXT) ?? textOf(SIZES.at(-1)!);
  const shown = new TextDisplayBuilder().setContent(fits);
  const container = new ContainerBuilder().addTextDisplayComponents(shown);
  return { flags: MessageFlags.IsComponentsV2, components: [container.toJSON()] };
}

/** `⟦사례 #12⟧`: brackets of strangers are escaped or not these, so no comment can hold it as it stands here. */
function caseMark(caseNumber: number, language: Language): string {
  return `⟦${CARD.case[language]} #${caseNumber}⟧`;
}

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
