import { sql } from 'kysely';
import type { Migration } from './types.js';

export const campaigns: Migration = {
  name: '005-campaigns',
  async up(db, types) {
    const { schema } = db;
    await schema
      .alterTable('servers')
      .addColumn('campaign_events', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await schema
      .createTable('campaign_posts')
      .addColumn('message_id', 'text', (column) => column.primaryKey())
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addColumn('channel_id', 'text', (column) => column.notNull())
      .addColumn('article_id', 'text', (column) => column.notNull())
      .addColumn('author_hash', 'text', (column) => column.notNull())
      .addColumn('posted_at', 'bigint', (column) => column.notNull())
      .addColumn('score', 'double precision')
      .addColumn('content', types.bytes, (column) => column.notNull())
      .addColumn('campaign_id', 'text')
      .addColumn('core', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('evidence', types.bytes)
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('reviewed', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('gone', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('author', types.bytes)
      .addColumn('removed_at', 'bigint')
      .execute();
    await schema
      .createIndex('campaign_posts_in_order')
      .on('campaign_posts')
      .columns(['guild_id', 'seq', 'message_id'])
      .execute();
    await schema
      .createIndex('campaign_posts_by_age')
      .on('campaign_posts')
      .columns(['guild_id', 'posted_at'])
      .execute();
    await schema
      .createIndex('campaign_posts_of_author')
      .on('campaign_posts')
      .columns(['guild_id', 'author_hash'])
      .execute();
    await sql`create index campaign_members on campaign_posts (guild_id, campaign_id, posted_at)
      where campaign_id is not null`.execute(db);
    await sql`create index campaign_posts_named on campaign_posts (removed_at)
      where author is not null`.execute(db);
    await schema
      .createTable('campaigns')
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('first_at', 'bigint', (column) => column.notNull())
      .addColumn('last_at', 'bigint', (column) => column.notNull())
      .addColumn('declared_at', 'bigint')
      .addColumn('strength', 'double precision', (column) => column.notNull())
      .addColumn('content', types.bytes, (column) => column.notNull())
      .addColumn('decision', 'text')
      .addColumn('decision_number', 'integer')
      .addColumn('merged_into', 'text')
      .addColumn('split_from', 'text')
      .addColumn('carded', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('card_channel_id', 'text')
      .addColumn('card_message_id', 'text')
      .addColumn('reviewed_right', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('reviewed_wrong', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('version', 'integer', (column) => column.notNull().defaultTo(0))
      .addPrimaryKeyConstraint('campaigns_by_id', ['guild_id', 'id'])
      .execute();
    await schema.createIndex('campaigns_by_age').on('campaigns').columns(['guild_id', 'last_at']).execute();
    await schema
      .createTable('campaign_events')
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('number', 'integer', (column) => column.notNull())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addColumn('campaign_id', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('moderator', types.bytes)
      .addColumn('undone_by', 'integer')
      .addColumn('ids', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('campaign_events_by_number', ['guild_id', 'number'])
      .execute();
  },
};
