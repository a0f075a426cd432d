import { sql } from 'kysely';
import { setImmediate as otherWork } from 'node:timers/promises';
import { z } from 'zod';
import type { Base, Database } from '../base.js';
import { bytes, checked } from '../row.js';
import { contextOf, SEALED, type SealedColumn } from './sealed-columns.js';

/** Rows per transaction, unless the column says otherwise: short enough that a running bot does not notice. */
const BATCH = 200;

type RowKey = readonly (string | number)[];

/** Number of re-encrypted values by column (`flags.content`). */
export type RotationCounts = Record<string, number>;

/**
 * Re-encrypts every value that is not under the first key. Each batch is one transaction and skips values that changed since
 * they were read, so the rotation may run beside a bot that has all the keys, and may be interrupted and restarted. It repeats
 * until a pass finds nothing; the check value comes last, so that a database opens without an old key only after no value
 * needs that key any more.
 *
 * @returns the number of re-encrypted values by column
 * @throws `Fault` `store/…`
 */
export async function rotate(base: Base): Promise<RotationCounts> {
  const counts: RotationCounts = {};
  let found = 1;
  while (found > 0) {
    found = 0;
    for (const column of SEALED) {
      const changed = await rotateColumn(base, column);
      found += changed;
      const name = `${column.table}.${column.column}`;
      counts[name] = (counts[name] ?? 0) + changed;
    }
  }
  counts['meta.value'] = await rotateMeta(base);
  return counts;
}

async function rotateColumn(base: Base, column: SealedColumn): Promise<number> {
  let changed = 0;
  let after: RowKey | undefined;
  do {
    const [last, count] = await base.transact((db) => rotateBatch(base, db, column, after));
    changed += count;
    after = last;
    await otherWork();
  } while (after !== undefined);
  return changed;
}

/** Re-encrypts one batch; returns the key of its last row (undefined at the end of the table) and the number of changes. */
async function rotateBatch(
  base: Base,
  db: Database,
  { table, column, row, batch = BATCH }: SealedColumn,
  after: RowKey | undefined,
): Promise<[last: RowKey | undefined, count: number]> {
  const head = base.vault.head;
  const keys = sql.join(row.map((name) => sql.ref(name)));
  const value = sql.ref(column);
  const { rows } = await sql`select ${keys}, ${value} as value from ${sql.table(table)}
    where ${value} is not null and substr(${value}, 1, ${sql.lit(head.length)}) <> ${head}
      ${after === undefined ? sql`` : sql`and (${keys}) > (${sql.join([...after])})`}
    order by ${keys} limit ${sql.lit(batch)}`.execute(db);
  let count = 0;
  let last: RowKey | undefined;
  for (const found of rows) {
    const old = checked(z.looseObject({ value: bytes }), found, table);
    last = row.map((name) => checked(z.union([z.string(), z.number()]), old[name], table));
    const context = contextOf(`${table}.${column}` as Parameters<typeof contextOf>[0], ...last);
    const fresh = base.vault.seal(base.vault.openBytes(old.value, context), context);
    const same = sql.join(
      row.map((name, index) => sql`${sql.ref(name)} = ${last?.[index]}`),
      sql` and `,
    );
    const done = await sql`update ${sql.table(table)} set ${value} = ${fresh}
      where ${same} and ${value} = ${old.value}`.execute(db);
    count += Number(done.numAffectedRows ?? 0);
  }
  return [rows.length < batch ? undefined : last, count];
}

function rotateMeta(base: Base): Promise<number> {
  return base.transact(async (db) => {
    const rows = await db.selectFrom('meta').selectAll().execute();
    const old = rows.filter(({ value }) => !base.vault.isCurrent(value));
    for (const { name, value } of old) {
      const context = contextOf('meta.value', name);
      const fresh = base.vault.seal(base.vault.open(value, context), context);
      await db.updateTable('meta').set({ value: fresh }).where('name', '=', name).execute();
    }
    return old.length;
  });
}
