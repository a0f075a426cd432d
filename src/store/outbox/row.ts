import { z } from 'zod';
import { effectSchema, type OutboxItem } from '../../moderation/index.js';
import type { Base } from '../base.js';
import { bytes, checked, checkedJson, whole } from '../row.js';
import { contextOf } from '../sealed.js';

const rowSchema = z.object({
  id: whole,
  guild_id: z.string(),
  lane: z.string(),
  key: z.string(),
  effect: bytes,
  due_at: whole,
  attempts: whole,
  created_at: whole,
});

/** An effect as it stands in the database once it was leased: this attempt is counted there already. */
export function readItem(base: Base, from: unknown): OutboxItem {
  const row = checked(rowSchema, from, 'outbox');
  const effect = base.vault.open(row.effect, contextOf('outbox.effect', row.guild_id, row.key));
  return {
    id: row.id,
    guildId: row.guild_id,
    partitionKey: row.lane,
    key: row.key,
    effect: checkedJson(effectSchema, effect, 'outbox.effect'),
    dueAt: row.due_at,
    attempts: row.attempts - 1,
    createdAt: row.created_at,
  };
}
