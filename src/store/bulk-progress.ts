import { sql } from 'kysely';
import { z } from 'zod';
import { bulkUpdate, type Trouble } from '../moderation/index.js';
import type { Base, Database } from './base.js';
import { chunks } from './batches.js';
import type { BulkProgress } from './bulk-port.js';
import { addEffects, openTrouble, renewed } from './outbox.js';
import { checked, nullableBytes, whole } from './row.js';
import type { OutboxState } from './tables.js';

const actsSchema = z.array(
  z.object({
    id: whole,
    key: z.string(),
    lane: z.string(),
    state: z.enum(['waiting', 'done', 'abandoned']),
    error: nullableBytes,
  }),
);
type ActRow = z.output<typeof actsSchema>[number];
const flagsSchema = z.array(
  z.object({
    flag_id: z.string(),
    case_number: whole.nullable(),
    undo_number: whole.nullable(),
    last_case: whole.nullable(),
  }),
);

/** A flag that a bulk decided. */
interface Row {
  /** The act of its case, or of the case that undid it with the bulk; none: it is done and no longer stored, or has none. */
  readonly act: ActRow | undefined;
  /** Whether it was undone with the bulk. */
  readonly undoing: boolean;
  /** Whether nothing else was decided about it since. */
  readonly stands: boolean;
}

async function actsOf(db: Database, guildId: string, id: string): Promise<Row[]> {
  const acts = checked(
    actsSchema,
    await db
      .selectFrom('outbox')
      .select(['id', 'key', 'lane', 'state', 'error'])
      .where('guild_id', '=', guildId)
      .where('bulk_id', '=', id)
      .where('lane', 'like', 'act:%')
      .execute(),
    'outbox',
  );
  const flags = checked(
    flagsSchema,
    await db
      .selectFrom('bulk_flags')
      .leftJoin('flags', 'flags.id', 'bulk_flags.flag_id')
      .select(['bulk_flags.flag_id', 'bulk_flags.case_number', 'bulk_flags.undo_number', 'flags.last_case'])
      .where('bulk_flags.guild_id', '=', guildId)
      .where('bulk_flags.bulk_id', '=', id)
      .where('bulk_flags.case_number', 'is not', null)
      .orderBy('bulk_flags.position')
      .execute(),
    'bulk_flags',
  );
  // A key is KIND:SERVER:CASE.
  const byCase = new Map(acts.map((act) => [Number(act.key.split(':').at(-1)), act]));
  return flags.map(({ case_number, undo_number, last_case }) => {
    const last = undo_number ?? case_number;
    return {
      act: last === null ? undefined : byCase.get(last),
      undoing: undo_number !== null,
      stands: last_case === last,
    };
  });
}

const headSchema = z.object({ state: z.string() });

/** How far a bulk has come in Discord. Flags that were decided anew since are counted apart. */
export async function bulkProgress(base: Base, guildId: string, id: string): Promise<BulkProgress> {
  const [head, all] = await base.query(async (db) => [
    await db
      .selectFrom('bulks')
      .select('state')
      .where('guild_id', '=', guildId)
      .where('id', '=', id)
      .executeTakeFirst(),
    await actsOf(db, guildId, id),
  ]);
  const isUndone = head !== undefined && checked(headSchema, head, 'bulks').state === 'undone';
  // Once it was undone, only what was undone with it is its own.
  const rows = all.filter(({ stands, undoing }) => stands && undoing === isUndone);
  const acts = rows.map(({ act }) => act);
  const troubles = new Map<string, { trouble: Trouble; count: number }>();
  for (const act of acts) {
    if (act === undefined || act.error === null || act.state === 'done') continue;
    const trouble = openTrouble(base, guildId, act.key, act.error);
    const name = `${trouble.reason}/${trouble.permission ?? ''}`;
    const before = troubles.get(name);
    troubles.set(name, { trouble: before?.trouble ?? trouble, count: (before?.count ?? 0) + 1 });
  }
  const count = (state: ActRow['state'], withError: boolean): number =>
    acts.filter((act) => act?.state === state && (act.error !== null) === withError).length;
  return {
    acts: rows.length,
    done: acts.filter((act) => act === undefined).length + count('done', false),
    moot: count('done', true),
    waiting: count('waiting', false),
    failing: count('waiting', true),
    failed: count('abandoned', true) + count('abandoned', false),
    troubles: [...troubles.values()].sort((a, b) => b.count - a.count),
    anew: all.length - rows.length,
  };
}

/** Orders anew what failed on the flags of a bulk that nothing else was decided about since; returns its number. */
export function retryBulk(base: Base, guildId: string, id: string, now: number): Promise<number> {
  return base.transact(async (db) => {
    const failing = (await actsOf(db, guildId, id)).flatMap(({ stands, act }) =>
      stands && act !== undefined && act.error !== null && act.state !== 'done' ? [act.id] : [],
    );
    for (const ids of chunks(failing)) {
      await db
        .updateTable('outbox')
        .set(renewed(base))
        .where('id', 'in', ids)
        .where('state', '<>', sql.lit<OutboxState>('done'))
        .execute();
    }
    if (failing.length > 0)
      await addEffects(base, db, [bulkUpdate({ guildId, id }, now, `retry-${now}`)], now);
    return failing.length;
  });
}
