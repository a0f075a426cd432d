import { ContainerBuilder, MessageFlags, RESTJSONErrorCodes, Routes, TextDisplayBuilder } from 'discord.js';
import type { Language } from '../../fault.js';
import { type FlagContent, isSiteChannel } from '../../moderation/index.js';
import { MOST_TEXT } from '../discord/components.js';
import { quoted, safeLine } from '../discord/safe-text.js';
import { CARD, decisionWords } from '../../wording/bot/cards.js';
import { QUOTATION } from '../../wording/bot/core.js';
import { isUnknown } from '../discord/failure.js';
import { type Body, findOwn, post } from '../discord/messages.js';
import { decisionOf, tellDecision } from '../site/events.js';
import { DONE, type EffectContext, type Ordered, type Outcome } from './effect-context.js';

/** Retry interval while no channel for hidden comments is set. */
const NO_CHANNEL_RETRY_MS = 60_000;
/** Discord's limit of an audit log reason in characters. */
export const LONGEST_REASON = 512;
/** Lengths of the quotation in code points, largest first; the first that fits with escapes and the rest is used. */
const SIZES = [3800, 3000, 2300, 1800, 1300] as const;

/**
 * Deletes the message of a flag; a message that is already gone counts as done.
 *
 * @throws whatever discord.js throws
 */
export async function deleteMessage(
  item: Ordered<'delete'> | Ordered<'hide-copy'>,
  context: EffectContext,
): Promise<Outcome> {
  const { store, rest, signal } = context;
  const flag = await store.flags.get(item.guildId, item.effect.flagId);
  if (flag === undefined) return DONE;
  if (isSiteChannel(flag.channelId)) return tellDecision(decisionOf(item), context);
  const reason = await auditReason(item.guildId, item.effect.caseNumber, context);
  try {
    await rest.delete(Routes.channelMessage(flag.channelId, flag.messageId), { reason, signal });
  } catch (error) {
    if (!isUnknown(error, RESTJSONErrorCodes.UnknownMessage, RESTJSONErrorCodes.UnknownChannel)) throw error;
  }
  return DONE;
}

/** Copies a comment into the channel for hidden comments, then deletes it; never deletes without a copy. */
export async function copyHidden(item: Ordered<'hide-copy'>, context: EffectContext): Promise<Outcome> {
  const { store } = context;
  const { flagId, caseNumber } = item.effect;
  const flag = await store.flags.get(item.guildId, flagId);
  // The site keeps its own hidden comments.
  if (flag !== undefined && isSiteChannel(flag.channelId)) return deleteMessage(item, context);
  if (flag?.content == null) return DONE;
  const { hiddenChannelId, logChannelId, language, spoiler } = await store.servers.settings(item.guildId);
  const channelId = hiddenChannelId ?? logChannelId;
  if (channelId === null)
    return { kind: 'later', inMs: NO_CHANNEL_RETRY_MS, why: 'no channel for hidden comments' };
  const mark = caseMark(caseNumber, language);
  const copied = item.attempts > 0 && (await findOwn(channelId, item.createdAt, mark, context)) !== undefined;
  if (!copied) {
    const head = QUOTATION.hiddenFrom(flag.channelId)[language];
    const body = quotation(head, flag.content, mark, language, spoiler);
    await post(channelId, body, `h${caseNumber}-${flagId.slice(0, 12)}`, context);
  }
  return deleteMessage(item, context);
}

/** Posts a deleted comment again as a quotation, because Discord restores no deleted message. */
export async function restoreMessage(item: Ordered<'restore'>, context: EffectContext): Promise<Outcome> {
  const { store } = context;
  const { flagId, caseNumber } = item.effect;
  const flag = await store.flags.get(item.guildId, flagId);
  if (flag !== undefined && isSiteChannel(flag.channelId)) return tellDecision(decisionOf(item), context);
  if (flag?.content == null) return DONE;
  const { language } = await store.servers.settings(item.guildId);
  const mark = caseMark(caseNumber, language);
  if (item.attempts > 0 && (await findOwn(flag.channelId, item.createdAt, mark, context)) !== undefined)
    return DONE;
  const head = QUOTATION.restored[language];
  const body = quotation(head, flag.content, mark, language);
  await post(flag.channelId, body, `r${caseNumber}-${flagId.slice(0, 12)}`, context);
  return DONE;
}

/** Times the author of a flag out. The end is a point in time, so a repeated request changes nothing. */
export function timeOut(item: Ordered<'timeout'>, context: EffectContext): Promise<Outcome> {
  const { until } = item.effect;
  // Discord refuses an end in the past.
  if (until <= context.now()) return Promise.resolve(DONE);
  return setTimeoutEnd(item, new Date(until).toISOString(), context);
}

/** Ends the timeout of a flag's author. */
export function endTimeout(item: Ordered<'timeout-end'>, context: EffectContext): Promise<Outcome> {
  return setTimeoutEnd(item, null, context);
}

async function setTimeoutEnd(
  { guildId, effect }: Ordered<'timeout'> | Ordered<'timeout-end'>,
  until: string | null,
  context: EffectContext,
): Promise<Outcome> {
  const { store, rest, signal } = context;
  const author = (await store.flags.get(guildId, effect.flagId))?.content?.author;
  // A webhook is no member; an author whose id was swept cannot be reached.
  if (author == null || author.webhook) return DONE;
  const reason = await auditReason(guildId, effect.caseNumber, context);
  try {
    const body = { communication_disabled_until: until };
    await rest.patch(Routes.guildMember(guildId, author.id), { body, reason, signal });
  } catch (error) {
    if (!isUnknown(error, RESTJSONErrorCodes.UnknownMember)) throw error;
  }
  return DONE;
}

/** Quotes a comment with its author and the mark by which `findOwn` recognizes it. */
export function quotation(
  head: string,
  content: Pick<FlagContent, 'text' | 'attachments'> & { readonly author: { readonly name: string } | null },
  mark: string,
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
      `-# ${mark}`,
    ]
      .filter((part) => part !== '')
      .join('\n');
  const fits = SIZES.map(textOf).find(({ length }) => length <= MOST_TEXT) ?? textOf(SIZES.at(-1)!);
  const shown = new TextDisplayBuilder().setContent(fits);
  const container = new ContainerBuilder().addTextDisplayComponents(shown);
  return { flags: MessageFlags.IsComponentsV2, components: [container.toJSON()] };
}

/** As `⟦사례 #12⟧`; brackets in comments are escaped, so no comment can imitate it. */
function caseMark(caseNumber: number, language: Language): string {
  return `⟦${CARD.case[language]} #${caseNumber}⟧`;
}

/** Reason for Discord's audit log: case, decision, moderator and their reason; never the comment. */
async function auditReason(
  guildId: string,
  caseNumber: number,
  { store }: Pick<EffectContext, 'store'>,
): Promise<string> {
  const [one, { language }] = await Promise.all([
    store.cases.get(guildId, caseNumber),
    store.servers.settings(guildId),
  ]);
  const head = QUOTATION.auditCase(caseNumber)[language];
  if (one === undefined) return head;
  const by = one.moderatorId === null ? '' : QUOTATION.auditModerator(one.moderatorId)[language];
  const why = one.why === null ? '' : ` · ${one.why.replace(/\s+/gu, ' ')}`;
  return `${head} · ${decisionWords(one.decision, language)}${by}${why}`.slice(0, LONGEST_REASON);
}
