import { sql } from 'kysely';
import type { Migration } from './types.js';

export const sites: Migration = {
  name: '007-sites',
  async up(db, types) {
    const { schema } = db;
    await schema
      .createTable('sites')
      .addColumn('number', types.counter)
      .addColumn('id', 'text', (column) => column.notNull().unique())
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('secrets', types.bytes, (column) => column.notNull())
      .addColumn('webhook', types.bytes)
      .addColumn('events', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('revoked_at', 'bigint')
      .execute();
    await schema.createIndex('sites_of_server').on('sites').column('guild_id').execute();
    await schema
      .createTable('site_articles')
      .addColumn('site_id', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('article_id', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('site_articles_by_key', ['site_id', 'key'])
      .execute();
    await schema
      .createTable('site_comments')
      .addColumn('number', types.counter)
      .addColumn('site_id', 'text', (column) => column.notNull())
      .addColumn('comment_id', 'text', (column) => column.notNull())
      .addColumn('url', types.bytes)
      .addColumn('received_at', 'bigint', (column) => column.notNull())
      .addUniqueConstraint('site_comments_once', ['site_id', 'comment_id'])
      .execute();
    await schema
      .createIndex('site_comments_by_age')
      .on('site_comments')
      .columns(['site_id', 'received_at'])
      .execute();
    await schema
      .createTable('site_requests')
      .addColumn('site_id', 'text', (column) => column.notNull())
      .addColumn('request_id', 'text', (column) => column.notNull())
      .addColumn('digest', 'text', (column) => column.notNull())
      .addColumn('outcomes', types.bytes)
      .addColumn('received_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('site_requests_once', ['site_id', 'request_id'])
      .execute();
    await schema.createIndex('site_requests_by_age').on('site_requests').column('received_at').execute();
    // Comments of a site wait apart from messages of Discord, so that a backlog of one does not hold up the other.
    await sql`create index messages_queued on messages (channel_id, message_id) where state = 'queued'`.execute(
      db,
    );
  },
};
