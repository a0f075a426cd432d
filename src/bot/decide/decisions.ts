import { ButtonStyle } from 'discord.js';
import type { LocalizedText } from '../../fault.js';
import type { Decision, Effect, Flag } from '../../moderation/index.js';
import { DECISION_WORDS } from '../../wording/bot/cards.js';
import type { Level } from '../gateway/access.js';

/** Where buttons of decisions stand: under the card, under its "More", under the queue's card. */
export type Surface = 'card' | 'more' | 'queue';

/** What the bot may do about a flag, by its permissions and by the server's settings. */
export interface Abilities {
  readonly canDelete: boolean;
  /** Whether there is a channel for hidden comments. */
  readonly canKeepHidden: boolean;
  /** Whether the author is a known member and the bot may time members out. */
  readonly canTimeOut: boolean;
}

/** What an effect of a decision is made of. */
export interface EffectOrder {
  readonly flagId: string;
  readonly caseNumber: number;
  /** End of a time-out that begins now (ms since 1970). */
  readonly timeoutUntil: number;
}

/** One decision that a moderator can take. */
export interface DecisionRow {
  /** The surfaces whose buttons offer it; its name is the first part of the button's custom_id there. */
  readonly on: readonly Surface[];
  readonly label: LocalizedText;
  /** The label in the queue, where it differs. */
  readonly queueLabel?: LocalizedText;
  readonly style: ButtonStyle;
  readonly level: Level;
  /** `author`: it is not offered on a comment that a webhook posted, which is no member. */
  readonly target: 'comment' | 'author';
  /** What became of the comment: colours the card and the case. */
  readonly outcome: 'removed' | 'kept' | 'dismissed';
  /** Whether the bot could carry it out; the queue offers and takes only what it could. */
  readonly isPossible: (abilities: Abilities) => boolean;
  /** What it orders in Discord; null: nothing but the update of the card. */
  readonly effect: ((order: EffectOrder) => Effect) | null;
  /** What undoing it orders. */
  readonly undoEffect: ((order: Omit<EffectOrder, 'timeoutUntil'>) => Effect) | null;
}

const restore: DecisionRow['undoEffect'] = ({ flagId, caseNumber }) => ({
  kind: 'restore',
  flagId,
  caseNumber,
});

/**
 * All decisions, in the order of their buttons. A new decision is a row here, a row of `DECISION_WORDS`, and its name in
 * `DECISIONS` (moderation); a decision moves to another surface by its `on` alone.
 */
export const DECISION_TABLE: Readonly<Record<Decision, DecisionRow>> = {
  delete: {
    on: ['card', 'queue'],
    label: DECISION_WORDS.delete.button,
    style: ButtonStyle.Danger,
    level: 'moderator',
    target: 'comment',
    outcome: 'removed',
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
    isPossible: ({ canDelete, canKeepHidden }) => canDelete && canKeepHidden,
    // Copied and deleted by one effect: a copy that is given up keeps the comment.
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
    isPossible: () => true,
    effect: null,
    undoEffect: null,
  },
};

/** Names of the decisions, in the order of their buttons. */
export const DECISION_NAMES = Object.keys(DECISION_TABLE) as readonly Decision[];

/** The decisions that a surface offers on a flag, in the order of their buttons. */
export function decisionsOn(surface: Surface, flag: Pick<Flag, 'content'>): Decision[] {
  const byWebhook = flag.content?.author?.webhook === true;
  return DECISION_NAMES.filter((decision) => {
    const { on, target } = DECISION_TABLE[decision];
    return on.includes(surface) && !(target === 'author' && byWebhook);
  });
}
