import { ButtonStyle } from 'discord.js';
import type { LocalizedText } from '../../fault.js';
import { type Decision, type Effect, type Flag, isSiteChannel } from '../../moderation/index.js';
import { DECISION_WORDS } from '../../wording/bot/cards.js';
import type { Level } from '../gateway/access.js';

/** Where decision buttons appear: under the card, under its "More" reply, under the queue's card. */
export type Surface = 'card' | 'more' | 'queue';

/** What the bot can do about a flag, given its permissions and the server's settings. */
export interface Abilities {
  readonly canDelete: boolean;
  /** Whether the server has a channel for hidden comments. */
  readonly canKeepHidden: boolean;
  /** Whether the author is a known member and the bot may time members out. */
  readonly canTimeOut: boolean;
}

/** Parameters of a decision's effect. */
export interface EffectOrder {
  readonly flagId: string;
  readonly caseNumber: number;
  /** End of a timeout that starts now (ms since 1970). */
  readonly timeoutUntil: number;
}

/** One decision that a moderator can take. */
export interface DecisionRow {
  /** Surfaces that offer it as a button; the decision's name is the first part of the custom_id. */
  readonly on: readonly Surface[];
  readonly label: LocalizedText;
  /** The label in the queue, if different. */
  readonly queueLabel?: LocalizedText;
  readonly style: ButtonStyle;
  readonly level: Level;
  /** `author`: not offered on comments by webhooks, which are not members. */
  readonly target: 'comment' | 'author';
  /** What happened to the comment; selects the colour of card and case. */
  readonly outcome: 'removed' | 'kept' | 'dismissed';
  /** Whether its effect deletes the message: when Discord reports that deletion, the flag stays as it is. */
  readonly removes: boolean;
  /** Whether the bot can carry it out; the queue offers and accepts only such decisions. */
  readonly isPossible: (abilities: Abilities) => boolean;
  /** Its effect in Discord; null if only the card changes. */
  readonly effect: ((order: EffectOrder) => Effect) | null;
  /** The effect of undoing it; null if only the card changes. */
  readonly undoEffect: ((order: Omit<EffectOrder, 'timeoutUntil'>) => Effect) | null;
}

const restore: DecisionRow['undoEffect'] = ({ flagId, caseNumber }) => ({
  kind: 'restore',
  flagId,
  caseNumber,
});

/**
 * All decisions, in the order of their buttons. A new decision needs a row here, a row in `DECISION_WORDS`, and its name in
 * `DECISIONS` (moderation). To move a decision to another surface, change its `on`.
 */
export const DECISION_TABLE: Readonly<Record<Decision, DecisionRow>> = {
  delete: {
    on: ['card', 'queue'],
    label: DECISION_WORDS.delete.button,
    style: ButtonStyle.Danger,
    level: 'moderator',
    target: 'comment',
    outcome: 'removed',
    removes: true,
    isPossible: ({ canDelete }) => canDelete,
    effect: ({ flagId, caseNumber }) => ({ kind: 'delete', flagId, caseNumber }),
    undoEffect: restore,
  },
  hide: {
    on: ['more', 'queue'],
    label: DECISION_WORDS.hide.button,
    style: ButtonStyle.Danger,
    level: 'moderator',
    target: 'comment',
    outcome: 'removed',
    removes: true,
    isPossible: ({ canDelete, canKeepHidden }) => canDelete && canKeepHidden,
    // One effect copies and deletes: if the copy fails for good, the comment is not deleted.
    effect: ({ flagId, caseNumber }) => ({ kind: 'hide-copy', flagId, caseNumber }),
    undoEffect: restore,
  },
  timeout: {
    on: ['more', 'queue'],
    label: DECISION_WORDS.timeout.button,
    style: ButtonStyle.Danger,
    level: 'moderator',
    target: 'author',
    outcome: 'removed',
    removes: false,
    isPossible: ({ canTimeOut }) => canTimeOut,
    effect: ({ flagId, caseNumber, timeoutUntil }) => ({
      kind: 'timeout',
      flagId,
      caseNumber,
      until: timeoutUntil,
    }),
    undoEffect: ({ flagId, caseNumber }) => ({ kind: 'timeout-end', flagId, caseNumber }),
  },
  keep: {
    on: ['card', 'queue'],
    label: DECISION_WORDS.keep.button,
    style: ButtonStyle.Success,
    level: 'moderator',
    target: 'comment',
    outcome: 'kept',
    removes: false,
    isPossible: () => true,
    effect: null,
    undoEffect: null,
  },
  dismiss: {
    on: ['card', 'queue'],
    label: DECISION_WORDS.dismiss.button,
    queueLabel: DECISION_WORDS.dismiss.queueButton,
    style: ButtonStyle.Secondary,
    level: 'moderator',
    target: 'comment',
    outcome: 'dismissed',
    removes: false,
    isPossible: () => true,
    effect: null,
    undoEffect: null,
  },
};

/** Names of the decisions, in the order of their buttons. */
export const DECISION_NAMES = Object.keys(DECISION_TABLE) as readonly Decision[];

/** The decisions that a surface offers on a flag, in the order of their buttons. */
export function decisionsOn(surface: Surface, flag: Pick<Flag, 'content' | 'channelId'>): Decision[] {
  // Authors at a site are no members either.
  const byWebhook = flag.content?.author?.webhook === true || isSiteChannel(flag.channelId);
  return DECISION_NAMES.filter((decision) => {
    const { on, target } = DECISION_TABLE[decision];
    return on.includes(surface) && !(target === 'author' && byWebhook);
  });
}
