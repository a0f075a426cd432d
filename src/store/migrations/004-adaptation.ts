import { sql } from 'kysely';
import type { Migration } from './types.js';

export const adaptation: Migration = {
  name: '004-adaptation',
  async up(db, types) {
    const { schema } = db;
    await schema
      .createTable('adaptation_comments')
      .addColumn('message_id', 'text', (column) => column.primaryKey())
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('article_id', 'text', (column) => column.notNull())
      .addColumn('author_hash', 'text', (column) => column.notNull())
      .addColumn('written_at', 'bigint', (column) => column.notNull())
      .addColumn('kept_at', 'bigint', (column) => column.notNull())
      .addColumn('content', types.bytes, (column) => column.notNull())
      .execute();
    await schema
      .createIndex('adaptation_comments_by_age')
      .on('adaptation_comments')
      .columns(['guild_id', 'written_at'])
      .execute();
    await schema
      .createTable('adaptations')
      .addColumn('guild_id', 'text', (column) => column.primaryKey())
      .addColumn('tried_at', 'bigint', (column) => column.notNull())
      .addColumn('outcome', 'text', (column) => column.notNull())
      .addColumn('serving', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('versions', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('deletions', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await schema
      .createTable('adapted_models')
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('read_at', 'bigint', (column) => column.notNull())
      .addColumn('stale', 'integer', (column) => column.notNull())
      .addColumn('summary', 'text', (column) => column.notNull())
      .addColumn('model', types.bytes)
      .addPrimaryKeyConstraint('adapted_models_by_version', ['guild_id', 'version'])
      .execute();
    // The evidence on a message without the prior, in logits: the last ones under an article estimate its foreign share.
    await schema.alterTable('messages').addColumn('weight', 'double precision').execute();
    await sql`create index messages_weighed on messages (article_id, posted_at) where weight is not null`.execute(
      db,
    );
  },
};
