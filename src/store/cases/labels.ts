import type { Base } from '../base.js';
import type { Label } from '../store.js';
import { readCase } from './row.js';
import { standsByModerator } from './standing.js';

/** The latest decisions of moderators that say whether a comment belonged and still have its text, oldest first. */
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
  return rows
    .map((row) => readCase(base, row))
    .flatMap(({ shown, decision }) =>
      shown === null ? [] : [{ text: shown.text, result: shown.result, belongs: decision === 'keep' }],
    )
    .reverse();
}
