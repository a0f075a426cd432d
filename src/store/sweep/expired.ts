import type { Base } from '../base.js';
import { inBatches } from '../batches.js';

/** A message that waits to be judged is given a day more: it may just have been read from an old channel. */
const UNJUDGED_MS = 86_400_000;

/** Deletes a server's flags that nothing happened to since `before`; open ones too: their texts are as old. */
export function sweepFlags(base: Base, guildId: string, before: number): Promise<number> {
  return inBatches(async (limit) => {
    const rows = await base.query((db) =>
      db
        .deleteFrom('flags')
        .where('id', 'in', (eb) =>
          eb
            .selectFrom('flags')
            .select('id')
            .where('guild_id', '=', guildId)
            .where('updated_at', '<', before)
            .limit(limit),
        )
        .returning('id')
        .execute(),
    );
    return rows.length;
  });
}

/** Deletes a server's cases from before; their numbers are not used again. */
export function sweepCases(base: Base, guildId: string, before: number): Promise<number> {
  return inBatches(async (limit) => {
    const rows = await base.query((db) =>
      db
        .deleteFrom('cases')
        .where('guild_id', '=', guildId)
        .where('number', 'in', (eb) =>
          eb
            .selectFrom('cases')
            .select('number')
            .where('guild_id', '=', guildId)
            .where('at', '<', before)
            .limit(limit),
        )
        .returning('number')
        .execute(),
    );
    return rows.length;
  });
}

/** Deletes the ids and verdicts of messages written before. */
export function sweepMessages(base: Base, guildId: string, before: number): Promise<number> {
  return inBatches(async (limit) => {
    const rows = await base.query((db) =>
      db
        .deleteFrom('messages')
        .where('message_id', 'in', (eb) =>
          eb
            .selectFrom('messages')
            .select('message_id')
            .where('guild_id', '=', guildId)
            .where('written_at', '<', before)
            .where((or) => or.or([or('state', '<>', 'taken'), or('written_at', '<', before - UNJUDGED_MS)]))
            .limit(limit),
        )
        .returning('message_id')
        .execute(),
    );
    return rows.length;
  });
}
