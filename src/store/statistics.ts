import { type Expression, type ExpressionBuilder, sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import { ACTIONS, REPORTED } from '../moderation/index.js';
import type { Base } from './base.js';
import { readCases } from './cases.js';
import { checked, whole } from './row.js';
import type { Accuracy, DayCounts, Label, Period, PeriodCounts } from './store.js';
import type { Tables } from './tables.js';

/** Decisions which state that a comment did not belong. */
const AGAINST: readonly string[] = ACTIONS;

/** Selects decisions of moderators that nobody undid: a decision by the bot itself proves nothing about the bot. */
function standsByModerator(guildId: string): (eb: ExpressionBuilder<Tables, 'cases'>) => Expression<SqlBool> {
  return (eb) =>
    eb.and([
      eb('guild_id', '=', guildId),
      eb('moderator', 'is not', null),
      eb('undone_by', 'is', null),
      eb('decision', 'in', ['keep', ...AGAINST]),
    ]);
}

const accuracyRows = z.array(z.object({ evidence_key: z.string(), right: whole, wrong: whole }));

/**
 * How often each kind of evidence was right, judged by the moderators' current decisions.
 *
 * @param of only decisions of this period
 */
export async function accuracy(base: Base, guildId: string, of?: Period): Promise<Map<string, Accuracy>> {
  const rows = await base.query((db) =>
    db
      .selectFrom('cases')
      .select((eb) => [
        'evidence_key',
        eb.fn.countAll().filterWhere('decision', 'in', AGAINST).as('right'),
        eb.fn.countAll().filterWhere('decision', '=', 'keep').as('wrong'),
      ])
      .where(standsByModerator(guildId))
      .$if(of !== undefined, (query) => query.where('at', '>=', of!.from).where('at', '<', of!.until))
      .groupBy('evidence_key')
      .execute(),
  );
  return new Map(
    checked(accuracyRows, rows, 'cases').map(({ evidence_key, right, wrong }) => [
      evidence_key,
      { right, wrong },
    ]),
  );
}

/** The latest decisions of moderators that label a comment and still have its text, oldest first. */
export async function labels(base: Base, guildId: string, limit: number): Promise<Label[]> {
  const rows = await base.query((db) =>
    db
      .selectFrom('cases')
      .selectAll()
      .where(standsByModerator(guildId))
      .where('shown', 'is not', null)
      .orderBy('number', 'desc')
      .limit(limit)
      .execute(),
  );
  return readCases(base, rows)
    .flatMap(({ shown, decision }) =>
      shown === null ? [] : [{ text: shown.text, result: shown.result, belongs: decision === 'keep' }],
    )
    .reverse();
}

const DAY_MS = 86_400_000;

const dayRows = z.array(
  z.object({ day: whole, judged: whole, flagged: whole, kept: whole, removed: whole, dismissed: whole }),
);

/**
 * Counts by UTC day, without empty days and without flags that only reports raised. A message counts on the day it was written, a flag (shadows too) on the day it was
 * created, a decision that nobody undid on the day it was made.
 */
export async function statistics(base: Base, guildId: string, since: number): Promise<DayCounts[]> {
  const against = sql.join(AGAINST.map((decision) => sql.lit(decision)));
  const { rows } = await base.query((db) =>
    sql`select day, sum(judged) as judged, sum(flagged) as flagged, sum(kept) as kept,
        sum(removed) as removed, sum(dismissed) as dismissed
      from (
        select written_at / ${sql.lit(DAY_MS)} as day, 1 as judged, 0 as flagged, 0 as kept, 0 as removed, 0 as dismissed
        from messages
        where guild_id = ${guildId} and written_at >= ${since} and verdict is not null
        union all
        select created_at / ${sql.lit(DAY_MS)}, 0, 1, 0, 0, 0
        from flags
        where guild_id = ${guildId} and created_at >= ${since} and evidence_key <> ${sql.lit(REPORTED)}
        union all
        select at / ${sql.lit(DAY_MS)}, 0, 0,
          case when decision = 'keep' then 1 else 0 end,
          case when decision in (${against}) then 1 else 0 end,
          case when decision = 'dismiss' then 1 else 0 end
        from cases
        where guild_id = ${guildId} and at >= ${since} and undone_by is null and decision <> 'undo'
      ) as counted
      group by day
      order by day`.execute(db),
  );
  return checked(dayRows, rows, 'statistics').map(({ day, ...counts }) => ({
    day: new Date(day * DAY_MS).toISOString().slice(0, 10),
    ...counts,
  }));
}

/** Articles that a digest names. */
const MOST_ARTICLES = 5;

const periodRow = z.object({
  judged: whole,
  flagged: whole,
  kept: whole,
  removed: whole,
  dismissed: whole,
  undone: whole,
});
const articleRows = z.array(z.object({ article_id: z.string(), flagged: whole }));

/** Counts of a period, see `CaseStore.period`. */
export async function period(base: Base, guildId: string, of: Period): Promise<PeriodCounts> {
  const { from, until } = of;
  const cases = (decisions: readonly string[]) =>
    sql`(select count(*) from cases where guild_id = ${guildId} and at >= ${from} and at < ${until}
      and undone_by is null and decision in (${sql.join(decisions.map((decision) => sql.lit(decision)))}))`;
  const { rows } = await base.query((db) =>
    sql`select
      (select count(*) from messages where guild_id = ${guildId} and verdict is not null
        and written_at >= ${from} and written_at < ${until}) as judged,
      (select count(*) from flags where guild_id = ${guildId}
        and created_at >= ${from} and created_at < ${until}) as flagged,
      ${cases(['keep'])} as kept, ${cases(AGAINST)} as removed, ${cases(['dismiss'])} as dismissed,
      (select count(*) from cases where guild_id = ${guildId} and decision = 'undo'
        and at >= ${from} and at < ${until}) as undone`.execute(db),
  );
  const articles = await base.query((db) =>
    db
      .selectFrom('flags')
      .select((eb) => ['article_id', eb.fn.countAll().as('flagged')])
      .where('guild_id', '=', guildId)
      .where('created_at', '>=', from)
      .where('created_at', '<', until)
      .groupBy('article_id')
      .orderBy('flagged', 'desc')
      .orderBy('article_id')
      .limit(MOST_ARTICLES)
      .execute(),
  );
  return {
    ...checked(periodRow, rows[0], 'period'),
    accuracy: await accuracy(base, guildId, of),
    articles: checked(articleRows, articles, 'flags').map(({ article_id, flagged }) => ({
      articleId: article_id,
      flagged,
    })),
  };
}
