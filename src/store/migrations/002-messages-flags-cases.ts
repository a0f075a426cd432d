import { sql } from 'kysely';
import type { Migration } from './types.js';

export const messagesFlagsCases: Migration = {
  name: '002-messages-flags-cases',
  async up(db, types) {
    const { schema } = db;
    await schema
      .createTable('messages')
      .addColumn('message_id', 'text', (column) => column.primaryKey())
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('channel_id', 'text', (column) => column.notNull())
      .addColumn('revision', 'bigint', (column) => column.notNull())
      .addColumn('article_id', 'text', (column) => column.notNull())
      .addColumn('author_hash', 'text', (column) => column.notNull())
      .addColumn('parent_hash', 'text')
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('verdict', 'text')
      .addColumn('score', 'double precision')
      .addColumn('posted_at', 'bigint', (column) => column.notNull())
      .addColumn('written_at', 'bigint', (column) => column.notNull())
      .addColumn('content', types.bytes)
      .execute();
    await schema.createIndex('messages_by_age').on('messages').columns(['guild_id', 'written_at']).execute();
    await sql`create index messages_unjudged on messages (posted_at, message_id) where state = 'taken'`.execute(
      db,
    );

    await schema
      .createTable('flags')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('channel_id', 'text', (column) => column.notNull())
      .addColumn('message_id', 'text', (column) => column.notNull())
      .addColumn('revision', 'bigint', (column) => column.notNull())
      .addColumn('article_id', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('closed_why', 'text')
      .addColumn('shadow', 'integer', (column) => column.notNull())
      .addColumn('evidence_key', 'text', (column) => column.notNull())
      .addColumn('score', 'double precision', (column) => column.notNull())
      .addColumn('author_hash', 'text', (column) => column.notNull())
      .addColumn('parent_hash', 'text')
      .addColumn('content', types.bytes)
      .addColumn('card_channel_id', 'text')
      .addColumn('card_message_id', 'text')
      .addColumn('claim_hash', 'text')
      .addColumn('claim_by', types.bytes)
      .addColumn('claim_until', 'bigint', (column) => column.notNull().defaultTo(0))
      .addColumn('case_number', 'integer')
      .addColumn('removed', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('gone', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('named', 'integer', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('settled_at', 'bigint')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .execute();
    await schema.createIndex('flags_of_message').on('flags').column('message_id').execute();
    await schema
      .createIndex('flags_of_author')
      .on('flags')
      .columns(['guild_id', 'author_hash', 'created_at'])
      .execute();
    await schema.createIndex('flags_by_age').on('flags').columns(['guild_id', 'updated_at']).execute();
    await sql`create index flags_queue on flags (guild_id, score desc, created_at, id)
      where state = 'open' and shadow = 0`.execute(db);
    await sql`create index flags_claimed on flags (guild_id, claim_hash) where claim_hash is not null`.execute(
      db,
    );
    await sql`create index flags_open_in_channel on flags (channel_id) where state = 'open'`.execute(db);
    await sql`create index flags_to_strip on flags (settled_at) where named = 1`.execute(db);

    await schema
      .createTable('cases')
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('number', 'integer', (column) => column.notNull())
      .addColumn('flag_id', 'text', (column) => column.notNull())
      .addColumn('decision', 'text', (column) => column.notNull())
      .addColumn('moderator', types.bytes)
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('why', types.bytes)
      .addColumn('shown', types.bytes)
      .addColumn('evidence_key', 'text', (column) => column.notNull())
      .addColumn('author_hash', 'text')
      .addColumn('parent_hash', 'text')
      .addColumn('named', 'integer', (column) => column.notNull())
      .addColumn('undoes', 'integer')
      .addColumn('undone_by', 'integer')
      .addPrimaryKeyConstraint('cases_by_number', ['guild_id', 'number'])
      .execute();
    await schema.createIndex('cases_by_age').on('cases').columns(['guild_id', 'at']).execute();
    await sql`create index cases_to_strip on cases (at) where named = 1`.execute(db);
  },
};
