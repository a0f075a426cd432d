import {
  type Action,
  actPartitionKey,
  cardPartitionKey,
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
  const acts = orderOf(flag, decision, caseNumber, settings);
  return [...acts, cardUpdate(flag, caseNumber, acts.length > 0 ? settings.now : null)];
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
export function undoEffects(
  flag: FlagIds,
  undone: Pick<Case, 'decision'>,
  caseNumber: number,
  now: number,
): NewEffect[] {
  const acts = undoActs(flag, undone, caseNumber);
  return [...acts, cardUpdate(flag, caseNumber, acts.length > 0 ? now : null)];
}

function undoActs(flag: FlagIds, { decision }: Pick<Case, 'decision'>, caseNumber: number): NewEffect[] {
  const undo = decision === 'undo' ? null : DECISION_TABLE[decision].undoEffect;
  return undo === null
    ? siteDecision(flag, caseNumber)
    : [action(flag, caseNumber, undo({ flagId: flag.id, caseNumber }))];
}

/**
 * The effect of a case, to be ordered anew; undefined for one that has none.
 *
 * @param undone the decision that an undo undid
 */
export function effectAnew(
  flag: FlagIds,
  { decision, number }: Pick<Case, 'decision' | 'number'>,
  undone: Pick<Case, 'decision'> | undefined,
  settings: ActionSettings,
): NewEffect | undefined {
  return decision === 'undo'
    ? undone && undoActs(flag, undone, number)[0]
    : orderOf(flag, decision, number, settings)[0];
}

/** The update of a card after an act of its flag was ordered anew, was done, or failed. */
export function updateAfter(
  { id, guildId }: Pick<Flag, 'id' | 'guildId'>,
  actKey: string,
  what: string,
): NewEffect {
  const key = `card-update:${id}:${actKey}:${what}`;
  return { guildId, partitionKey: cardPartitionKey(id), key, effect: { kind: 'card-update', flagId: id } };
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
  return {
    guildId,
    partitionKey: actPartitionKey(id),
    key: `${effect.kind}:${guildId}:${caseNumber}`,
    effect,
  };
}

/** Ms for which the card waits for the act of a decision, so that one edit shows what came of it; then it shows it under way. */
const CARD_WAITS_MS = 700;

/**
 * The effect that updates the card after case `caseNumber`.
 *
 * @param acting when an act was ordered, whose end brings the update forward; null: there is none
 */
function cardUpdate({ id, guildId }: FlagIds, caseNumber: number, acting: number | null): NewEffect {
  return {
    guildId,
    partitionKey: cardPartitionKey(id),
    key: `card-update:${id}:case-${caseNumber}`,
    effect: { kind: 'card-update', flagId: id },
    ...(acting === null ? {} : { dueAt: acting + CARD_WAITS_MS }),
  };
}
