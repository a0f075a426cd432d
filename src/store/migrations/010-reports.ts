import { sql } from 'kysely';
import type { Migration } from './types.js';

export const reports: Migration = {
  name: '010-reports',
  async up(db) {
    const { schema } = db;
    await schema
      .alterTable('flags')
      .addColumn('priority', 'double precision', (column) => column.notNull().defaultTo(0))
      .execute();
    await schema
      .alterTable('flags')
      .addColumn('reported', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    await schema.alterTable('flags').addColumn('likeness', 'text').execute();
    await schema.alterTable('flags').addColumn('head_id', 'text').execute();
    await sql`update flags set priority = score`.execute(db);
    await sql`drop index flags_queue`.execute(db);
    await sql`create index flags_queue on flags (guild_id, priority desc, created_at, id)
      where state = 'open' and shadow = 0`.execute(db);
    await sql`create index flags_reported on flags (guild_id) where state = 'open' and reported = 1`.execute(
      db,
    );
    await sql`create index flags_of_head on flags (head_id) where head_id is not null`.execute(db);
    await schema
      .createTable('reports')
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('message_id', 'text', (column) => column.notNull())
      .addColumn('reporter_hash', 'text', (column) => column.notNull())
      .addColumn('flag_id', 'text', (column) => column.notNull())
      .addColumn('channel_id', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('reports_once', ['guild_id', 'message_id', 'reporter_hash'])
      .execute();
    await schema.createIndex('reports_of_flag').on('reports').column('flag_id').execute();
    await schema
      .createIndex('reports_of_person')
      .on('reports')
      .columns(['guild_id', 'reporter_hash', 'at'])
      .execute();
    await schema.createIndex('reports_by_age').on('reports').columns(['guild_id', 'at']).execute();
  },
};
