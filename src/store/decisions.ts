import { type RawBuilder, type Selectable, sql, type UpdateObject } from 'kysely';
import { setImmediate as otherWork } from 'node:timers/promises';
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

/** Flags that are decided between two breaths of the event loop: some 25 ms of SQLite, which stands still meanwhile. */
export const NUMBERED = 100;

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
  const { decision, removes, why, now } = request;
  return settleEach(base, db, rows, request, (numbers) => {
    const number = byId(sql.ref('id'), numbers);
    return Promise.resolve({
      changes: {
        state: 'decided',
        closed_why: null,
        case_number: number,
        last_case: number,
        claim_hash: null,
        claim_by: null,
        claim_until: 0,
        ...(removes ? { removed: 1 } : {}),
        settled_at: now,
      },
      caseOf: () => ({ decision, why, undoes: null }),
      effectsOf: (caseNumber, flag) => request.effects(caseNumber, flag),
    });
  });
}

/** What settling does to the flags of a step, by the numbers of their cases. */
interface Settling {
  readonly changes: UpdateObject<Tables, 'flags'>;
  readonly caseOf: (row: FlagRow) => Pick<Case, 'decision' | 'why' | 'undoes'>;
  readonly effectsOf: (caseNumber: number, flag: Flag, row: FlagRow) => readonly NewEffect[];
}

/** Decides flags or undoes it, in steps: consecutive numbers, changed rows, a case for each, and their effects. */
async function settleEach(
  base: Base,
  db: Database,
  rows: readonly FlagRow[],
  { guildId, moderatorId, now }: Pick<Deciding, 'guildId' | 'moderatorId' | 'now'>,
  settlingOf: (
    numbers: readonly (readonly [id: string, caseNumber: number])[],
    step: readonly FlagRow[],
  ) => Promise<Settling>,
): Promise<Settled[]> {
  if (rows.length === 0) return [];
  const first = (await countUp(db, guildId, 'cases', rows.length)) - rows.length + 1;
  return inSteps(rows, async (step, from) => {
    const numbers = step.map(({ id }, i) => [id, first + from + i] as const);
    const { changes, caseOf, effectsOf } = await settlingOf(numbers, step);
    const changed = await db
      .updateTable('flags')
      .set(changes)
      .set((eb) => ({ version: eb('version', '+', 1), updated_at: now }))
      .where('guild_id', '=', guildId)
      .where(
        'id',
        'in',
        step.map(({ id }) => id),
      )
      .returningAll()
      .execute();
    const flags = readInOrder(base, step, changed);
    const cases = await insertCases(
      base,
      db,
      flags.map((flag, i) => ({
        ...caseOf(step[i]!),
        guildId,
        number: numbers[i]![1],
        flagId: flag.id,
        moderatorId,
        at: now,
        shown: flag.content,
        evidenceKey: flag.evidenceKey,
        authorHash: step[i]!.author_hash,
        parentHash: step[i]!.parent_hash,
      })),
    );
    const effects = flags.flatMap((flag, i) => effectsOf(numbers[i]![1], flag, step[i]!));
    await addEffects(base, db, effects, now);
    return flags.map((flag, i) => ({ flag, case: cases[i]! }));
  });
}

/** Works on rows in steps, in one transaction, and lets the event loop have its turn in between. */
async function inSteps(
  rows: readonly FlagRow[],
  work: (step: readonly FlagRow[], from: number) => Promise<Settled[]>,
): Promise<Settled[]> {
  const settled: Settled[] = [];
  for (const step of chunks(rows, NUMBERED)) {
    if (settled.length > 0) await otherWork();
    settled.push(...(await work(step, settled.length)));
  }
  return settled;
}

/** Reads flags from changed rows, in the order of those before. */
function readInOrder(base: Base, before: readonly FlagRow[], changed: readonly FlagRow[]): Flag[] {
  const rows = new Map(changed.map((row) => [row.id, row]));
  return before.map(({ id }) => readFlag(base, rows.get(id)));
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
  const { guildId, now } = request;
  return settleEach(base, db, rows, request, async (numbers, step) => {
    const before = step.map((row, i) => [row.case_number ?? 0, numbers[i]![1]] as const);
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
    const undone = new Map(taken.map((row) => [row.number, readCase(base, row)]));
    return {
      changes: {
        state: sql<string>`case gone when 1 then 'closed' else 'open' end`,
        closed_why: sql<string | null>`case gone when 1 then 'message-deleted' end`,
        case_number: null,
        last_case: byId(sql.ref('id'), numbers),
        settled_at: sql<number | null>`case gone when 1 then cast(${now} as bigint) end`,
      },
      caseOf: (row) => ({ decision: 'undo', why: null, undoes: row.case_number }),
      effectsOf: (caseNumber, flag, row) => {
        const of = undone.get(row.case_number ?? 0);
        return of === undefined ? [] : request.effects(caseNumber, of, flag);
      },
    };
  });
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
