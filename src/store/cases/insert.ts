import type { Case } from '../../moderation/index.js';
import type { Base, Database } from '../base.js';
import { contextOf } from '../sealed.js';

/** A case to be kept, with the hashes that find it when an author's data is to be deleted. */
export interface NewCase extends Omit<Case, 'undoneBy'> {
  readonly authorHash: string;
  readonly parentHash: string | null;
}

/** Keeps a case. */
export async function insertCase(base: Base, db: Database, made: NewCase): Promise<Case> {
  const seal = (column: 'moderator' | 'why' | 'shown', text: string | null): Buffer | null =>
    text === null ? null : base.vault.seal(text, contextOf(`cases.${column}`, made.guildId, made.number));
  await db
    .insertInto('cases')
    .values({
      guild_id: made.guildId,
      number: made.number,
      flag_id: made.flagId,
      decision: made.decision,
      moderator: seal('moderator', made.moderatorId),
      at: made.at,
      why: seal('why', made.why),
      shown: seal('shown', made.shown && JSON.stringify(made.shown)),
      evidence_key: made.evidenceKey,
      author_hash: made.authorHash,
      parent_hash: made.parentHash,
      named: made.shown?.author ? 1 : 0,
      undoes: made.undoes,
      undone_by: null,
    })
    .execute();
  return {
    guildId: made.guildId,
    number: made.number,
    flagId: made.flagId,
    decision: made.decision,
    moderatorId: made.moderatorId,
    at: made.at,
    why: made.why,
    shown: made.shown,
    evidenceKey: made.evidenceKey,
    undoes: made.undoes,
    undoneBy: null,
  };
}
