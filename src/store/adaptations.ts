import { type Expression, type ExpressionBuilder, sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import type { Base, Database } from './base.js';
import { chunks, inBatches } from './batches.js';
import { bit, bytes, checked, whole } from './row.js';
import { contextOf } from './encryption/sealed-columns.js';
import type { AdaptationComment, AdaptationStatus, AdaptationStore } from './store.js';
import type { Tables } from './tables.js';

/** Models per server: the one that judges and the one before it. */
const KEPT_VERSIONS = 2;

/** A comment that a server lets its model learn from. */
interface Kept extends AdaptationComment {
  readonly guildId: string;
  readonly authorHash: string;
}

/** Stores texts of judged comments, encrypted; a new revision replaces the text of the one before. */
export async function keepComments(base: Base, db: Database, kept: readonly Kept[]): Promise<void> {
  const keptAt = base.clock();
  for (const chunk of chunks(kept)) {
    await db
      .insertInto('adaptation_comments')
      .values(
        chunk.map((one) => ({
          message_id: one.messageId,
          guild_id: one.guildId,
          article_id: one.articleId,
          author_hash: one.authorHash,
          written_at: one.writtenAt,
          kept_at: keptAt,
          content: base.vault.seal(one.text, contextOf('adaptation_comments.content', one.messageId)),
        })),
      )
      .onConflict((conflict) =>
        conflict.column('message_id').doUpdateSet((eb) => ({
          article_id: eb.ref('excluded.article_id'),
          written_at: eb.ref('excluded.written_at'),
          kept_at: eb.ref('excluded.kept_at'),
          content: eb.ref('excluded.content'),
        })),
      )
      .execute();
  }
}

const forgottenSchema = z.array(z.object({ guild_id: z.string(), kept_at: whole }));

/**
 * Deletes comments because somebody wants them gone, and marks the models that may have learned from them as stale: the next
 * night drops these. Returns the number of deleted comments.
 */
export async function forgetComments(
  db: Database,
  which: (eb: ExpressionBuilder<Tables, 'adaptation_comments'>) => Expression<SqlBool>,
): Promise<number> {
  const deleted = await db
    .deleteFrom('adaptation_comments')
    .where(which)
    .returning(['guild_id', 'kept_at'])
    .execute();
  const earliest = new Map<string, number>();
  for (const { guild_id, kept_at } of checked(forgottenSchema, deleted, 'adaptation_comments'))
    earliest.set(guild_id, Math.min(kept_at, earliest.get(guild_id) ?? Infinity));
  // Sorted, so that two processes lock rows in the same order and cannot deadlock.
  for (const [guildId, keptAt] of [...earliest].sort(([a], [b]) => (a < b ? -1 : 1))) {
    await db
      .updateTable('adaptations')
      .set((eb) => ({ deletions: eb('deletions', '+', 1) }))
      .where('guild_id', '=', guildId)
      .execute();
    await db
      .updateTable('adapted_models')
      .set({ stale: 1 })
      .where('guild_id', '=', guildId)
      .where('read_at', '>=', keptAt)
      .execute();
  }
  return deleted.length;
}

const commentSchema = z.object({
  message_id: z.string(),
  article_id: z.string(),
  written_at: whole,
  content: bytes,
});

/** The latest comments of a server in a window, oldest first, without those of decided flags. */
export async function adaptationComments(
  base: Base,
  guildId: string,
  { since, keptBefore, limit }: Parameters<AdaptationStore['comments']>[1],
): Promise<AdaptationComment[]> {
  const rows = await base.query((db) =>
    db
      .selectFrom('adaptation_comments')
      .select(['message_id', 'article_id', 'written_at', 'content'])
      .where('guild_id', '=', guildId)
      .where('written_at', '>=', since)
      .where('kept_at', '<=', keptBefore)
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('flags')
              .select('flags.id')
              .whereRef('flags.message_id', '=', 'adaptation_comments.message_id')
              .where('flags.state', '=', 'decided'),
          ),
        ),
      )
      .orderBy('written_at', 'desc')
      .orderBy('message_id', 'desc')
      .limit(limit)
      .execute(),
  );
  return rows.map((row) => readComment(base, row)).reverse();
}

function readComment(base: Base, from: unknown): AdaptationComment {
  const row = checked(commentSchema, from, 'adaptation_comments');
  return {
    messageId: row.message_id,
    articleId: row.article_id,
    writtenAt: row.written_at,
    text: base.vault.open(row.content, contextOf('adaptation_comments.content', row.message_id)),
  };
}

/** The kept comments of a server, or of one author in it, decrypted, for an export. */
export async function exportComments(
  base: Base,
  guildId: string,
  authorHash?: string,
): Promise<AdaptationComment[]> {
  const rows = await base.query((db) =>
    db
      .selectFrom('adaptation_comments')
      .select(['message_id', 'article_id', 'written_at', 'content'])
      .where('guild_id', '=', guildId)
      .$if(authorHash !== undefined, (query) => query.where('author_hash', '=', authorHash ?? ''))
      .orderBy('written_at')
      .orderBy('message_id')
      .execute(),
  );
  return rows.map((row) => readComment(base, row));
}

