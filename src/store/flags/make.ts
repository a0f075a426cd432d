import type { Insertable, Selectable } from 'kysely';
import type { Flag, NewEffect } from '../../moderation/index.js';
import type { Base, Database } from '../base.js';
import { insertCase } from '../cases/insert.js';
import { addEffects } from '../outbox/add.js';
import { countUp } from '../servers/ensure.js';
import type { Judged, NewFlag } from '../store.js';
import type { Tables } from '../tables.js';
import { removesMessage } from './removes.js';
import { readFlag, sealContent } from './row.js';

/** A verdict that earned a flag, and who wrote the message. */
export interface Flagged extends Judged {
  readonly flag: NewFlag;
  readonly authorHash: string;
  readonly parentHash: string | null;
}

/** Keeps flags with their effects, those that the bot decides by itself with their case. */
export async function makeFlags(base: Base, db: Database, list: readonly Flagged[]): Promise<Flag[]> {
  if (list.length === 0) return [];
  const rows: Insertable<Tables['flags']>[] = [];
  const effects: NewEffect[] = [];
  for (const flagged of list) {
    const { guildId, flag } = flagged;
    const caseNumber = flag.act ? await countUp(db, guildId, 'cases') : null;
    rows.push(rowOf(base, flagged, caseNumber));
    if (flag.act && caseNumber !== null) effects.push(...flag.act.effects(caseNumber));
    effects.push(...flag.effects);
  }
  const made = new Map((await insert(db, rows)).map((row) => [row.id, readFlag(base, row)]));
  for (const { guildId, flag, authorHash, parentHash } of list) {
    const caseNumber = made.get(flag.id)?.caseNumber ?? null;
    if (flag.act === undefined || caseNumber === null) continue;
    await insertCase(base, db, {
      guildId,
      number: caseNumber,
      flagId: flag.id,
      decision: flag.act.decision,
      moderatorId: null,
      at: flag.createdAt,
      why: null,
      shown: flag.content,
      evidenceKey: flag.evidenceKey,
      undoes: null,
      authorHash,
      parentHash,
    });
  }
  await addEffects(base, db, effects, list[0]?.flag.createdAt);
  return list.flatMap(({ flag }) => made.get(flag.id) ?? []);
}

function insert(
  db: Database,
  rows: readonly Insertable<Tables['flags']>[],
): Promise<Selectable<Tables['flags']>[]> {
  return db.insertInto('flags').values(rows).returningAll().execute();
}

function rowOf(base: Base, flagged: Flagged, caseNumber: number | null): Insertable<Tables['flags']> {
  const { flag } = flagged;
  const decided = flag.act !== undefined;
  return {
    id: flag.id,
    guild_id: flagged.guildId,
    channel_id: flag.channelId,
    message_id: flagged.messageId,
    revision: flagged.revision,
    article_id: flag.articleId,
    state: decided ? 'decided' : 'open',
    closed_why: null,
    shadow: flag.shadow ? 1 : 0,
    evidence_key: flag.evidenceKey,
    score: flagged.score,
    author_hash: flagged.authorHash,
    parent_hash: flagged.parentHash,
    content: sealContent(base, flag.id, flag.content),
    card_channel_id: null,
    card_message_id: null,
    claim_hash: null,
    claim_by: null,
    claim_until: 0,
    case_number: caseNumber,
    removed: flag.act && removesMessage(flag.act.decision) ? 1 : 0,
    gone: 0,
    named: flag.content.author === null ? 0 : 1,
    version: 0,
    settled_at: decided ? flag.createdAt : null,
    created_at: flag.createdAt,
    updated_at: flag.createdAt,
  };
}
