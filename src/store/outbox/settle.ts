import type { Base } from '../base.js';
import { contextOf } from '../sealed.js';

/** Longer error texts tell nothing more. */
const ERROR_LENGTH = 500;

/** An effect was carried out; its key is kept for a week, so that asking again does nothing. */
export async function done(base: Base, id: number): Promise<void> {
  await base.query((db) =>
    db
      .updateTable('outbox')
      .set({ state: 'done', settled_at: base.clock(), error: null, leased_until: 0 })
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .execute(),
  );
}

/** An effect is tried again later; its lane waits. */
export async function retry(base: Base, id: number, dueAt: number, error: string): Promise<void> {
  await fail(base, id, error, { due_at: dueAt });
}

/** An effect is given up; its lane goes on. */
export async function abandon(base: Base, id: number, error: string): Promise<void> {
  await fail(base, id, error, { state: 'abandoned', settled_at: base.clock() });
}

async function fail(
  base: Base,
  id: number,
  error: string,
  change: { due_at: number } | { state: 'abandoned'; settled_at: number },
): Promise<void> {
  await base.transact(async (db) => {
    const row = await db
      .selectFrom('outbox')
      .select(['guild_id', 'key'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined) return;
    const sealed = base.vault.seal(
      error.slice(0, ERROR_LENGTH),
      contextOf('outbox.error', row.guild_id, row.key),
    );
    await db
      .updateTable('outbox')
      .set({ ...change, error: sealed, leased_until: 0 })
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .execute();
  });
}
