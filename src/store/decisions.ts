import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { Case, Decision, Flag, NewEffect } from '../moderation/index.js';
import type { Base, Database } from './base.js';
import { chunks } from './batches.js';
import { insertCases, readCase } from './cases.js';
import { readFlag, releaseFollowers } from './flags.js';
import { addEffects } from './outbox.js';
import { countUp } from './servers.js';
import type { CaseStore, Refused } from './store.js';
import type { Tables } from './tables.js';

type FlagRow = Selectable<Tables['flags']>;

/** Locks a flag until the transaction ends: concurrent decisions on it wait for the outcome. */
function lockFlag(base: Base, db: Database, guildId: string, flagId: string): Promise<FlagRow | undefined> {
  return db
    .selectFrom('flags')
    .selectAll()
    .where('guild_id', '=', guildId)
    .where('id', '=', flagId)
    .$if(base.kind === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst();
}

/** Flags of a statement that gives each a number of its own: its list of cases stays short. */
export const NUMBERED = 200;

/** For each row the number that its id has. */
export function byId(
  column: RawBuilder<unknown>,
  numbers: readonly (readonly [string | number, number])[],
): RawBuilder<number> {
  const cases = numbers.map(([id, number]) => sql`when ${id} then cast(${number} as integer)`);
  return sql<number>`case ${column} ${sql.join(cases, sql` `)} end`;
}

/** A decision on flags that are locked and open. */
interface Deciding {
  readonly guildId: string;
  readonly decision: Decision;
  readonly removes: boolean;
  readonly moderatorId: string | null;
  readonly why: string | null;
  readonly now: number;
  readonly effects: (caseNumber: number, flag: Flag) => readonly NewEffect[];
}

export interface Settled {
  readonly flag: Flag;
  readonly case: Case;
}

/** Reported messages that are decided together with one of these flags. */
function followersOf(
  base: Base,
  db: Database,
  rows: readonly FlagRow[],
  state: 'closed' | 'decided',
): Promise<FlagRow[]> {
  const heads = rows.filter(({ reported }) => reported === 1).map(({ id }) => id);
  if (heads.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('flags')
    .selectAll()
    .where('head_id', 'in', heads)
    .where('state', '=', state)
    .$if(state === 'closed', (query) => query.where('closed_why', '=', 'in-report'))
    .orderBy('created_at')
    .orderBy('id')
    .$if(base.kind === 'postgres', (query) => query.forUpdate())
    .execute();
}

/**
 * Decides flags that are locked and open, in the order given: states, cases with consecutive numbers, and effects. Messages
 * that are alike and were reported as well are decided with them.
 */
export async function decideRows(
  base: Base,
  db: Database,
  rows: readonly FlagRow[],
  request: Deciding,
): Promise<Settled[]> {
  const followers = await followersOf(base, db, rows, 'closed');
  const settled = await decideEach(base, db, [...rows, ...followers], request);
  return settled.slice(0, rows.length);
}

async function decideEach(
  base: Base,
  db: Database,
  rows: readonly FlagRow[],
  request: Deciding,
): Promise<Settled[]> {
  const { guildId, decision, removes, moderatorId, why, now } = request;
  if (rows.length === 0) return [];
  const first = (await countUp(db, guildId, 'cases', rows.length)) - rows.length + 1;
  const numbers = new Map(rows.map(({ id }, i) => [id, first + i]));
  const decided = new Map<string, FlagRow>();
  for (const chunk of chunks([...numbers], NUMBERED)) {
    const number = byId(sql.ref('id'), chunk);
    const changed = await db
      .updateTable('flags')
      .set((eb) => ({
        state: 'decided',
        closed_why: null,
        case_number: number,
        last_case: number,
        claim_hash: null,
        claim_by: null,
        claim_until: 0,
        ...(removes ? { removed: 1 } : {}),
        version: eb('version', '+', 1),
        settled_at: now,
        updated_at: now,
      }))
      .where('guild_id', '=', guildId)
      .where(
        'id',
        'in',
        chunk.map(([id]) => id),
      )
      .returningAll()
      .execute();
    for (const row of changed) decided.set(row.id, row);
  }
  const flags = rows.map(({ id }) => readFlag(base, decided.get(id)));
  const cases = await insertCases(
    base,
    db,
    flags.map((flag, i) => ({
      guildId,
      number: first + i,
      flagId: flag.id,
      decision,
      moderatorId,
      at: now,
      why,
      shown: flag.content,
      evidenceKey: flag.evidenceKey,
      undoes: null,
      authorHash: rows[i]!.author_hash,
      parentHash: rows[i]!.parent_hash,
    })),
  );
  const effects = flags.flatMap((flag, i) => request.effects(first + i, flag));
  await addEffects(base, db, effects, now);
  return flags.map((flag, i) => ({ flag, case: cases[i]! }));
}

/** The undoing of decisions on flags that are locked and decided. */
interface Undoing {
  readonly guildId: string;
  readonly moderatorId: string;
  readonly now: number;
  readonly effects: (caseNumber: number, undone: Case, flag: Flag) => readonly NewEffect[];
}

/**
 * Undoes the decisions on flags that are locked and decided, each with a case of its own. What was decided with them is undone
 * with them, and waits for their next decision.
 */
export async function undoRows(
  base: Base,
  db: Database,
  rows: readonly FlagRow[],
  request: Undoing,
): Promise<Settled[]> {
  const followers = await followersOf(base, db, rows, 'decided');
  const settled = await undoEach(base, db, [...rows, ...followers], request);
  if (followers.length > 0)
    await db
      .updateTable('flags')
      .set({ state: 'closed', closed_why: 'in-report', settled_at: request.now })
      .where(
        'id',
        'in',
        followers.map(({ id }) => id),
      )
      .where('state', '=', sql.lit('open'))
      .execute();
  const closed = rows.filter((_, i) => settled[i]?.flag.state === 'closed');
  await releaseFollowers(
    base,
    db,
    closed.filter(({ reported }) => reported === 1),
    request.now,
  );
  return settled.slice(0, rows.length);
}

async function undoEach(
  base: Base,
  db: Database,
  rows: readonly FlagRow[],
  request: Undoing,
): Promise<Settled[]> {
  const { guildId, moderatorId, now } = request;
  if (rows.length === 0) return [];
  const first = (await countUp(db, guildId, 'cases', rows.length)) - rows.length + 1;
  const numbered = rows.map((row, i) => ({ row, number: first + i }));
  const undone = new Map<number, Case>();
  const reopened = new Map<string, FlagRow>();
  for (const chunk of chunks(numbered, NUMBERED)) {
    const before = chunk.map(({ row, number }) => [row.case_number ?? 0, number] as const);
    const taken = await db
      .updateTable('cases')
      .set({ undone_by: byId(sql.ref('number'), before) })
      .where('guild_id', '=', guildId)
      .where(
        'number',
        'in',
        before.map(([of]) => of),
      )
      .returningAll()
      .execute();
    for (const row of taken) undone.set(row.number, readCase(base, row));
    const ids = chunk.map(({ row }) => row.id);
    const changed = await db
      .updateTable('flags')
      .set((eb) => ({
        state: sql<string>`case gone when 1 then 'closed' else 'open' end`,
        closed_why: sql<string | null>`case gone when 1 then 'message-deleted' end`,
        case_number: null,
        last_case: byId(
          sql.ref('id'),
          chunk.map(({ row, number }) => [row.id, number] as const),
        ),
        version: eb('version', '+', 1),
        settled_at: sql<number | null>`case gone when 1 then cast(${now} as bigint) end`,
        updated_at: now,
      }))
      .where('guild_id', '=', guildId)
      .where('id', 'in', ids)
      .returningAll()
      .execute();
    for (const row of changed) reopened.set(row.id, row);
  }
  const flags = rows.map(({ id }) => readFlag(base, reopened.get(id)));
  const cases = await insertCases(
    base,
    db,
    flags.map((flag, i) => ({
      guildId,
      number: first + i,
      flagId: flag.id,
      decision: 'undo' as const,
      moderatorId,
      at: now,
      why: null,
      shown: flag.content,
      evidenceKey: flag.evidenceKey,
      undoes: rows[i]!.case_number,
      authorHash: rows[i]!.author_hash,
      parentHash: rows[i]!.parent_hash,
    })),
  );
  const effects = flags.flatMap((flag, i) => {
    const before = undone.get(rows[i]!.case_number ?? 0);
    return before === undefined ? [] : request.effects(first + i, before, flag);
  });
  await addEffects(base, db, effects, now);
  return flags.map((flag, i) => ({ flag, case: cases[i]! }));
}

/** Decides an open flag: state, case and effects in one transaction. Exactly one of several concurrent decisions wins. */
export function decide(
  base: Base,
  request: Parameters<CaseStore['decide']>[0],
): Promise<Settled | { refused: Refused; flag?: Flag }> {
  const { guildId, flagId } = request;
  return base.transact(async (db) => {
    const row = await lockFlag(base, db, guildId, flagId);
    if (row === undefined) return { refused: 'unknown' };
    const before = readFlag(base, row);
    if (before.state !== 'open') return { refused: before.state, flag: before };
    const [settled] = await decideRows(base, db, [row], request);
    return settled ?? { refused: 'unknown' };
  });
}

/**
 * Undoes the current decision with a case of its own. The flag is open again, or closed if somebody other than the bot has
 * deleted its message since.
 */
export function undo(
  base: Base,
  request: Parameters<CaseStore['undo']>[0],
): Promise<Settled | { refused: Refused; flag?: Flag }> {
  const { guildId, flagId } = request;
  return base.transact(async (db) => {
    const row = await lockFlag(base, db, guildId, flagId);
    if (row === undefined) return { refused: 'unknown' };
    const before = readFlag(base, row);
    if (before.state !== 'decided' || before.caseNumber === null) {
      return { refused: before.state === 'closed' ? 'closed' : 'not-decided', flag: before };
    }
    const [settled] = await undoRows(base, db, [row], request);
    return settled ?? { refused: 'unknown' };
  });
}
