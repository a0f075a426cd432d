import type { Verdict } from '../judge/index.js';
import type { DecisionCounts, NewEffect, OwnRuleState, RuleForm } from '../moderation/index.js';

/** A rule of a server's own. */
export interface OwnRule {
  readonly guildId: string;
  readonly id: string;
  readonly state: OwnRuleState;
  /** Number of the form, from 1; 0: nothing that was typed is a rule yet. */
  readonly version: number;
  /** Null at version 0. */
  readonly form: RuleForm | null;
  /** What was typed since and is no rule: it waits to be mended. */
  readonly pending: RuleForm | null;
  readonly createdAt: number;
  /** Since when the version is in its state. */
  readonly changedAt: number;
}

/** A stored rule that nobody can read: a damaged row, or one of another key. */
export interface BrokenOwnRule {
  readonly id: string;
  readonly state: OwnRuleState;
  /** Code of the fault. */
  readonly code: string;
}

/** `made` and `edited` bring a version; the states are moves by a moderator; `demoted` is one by the bot. */
export const OWN_RULE_EVENTS = ['made', 'edited', 'draft', 'shadow', 'live', 'demoted'] as const;
export type OwnRuleEventKind = (typeof OWN_RULE_EVENTS)[number];

export interface OwnRuleEvent {
  readonly number: number;
  readonly kind: OwnRuleEventKind;
  readonly version: number;
  readonly at: number;
  /** Null: the bot. */
  readonly moderatorId: string | null;
  /** Of `made` and `edited`. */
  readonly form: RuleForm | null;
  /** Of `demoted`: what the test said. */
  readonly figures: { readonly right: number; readonly decided: number; readonly p: number } | null;
}

/** That a rule found a message; stored with the verdict. */
export interface OwnRuleHit {
  readonly ruleId: string;
  readonly version: number;
  readonly live: boolean;
  readonly flagged: boolean;
  /** Of a rule in shadow: the message would be flagged with it, and is not. */
  readonly newly: boolean;
}

/** Hits of a version in its present state. */
export interface OwnRuleCounts {
  readonly hits: number;
  readonly flagged: number;
  readonly newly: number;
}

/** A stored comment on which a rule can be tried. */
export interface HistoryComment {
  readonly messageId: string;
  readonly articleId: string;
  readonly text: string;
  /** What moderators decided; null: nothing, or nothing that says. */
  readonly label: Verdict | null;
}

/** Rules that servers write for themselves. */
export interface OwnRuleStore {
  /** The rules of a server, oldest first, and those that cannot be read. */
  list(guildId: string): Promise<{ readonly rules: OwnRule[]; readonly broken: BrokenOwnRule[] }>;
  /**
   * A rule by its id.
   *
   * @throws `Fault` `store/unreadable`, `store/unknown-key`, `store/strange-row` where it cannot be read
   */
  get(guildId: string, id: string): Promise<OwnRule | undefined>;
  /** Stores what was typed for a new rule, as a draft; undefined when the server has as many as it may. */
  add(
    guildId: string,
    id: string,
    typed: { readonly form: RuleForm; readonly isRule: boolean },
    by: { readonly moderatorId: string; readonly now: number },
  ): Promise<OwnRule | undefined>;
  /**
   * Stores what was typed for a rule: a new version if it is a rule, else it waits to be mended, and the version before goes
   * on. A new version of a live rule is in shadow. Undefined for an unknown id.
   */
  edit(
    guildId: string,
    id: string,
    typed: { readonly form: RuleForm; readonly isRule: boolean },
    by: { readonly moderatorId: string; readonly now: number },
  ): Promise<OwnRule | undefined>;
  /**
   * Moves a version to a state, by a moderator or by the bot, with effects in the same transaction. Undefined when another
   * version, or another state than `from`, is there by now.
   */
  move(
    guildId: string,
    id: string,
    move: { readonly version: number; readonly from: OwnRuleState; readonly to: OwnRuleState },
    by:
      | { readonly moderatorId: string; readonly now: number }
      | {
          readonly figures: NonNullable<OwnRuleEvent['figures']>;
          readonly now: number;
          readonly effects: readonly NewEffect[];
        },
  ): Promise<OwnRule | undefined>;
  /** Deletes a rule with its versions and hits. False for an unknown id. */
  remove(guildId: string, id: string): Promise<boolean>;
  /** What happened to a rule, newest first. */
  events(guildId: string, id: string, limit: number): Promise<OwnRuleEvent[]>;
  /** Hits of each rule since its version is in its state, by id. */
  counts(guildId: string): Promise<Map<string, OwnRuleCounts>>;
  /** Decisions by moderators that stand, on flags raised since `since` whose evidence key is `key`. */
  accuracy(guildId: string, key: string, since: number): Promise<DecisionCounts>;
  /** Flags of a server with their texts, in order of their ids, and what was decided. */
  history(
    guildId: string,
    after: string,
    limit: number,
  ): Promise<(HistoryComment & { readonly id: string })[]>;
}
