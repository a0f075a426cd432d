import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { ACTIONS } from '../../moderation/index.js';
import type { Tables } from '../tables.js';

/** Decisions that say that a comment did not belong. */
export const AGAINST: readonly string[] = ACTIONS;

/** What moderators decided and nobody undid: what the bot decides by itself proves nothing about the bot. */
export function standsByModerator(
  guildId: string,
): (eb: ExpressionBuilder<Tables, 'cases'>) => Expression<SqlBool> {
  return (eb) =>
    eb.and([
      eb('guild_id', '=', guildId),
      eb('moderator', 'is not', null),
      eb('undone_by', 'is', null),
      eb('decision', 'in', ['keep', ...AGAINST]),
    ]);
}
