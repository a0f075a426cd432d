import { z } from 'zod';
import { DECISIONS, flagContentSchema, type Case } from '../../moderation/index.js';
import type { Base } from '../base.js';
import { checked, checkedJson, nullableBytes, whole } from '../row.js';
import { contextOf } from '../sealed.js';

const rowSchema = z.object({
  guild_id: z.string(),
  number: whole,
  flag_id: z.string(),
  decision: z.enum([...DECISIONS, 'undo']),
  moderator: nullableBytes,
  at: whole,
  why: nullableBytes,
  shown: nullableBytes,
  evidence_key: z.string(),
  undoes: whole.nullable(),
  undone_by: whole.nullable(),
});

/** A case as it stands in the database. */
export function readCase(base: Base, from: unknown): Case {
  const row = checked(rowSchema, from, 'cases');
  const open = (column: 'moderator' | 'why' | 'shown', sealed: Uint8Array | null): string | null =>
    sealed && base.vault.open(sealed, contextOf(`cases.${column}`, row.guild_id, row.number));
  const shown = open('shown', row.shown);
  return {
    guildId: row.guild_id,
    number: row.number,
    flagId: row.flag_id,
    decision: row.decision,
    moderatorId: open('moderator', row.moderator),
    at: row.at,
    why: open('why', row.why),
    shown: shown === null ? null : checkedJson(flagContentSchema, shown, 'cases.shown'),
    evidenceKey: row.evidence_key,
    undoes: row.undoes,
    undoneBy: row.undone_by,
  };
}