/**
 * Begins a night: drops the models that learned from comments that were deleted since (the shipped model judges then), and
 * stores that the server was tried now.
 */
export function beginAdaptation(
  base: Base,
  guildId: string,
  now: number,
  outcome: string,
): Promise<{ deletions: number }> {
  return base.transact(async (db) => {
    await db
      .insertInto('adaptations')
      .values({ guild_id: guildId, tried_at: now, outcome, serving: 0, versions: 0, deletions: 0 })
      .onConflict((conflict) => conflict.column('guild_id').doUpdateSet({ tried_at: now, outcome }))
      .execute();
    await db
      .updateTable('adapted_models')
      .set({ model: null })
      .where('guild_id', '=', guildId)
      .where('stale', '=', 1)
      .execute();
    const row = await db
      .updateTable('adaptations')
      .set({
        serving: sql<number>`case when exists (select 1 from adapted_models as m
          where m.guild_id = adaptations.guild_id and m.version = adaptations.serving and m.model is not null)
          then serving else 0 end`,
      })
      .where('guild_id', '=', guildId)
      .returning('deletions')
      .executeTakeFirstOrThrow();
    return { deletions: row.deletions };
  });
}

/** Stores how a night ended. */
export async function settleAdaptation(base: Base, guildId: string, outcome: string): Promise<void> {
  await base.query((db) =>
    db.updateTable('adaptations').set({ outcome }).where('guild_id', '=', guildId).execute(),
  );
}

/**
 * Stores a model under the next number (or anew under `version`), lets it judge, and deletes all but it and the one before.
 * Undefined, and nothing stored, when the server's row is gone: its data was deleted meanwhile.
 */
export function saveModel(
  base: Base,
  guildId: string,
  { readAt, deletions, summary, model, version: given }: Parameters<AdaptationStore['save']>[1],
): Promise<number | undefined> {
  return base.transact(async (db) => {
    const row = await db
      .updateTable('adaptations')
      .set((eb) => ({
        versions: given === undefined ? eb('versions', '+', 1) : eb.ref('versions'),
        serving: given ?? eb('versions', '+', 1),
      }))
      .where('guild_id', '=', guildId)
      .returning(['versions', 'deletions'])
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const version = given ?? row.versions;
    const made = {
      read_at: readAt,
      stale: row.deletions === deletions ? 0 : 1,
      summary,
      model: base.vault.seal(model, contextOf('adapted_models.model', guildId, version)),
    };
    await db
      .insertInto('adapted_models')
      .values({ guild_id: guildId, version, ...made })
      .onConflict((conflict) => conflict.columns(['guild_id', 'version']).doUpdateSet(made))
      .execute();
    const older = await db
      .selectFrom('adapted_models')
      .select('version')
      .where('guild_id', '=', guildId)
      .orderBy('version', 'desc')
      .offset(KEPT_VERSIONS)
      .limit(1)
      .executeTakeFirst();
    if (older !== undefined)
      await db
        .deleteFrom('adapted_models')
        .where('guild_id', '=', guildId)
        .where('version', '<=', older.version)
        .execute();
    return version;
  });
}

const statusSchema = z.object({ tried_at: whole, outcome: z.string(), serving: whole });
const versionSchema = z.object({
  version: whole,
  read_at: whole,
  summary: z.string(),
  stale: bit,
  stored: bit,
});

/** What a server's adaptation did last, and its models, newest first, without their bytes. */
export async function adaptationStatus(base: Base, guildId: string): Promise<AdaptationStatus> {
  const [row, models, count] = await base.query(async (db) => [
    await db
      .selectFrom('adaptations')
      .select(['tried_at', 'outcome', 'serving'])
      .where('guild_id', '=', guildId)
      .executeTakeFirst(),
    await db
      .selectFrom('adapted_models')
      .select([
        'version',
        'read_at',
        'summary',
        'stale',
        sql<number>`case when model is null then 0 else 1 end`.as('stored'),
      ])
      .where('guild_id', '=', guildId)
      .orderBy('version', 'desc')
      .execute(),
    await db
      .selectFrom('adaptation_comments')
      .select((eb) => eb.fn.countAll().as('count'))
      .where('guild_id', '=', guildId)
      .executeTakeFirst(),
  ]);
  const state = row === undefined ? null : checked(statusSchema, row, 'adaptations');
  return {
    triedAt: state?.tried_at ?? null,
    outcome: state?.outcome ?? null,
    serving: state?.serving ?? 0,
    comments: checked(whole, Number(count?.count ?? 0), 'adaptation_comments'),
    versions: models.map((from) => {
      const model = checked(versionSchema, from, 'adapted_models');
      return {
        version: model.version,
        readAt: model.read_at,
        summary: model.summary,
        stale: model.stale,
        stored: model.stored,
      };
    }),
  };
}

