import { sql } from 'kysely';
import { resetAdaptation, sweepAdaptation } from './adaptations.js';
import { deletePosts, stripPosts } from './campaign-posts.js';
import { resetCampaigns, sweepCampaigns } from './campaigns.js';
import { sweepArticles } from './articles.js';
import { campaignKeptMs } from '../moderation/index.js';
import { sweepAppeals } from './appeals.js';
import type { Base } from './base.js';
import { inBatches } from './batches.js';
import { sweepBulks } from './bulk-decisions.js';
import { openContent, sealContent } from './flags.js';
import { sweepOutbox } from './outbox.js';
import { sweepReports } from './reports.js';
import { sweepReposts } from './reposts.js';
import { forgetHits } from './own-rules.js';
import { deleteServer } from './privacy.js';
import { changeShown } from './cases.js';
import { settings } from './servers.js';
import { sweepSites } from './sites.js';
import type { SweepCounts } from './store.js';

const DAY_MS = 86_400_000;
/** A server that adds the bot again within this time finds its data. */
const LEFT_DAYS = 30;
/** After a decision a moderator may still need the author's name: to answer a complaint, to end a timeout. */
const NAMED_DAYS = 1;
/** Comments kept for adaptation go after this, or after the server's retention if that is shorter: stories of the news last weeks. */
export const ADAPTATION_DAYS = 60;
/** Extra ms for an unjudged message: a backfill may just have read it from an old channel. */
const UNJUDGED_GRACE_MS = DAY_MS;

/** Deletes expired data in batches; several processes may sweep at once. Returns counts by kind. */
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
    const { retentionDays, adaptation, campaigns } = await settings(base, guild_id);
    const before = now - retentionDays * DAY_MS;
    // Messages that were judged while adaptation was switched off, or before the bot was removed.
    if (!adaptation || left_at !== null) await resetAdaptation(base, guild_id);
    else await sweepAdaptation(base, guild_id, Math.max(before, now - ADAPTATION_DAYS * DAY_MS), before);
    if (!campaigns || left_at !== null) await resetCampaigns(base, guild_id);
    else {
      await deletePosts(base, guild_id, now - campaignKeptMs({ retentionDays }));
      await sweepCampaigns(base, guild_id, before);
    }
    counts.flags += await sweepFlags(base, guild_id, before);
    counts.cases += await sweepCases(base, guild_id, before);
    counts.messages += await sweepMessages(base, guild_id, before);
    await sweepReposts(base, guild_id, before);
    await sweepReports(base, guild_id, before);
    await sweepAppeals(base, guild_id, before, now - NAMED_DAYS * DAY_MS);
    await forgetHits(base, guild_id, before);
    await sweepBulks(base, guild_id, before, now);
    await sweepArticles(base, guild_id, before);
  }
  counts.authors = await stripFlags(base, now - NAMED_DAYS * DAY_MS);
  await stripCases(base, now - NAMED_DAYS * DAY_MS);
  await stripPosts(base, now - NAMED_DAYS * DAY_MS);
  await sweepOutbox(base, now);
  await sweepSites(base, now, now - UNJUDGED_GRACE_MS);
  return counts;
}

/** Deletes a server's flags without a change since `before`, open ones too: their texts are as old. */
function sweepFlags(base: Base, guildId: string, before: number): Promise<number> {
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

/** Deletes a server's cases from before `before`; their numbers are not used again. */
function sweepCases(base: Base, guildId: string, before: number): Promise<number> {
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

/** Deletes messages (ids and verdicts) written before `before`. */
function sweepMessages(base: Base, guildId: string, before: number): Promise<number> {
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
            .where((or) =>
              or.or([
                or('state', 'in', ['judged', 'deleted']),
                or('written_at', '<', before - UNJUDGED_GRACE_MS),
              ]),
            )
            .limit(limit),
        )
        .returning('message_id')
        .execute(),
    );
    return rows.length;
  });
}

/** Removes the author's name and id from flags that were settled before `before`; the pseudonym stays. */
function stripFlags(base: Base, before: number): Promise<number> {
  return inBatches((limit) =>
    base.transact(async (db) => {
      const rows = await db
        .selectFrom('flags')
        .select(['id', 'content'])
        .where('named', '=', sql.lit(1))
        .where('settled_at', '<', before)
        .limit(limit)
        .$if(base.kind === 'postgres', (query) => query.forUpdate().skipLocked())
        .execute();
      for (const { id, content } of rows) {
        // One that cannot be read keeps its bytes, which nobody can read, until the retention is over.
        const read =
          content &&
          base.setAside.one(
            'flags',
            { id },
            () => openContent(base, id, content),
            () => id,
          );
        const bare = read == null ? content : sealContent(base, id, { ...read.value, author: null });
        await db.updateTable('flags').set({ content: bare, named: 0 }).where('id', '=', id).execute();
      }
      return rows.length;
    }),
  );
}

/** Removes the author's name and id from cases from before `before`. */
function stripCases(base: Base, before: number): Promise<number> {
  return inBatches((limit) =>
    base.transact(async (db) => {
      const rows = await db
        .selectFrom('cases')
        .select(['guild_id', 'number', 'shown'])
        .where('named', '=', sql.lit(1))
        .where('at', '<', before)
        .limit(limit)
        .$if(base.kind === 'postgres', (query) => query.forUpdate().skipLocked())
        .execute();
      for (const { guild_id, number, shown } of rows) {
        const changed = base.setAside.one(
          'cases',
          { guild_id },
          () => changeShown(base, guild_id, number, shown, { author: null }),
          () => `${guild_id}/${number}`,
        );
        const bare = changed === undefined ? shown : changed.value;
        await db
          .updateTable('cases')
          .set({ shown: bare, named: 0 })
          .where('guild_id', '=', guild_id)
          .where('number', '=', number)
          .execute();
      }
      return rows.length;
    }),
  );
}
