import {
  type Action,
  type Case,
  type Decision,
  type Effect,
  type Flag,
  isSiteChannel,
  type NewEffect,
  type ServerSettings,
} from '../../moderation/index.js';
import { DECISION_TABLE } from './decisions.js';

type FlagIds = Pick<Flag, 'id' | 'guildId' | 'channelId'>;
type ActionSettings = Pick<ServerSettings, 'timeoutMinutes'> & { readonly now: number };

/** Outbox partition key of a flag's card: its post and its updates run one after another. */
export function cardPartitionKey(flagId: string): string {
  return `flag:${flagId}`;
}

/** The effect that posts the card of a new flag. */
export function cardEffect(guildId: string, flagId: string): NewEffect {
  return {
    guildId,
    partitionKey: cardPartitionKey(flagId),
    key: `card:${flagId}`,
    effect: { kind: 'card', flagId },
  };
}

/**
 * The effects of a decision: its action in Discord, if any, then the card update.
 *
 * @param settings `now` in ms since 1970
 */
export function decisionEffects(
  flag: FlagIds,
  decision: Decision,
  caseNumber: number,
  settings: ActionSettings,
): NewEffect[] {
  return [...orderOf(flag, decision, caseNumber, settings), cardUpdate(flag, caseNumber)];
}

/** The effects of an automatic action in mode `act`; the card posted afterwards shows it. */
export function actionEffects(
  flag: FlagIds,
  action: Action,
  caseNumber: number,
  settings: ActionSettings,
): NewEffect[] {
  return orderOf(flag, action, caseNumber, settings);
}

/** The effects that undo a decision: reposting a deleted comment as a quotation, or ending a timeout. */
export function undoEffects(flag: FlagIds, undone: Pick<Case, 'decision'>, caseNumber: number): NewEffect[] {
  const { decision } = undone;
  const undo = decision === 'undo' ? null : DECISION_TABLE[decision].undoEffect;
  const effects =
    undo === null
      ? siteDecision(flag, caseNumber)
      : [action(flag, caseNumber, undo({ flagId: flag.id, caseNumber }))];
  return [...effects, cardUpdate(flag, caseNumber)];
}

function orderOf(
  flag: FlagIds,
  decision: Decision,
  caseNumber: number,
  { timeoutMinutes, now }: ActionSettings,
): NewEffect[] {
  const { effect } = DECISION_TABLE[decision];
  if (effect === null) return siteDecision(flag, caseNumber);
  const timeoutUntil = now + timeoutMinutes * 60_000;
  return [action(flag, caseNumber, effect({ flagId: flag.id, caseNumber, timeoutUntil }))];
}

/** Where a decision does nothing in Discord, a site is told of it nevertheless: it may have hidden the comment meanwhile. */
function siteDecision(flag: FlagIds, caseNumber: number): NewEffect[] {
  const { id: flagId, guildId, channelId } = flag;
  return isSiteChannel(channelId)
    ? [action(flag, caseNumber, { kind: 'site-decision', guildId, siteId: null, flagId, caseNumber })]
    : [];
}

/** Uses a separate partition key, so that a deletion does not wait for a rate-limited card. */
function action({ id, guildId }: FlagIds, caseNumber: number, effect: Effect): NewEffect {
  return { guildId, partitionKey: `act:${id}`, key: `${effect.kind}:${guildId}:${caseNumber}`, effect };
}

/** The effect that updates the card after case `caseNumber`. */
function cardUpdate({ id, guildId }: FlagIds, caseNumber: number): NewEffect {
  const key = `card-update:${id}:case-${caseNumber}`;
  return { guildId, partitionKey: cardPartitionKey(id), key, effect: { kind: 'card-update', flagId: id } };
}
