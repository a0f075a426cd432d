import { z } from 'zod';
import type { Base } from '../base.js';
import { bytes, checked, whole } from '../row.js';
import { contextOf } from '../sealed.js';
import type { StoredClassifier } from '../store.js';

const rowSchema = z.object({
  guild_id: z.string(),
  version: whole,
  trained_at: whole,
  decisions: whole,
  summary: bytes,
  model: bytes.optional(),
});

/** A version of a classifier without its model, as it stands in the database. */
export function readSummary(base: Base, from: unknown): Omit<StoredClassifier, 'model'> {
  const row = checked(rowSchema, from, 'classifiers');
  return {
    guildId: row.guild_id,
    version: row.version,
    trainedAt: row.trained_at,
    decisions: row.decisions,
    summary: base.vault.open(row.summary, contextOf('classifiers.summary', row.guild_id, row.version)),
  };
}

/** The model of a version. */
export function readModel(base: Base, from: unknown): string {
  const row = checked(rowSchema.required({ model: true }), from, 'classifiers');
  return base.vault.open(row.model, contextOf('classifiers.model', row.guild_id, row.version));
}
