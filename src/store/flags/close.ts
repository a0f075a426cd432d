import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import type { CloseReason, Flag } from '../../moderation/index.js';
import type { Base, Database } from '../base.js';
import { addEffects } from '../outbox/add.js';
import type { Tables } from '../tables.js';
import { readFlag } from './row.js';

/** Closes the open flags that `which` picks, with a `card-update` for each that has a card or will get one. */
export async function closeFlags(
  base: Base,
  db: Database,
  which: (eb: ExpressionBuilder<Tables, 'flags'>) => Expression<SqlBool>,
  why: CloseReason,
  now: number,
): Promise<Flag[]> {
  const rows = await db
    .updateTable('flags')
    .set((eb) => ({
      state: 'closed',
      closed_why: why,
      claim_hash: null,
      claim_by: null,
      claim_until: 0,
      version: eb('version', '+', 1),
      settled_at: now,
      updated_at: now,
    }))
    .where('state', '=', sql.lit('open'))
    .where(which)
    .returningAll()
    .execute();
  await updateCards(base, db, rows, now);
  return rows.map((row) => readFlag(base, row)).sort((a, b) => a.createdAt - b.createdAt);
}

/** Has the cards of changed flags brought up to date; shadows have none. */
export async function updateCards(
  base: Base,
  db: Database,
  rows: readonly Pick<Tables['flags'], 'id' | 'guild_id' | 'shadow' | 'version'>[],
  now: number,
): Promise<void> {
  const effects = rows
    .filter(({ shadow }) => shadow === 0)
    .map(({ id, guild_id, version }) => ({
      guildId: guild_id,
      partitionKey: `flag:${id}`,
      key: `card-update:${id}:v${version}`,
      effect: { kind: 'card-update', flagId: id } as const,
    }));
  await addEffects(base, db, effects, now);
}
