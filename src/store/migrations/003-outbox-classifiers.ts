import { sql } from 'kysely';
import type { Migration } from './types.js';

export const outboxClassifiers: Migration = {
  name: '003-outbox-classifiers',
  async up(db, types) {
    const { schema } = db;
    await schema
      .createTable('outbox')
      .addColumn('id', types.counter)
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('lane', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('effect', types.bytes, (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull().defaultTo('waiting'))
      .addColumn('due_at', 'bigint', (column) => column.notNull())
      .addColumn('leased_until', 'bigint', (column) => column.notNull().defaultTo(0))
      .addColumn('worker', 'text')
      .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
      .addColumn('error', types.bytes)
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('settled_at', 'bigint')
      .addUniqueConstraint('outbox_once', ['guild_id', 'key'])
      .execute();
    await sql`create index outbox_lanes on outbox (guild_id, lane, id) where state = 'waiting'`.execute(db);
    await sql`create index outbox_leased on outbox (guild_id, leased_until) where leased_until > 0`.execute(
      db,
    );
    await sql`create index outbox_abandoned on outbox (id) where state = 'abandoned'`.execute(db);
    await sql`create index outbox_settled on outbox (settled_at) where state <> 'waiting'`.execute(db);
    await schema
      .createTable('classifiers')
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('trained_at', 'bigint', (column) => column.notNull())
      .addColumn('decisions', 'integer', (column) => column.notNull())
      .addColumn('model', types.bytes, (column) => column.notNull())
      .addColumn('summary', types.bytes, (column) => column.notNull())
      .addPrimaryKeyConstraint('classifiers_by_version', ['guild_id', 'version'])
      .execute();
  },
};
