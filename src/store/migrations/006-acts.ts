import { sql } from 'kysely';
import type { Migration } from './types.js';

export const acts: Migration = {
  name: '006-acts',
  async up(db) {
    const { schema } = db;
    await schema.alterTable('flags').addColumn('last_case', 'integer').execute();
    await db
      .updateTable('flags')
      .set((eb) => ({ last_case: eb.ref('case_number') }))
      .execute();
    await schema.alterTable('outbox').addColumn('renewed_at', 'bigint').execute();
    await sql`create index outbox_troubled on outbox (guild_id, lane, id) where error is not null`.execute(
      db,
    );
    await schema
      .createTable('reposts')
      .addColumn('message_id', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('guild_id', 'text', (column) => column.notNull())
      .addColumn('channel_id', 'text', (column) => column.notNull())
      .addColumn('posted_id', 'text', (column) => column.notNull())
      .addColumn('posted_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('reposts_of_message', ['message_id', 'kind'])
      .execute();
    await schema.createIndex('reposts_by_age').on('reposts').columns(['guild_id', 'posted_at']).execute();
  },
};
