import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import type { QueueFilter } from '../store.js';
import type { Tables } from '../tables.js';

/** Open flags of a server that a queue shows: no shadows, and only what fits the filter. */
export function inQueue(
  guildId: string,
  filter: QueueFilter,
  now: number,
): (eb: ExpressionBuilder<Tables, 'flags'>) => Expression<SqlBool> {
  return (eb) => {
    const parts = [
      eb('guild_id', '=', guildId),
      // As literals, so that the index of the queue serves.
      eb('state', '=', sql.lit('open')),
      eb('shadow', '=', eb.lit(0)),
    ];
    if (filter.articleId !== undefined) parts.push(eb('article_id', '=', filter.articleId));
    if (filter.evidenceKey !== undefined) parts.push(eb('evidence_key', '=', filter.evidenceKey));
    if (filter.olderThan !== undefined) parts.push(eb('created_at', '<', now - filter.olderThan));
    if (filter.after !== undefined) parts.push(comesAfter(eb, guildId, filter.after));
    return eb.and(parts);
  };
}

/** Flags behind a flag in the order of the queue, whatever has become of that one; all when there is none of that id. */
function comesAfter(
  eb: ExpressionBuilder<Tables, 'flags'>,
  guildId: string,
  id: string,
): Expression<SqlBool> & ReturnType<typeof eb.not> {
  const notBefore = eb
    .selectFrom('flags as last')
    .select('last.id')
    .where('last.guild_id', '=', guildId)
    .where('last.id', '=', id)
    .where((both) => {
      const sameScore = both('flags.score', '=', both.ref('last.score'));
      return both.or([
        both('flags.score', '>', both.ref('last.score')),
        both.and([sameScore, both('flags.created_at', '<', both.ref('last.created_at'))]),
        both.and([
          sameScore,
          both('flags.created_at', '=', both.ref('last.created_at')),
          both('flags.id', '<=', both.ref('last.id')),
        ]),
      ]);
    });
  return eb.not(eb.exists(notBefore));
}
