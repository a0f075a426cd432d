import type { Migration } from './types.js';

export const appeals: Migration = {
  name: '011-appeals',
  async up(db, types) {
    const { schema } = db;
    await schema
      .createTable('notes')
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('case_number', 'integer', (column) => column.notNull())
      .addColumn('author_hash', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('notes_once', ['guild_id', 'case_number'])
      .execute();
    await schema
      .createIndex('notes_of_author')
      .on('notes')
      .columns(['guild_id', 'author_hash', 'at'])
      .execute();
    await schema
      .createTable('appeals')
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('case_number', 'integer', (column) => column.notNull())
      .addColumn('flag_id', 'text', (column) => column.notNull())
      .addColumn('author_hash', 'text', (column) => column.notNull())
      .addColumn('author', types.bytes)
      .addColumn('content', types.bytes)
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('moderator', types.bytes)
      .addColumn('answer', types.bytes)
      .addColumn('settled_at', 'bigint')
      .addColumn('told', 'text')
      .addColumn('card_channel_id', 'text')
      .addColumn('card_message_id', 'text')
      .addPrimaryKeyConstraint('appeals_once', ['guild_id', 'case_number'])
      .execute();
    await schema.createIndex('appeals_by_age').on('appeals').columns(['guild_id', 'at']).execute();
  },
};
