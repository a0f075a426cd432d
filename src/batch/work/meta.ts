import type { z } from 'zod';
import type { WorkDatabase } from './database.js';

/** Keeps a value of the run under a name. */
export function keep(db: WorkDatabase, key: string, value: unknown): void {
  db.prepare('INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value').run(
    key,
    JSON.stringify(value),
  );
}

/** The value kept under a name, checked; undefined when there is none. */
export function kept<T>(db: WorkDatabase, key: string, schema: z.ZodType<T>): T | undefined {
  const row = db.prepare('SELECT value FROM meta WHERE key = ?').get(key) as { value: string } | undefined;
  return row === undefined ? undefined : schema.parse(JSON.parse(row.value));
}
