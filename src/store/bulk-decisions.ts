import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import {
  type Bulk,
  BULK_DECISIONS,
  BULK_STATES,
  type FlagGroup,
  type FlagSelection,
  flagSelectionSchema,
} from '../moderation/index.js';
import type { Base, Database } from './base.js';
import { chunks } from './batches.js';
import type { BulkPreview, BulkSettled, BulkStore } from './bulk-port.js';
import { byId, decideRows, NUMBERED, type Settled, undoRows } from './decisions.js';
import { contextOf } from './encryption/sealed-columns.js';
import { readFlag, readFlags } from './flags.js';
import { addEffects } from './outbox.js';
import { inOrder, inQueue } from './queue.js';
import { bytes, checked, checkedJson, nullableBytes, whole } from './row.js';
import { ensureServers } from './servers.js';
import type { Tables } from './tables.js';

type FlagRow = Selectable<Tables['flags']>;

const rowSchema = z.object({
  guild_id: z.string(),
  id: z.string(),
  state: z.enum(BULK_STATES),
  selection: z.string(),
  author_hash: z.string().nullable(),
  decision: z.enum(BULK_DECISIONS).nullable(),
  moderator: bytes,
  previewed_at: whole,
  decided_at: whole.nullable(),
  undone_by: nullableBytes,
  undone_at: whole.nullable(),
  shown: whole,
  beyond: whole,
  decided: whole,
  undone: whole,
  card_channel_id: z.string().nullable(),
  card_message_id: z.string().nullable(),
});

/** A pseudonym that no author has. */
const NOBODY = '-';
/** Previews that nobody decided are kept for a day. */
const PROPOSED_MS = 86_400_000;

/** Reads a bulk from its row; throws a `Fault` `store/…` when it cannot. */
export function readBulk(base: Base, from: unknown): Bulk {
  const row = checked(rowSchema, from, 'bulks');
  const { guild_id, id, author_hash, undone_by, card_channel_id, card_message_id } = row;
  const selection = checkedJson(flagSelectionSchema, row.selection, 'bulks.selection');
  return {
    guildId: guild_id,
    id,
    state: row.state,
    // Of an author whose data was deleted: nobody.
    selection: author_hash === null ? selection : { ...selection, authorHash: author_hash || NOBODY },
    decision: row.decision,
    moderatorId: base.vault.open(row.moderator, contextOf('bulks.moderator', guild_id, id)),
    previewedAt: row.previewed_at,
    decidedAt: row.decided_at,
    undoneBy: undone_by && base.vault.open(undone_by, contextOf('bulks.undone_by', guild_id, id)),
    undoneAt: row.undone_at,
    shown: row.shown,
    beyond: row.beyond,
    decided: row.decided,
    undone: row.undone,
    card:
      card_channel_id === null || card_message_id === null
        ? null
        : { channelId: card_channel_id, messageId: card_message_id },
  };
}

