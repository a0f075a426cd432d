import { ContainerBuilder, MessageFlags, RESTJSONErrorCodes, Routes, TextDisplayBuilder } from 'discord.js';
import type { Language } from '../../fault.js';
import { type Flag, type FlagContent, isSiteChannel, type OutboxItem } from '../../moderation/index.js';
import { MOST_TEXT } from '../discord/components.js';
import { DECISION_TABLE } from '../decide/decisions.js';
import { quoted, safeLine } from '../discord/safe-text.js';
import { CARD, decisionWords } from '../../wording/bot/cards.js';
import { QUOTATION } from '../../wording/bot/core.js';
import { isUnknown } from '../discord/failure.js';
import { type Body, findOwn, post } from '../discord/messages.js';
import { decisionOf, tellDecision } from '../site/events.js';
import { auditModerator, LONGEST_REASON } from './audit.js';
import {
  DONE,
  type EffectContext,
  impossible,
  moot,
  NO_CHANNEL_RETRY_MS,
  type Ordered,
  type Outcome,
} from './effect-context.js';

/** Lengths of the quotation in code points, largest first; the first that fits with escapes and the rest is used. */
const SIZES = [3800, 3000, 2300, 1800, 1300] as const;

/**
 * Deletes the message of a flag, and the quotation in which it was restored; what is already gone counts as deleted. Does
 * nothing once the decision was undone.
 *
 * @throws whatever discord.js throws
 */
export async function deleteMessage(
  item: Ordered<'delete'> | Ordered<'hide-copy'>,
  context: EffectContext,
): Promise<Outcome> {
  const { store, rest, signal } = context;
  const { guildId, effect } = item;
  const flag = await store.flags.get(guildId, effect.flagId);
  if (flag !== undefined && isSiteChannel(flag.channelId)) return tellDecision(decisionOf(item), context);
  if (flag?.caseNumber !== effect.caseNumber) return moot('undone');
  const reason = await auditReason(guildId, effect.caseNumber, context);
  await withoutUnknown(() =>
    rest.delete(Routes.channelMessage(flag.channelId, flag.messageId), { reason, signal }),
  );
  await takeBack('quotation', flag, context);
  return DONE;
}

/** Copies a comment into the channel for hidden comments, then deletes it; never deletes without a copy. */
export async function copyHidden(item: Ordered<'hide-copy'>, context: EffectContext): Promise<Outcome> {
  const { store } = context;
  const { flagId, caseNumber } = item.effect;
  const flag = await store.flags.get(item.guildId, flagId);
  // The site keeps its own hidden comments.
  if (flag !== undefined && isSiteChannel(flag.channelId)) return deleteMessage(item, context);
  if (flag?.caseNumber !== caseNumber) return moot('undone');
  if (flag.content === null) return impossible('content');
  const { hiddenChannelId, logChannelId, language, spoiler } = await store.servers.settings(item.guildId);
  const channelId = hiddenChannelId ?? logChannelId;
  if (channelId === null)
    return { kind: 'later', inMs: NO_CHANNEL_RETRY_MS, trouble: { reason: 'hidden-channel' } };
  if ((await store.reposts.get(flag.guildId, flag.messageId, 'copy')) === undefined) {
    const mark = caseMark(caseNumber, language);
    const head = QUOTATION.hiddenFrom(flag.channelId)[language];
    const body = quotation(head, flag.content, mark, language, spoiler);
    const nonce = `h${caseNumber}-${flagId.slice(0, 12)}`;
    await postOnce('copy', { ...flag, channelId }, { item, body, mark, nonce }, context);
  }
  return deleteMessage(item, context);
}

/**
 * Posts a deleted comment again as a quotation, because Discord restores no deleted message, and takes its hidden copy back.
 * Does nothing where the comment or a quotation of it still stands.
 */
export async function restoreMessage(item: Ordered<'restore'>, context: EffectContext): Promise<Outcome> {
  const { store } = context;
  const { flagId, caseNumber } = item.effect;
  const flag = await store.flags.get(item.guildId, flagId);
  if (flag !== undefined && isSiteChannel(flag.channelId)) return tellDecision(decisionOf(item), context);
  if (flag === undefined || flag.content === null) return impossible('content');
  // Removed again since: the next effect in this partition does that.
  if (await isRemoved(flag, context)) return moot('undone');
  if ((await store.reposts.get(flag.guildId, flag.messageId, 'quotation')) !== undefined)
    return moot('stands');
  if (await stands(flag, context)) {
    await store.flags.stands(flag.id);
    return moot('stands');
  }
  const { language } = await store.servers.settings(item.guildId);
  const mark = caseMark(caseNumber, language);
  const body = quotation(QUOTATION.restored[language], flag.content, mark, language);
  await postOnce(
    'quotation',
    flag,
    { item, body, mark, nonce: `r${caseNumber}-${flagId.slice(0, 12)}` },
    context,
  );
  await takeBack('copy', flag, context);
  return DONE;
}

