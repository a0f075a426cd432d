import type { Base } from '../base.js';
import { deleteServer } from '../privacy/delete-server.js';
import { settings } from '../servers/settings.js';
import type { SweepCounts } from '../store.js';
import { sweepArticles } from './articles.js';
import { stripCases, stripFlags } from './authors.js';
import { sweepCases, sweepFlags, sweepMessages } from './expired.js';
import { sweepOutbox } from './outbox.js';

export const DAY_MS = 86_400_000;
/** A server that comes back within this time finds everything as it was. */
const LEFT_DAYS = 30;
/** After a decision a moderator may need the author's name: to answer a complaint, to end a time-out. */
const NAMED_DAYS = 1;

/** Deletes what is past its time, a batch at a time; any number of processes may sweep at once. */
export async function sweep(base: Base, now: number): Promise<SweepCounts> {
  const counts = { flags: 0, cases: 0, messages: 0, authors: 0, servers: 0 };
  const servers = await base.query((db) =>
    db.selectFrom('servers').select(['guild_id', 'left_at']).execute(),
  );
  for (const { guild_id, left_at } of servers) {
    if (left_at !== null && left_at < now - LEFT_DAYS * DAY_MS) {
      await deleteServer(base, guild_id);
      counts.servers += 1;
      continue;
    }
    const { retentionDays } = await settings(base, guild_id);
    const before = now - retentionDays * DAY_MS;
    counts.flags += await sweepFlags(base, guild_id, before);
    counts.cases += await sweepCases(base, guild_id, before);
    counts.messages += await sweepMessages(base, guild_id, before);
    await sweepArticles(base, guild_id, before);
  }
  counts.authors = await stripFlags(base, now - NAMED_DAYS * DAY_MS);
  await stripCases(base, now - NAMED_DAYS * DAY_MS);
  await sweepOutbox(base, now);
  return counts;
}