/** Stores which open flags a selection takes now. */
export function proposeBulk(base: Base, request: Parameters<BulkStore['propose']>[0]): Promise<Bulk> {
  const { guildId, id, selection, moderatorId, now, limit } = request;
  return base.transact(async (db) => {
    const before = await bulkRow(base, db, guildId, id);
    if (before !== undefined) return readBulk(base, before);
    await ensureServers(db, [guildId]);
    const found = await inOrder(
      db
        .selectFrom('flags')
        .select('id')
        .where(inQueue(guildId, selection, now)),
      'score',
    )
      .limit(limit)
      .execute();
    const beyond = found.length < limit ? 0 : (await countIn(db, guildId, selection, now)) - found.length;
    const { authorHash, ...rest } = selection;
    const row = await db
      .insertInto('bulks')
      .values({
        guild_id: guildId,
        id,
        state: 'proposed',
        selection: JSON.stringify(rest),
        author_hash: authorHash ?? null,
        decision: null,
        moderator: base.vault.seal(moderatorId, contextOf('bulks.moderator', guildId, id)),
        previewed_at: now,
        decided_at: null,
        undone_by: null,
        undone_at: null,
        shown: found.length,
        beyond,
        decided: 0,
        undone: 0,
        card_channel_id: null,
        card_message_id: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    const rows = found.map((one, position) => ({
      guild_id: guildId,
      bulk_id: id,
      flag_id: one.id,
      position,
      case_number: null,
      undo_number: null,
    }));
    for (const chunk of chunks(rows)) await db.insertInto('bulk_flags').values(chunk).execute();
    return readBulk(base, row);
  });
}

async function countIn(
  db: Database,
  guildId: string,
  selection: FlagSelection,
  now: number,
): Promise<number> {
  const { count } = await db
    .selectFrom('flags')
    .select((eb) => eb.fn.countAll().as('count'))
    .where(inQueue(guildId, selection, now))
    .executeTakeFirstOrThrow();
  return checked(whole, count, 'flags');
}

function bulkRow(
  base: Base,
  db: Database,
  guildId: string,
  id: string,
  lock = false,
): Promise<Selectable<Tables['bulks']> | undefined> {
  return db
    .selectFrom('bulks')
    .selectAll()
    .where('guild_id', '=', guildId)
    .where('id', '=', id)
    .$if(lock && base.kind === 'postgres', (query) => query.forUpdate())
    .executeTakeFirst();
}

/** A bulk by its id. */
export async function getBulk(base: Base, guildId: string, id: string): Promise<Bulk | undefined> {
  const row = await base.query((db) => bulkRow(base, db, guildId, id));
  return row && readBulk(base, row);
}

const shownSchema = z.array(
  z.object({ id: z.string(), state: z.string(), evidence_key: z.string(), channel_id: z.string() }),
);

/** A bulk with the flags of its preview, as they are now. */
export async function previewBulk(
  base: Base,
  guildId: string,
  id: string,
  now: number,
  examples: number,
): Promise<BulkPreview | undefined> {
  const bulk = await getBulk(base, guildId, id);
  if (bulk === undefined) return undefined;
  return base.query(async (db) => {
    const ids = [...(await positionsOf(db, guildId, id)).keys()];
    const states = new Map<string, z.output<typeof shownSchema>[number]>();
    for (const chunk of chunks(ids)) {
      const rows = await db
        .selectFrom('flags')
        .select(['id', 'state', 'evidence_key', 'channel_id'])
        .where('guild_id', '=', guildId)
        .where('id', 'in', chunk)
        .execute();
      for (const row of checked(shownSchema, rows, 'flags')) states.set(row.id, row);
    }
    // In the order of the preview.
    const shown = ids.flatMap((flagId) => states.get(flagId) ?? []);
    const open = shown.filter(({ state }) => state === 'open');
    const decided = shown.filter(({ state }) => state === 'decided').length;
    const spread = evenly(open, examples).map((one) => one.id);
    const rows =
      spread.length === 0
        ? []
        : await db
            .selectFrom('flags')
            .selectAll()
            .where('guild_id', '=', guildId)
            .where('id', 'in', spread)
            .execute();
    // What was shown and is open still fits: of a flag only its state changes.
    const fits = await countIn(db, guildId, bulk.selection, now);
    return {
      bulk,
      open: open.length,
      decided,
      closed: bulk.shown - open.length - decided,
      fresh: Math.max(0, fits - open.length - bulk.beyond),
      evidence: countedBy(open.map(({ evidence_key }) => evidence_key)),
      channels: countedBy(open.map(({ channel_id }) => channel_id)),
      examples: readFlags(base, rows).sort((x, y) => spread.indexOf(x.id) - spread.indexOf(y.id)),
    };
  });
}

/** How often each value occurs, most frequent first. */
function countedBy(values: readonly string[]): FlagGroup[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** `most` of a list, evenly spread over it, the first and the last among them. */
function evenly<T>(list: readonly T[], most: number): T[] {
  if (list.length <= most) return [...list];
  const at = Array.from({ length: most }, (_, i) => Math.round((i * (list.length - 1)) / (most - 1)));
  return at.map((i) => list[i]!);
}

/** Locks flags, in an order that all share. */
function lockFlags(base: Base, db: Database, guildId: string, ids: readonly string[]): Promise<FlagRow[]> {
  return db
    .selectFrom('flags')
    .selectAll()
    .where('guild_id', '=', guildId)
    .where('id', 'in', ids.length === 0 ? [''] : ids)
    .orderBy('id')
    .$if(base.kind === 'postgres', (query) => query.forUpdate())
    .execute();
}

/** The rows that can be read: one that cannot keeps no other from being decided, and is set aside. */
function readable(base: Base, rows: readonly FlagRow[]): FlagRow[] {
  return base.setAside.each(
    'flags',
    rows,
    (row) => {
      readFlag(base, row);
      return row;
    },
    ({ id }) => id,
  ).read;
}

/** Notes the case of each flag. */
async function noteCases(
  db: Database,
  { guildId, id }: Pick<Bulk, 'guildId' | 'id'>,
  column: 'case_number' | 'undo_number',
  settled: readonly Settled[],
): Promise<void> {
  for (const chunk of chunks(settled, NUMBERED)) {
    const numbers = chunk.map((one) => [one.flag.id, one.case.number] as const);
    await db
      .updateTable('bulk_flags')
      .set({ [column]: byId(sql.ref('flag_id'), numbers) })
      .where('guild_id', '=', guildId)
      .where('bulk_id', '=', id)
      .where(
        'flag_id',
        'in',
        numbers.map(([flagId]) => flagId),
      )
      .execute();
  }
}

/** Decides the flags of a preview that are still open. */
export function decideBulk(base: Base, request: Parameters<BulkStore['decide']>[0]): Promise<BulkSettled> {
  const { guildId, id, decision, moderatorId, now } = request;
  return base.transact(async (db) => {
    const before = await bulkRow(base, db, guildId, id, true);
    if (before === undefined) return { refused: 'unknown' };
    const bulk = readBulk(base, before);
    if (bulk.state !== 'proposed') return { refused: bulk.state, bulk };
    const positions = await positionsOf(db, guildId, id);
    const locked = await lockFlags(base, db, guildId, [...positions.keys()]);
    const rows = readable(
      base,
      locked.filter(({ state }) => state === 'open'),
    );
    if (rows.length === 0) return { refused: 'empty', bulk };
    rows.sort((a, b) => (positions.get(a.id) ?? 0) - (positions.get(b.id) ?? 0));
    const settled = await decideRows(base, db, rows, request);
    await noteCases(db, bulk, 'case_number', settled);
    const after = await db
      .updateTable('bulks')
      .set({
        state: 'decided',
        decision,
        moderator: base.vault.seal(moderatorId, contextOf('bulks.moderator', guildId, id)),
        decided_at: now,
        decided: settled.length,
      })
      .where('guild_id', '=', guildId)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await addEffects(base, db, request.also, now);
    return { bulk: readBulk(base, after), settled: settled.length };
  });
}

/** Ids of the flags of a preview with their positions, in its order. */
async function positionsOf(db: Database, guildId: string, id: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('bulk_flags')
    .select(['flag_id', 'position'])
    .where('guild_id', '=', guildId)
    .where('bulk_id', '=', id)
    .orderBy('position')
    .execute();
  return new Map(rows.map(({ flag_id, position }) => [flag_id, position]));
}

/** Undoes the decisions of a bulk that still stand. */
export function undoBulk(base: Base, request: Parameters<BulkStore['undo']>[0]): Promise<BulkSettled> {
  const { guildId, id, moderatorId, now } = request;
  return base.transact(async (db) => {
    const before = await bulkRow(base, db, guildId, id, true);
    if (before === undefined) return { refused: 'unknown' };
    const bulk = readBulk(base, before);
    if (bulk.state !== 'decided')
      return { refused: bulk.state === 'undone' ? 'undone' : 'not-decided', bulk };
    const own = await db
      .selectFrom('bulk_flags')
      .select(['flag_id', 'case_number'])
      .where('guild_id', '=', guildId)
      .where('bulk_id', '=', id)
      .execute();
    const numbers = new Map(own.map(({ flag_id, case_number }) => [flag_id, case_number]));
    const standing = (await lockFlags(base, db, guildId, [...numbers.keys()])).filter(
      ({ id: flagId, state, case_number }) =>
        state === 'decided' && case_number !== null && case_number === numbers.get(flagId),
    );
    const rows = readable(base, standing);
    rows.sort((a, b) => (a.case_number ?? 0) - (b.case_number ?? 0));
    const settled = await undoRows(base, db, rows, request);
    await noteCases(db, bulk, 'undo_number', settled);
    const after = await db
      .updateTable('bulks')
      .set({
        state: 'undone',
        undone_by: base.vault.seal(moderatorId, contextOf('bulks.undone_by', guildId, id)),
        undone_at: now,
        undone: settled.length,
      })
      .where('guild_id', '=', guildId)
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await addEffects(base, db, request.also, now);
    return { bulk: readBulk(base, after), settled: settled.length };
  });
}

/** Stores where the card of a bulk was posted. */
export async function setBulkCard(
  base: Base,
  guildId: string,
  id: string,
  card: NonNullable<Bulk['card']>,
): Promise<void> {
  await base.query((db) =>
    db
      .updateTable('bulks')
      .set({ card_channel_id: card.channelId, card_message_id: card.messageId })
      .where('guild_id', '=', guildId)
      .where('id', '=', id)
      .execute(),
  );
}

/** All bulks of a server, decrypted, with the cases of their flags. */
export async function exportBulks(base: Base, guildId: string): Promise<Record<string, unknown>[]> {
  const [rows, flags] = await base.query(async (db) => [
    await db
      .selectFrom('bulks')
      .selectAll()
      .where('guild_id', '=', guildId)
      .orderBy('previewed_at')
      .execute(),
    await db
      .selectFrom('bulk_flags')
      .select(['bulk_id', 'flag_id', 'case_number', 'undo_number'])
      .where('guild_id', '=', guildId)
      .orderBy('position')
      .execute(),
  ]);
  const { read } = base.setAside.each(
    'bulks',
    rows,
    (row) => readBulk(base, row),
    ({ id }) => id,
  );
  return read.map((bulk) => ({ ...bulk, flags: flags.filter(({ bulk_id }) => bulk_id === bulk.id) }));
}

/** Deletes a server's bulks from before `before`, and previews that nobody decided. */
export async function sweepBulks(base: Base, guildId: string, before: number, now: number): Promise<void> {
  await base.transact(async (db) => {
    const gone = await db
      .deleteFrom('bulks')
      .where('guild_id', '=', guildId)
      .where((eb) =>
        eb.or([
          eb('previewed_at', '<', before),
          eb.and([eb('state', '=', 'proposed'), eb('previewed_at', '<', now - PROPOSED_MS)]),
        ]),
      )
      .returning('id')
      .execute();
    for (const ids of chunks(gone.map(({ id }) => id))) {
      await db.deleteFrom('bulk_flags').where('guild_id', '=', guildId).where('bulk_id', 'in', ids).execute();
    }
  });
}