const servingSchema = z.object({ version: whole, read_at: whole, summary: z.string() });

/** The model that judges a server's comments, without its bytes; undefined: the shipped one. */
export async function servingModel(
  base: Base,
  guildId: string,
): Promise<{ version: number; readAt: number; summary: string } | undefined> {
  const row = await base.query((db) =>
    db
      .selectFrom('adapted_models')
      .innerJoin('adaptations', 'adaptations.guild_id', 'adapted_models.guild_id')
      .select(['adapted_models.version', 'adapted_models.read_at', 'adapted_models.summary'])
      .where('adapted_models.guild_id', '=', guildId)
      .whereRef('adapted_models.version', '=', 'adaptations.serving')
      .where('adapted_models.model', 'is not', null)
      .executeTakeFirst(),
  );
  if (row === undefined) return undefined;
  const { version, read_at, summary } = checked(servingSchema, row, 'adapted_models');
  return { version, readAt: read_at, summary };
}

/** The bytes of a model; undefined when it was dropped. */
export async function storedModel(
  base: Base,
  guildId: string,
  version: number,
): Promise<Uint8Array | undefined> {
  const row = await base.query((db) =>
    db
      .selectFrom('adapted_models')
      .select('model')
      .where('guild_id', '=', guildId)
      .where('version', '=', version)
      .executeTakeFirst(),
  );
  if (row?.model == null) return undefined;
  return base.vault.openBytes(
    checked(bytes, row.model, 'adapted_models'),
    contextOf('adapted_models.model', guildId, version),
  );
}

/**
 * Deletes the model `from`, if it still judges, so that the one before it judges again; without one, the shipped one. Returns
 * that version (0: the shipped one) and whether its bytes are stored: they are gone when it had learned from a comment that
 * was deleted since, and the shipped one judges until it is made anew.
 */
export function goBack(
  base: Base,
  guildId: string,
  from: number,
): Promise<{ version: number; readAt: number; stored: boolean } | undefined> {
  return base.transact(async (db) => {
    const row = await db
      .selectFrom('adaptations')
      .select('serving')
      .where('guild_id', '=', guildId)
      .$if(base.kind === 'postgres', (query) => query.forUpdate())
      .executeTakeFirst();
    // Somebody else went back a moment ago, or the night has brought a newer one.
    if (from === 0 || row?.serving !== from) return undefined;
    await db
      .deleteFrom('adapted_models')
      .where('guild_id', '=', guildId)
      .where('version', '>=', from)
      .execute();
    const before = await db
      .selectFrom('adapted_models')
      .select(['version', 'read_at', sql<number>`case when model is null then 0 else 1 end`.as('stored')])
      .where('guild_id', '=', guildId)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst();
    const stored = before?.stored === 1;
    await db
      .updateTable('adaptations')
      .set({ serving: stored ? before.version : 0 })
      .where('guild_id', '=', guildId)
      .execute();
    return { version: before?.version ?? 0, readAt: before?.read_at ?? 0, stored };
  });
}

/** Deletes the kept comments and all models of a server. */
export async function resetAdaptation(base: Base, guildId: string): Promise<void> {
  await inBatches(async (limit) => {
    const rows = await base.query((db) =>
      db
        .deleteFrom('adaptation_comments')
        .where('message_id', 'in', (eb) =>
          eb
            .selectFrom('adaptation_comments')
            .select('message_id')
            .where('guild_id', '=', guildId)
            .limit(limit),
        )
        .returning('message_id')
        .execute(),
    );
    return rows.length;
  });
  await base.transact(async (db) => {
    await db.deleteFrom('adapted_models').where('guild_id', '=', guildId).execute();
    await db.deleteFrom('adaptations').where('guild_id', '=', guildId).execute();
  });
}

/** Deletes comments written before `before`, and models that learned before `modelsBefore`. */
export async function sweepAdaptation(
  base: Base,
  guildId: string,
  before: number,
  modelsBefore: number,
): Promise<void> {
  await inBatches(async (limit) => {
    const rows = await base.query((db) =>
      db
        .deleteFrom('adaptation_comments')
        .where('message_id', 'in', (eb) =>
          eb
            .selectFrom('adaptation_comments')
            .select('message_id')
            .where('guild_id', '=', guildId)
            .where('written_at', '<', before)
            .limit(limit),
        )
        .returning('message_id')
        .execute(),
    );
    return rows.length;
  });
  await base.query((db) =>
    db
      .deleteFrom('adapted_models')
      .where('guild_id', '=', guildId)
      .where('read_at', '<', modelsBefore)
      .execute(),
  );
}
