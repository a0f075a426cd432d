import { z } from 'zod';
import type { Base } from '../base.js';
import { checked, whole } from '../row.js';
import { inQueue } from './filter.js';

const rowsSchema = z.array(z.object({ articleId: z.string(), count: whole }));

/** Articles of the open flags in the queue, most frequent first. */
export async function articlesInQueue(
  base: Base,
  guildId: string,
): Promise<{ articleId: string; count: number }[]> {
  const rows = await base.query((db) =>
    db
      .selectFrom('flags')
      .select((eb) => ['article_id as articleId', eb.fn.countAll().as('count')])
      .where(inQueue(guildId, {}, 0))
      .groupBy('article_id')
      .orderBy('count', 'desc')
      .orderBy('article_id')
      .execute(),
  );
  return checked(rowsSchema, rows, 'flags');
}
