import { sql } from 'kysely';
import type { Migration } from './types.js';

export const bulks: Migration = {
  name: '009-bulks',
  async up(db, types) {
    const { schema } = db;
    await schema
      .createTable('bulks')
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('selection', 'text', (column) => column.notNull())
      .addColumn('author_hash', 'text')
      .addColumn('decision', 'text')
      .addColumn('moderator', types.bytes, (column) => column.notNull())
      .addColumn('previewed_at', 'bigint', (column) => column.notNull())
      .addColumn('decided_at', 'bigint')
      .addColumn('undone_by', types.bytes)
      .addColumn('undone_at', 'bigint')
      .addColumn('shown', 'integer', (column) => column.notNull())
      .addColumn('beyond', 'integer', (column) => column.notNull())
      .addColumn('decided', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('undone', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('card_channel_id', 'text')
      .addColumn('card_message_id', 'text')
      .addPrimaryKeyConstraint('bulks_by_id', ['guild_id', 'id'])
      .execute();
    await schema.createIndex('bulks_by_age').on('bulks').columns(['guild_id', 'previewed_at']).execute();
    await schema
      .createTable('bulk_flags')
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('bulk_id', 'text', (column) => column.notNull())
      .addColumn('flag_id', 'text', (column) => column.notNull())
      .addColumn('position', 'integer', (column) => column.notNull())
      .addColumn('case_number', 'integer')
      .addColumn('undo_number', 'integer')
      .addPrimaryKeyConstraint('bulk_flags_once', ['guild_id', 'bulk_id', 'flag_id'])
      .execute();
    await schema
      .alterTable('outbox')
      .addColumn('bulk', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await schema.alterTable('outbox').addColumn('bulk_id', 'text').execute();
    // The head of each partition is read together with the turns that it takes.
    await sql`drop index outbox_lanes`.execute(db);
    await sql`create index outbox_lanes on outbox (guild_id, lane, id, bulk) where state = 'waiting'`.execute(
      db,
    );
    await sql`create index outbox_of_bulk on outbox (bulk_id) where bulk_id is not null`.execute(db);
    await sql`create index flags_open_of_article on flags (guild_id, article_id) where state = 'open' and shadow = 0`.execute(
      db,
    );
  },
};