/** Whether the decision that stands removes the comment. */
async function isRemoved(
  { guildId, caseNumber }: Pick<Flag, 'guildId' | 'caseNumber'>,
  { store }: Pick<EffectContext, 'store'>,
): Promise<boolean> {
  const stands = caseNumber === null ? undefined : await store.cases.get(guildId, caseNumber);
  return stands !== undefined && stands.decision !== 'undo' && DECISION_TABLE[stands.decision].removes;
}

/** A comment, and the channel of what the bot posts of it. */
type Commented = Pick<Flag, 'guildId' | 'channelId' | 'messageId'>;

/**
 * Posts a comment again and stores where; a repeated attempt first looks for the message of an earlier one.
 *
 * @param mark unique among the bot's messages
 */
export async function postOnce(
  kind: 'quotation' | 'copy',
  { guildId, channelId, messageId }: Commented,
  given: {
    readonly item: Pick<OutboxItem, 'attempts' | 'createdAt'>;
    readonly body: Body;
    readonly mark: string;
    readonly nonce: string;
  },
  context: EffectContext,
): Promise<void> {
  const { item, body, mark, nonce } = given;
  const earlier = item.attempts > 0 ? await findOwn(channelId, item.createdAt, mark, context) : undefined;
  const posted = earlier ?? (await post(channelId, body, nonce, context));
  await context.store.reposts.set(guildId, messageId, kind, { channelId, messageId: posted.id });
}

/** Deletes the bot's message in which a comment was posted again, if there is one; a person may have deleted it already. */
export async function takeBack(
  kind: 'quotation' | 'copy',
  { guildId, messageId }: Pick<Commented, 'guildId' | 'messageId'>,
  { store, rest, signal }: EffectContext,
): Promise<void> {
  const posted = await store.reposts.get(guildId, messageId, kind);
  if (posted === undefined) return;
  await withoutUnknown(() =>
    rest.delete(Routes.channelMessage(posted.channelId, posted.messageId), { signal }),
  );
  await store.reposts.remove(guildId, messageId, kind);
}

/** Whether a comment still stands where it was posted. */
export async function stands(
  { channelId, messageId }: Commented,
  { rest, signal }: Pick<EffectContext, 'rest' | 'signal'>,
): Promise<boolean> {
  return (
    (await withoutUnknown(() => rest.get(Routes.channelMessage(channelId, messageId), { signal }))) !==
    undefined
  );
}

/** What a request answers; undefined where Discord knows the message or its channel no more. */
export async function withoutUnknown(request: () => Promise<unknown>): Promise<unknown> {
  try {
    return (await request()) ?? null;
  } catch (error) {
    if (!isUnknown(error, RESTJSONErrorCodes.UnknownMessage, RESTJSONErrorCodes.UnknownChannel)) throw error;
    return undefined;
  }
}

/**
 * Times the author of a flag out. The end is a point in time, so a repeated request changes nothing. Does nothing once the
 * decision was undone.
 */
export async function timeOut(item: Ordered<'timeout'>, context: EffectContext): Promise<Outcome> {
  const { until, flagId, caseNumber } = item.effect;
  const flag = await context.store.flags.get(item.guildId, flagId);
  if (flag?.caseNumber !== caseNumber) return moot('undone');
  // Discord refuses an end in the past.
  if (until <= context.now()) return impossible('late');
  return (await setTimeoutEnd(item, new Date(until).toISOString(), context)) ? DONE : impossible('member');
}

/** Ends the timeout of a flag's author; there is nothing to end for one who has left. */
export async function endTimeout(item: Ordered<'timeout-end'>, context: EffectContext): Promise<Outcome> {
  await setTimeoutEnd(item, null, context);
  return DONE;
}

/** False when the author is no member: a webhook, somebody who left, or one whose id was swept. */
async function setTimeoutEnd(
  { guildId, effect }: Ordered<'timeout'> | Ordered<'timeout-end'>,
  until: string | null,
  context: EffectContext,
): Promise<boolean> {
  const { store, rest, signal } = context;
  const author = (await store.flags.get(guildId, effect.flagId))?.content?.author;
  if (author == null || author.webhook) return false;
  const reason = await auditReason(guildId, effect.caseNumber, context);
  try {
    const body = { communication_disabled_until: until };
    await rest.patch(Routes.guildMember(guildId, author.id), { body, reason, signal });
  } catch (error) {
    if (!isUnknown(error, RESTJSONErrorCodes.UnknownMember)) throw error;
    return false;
  }
  return true;
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
  context: Pick<EffectContext, 'store' | 'client'>,
): Promise<string> {
  const { store } = context;
  const [one, { language }] = await Promise.all([
    store.cases.get(guildId, caseNumber),
    store.servers.settings(guildId),
  ]);
  const head = QUOTATION.auditCase(caseNumber)[language];
  if (one === undefined) return head;
  const by = await auditModerator(guildId, one.moderatorId, language, context);
  const why = one.why === null ? '' : ` · ${one.why.replace(/\s+/gu, ' ')}`;
  return `${head} · ${decisionWords(one.decision, language)}${by}${why}`.slice(0, LONGEST_REASON);
}
