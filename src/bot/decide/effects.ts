import type { Action, Case, Decision, Flag, NewEffect, ServerSettings } from '../../moderation/index.js';

/** What a lane of a flag's card is called: its post and its updates come one after another. */
export function cardLane(flagId: string): string {
  return `flag:${flagId}`;
}

/** The card of a new flag. */
export function cardEffect(guildId: string, flagId: string): NewEffect {
  return { guildId, partitionKey: cardLane(flagId), key: `card:${flagId}`, effect: { kind: 'card', flagId } };
}

/** The card is to show what case `caseNumber` changed. */
function cardUpdate(guildId: string, flagId: string, caseNumber: number): NewEffect {
  const key = `card-update:${flagId}:case-${caseNumber}`;
  return { guildId, partitionKey: cardLane(flagId), key, effect: { kind: 'card-update', flagId } };
}

type ActionEffects = Pick<ServerSettings, 'timeoutMinutes'> & { readonly now: number };

/** What Discord is asked to do for a decision; the card is brought up to date with it. */
export function decisionEffects(
  flag: Pick<Flag, 'id' | 'guildId'>,
  decision: Decision,
  caseNumber: number,
  settings: ActionEffects,
): NewEffect[] {
  const acts =
    decision === 'keep' || decision === 'dismiss' ? [] : actionEffects(flag, decision, caseNumber, settings);
  return [...acts, cardUpdate(flag.guildId, flag.id, caseNumber)];
}

/** A hidden comment is copied before it is deleted, by one effect: a copy that is given up keeps the comment. */
export function actionEffects(
  { id: flagId, guildId }: Pick<Flag, 'id' | 'guildId'>,
  action: Action,
  caseNumber: number,
  { timeoutMinutes, now }: ActionEffects,
): NewEffect[] {
  const one = (effect: NewEffect['effect']): NewEffect => ({
    guildId,
    // A lane of its own: a deletion does not wait for a card that Discord's rate limit holds up.
    partitionKey: `act:${flagId}`,
    key: `${effect.kind}:${guildId}:${caseNumber}`,
    effect,
  });
  switch (action) {
    case 'delete':
      return [one({ kind: 'delete', flagId, caseNumber })];
    case 'hide':
      return [one({ kind: 'hide-copy', flagId, caseNumber })];
    case 'timeout':
      return [one({ kind: 'timeout', flagId, caseNumber, until: now + timeoutMinutes * 60_000 })];
  }
}

/** What takes a decision back: a deleted comment is posted again as a quotation, a time-out ends. */
export function undoEffects(
  { id: flagId, guildId }: Pick<Flag, 'id' | 'guildId'>,
  undone: Pick<Case, 'decision'>,
  caseNumber: number,
): NewEffect[] {
  const lane = `act:${flagId}`;
  const update = cardUpdate(guildId, flagId, caseNumber);
  if (undone.decision === 'delete' || undone.decision === 'hide')
    return [
      {
        guildId,
        partitionKey: lane,
        key: `restore:${guildId}:${caseNumber}`,
        effect: { kind: 'restore', flagId, caseNumber },
      },
      update,
    ];
  if (undone.decision !== 'timeout') return [update];
  const effect = { kind: 'timeout-end', flagId, caseNumber } as const;
  return [{ guildId, partitionKey: lane, key: `timeout-end:${guildId}:${caseNumber}`, effect }, update];
}
